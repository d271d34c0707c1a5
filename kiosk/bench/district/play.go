package district

import (
	"fmt"
	"time"

	"govkiosk/kiosk/bench/district/registry"
)

// play makes what the people of the bench have going on: their cases and
// certificates once, their bookings anew every day.
func (d *District) play(tx *txn) error {
	if err := d.playCast(tx); err != nil {
		return err
	}
	fresh, err := d.mark(tx, "bookings", dayOf(tx.now))
	if err != nil || !fresh {
		return err
	}
	for _, b := range d.registry.BookingsOf(d.opts.Seed, tx.now) {
		if err := d.playBooking(tx, b); err != nil {
			return err
		}
	}
	return nil
}

// playCast makes the cast when the district is new, and tells it again from
// the moment of its making after a restart.
func (d *District) playCast(tx *txn) error {
	if d.cast.Cases != nil {
		return nil
	}
	began, fresh, err := d.began(tx)
	if err != nil {
		return err
	}
	cast := d.registry.Cast(d.opts.Seed, began)
	if fresh {
		if err := d.playCases(tx, cast); err != nil {
			return err
		}
	}
	d.cast = cast
	return nil
}

// began is when the district was made; fresh when that is now.
func (d *District) began(tx *txn) (at time.Time, fresh bool, err error) {
	r, err := tx.Exec(`INSERT INTO meta VALUES ('began', ?) ON CONFLICT DO NOTHING`, []byte(tx.now.Format(time.RFC3339Nano)))
	if err != nil {
		return at, false, err
	}
	n, err := r.RowsAffected()
	if err != nil {
		return at, false, err
	}
	var text []byte
	if err := tx.QueryRow(`SELECT value FROM meta WHERE name = 'began'`).Scan(&text); err != nil {
		return at, false, err
	}
	at, err = time.Parse(time.RFC3339Nano, string(text))
	return at.In(zone), n > 0, err
}

// mark reports whether something was not yet done, and marks it as done.
func (d *District) mark(tx *txn, name, value string) (bool, error) {
	r, err := tx.Exec(`INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2 WHERE value <> ?2`, name, []byte(value))
	if err != nil {
		return false, fmt.Errorf("district: %w", err)
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

func (d *District) playCases(tx *txn, cast registry.Cast) error {
	for _, c := range cast.Cases {
		if err := d.putCase(tx, caseOf(c)); err != nil {
			return err
		}
	}
	for _, c := range cast.Certificates {
		if err := d.putCertificate(tx, certificateOf(c)); err != nil {
			return err
		}
	}
	return nil
}

// playBooking leaves alone what somebody has done with a booking already.
func (d *District) playBooking(tx *txn, b registry.Booking) error {
	who := d.registry.Person(b.Person)
	_, err := tx.Exec(`INSERT INTO bookings VALUES (?,?,'',?,?,?,?,?,?,?,'booked',0,?,'') ON CONFLICT DO NOTHING`,
		b.ID, b.Code, d.digest("person", b.Person), maskName(who.Name), b.Item, b.Place, slotID(b.Place, d.registry.Item(b.Item).Queue, b.From),
		b.From.UnixMilli(), b.Until.UnixMilli(), token())
	return err
}
