package journal

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

// Call is one thing that the hall has to be told.
type Call struct {
	Seq     int64
	Key     string // its own Idempotency-Key
	Op      Op
	Ticket  string
	Reserve string
	Arg     string
	At      time.Time
	Tries   int
	Error   string
	Ended   time.Time
	Result  string
}

// Pending returns what the hall has not yet acknowledged, oldest first.
func (j *Journal) Pending() ([]Call, error) {
	return j.calls(`WHERE ended = '' ORDER BY seq`)
}

// Calls returns the newest calls, at most n of them.
func (j *Journal) Calls(n int) ([]Call, error) {
	return j.calls(`ORDER BY seq DESC LIMIT ?`, n)
}

func (j *Journal) calls(where string, args ...any) ([]Call, error) {
	rows, err := j.db.Query(`SELECT seq, key, op, ticket, reserve, arg, at, tries, error, ended, result FROM call `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("journal: read calls: %w", err)
	}
	defer rows.Close()
	var out []Call
	for rows.Next() {
		var c Call
		var at, ended string
		if err := rows.Scan(&c.Seq, &c.Key, &c.Op, &c.Ticket, &c.Reserve, &c.Arg, &at, &c.Tries, &c.Error, &ended, &c.Result); err != nil {
			return nil, fmt.Errorf("journal: read calls: %w", err)
		}
		c.At, c.Ended = parse(at), parse(ended)
		out = append(out, c)
	}
	return out, rows.Err()
}

// Acknowledged closes a call that the hall has answered for good; result says
// how, "ok" or the code of a refusal.
//
// What the call had to say and was sealed is gone with it.
func (j *Journal) Acknowledged(seq int64, result string) error {
	return j.write("acknowledged", func(tx *sql.Tx) error {
		return acknowledge(tx, seq, result, j.now())
	})
}

func acknowledge(tx *sql.Tx, seq int64, result, now string) error {
	if _, err := tx.Exec(`DELETE FROM sealed WHERE call = (SELECT key FROM call WHERE seq = ?)`, seq); err != nil {
		return err
	}
	return one(tx, `UPDATE call SET ended = ?, result = ?, tries = tries + 1, error = '' WHERE seq = ?`, now, result, seq)
}

// Tried counts a try that brought no answer.
func (j *Journal) Tried(seq int64, cause string) error {
	return j.write("tried", func(tx *sql.Tx) error {
		return one(tx, `UPDATE call SET tries = tries + 1, error = ? WHERE seq = ?`, cause, seq)
	})
}

// Event is something that happened.
type Event struct {
	At    time.Time
	Kind  string
	Visit int
	Data  json.RawMessage
}

// Record writes down something that happened. Data must hold nothing of a
// person; it is kept as JSON.
func (j *Journal) Record(kind string, visit int, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("journal: record %s: %w", kind, err)
	}
	return j.write("record", func(tx *sql.Tx) error {
		_, err := tx.Exec(`INSERT INTO event (at, kind, visit, data) VALUES (?, ?, ?, ?)`, j.now(), kind, visit, string(text))
		return err
	})
}

// Events returns the newest events, at most n of them.
func (j *Journal) Events(n int) ([]Event, error) {
	rows, err := j.db.Query(`SELECT at, kind, visit, data FROM event ORDER BY seq DESC LIMIT ?`, n)
	if err != nil {
		return nil, fmt.Errorf("journal: read events: %w", err)
	}
	defer rows.Close()
	var out []Event
	for rows.Next() {
		var e Event
		var at, data string
		if err := rows.Scan(&at, &e.Kind, &e.Visit, &data); err != nil {
			return nil, fmt.Errorf("journal: read events: %w", err)
		}
		e.At, e.Data = parse(at), json.RawMessage(data)
		out = append(out, e)
	}
	return out, rows.Err()
}
