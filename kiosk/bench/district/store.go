package district

import (
	"crypto/rand"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	_ "github.com/ncruces/go-sqlite3/driver" // registers "sqlite3"
)

//go:embed schema.sql
var schema string

// store is the district's state on disk. One connection, one process.
type store struct{ db *sql.DB }

// openStore opens or makes dir/district.db. synchronous comes before
// journal_mode: the switch to WAL must itself be written through.
func openStore(dir string) (*store, error) {
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(2000)", "locking_mode(exclusive)", "synchronous(extra)", "journal_mode(wal)", "foreign_keys(on)",
	}}
	dsn := url.URL{Scheme: "file", Path: filepath.Join(dir, "district.db"), OmitHost: true, RawQuery: q.Encode()}
	db, err := sql.Open("sqlite3", dsn.String())
	if err != nil {
		return nil, fmt.Errorf("district: %w", err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(schema); err != nil {
		db.Close()
		return nil, fmt.Errorf("district: %s: %w", dir, err)
	}
	return &store{db}, nil
}

// secret is the key of the digests of persons: made once, kept with them.
func (s *store) secret() ([]byte, error) {
	fresh := make([]byte, 32)
	rand.Read(fresh)
	if _, err := s.db.Exec(`INSERT INTO meta VALUES ('secret', ?) ON CONFLICT DO NOTHING`, fresh); err != nil {
		return nil, err
	}
	var kept []byte
	err := s.db.QueryRow(`SELECT value FROM meta WHERE name = 'secret'`).Scan(&kept)
	return kept, err
}

// forget drops answers that nobody may ask for any more.
func (s *store) forget(before time.Time) error {
	_, err := s.db.Exec(`DELETE FROM answers WHERE fingerprint IS NOT NULL AND at < ?`, before.UnixMilli())
	return err
}

// row is one ticket on disk.
type row struct {
	ID, Token, Key, Day, Prefix string
	Seq, Serial                 int
	Business, Class             string
	Person                      []byte
	Terminal, Status, Note      string
	Away                        bool
	Reprints                    int
	ReservedAt                  time.Time
	Booking                     string // that was checked in; empty without
	SlotFrom, SlotUntil         time.Time
	Item                        string // code of the item that was asked for; empty: the business itself
}

func (r row) number() string { return fmt.Sprintf("%s%03d", r.Prefix, r.Seq) }

const columns = `id, token, key, day, prefix, seq, serial, business, class, person, terminal, status, note, away, reprints, reserved_at, booking, slot_from, slot_until, item`

func scanRow(scan func(...any) error) (row, error) {
	var r row
	var at, from, until int64
	err := scan(&r.ID, &r.Token, &r.Key, &r.Day, &r.Prefix, &r.Seq, &r.Serial, &r.Business, &r.Class, &r.Person,
		&r.Terminal, &r.Status, &r.Note, &r.Away, &r.Reprints, &at, &r.Booking, &from, &until, &r.Item)
	r.ReservedAt = time.UnixMilli(at).In(zone)
	r.SlotFrom, r.SlotUntil = time.UnixMilli(from).In(zone), time.UnixMilli(until).In(zone)
	return r, err
}

// query is what a transaction and the database itself both can.
type query interface {
	Query(string, ...any) (*sql.Rows, error)
	QueryRow(string, ...any) *sql.Row
}

// find returns the ticket whose column has this value, and false when none.
func find(q query, column, value string) (row, bool, error) {
	r, err := scanRow(q.QueryRow(`SELECT `+columns+` FROM tickets WHERE `+column+` = ?`, value).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return row{}, false, nil
	}
	return r, err == nil, err
}

// selectRows returns tickets by a condition, in the order in which they were made.
func selectRows(q query, condition string, args ...any) ([]row, error) {
	rows, err := q.Query(`SELECT `+columns+` FROM tickets WHERE `+condition+` ORDER BY reserved_at, serial`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []row
	for rows.Next() {
		r, err := scanRow(rows.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

func number(q query, text string, args ...any) (int, error) {
	var n int
	err := q.QueryRow(text, args...).Scan(&n)
	return n, err
}

func insertRow(tx *sql.Tx, r row) error {
	_, err := tx.Exec(`INSERT INTO tickets (`+columns+`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		r.ID, r.Token, r.Key, r.Day, r.Prefix, r.Seq, r.Serial, r.Business, r.Class, r.Person,
		r.Terminal, r.Status, r.Note, r.Away, r.Reprints, r.ReservedAt.UnixMilli(),
		r.Booking, r.SlotFrom.UnixMilli(), r.SlotUntil.UnixMilli(), r.Item)
	return err
}

func updateRow(tx *sql.Tx, r row) error {
	_, err := tx.Exec(`UPDATE tickets SET status = ?, note = ?, away = ?, reprints = ? WHERE id = ?`,
		r.Status, r.Note, r.Away, r.Reprints, r.ID)
	return err
}

func insertDeed(tx *sql.Tx, at time.Time, ticket string, what deed) error {
	_, err := tx.Exec(`INSERT INTO deeds (at, ticket, deed) VALUES (?, ?, ?)`, at.UnixMilli(), ticket, what)
	return err
}
