package district

import (
	"database/sql"
	"errors"
	"time"
)

// booking is one appointment on disk.
type booking struct {
	ID, Code, Key             string
	Person                    []byte
	Holder, Item, Place, Slot string
	From, Until               time.Time
	Status                    string
	Changes                   int
	Token, Ticket             string
}

const bookingColumns = `id, code, key, person, holder, item, place, slot, from_at, until_at, status, changes, token, ticket`

func scanBooking(scan func(...any) error) (booking, error) {
	var b booking
	var from, until int64
	err := scan(&b.ID, &b.Code, &b.Key, &b.Person, &b.Holder, &b.Item, &b.Place, &b.Slot, &from, &until, &b.Status, &b.Changes, &b.Token, &b.Ticket)
	b.From, b.Until = time.UnixMilli(from).In(zone), time.UnixMilli(until).In(zone)
	return b, err
}

func selectBookings(q query, condition string, args ...any) ([]booking, error) {
	rows, err := q.Query(`SELECT `+bookingColumns+` FROM bookings WHERE `+condition+` ORDER BY from_at, id`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []booking
	for rows.Next() {
		b, err := scanBooking(rows.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, rows.Err()
}

// findBooking returns the booking with an id, and false when none.
func findBooking(q query, column, value string) (booking, bool, error) {
	b, err := scanBooking(q.QueryRow(`SELECT `+bookingColumns+` FROM bookings WHERE `+column+` = ?`, value).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return b, false, nil
	}
	return b, err == nil, err
}

func insertBooking(tx *txn, b booking) error {
	_, err := tx.Exec(`INSERT INTO bookings (`+bookingColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)`, b.ID, b.Code, b.Key, b.Person, b.Holder,
		b.Item, b.Place, b.Slot, b.From.UnixMilli(), b.Until.UnixMilli(), b.Status, b.Changes, b.Token, b.Ticket)
	return err
}

func updateBooking(tx *txn, b booking) error {
	_, err := tx.Exec(`UPDATE bookings SET slot = ?, from_at = ?, until_at = ?, status = ?, changes = ?, ticket = ? WHERE id = ?`,
		b.Slot, b.From.UnixMilli(), b.Until.UnixMilli(), b.Status, b.Changes, b.Ticket, b.ID)
	return err
}
