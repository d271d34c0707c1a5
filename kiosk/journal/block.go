package journal

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// ErrOverlap says that a block holds numbers of another one of the same day.
// Nothing was written.
var ErrOverlap = errors.New("journal: the block overlaps another")

// Block is numbers of one business and one day that the hall has leased to
// this terminal.
type Block struct {
	ID       string // the hall's
	Business string
	Day      string // 2026-06-12, the hall's
	Prefix   string
	First    int
	Last     int
	Next     int       // Last + 1: none is left
	Leased   time.Time // this and Expires by the hall's clock
	Expires  time.Time
	Link     string // of its numbers' slips, once the number is put behind it; may be empty
	Ended    string // Expired or Released; empty while it may be used
}

// How a block ends. One that has ended is never used again.
const (
	Expired  = "expired"
	Released = "released"
)

// Left is how many numbers a block has left, at a time of the hall's clock
// and on its day.
func (b Block) Left(now time.Time, day string) int {
	if b.Ended != "" || b.Day != day || !now.Before(b.Expires) {
		return 0
	}
	return b.Last + 1 - b.Next
}

// Asking writes down that a block is going to be asked for, and returns the
// key to ask by: the one of before while no answer to it is known.
func (j *Journal) Asking(business, day, key string) (string, error) {
	err := j.write("asking", func(tx *sql.Tx) error {
		if _, err := tx.Exec(`DELETE FROM lease WHERE business = ? AND day <> ?`, business, day); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO lease (business, day, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, business, day, key); err != nil {
			return err
		}
		return tx.QueryRow(`SELECT key FROM lease WHERE business = ?`, business).Scan(&key)
	})
	return key, err
}

// NotLeased closes a lease that the hall has certainly refused.
func (j *Journal) NotLeased(business string) error {
	return j.write("not leased", func(tx *sql.Tx) error {
		_, err := tx.Exec(`DELETE FROM lease WHERE business = ?`, business)
		return err
	})
}

// Leased writes down a block and closes its lease. A block that is known
// already stays as it is. One that overlaps another of its day is ErrOverlap
// and is not used.
func (j *Journal) Leased(b Block) error {
	return j.write("leased", func(tx *sql.Tx) error {
		var other int
		if err := tx.QueryRow(`SELECT count(*) FROM block WHERE day = ? AND prefix = ? AND first <= ? AND last >= ? AND id <> ?`,
			b.Day, b.Prefix, b.Last, b.First, b.ID).Scan(&other); err != nil {
			return err
		}
		if other > 0 {
			return ErrOverlap
		}
		if _, err := tx.Exec(`INSERT INTO block (id, business, day, prefix, first, last, next, leased, expires, link)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			b.ID, b.Business, b.Day, b.Prefix, b.First, b.Last, b.First, stamp(b.Leased), stamp(b.Expires), b.Link); err != nil {
			return err
		}
		_, err := tx.Exec(`DELETE FROM lease WHERE business = ?`, b.Business)
		return err
	})
}

// Renewed writes down that a block may be used for longer. One that has ended
// stays so: ErrNone.
func (j *Journal) Renewed(id string, expires time.Time) error {
	return j.write("renewed", func(tx *sql.Tx) error {
		return one(tx, `UPDATE block SET expires = ? WHERE id = ? AND ended = ''`, stamp(expires), id)
	})
}

// Release ends a block and puts the call that gives its rest back into the
// outbox, after what the hall has to hear of its numbers. One that has ended
// by release already is ErrNone.
func (j *Journal) Release(id string, c Call) error {
	return j.write("release", func(tx *sql.Tx) error {
		if err := one(tx, `UPDATE block SET ended = ? WHERE id = ? AND ended <> ?`, Released, id, Released); err != nil {
			return err
		}
		return settle(tx, c, j.now())
	})
}

// Expire ends the blocks whose time is over at a time of the hall's clock, or
// whose day is not today, and returns how many.
func (j *Journal) Expire(now time.Time, today string) (int, error) {
	n := 0
	err := j.write("expire", func(tx *sql.Tx) (err error) {
		n, err = expire(tx, now, today)
		return err
	})
	return n, err
}

func expire(tx *sql.Tx, now time.Time, today string) (int, error) {
	blocks, err := scanBlocks(tx.Query(selectBlocks + ` WHERE ended = ''`))
	n := 0
	for _, b := range blocks {
		if b.Day == today && now.Before(b.Expires) {
			continue
		}
		if _, err := tx.Exec(`UPDATE block SET ended = ? WHERE id = ?`, Expired, b.ID); err != nil {
			return n, err
		}
		n++
	}
	return n, err
}

// Blocks returns every block that is on record, in the order of leasing.
func (j *Journal) Blocks() ([]Block, error) {
	out, err := scanBlocks(j.db.Query(selectBlocks + ` ORDER BY rowid`))
	if err != nil {
		return nil, fmt.Errorf("journal: read blocks: %w", err)
	}
	return out, nil
}

// InHand returns the blocks that have not been given back, in the order of
// leasing.
func (j *Journal) InHand() ([]Block, error) {
	out, err := scanBlocks(j.db.Query(selectBlocks+` WHERE ended <> ? ORDER BY rowid`, Released))
	if err != nil {
		return nil, fmt.Errorf("journal: read blocks: %w", err)
	}
	return out, nil
}

// Block returns one block, and ErrNone where there is no such.
func (j *Journal) Block(id string) (Block, error) {
	list, err := scanBlocks(j.db.Query(selectBlocks+` WHERE id = ?`, id))
	if err != nil {
		return Block{}, fmt.Errorf("journal: read block: %w", err)
	}
	if len(list) == 0 {
		return Block{}, ErrNone
	}
	return list[0], nil
}

const selectBlocks = `SELECT id, business, day, prefix, first, last, next, leased, expires, link, ended FROM block`

func scanBlocks(rows *sql.Rows, err error) ([]Block, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Block
	for rows.Next() {
		var b Block
		var leased, expires string
		if err := rows.Scan(&b.ID, &b.Business, &b.Day, &b.Prefix, &b.First, &b.Last, &b.Next, &leased, &expires, &b.Link, &b.Ended); err != nil {
			return nil, err
		}
		b.Leased, b.Expires = parse(leased), parse(expires)
		out = append(out, b)
	}
	return out, rows.Err()
}
