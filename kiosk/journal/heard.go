package journal

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Heard is the newest that was known of the hall's clock.
type Heard struct {
	Hall    time.Time     // it is not earlier than this; zero: it was never heard
	Ahead   time.Duration // by which it was ahead of the terminal's clock
	Boot    string        // the machine's start that Since counts from
	Since   time.Duration // since then, when Hall was known
	Contact time.Time     // the hall's last word, by its clock; zero: never
}

// Hear writes down what is known of the hall's clock. It never goes back.
func (j *Journal) Hear(h Heard) error {
	return j.write("hear", func(tx *sql.Tx) error {
		was, err := heard(tx.QueryRow)
		if err != nil {
			return err
		}
		if was.Hall.After(h.Hall) {
			h.Hall, h.Boot, h.Since = was.Hall, was.Boot, was.Since
		}
		if was.Contact.After(h.Contact) {
			h.Contact = was.Contact
		}
		contact := ""
		if !h.Contact.IsZero() {
			contact = stamp(h.Contact)
		}
		_, err = tx.Exec(`INSERT OR REPLACE INTO heard (one, hall, ahead, boot, since, contact) VALUES (1, ?, ?, ?, ?, ?)`,
			stamp(h.Hall), int64(h.Ahead), h.Boot, int64(h.Since), contact)
		return err
	})
}

// Heard returns the newest that was written down of the hall's clock.
func (j *Journal) Heard() (Heard, error) {
	h, err := heard(j.db.QueryRow)
	if err != nil {
		return h, fmt.Errorf("journal: read the hall's clock: %w", err)
	}
	return h, nil
}

func heard(query func(string, ...any) *sql.Row) (Heard, error) {
	var hall, boot, contact string
	var ahead, since int64
	err := query(`SELECT hall, ahead, boot, since, contact FROM heard`).Scan(&hall, &ahead, &boot, &since, &contact)
	if errors.Is(err, sql.ErrNoRows) {
		return Heard{}, nil
	}
	return Heard{parse(hall), time.Duration(ahead), boot, time.Duration(since), parse(contact)}, err
}

// KeepCopy keeps what the hall said under a name, or what a device has used up,
// in the place of what was there before. Data is JSON and holds nothing of a
// person.
func (j *Journal) KeepCopy(name string, data []byte) error {
	return j.write("keep copy", func(tx *sql.Tx) error {
		_, err := tx.Exec(`INSERT OR REPLACE INTO kept (name, data) VALUES (?, ?)`, name, string(data))
		return err
	})
}

// Copy returns what was kept under a name, nil where nothing was.
func (j *Journal) Copy(name string) ([]byte, error) {
	var data []byte
	err := j.db.QueryRow(`SELECT data FROM kept WHERE name = ?`, name).Scan(&data)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("journal: read %s: %w", name, err)
	}
	return data, nil
}
