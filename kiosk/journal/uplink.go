package journal

import (
	"database/sql"
	_ "embed"
	"encoding/json"
	"fmt"
	"time"
)

//go:embed uplink.sql
var uplinkSchema string

// Bounds of what waits for the hub: about 16 MiB with all that is around it.
const (
	mostTold = 4000
	longTold = 2 << 10 // bytes of data; a longer one loses them
)

// floorLost is how many events were dropped since there was no room, as one of
// the fleet's floors.
const floorLost = "uplink/lost"

// Told is something that the hub is to hear of.
type Told struct {
	ID   int64
	At   time.Time
	Kind string
	Data json.RawMessage // nil: none
}

// Tell puts something into the queue for the hub. Data must hold nothing of a
// person. Where the queue is full the oldest that does not matter is dropped,
// else the oldest, and counted.
func (j *Journal) Tell(kind string, data any, matters bool) error {
	var text []byte
	if data != nil {
		var err error
		if text, err = json.Marshal(data); err != nil {
			return fmt.Errorf("journal: tell %s: %w", kind, err)
		}
	}
	if len(text) > longTold {
		text = []byte(`{"dropped":"it is too long"}`)
	}
	return j.write("tell", func(tx *sql.Tx) error {
		if _, err := tx.Exec(`INSERT INTO fleet_event (at, kind, data, matters) VALUES (?, ?, ?, ?)`, j.now(), kind, string(text), matters); err != nil {
			return err
		}
		return makeRoom(tx)
	})
}

func makeRoom(tx *sql.Tx) error {
	result, err := tx.Exec(`DELETE FROM fleet_event WHERE id = (SELECT id FROM fleet_event ORDER BY matters, id LIMIT 1)
		AND (SELECT count(*) FROM fleet_event) > ?`, mostTold)
	if err != nil {
		return err
	}
	n, err := result.RowsAffected()
	if err != nil || n == 0 {
		return err
	}
	return countLost(tx)
}

func countLost(tx *sql.Tx) error {
	_, err := tx.Exec(`INSERT INTO fleet_floor (name, least) VALUES (?, 1) ON CONFLICT DO UPDATE SET least = least + 1`, floorLost)
	return err
}

// Outgoing returns what the hub does not have yet, the oldest first, at most n.
func (j *Journal) Outgoing(n int) ([]Told, error) {
	rows, err := j.db.Query(`SELECT id, at, kind, data FROM fleet_event ORDER BY id LIMIT ?`, n)
	if err != nil {
		return nil, fmt.Errorf("journal: read what to tell: %w", err)
	}
	defer rows.Close()
	var out []Told
	for rows.Next() {
		var t Told
		var at, data string
		if err := rows.Scan(&t.ID, &at, &t.Kind, &data); err != nil {
			return nil, fmt.Errorf("journal: read what to tell: %w", err)
		}
		if t.At = parse(at); data != "" {
			t.Data = json.RawMessage(data)
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

// Waiting is how many events the hub does not have yet, and how many it will
// never have.
func (j *Journal) Waiting() (waiting int, lost int64, err error) {
	err = j.db.QueryRow(`SELECT (SELECT count(*) FROM fleet_event), coalesce((SELECT least FROM fleet_floor WHERE name = ?), 0)`, floorLost).Scan(&waiting, &lost)
	if err != nil {
		return 0, 0, fmt.Errorf("journal: read what to tell: %w", err)
	}
	return waiting, lost, nil
}

// ToldThrough forgets what the hub has on its disk.
func (j *Journal) ToldThrough(id int64) error {
	return j.write("told", func(tx *sql.Tx) error {
		_, err := tx.Exec(`DELETE FROM fleet_event WHERE id <= ?`, id)
		return err
	})
}

// Unheard forgets an event that the hub will not have, and counts it as lost.
func (j *Journal) Unheard(id int64) error {
	return j.write("unheard", func(tx *sql.Tx) error {
		if _, err := tx.Exec(`DELETE FROM fleet_event WHERE id = ?`, id); err != nil {
			return err
		}
		return countLost(tx)
	})
}

// floorJoined says that the numbers of this journal are known to the hub, as
// one of the fleet's floors.
const floorJoined = "uplink/joined"

// Join takes what the hub has of this terminal. A hub that knows it from an
// earlier journal has numbers that mean something else here: what waits gets
// numbers behind those.
func (j *Journal) Join(through int64) error {
	return j.write("join", func(tx *sql.Tx) error {
		var joined bool
		var newest int64
		err := tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM fleet_floor WHERE name = ?),
			coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'fleet_event'), 0)`, floorJoined).Scan(&joined, &newest)
		if err != nil {
			return err
		}
		if joined && through <= newest {
			_, err = tx.Exec(`DELETE FROM fleet_event WHERE id <= ?`, through)
			return err
		}
		if _, err := tx.Exec(`INSERT INTO fleet_floor (name, least) VALUES (?, 1) ON CONFLICT DO NOTHING`, floorJoined); err != nil {
			return err
		}
		return shift(tx, through, newest)
	})
}

// shift renumbers the queue behind a number.
func shift(tx *sql.Tx, behind, newest int64) error {
	if _, err := tx.Exec(`UPDATE fleet_event SET id = -(id + ?)`, behind); err != nil { // no two are the same on the way
		return err
	}
	if _, err := tx.Exec(`UPDATE fleet_event SET id = -id`); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM sqlite_sequence WHERE name = 'fleet_event'`); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO sqlite_sequence (name, seq) VALUES ('fleet_event', ?)`, behind+newest)
	return err
}

// Written is how many rows were ever written of what is counted so: slips,
// calls, tests. It goes on over what was pruned.
func (j *Journal) Written() (map[string]int64, error) {
	rows, err := j.db.Query(`SELECT name, seq FROM sqlite_sequence WHERE name IN ('print', 'call', 'device_test')`)
	if err != nil {
		return nil, fmt.Errorf("journal: read counters: %w", err)
	}
	defer rows.Close()
	out := map[string]int64{}
	for rows.Next() {
		var name string
		var n int64
		if err := rows.Scan(&name, &n); err != nil {
			return nil, fmt.Errorf("journal: read counters: %w", err)
		}
		out[map[string]string{"print": "slips", "call": "calls", "device_test": "tests"}[name]] = n
	}
	return out, rows.Err()
}
