package journal

import (
	"database/sql"
	"fmt"
	"time"
)

// Order is a command of the hub.
type Order struct {
	ID      string
	Said    []byte // the command as it came
	At      time.Time
	Began   time.Time // zero: not begun
	Outcome string    // empty while it is open
	Text    string
	Ended   time.Time
	Told    bool // the hub has the outcome
}

// OrderTaken writes down a command that is going to be carried out. One that
// is known already is not new, whatever became of it.
func (j *Journal) OrderTaken(id string, said []byte) (fresh bool, err error) {
	err = j.write("order", func(tx *sql.Tx) error {
		result, err := tx.Exec(`INSERT INTO fleet_command (id, said, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, id, string(said), j.now())
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		fresh = n == 1
		return err
	})
	return fresh, err
}

// OrderBegins writes down that a command is being carried out. One that was
// begun or ended before is ErrNone.
func (j *Journal) OrderBegins(id string) error {
	return j.write("order begins", func(tx *sql.Tx) error {
		return one(tx, `UPDATE fleet_command SET began = ? WHERE id = ? AND began = '' AND outcome = ''`, j.now(), id)
	})
}

// OrderEnded writes down what became of a command, once.
func (j *Journal) OrderEnded(id, outcome, text string) error {
	return j.write("order ended", func(tx *sql.Tx) error {
		return one(tx, `UPDATE fleet_command SET outcome = ?, text = ?, ended = ? WHERE id = ? AND outcome = ''`, outcome, text, j.now(), id)
	})
}

// OrderTold writes down that the hub has the outcome.
func (j *Journal) OrderTold(id string) error {
	return j.write("order told", func(tx *sql.Tx) error {
		return one(tx, `UPDATE fleet_command SET told = 1 WHERE id = ? AND outcome <> ''`, id)
	})
}

// Orders returns the commands that are open or whose outcome the hub does not
// have, the oldest first.
func (j *Journal) Orders() ([]Order, error) {
	rows, err := j.db.Query(`SELECT id, said, at, began, outcome, text, ended, told FROM fleet_command WHERE told = 0 ORDER BY at, rowid`)
	if err != nil {
		return nil, fmt.Errorf("journal: read orders: %w", err)
	}
	defer rows.Close()
	var out []Order
	for rows.Next() {
		var o Order
		var said, at, began, ended string
		if err := rows.Scan(&o.ID, &said, &at, &began, &o.Outcome, &o.Text, &ended, &o.Told); err != nil {
			return nil, fmt.Errorf("journal: read orders: %w", err)
		}
		o.Said, o.At, o.Began, o.Ended = []byte(said), parse(at), parse(began), parse(ended)
		out = append(out, o)
	}
	return out, rows.Err()
}
