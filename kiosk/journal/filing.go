package journal

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Filing is one thing that the hall was asked to do, other than a number.
type Filing struct {
	Key     string
	Visit   int
	Service string
	At      time.Time
	Settled string // empty while nobody knows what came of it
}

// What came of a filing.
const (
	FilingDone    = "done"
	FilingRefused = "refused"
	FilingUndone  = "undone" // the hall is to undo it, if it did it
	FilingKept    = "kept"   // it is said again from the outbox, under the same key
)

// Filing writes down that the hall is going to be asked.
func (j *Journal) Filing(key string, visit int, service string) error {
	return j.write("filing", func(tx *sql.Tx) error {
		return one(tx, `INSERT INTO filing (key, visit, service, at) VALUES (?, ?, ?, ?)`, key, visit, service, j.now())
	})
}

// Filed writes down what came of a filing: FilingDone or FilingRefused. One
// that was given up meanwhile is ErrNone.
func (j *Journal) Filed(key, as string) error {
	return j.write("filed", func(tx *sql.Tx) error {
		return one(tx, `UPDATE filing SET settled = ? WHERE key = ? AND settled = ''`, as, key)
	})
}

// Undo gives a filing up and puts the call that tells the hall so, with the
// filing's key in Reserve, into the outbox.
func (j *Journal) Undo(c Call) error {
	return j.write("undo", func(tx *sql.Tx) error {
		if err := one(tx, `UPDATE filing SET settled = ? WHERE key = ?`, FilingUndone, c.Reserve); err != nil {
			return err
		}
		return enqueue(tx, c, j.now())
	})
}

// OpenFilings returns the filings of which nobody knows what came, oldest
// first.
func (j *Journal) OpenFilings() ([]Filing, error) {
	rows, err := j.db.Query(`SELECT key, visit, service, at, settled FROM filing WHERE settled = '' ORDER BY at, key`)
	if err != nil {
		return nil, fmt.Errorf("journal: read filings: %w", err)
	}
	defer rows.Close()
	var out []Filing
	for rows.Next() {
		var f Filing
		var at string
		if err := rows.Scan(&f.Key, &f.Visit, &f.Service, &at, &f.Settled); err != nil {
			return nil, fmt.Errorf("journal: read filings: %w", err)
		}
		f.At = parse(at)
		out = append(out, f)
	}
	return out, rows.Err()
}

// Entrust puts a call into the outbox together with what it has to say, sealed
// under the key of the day. A filing of the same key, of which nobody knows
// what came, becomes this call.
func (j *Journal) Entrust(c Call, day string, body []byte) error {
	return j.write("entrust", func(tx *sql.Tx) error {
		box, err := seal(tx, day, body)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE filing SET settled = ? WHERE key = ? AND settled = ''`, FilingKept, c.Key); err != nil {
			return err
		}
		if err := enqueue(tx, c, j.now()); err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO sealed (call, day, box) VALUES (?, ?, ?)`, c.Key, day, box)
		return err
	})
}

// Entrusted returns what a call has to say: ErrForgotten after its key was
// destroyed, ErrNone where there is nothing.
func (j *Journal) Entrusted(callKey string) ([]byte, error) {
	var day string
	var box []byte
	switch err := j.db.QueryRow(`SELECT day, box FROM sealed WHERE call = ?`, callKey).Scan(&day, &box); {
	case errors.Is(err, sql.ErrNoRows):
		return nil, ErrNone
	case err != nil:
		return nil, fmt.Errorf("journal: read sealed: %w", err)
	}
	return j.unseal(day, box)
}
