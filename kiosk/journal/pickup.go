package journal

import (
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"time"

	"govkiosk/drivers"
)

//go:embed pickup.sql
var pickupSchema string

// Pickup is the hall's leave to take some certificates.
type Pickup struct {
	ID       string
	Visit    int
	At       time.Time
	Until    time.Time
	Over     time.Time // zero: something may still be taken
	Handouts []Handout
}

// Granted writes down what the hall has let somebody take. One that is known
// stays as it is.
func (j *Journal) Granted(id string, visit int, until time.Time, handouts []Handout) error {
	return j.write("granted", func(tx *sql.Tx) error {
		return grant(tx, id, visit, j.now(), until, handouts)
	})
}

func grant(tx *sql.Tx, id string, visit int, now string, until time.Time, handouts []Handout) error {
	if _, err := tx.Exec(`INSERT INTO pickup (id, visit, at, until) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		id, visit, now, stamp(until)); err != nil {
		return err
	}
	for _, h := range handouts {
		if _, err := tx.Exec(`INSERT INTO handout (pickup, certificate, cell) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
			id, h.Certificate, h.Cell); err != nil {
			return err
		}
	}
	return nil
}

// HandoutBegins writes down that a coil or a printer is about to start, and
// returns the record. While anything else is under way it is ErrForbidden.
func (j *Journal) HandoutBegins(pickup, certificate string) (Handout, error) {
	return j.handout("handout begins", pickup, certificate, func(tx *sql.Tx, h Handout) (Handout, error) {
		var busy int
		if err := tx.QueryRow(`SELECT count(*) FROM handout WHERE began <> '' AND told = '' AND (pickup <> ? OR certificate <> ?)`,
			pickup, certificate).Scan(&busy); err != nil {
			return h, err
		}
		if busy > 0 {
			return h, h.forbid("another one is under way")
		}
		return h.Begin(j.clock())
	})
}

// HandoutEnded writes down how coil or printer ended.
func (j *Journal) HandoutEnded(pickup, certificate string, o drivers.Outcome) error {
	_, err := j.handout("handout ended", pickup, certificate, func(_ *sql.Tx, h Handout) (Handout, error) { return h.End(o, j.clock()) })
	return err
}

// HandoutShut writes down that the door was closed.
func (j *Journal) HandoutShut(pickup, certificate string) error {
	_, err := j.handout("handout shut", pickup, certificate, func(_ *sql.Tx, h Handout) (Handout, error) { return h.Shut(j.clock()) })
	return err
}

// HandoutGone writes down that a slip left the mouth.
func (j *Journal) HandoutGone(pickup, certificate string) error {
	_, err := j.handout("handout gone", pickup, certificate, func(_ *sql.Tx, h Handout) (Handout, error) { return h.Gone(j.clock()) })
	return err
}

// HandoutBack writes down that the printer took a slip back.
func (j *Journal) HandoutBack(pickup, certificate string) error {
	_, err := j.handout("handout back", pickup, certificate, func(_ *sql.Tx, h Handout) (Handout, error) { return h.Back(j.clock()) })
	return err
}

// HandoutSays writes down what the citizen said.
func (j *Journal) HandoutSays(pickup, certificate, says string) error {
	_, err := j.handout("handout says", pickup, certificate, func(_ *sql.Tx, h Handout) (Handout, error) { return h.Answer(says) })
	return err
}

// HandoutTold writes down what the hall is told, together with the call that
// tells it. ErrForbidden where the record does not bear it out.
func (j *Journal) HandoutTold(pickup, certificate, as, why, callKey string) error {
	_, err := j.handout("handout told", pickup, certificate, func(tx *sql.Tx, h Handout) (Handout, error) {
		return j.tell(tx, h, as, why, callKey)
	})
	return err
}

func (j *Journal) tell(tx *sql.Tx, h Handout, as, why, callKey string) (Handout, error) {
	h, err := h.Tell(as, why)
	if err != nil {
		return h, err
	}
	return h, hearsOf(tx, Call{Key: callKey, Op: OpHandout, Ticket: h.Pickup, Arg: h.Certificate}, j.now())
}

// HandoutSettled tells the hall of a handout that a stopped terminal left
// behind, as Handout.Settle has it, and returns the record.
func (j *Journal) HandoutSettled(pickup, certificate string, shut bool, callKey string) (Handout, error) {
	return j.handout("handout settled", pickup, certificate, func(tx *sql.Tx, h Handout) (Handout, error) {
		h, as, why := h.Settle(shut, j.clock())
		if as == "" {
			return h, nil
		}
		return j.tell(tx, h, as, why, callKey)
	})
}

// PickupOver writes down that nothing more is taken, together with the call
// that tells the hall. A second time it is ErrNone.
func (j *Journal) PickupOver(id, why, callKey string) error {
	return j.write("pickup over", func(tx *sql.Tx) error {
		if err := one(tx, `UPDATE pickup SET over = ? WHERE id = ? AND over = ''`, j.now(), id); err != nil {
			return err
		}
		return hearsOf(tx, Call{Key: callKey, Op: OpFinish, Ticket: id, Arg: why}, j.now())
	})
}

// handout changes one record in one transaction.
func (j *Journal) handout(op, pickup, certificate string, change func(*sql.Tx, Handout) (Handout, error)) (Handout, error) {
	var out Handout
	var forbidden error
	err := j.write(op, func(tx *sql.Tx) error {
		all, err := handouts(tx, `WHERE handout.pickup = ? AND certificate = ?`, pickup, certificate)
		if err != nil {
			return err
		}
		if len(all) != 1 {
			return ErrNone
		}
		h, err := change(tx, all[0])
		if errors.Is(err, ErrForbidden) {
			forbidden = err
			return ErrNone
		}
		if err != nil {
			return err
		}
		out = h
		return one(tx, `UPDATE handout SET began = ?, outcome = ?, ended = ?, opened = ?, closed = ?, says = ?, told = ?, why = ?
			WHERE pickup = ? AND certificate = ?`, stamped(h.Began), h.Outcome.String(), stamped(h.Ended),
			stamped(h.Opened), stamped(h.Closed), h.Says, h.Told, h.Why, pickup, certificate)
	})
	if forbidden != nil {
		return Handout{}, forbidden
	}
	return out, err
}

// stamped is a time, or nothing for the zero one.
func stamped(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return stamp(t)
}

// reader is a transaction or the file itself.
type reader interface {
	Query(query string, args ...any) (*sql.Rows, error)
}

func handouts(r reader, where string, args ...any) ([]Handout, error) {
	rows, err := r.Query(`SELECT handout.pickup, certificate, cell, visit, until, began, outcome, ended, opened, closed, says, told, why
		FROM handout JOIN pickup ON pickup.id = handout.pickup `+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Handout
	for rows.Next() {
		var h Handout
		var until, began, outcome, ended, opened, closed string
		if err := rows.Scan(&h.Pickup, &h.Certificate, &h.Cell, &h.Visit, &until, &began, &outcome, &ended, &opened, &closed,
			&h.Says, &h.Told, &h.Why); err != nil {
			return nil, err
		}
		h.Until, h.Began, h.Ended, h.Opened, h.Closed = parse(until), parse(began), parse(ended), parse(opened), parse(closed)
		if outcome != drivers.Unknown.String() {
			h.Outcome = drivers.Outcome(outcome)
		}
		out = append(out, h)
	}
	return out, rows.Err()
}

// Handout returns one record.
func (j *Journal) Handout(pickup, certificate string) (Handout, error) {
	all, err := handouts(j.db, `WHERE handout.pickup = ? AND certificate = ?`, pickup, certificate)
	switch {
	case err != nil:
		return Handout{}, fmt.Errorf("journal: read handouts: %w", err)
	case len(all) != 1:
		return Handout{}, ErrNone
	}
	return all[0], nil
}

// OpenPickups returns the pickups of which more might be taken, oldest first.
func (j *Journal) OpenPickups() ([]Pickup, error) {
	return j.pickups(`WHERE over = '' ORDER BY at, id`)
}

// Pickups returns the newest pickups, at most n of them.
func (j *Journal) Pickups(n int) ([]Pickup, error) {
	return j.pickups(`ORDER BY at DESC, id LIMIT ?`, n)
}

func (j *Journal) pickups(where string, args ...any) ([]Pickup, error) {
	rows, err := j.db.Query(`SELECT id, visit, at, until, over FROM pickup `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("journal: read pickups: %w", err)
	}
	defer rows.Close()
	var out []Pickup
	for rows.Next() {
		var p Pickup
		var at, until, over string
		if err := rows.Scan(&p.ID, &p.Visit, &at, &until, &over); err != nil {
			return nil, fmt.Errorf("journal: read pickups: %w", err)
		}
		p.At, p.Until, p.Over = parse(at), parse(until), parse(over)
		out = append(out, p)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("journal: read pickups: %w", err)
	}
	rows.Close() // one connection: the next question waits for it
	for i := range out {
		if out[i].Handouts, err = handouts(j.db, `WHERE handout.pickup = ? ORDER BY handout.rowid`, out[i].ID); err != nil {
			return nil, fmt.Errorf("journal: read handouts: %w", err)
		}
	}
	return out, nil
}
