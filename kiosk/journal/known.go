package journal

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Known is a number that the hall gave to somebody at this terminal, so that
// the same person gets no second one while the hall cannot be asked.
type Known struct {
	Ticket   string // the hall's id
	Business string
	Number   string
	Class    string
	Link     string
	At       time.Time
}

// Know writes down whose number it is: a digest under the key of the day.
func (j *Journal) Know(k Known, day, person string) error {
	if person == "" {
		return nil
	}
	return j.write("know", func(tx *sql.Tx) error {
		digest, err := digest(tx, day, person)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO known (ticket, day, business, number, class, link, at, person) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO NOTHING`, k.Ticket, day, k.Business, k.Number, k.Class, k.Link, stamp(k.At), digest)
		return err
	})
}

// KnownOf finds the number that the hall gave to a person for a business on
// the day asked for, and that was not given back; ErrNone: none.
func (j *Journal) KnownOf(a Asked) (Known, error) {
	out := Known{Business: a.Business}
	if a.Person == "" {
		return out, ErrNone
	}
	err := j.write("known of", func(tx *sql.Tx) error {
		digest, err := digest(tx, a.Day, a.Person)
		if err != nil {
			return err
		}
		var at string
		err = tx.QueryRow(`SELECT ticket, number, class, link, at FROM known WHERE day = ? AND business = ? AND person = ? AND gone = ''
			AND NOT EXISTS (SELECT 1 FROM reservation WHERE reservation.ticket = known.ticket AND settled IN (?, ?))
			ORDER BY rowid DESC LIMIT 1`, a.Day, a.Business, digest, OpAbandon, OpCancel).Scan(&out.Ticket, &out.Number, &out.Class, &out.Link, &at)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNone
		}
		out.At = parse(at)
		return err
	})
	return out, err
}

// Gone writes down that a number was given back, or that its holder says that
// it was called.
func (j *Journal) Gone(ticket string) error {
	return j.write("gone", func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE known SET gone = ? WHERE ticket = ? AND gone = ''`, j.now(), ticket)
		return err
	})
}

// GivenIn is how many numbers of a business this terminal gave out in a span,
// with the hall or without, and that were not given back.
func (j *Journal) GivenIn(business string, from, until time.Time) (int, error) {
	var n int
	err := j.db.QueryRow(`SELECT count(*) FROM reservation WHERE business = ? AND at >= ? AND at < ? AND number <> '' AND settled NOT IN (?, ?, ?)`,
		business, stamp(from), stamp(until), OpAbandon, OpCancel, OpRefused).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("journal: read reservations: %w", err)
	}
	return n, nil
}
