package journal

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
)

//go:embed schema.sql
var schema string

//go:embed offline.sql
var offlineSchema string

// ErrBroken says that an earlier write failed. Nothing more is written until
// the program has started anew.
var ErrBroken = errors.New("journal: an earlier write failed; start anew")

// ErrNone says that there is no such record.
var ErrNone = errors.New("journal: no such record")

// Journal is an open journal. Its methods may be called from any goroutine;
// one writes at a time.
type Journal struct {
	db    *sql.DB
	clock func() time.Time

	mu      sync.Mutex
	broken  error
	slowest time.Duration // write since Slowest was asked
}

// settings are what the power-cut tests set otherwise than the terminal.
type settings struct {
	vfs     string   // of SQLite, by name; "" is the system's files
	pragmas []string // in the order in which they must be set
	pages   int      // of the log, 4 KiB each, after which they are copied to the file
}

var durable = settings{
	pragmas: []string{
		"locking_mode(exclusive)",
		"synchronous(extra)",
		"journal_mode(wal)",
		"foreign_keys(on)",
		"secure_delete(on)", // what is forgotten is overwritten
	},
	pages: 1000,
}

// Open opens the journal at path and makes it where there is none. Where
// another process has it open, it waits for 2 s and fails. A nil clock is
// time.Now.
func Open(path string, clock func() time.Time) (*Journal, error) {
	if clock == nil {
		clock = time.Now
	}
	return durable.open(path, clock)
}

func (s settings) open(path string, clock func() time.Time) (*Journal, error) {
	db, err := driver.Open(s.source(path), s.hook)
	if err != nil {
		return nil, fmt.Errorf("journal: open %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	if err := prepare(db); err != nil {
		db.Close()
		return nil, fmt.Errorf("journal: open %s: %w", path, err)
	}
	return &Journal{db: db, clock: clock}, nil
}

func (s settings) source(path string) string {
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}
	q := url.Values{"_pragma": append([]string{"busy_timeout(2000)"}, s.pragmas...), "_txlock": {"immediate"}}
	if s.vfs != "" {
		q.Set("vfs", s.vfs)
	}
	dsn.RawQuery = q.Encode()
	return dsn.String()
}

// hook copies the log to the file after the commit that has made it long
// enough. SQLite would do so by itself, but keep it to itself when that
// fails. The record of that commit is on the disk all the same.
func (s settings) hook(c *sqlite3.Conn) error {
	c.WALHook(func(c *sqlite3.Conn, schema string, pages int) error {
		if pages < s.pages {
			return nil
		}
		_, _, err := c.WALCheckpoint(schema, sqlite3.CHECKPOINT_PASSIVE)
		return err
	})
	return nil
}

// prepare makes the tables and makes sure that the file is the one we think
// it is and is whole.
func prepare(db *sql.DB) error {
	var verdict string
	if err := db.QueryRow("PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("the file is damaged: %s", verdict)
	}
	var mode string
	if err := db.QueryRow("PRAGMA journal_mode").Scan(&mode); err != nil {
		return err
	}
	if mode != "wal" {
		return fmt.Errorf("journal_mode is %s, not wal: records would not be safe", mode)
	}
	if _, err := db.Exec(schema + offlineSchema + pickupSchema + awaySchema + deviceTestSchema + fleetSchema + uplinkSchema); err != nil {
		return err
	}
	return upgrade(db)
}

// upgrade adds what the tables of an older journal lack.
func upgrade(db *sql.DB) error {
	for _, c := range []struct{ table, column, is string }{
		{"print", "kind", `TEXT NOT NULL DEFAULT 'ticket'`},
		{"block", "link", `TEXT NOT NULL DEFAULT ''`},
	} {
		var has bool
		if err := db.QueryRow(`SELECT count(*) FROM pragma_table_info(?) WHERE name = ?`, c.table, c.column).Scan(&has); err != nil {
			return err
		}
		if has {
			continue
		}
		if _, err := db.Exec(`ALTER TABLE ` + c.table + ` ADD COLUMN ` + c.column + ` ` + c.is); err != nil {
			return err
		}
	}
	return nil
}

// Close closes the file.
func (j *Journal) Close() error { return j.db.Close() }

// Err returns the write error that broke the journal, or nil.
func (j *Journal) Err() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.broken
}

// Slowest is how long the slowest write took since it was last asked.
func (j *Journal) Slowest() time.Duration {
	j.mu.Lock()
	defer j.mu.Unlock()
	took := j.slowest
	j.slowest = 0
	return took
}

// write runs f in one transaction and returns after it is on the disk.
func (j *Journal) write(op string, f func(*sql.Tx) error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.broken != nil {
		return fmt.Errorf("%w (%s: %v)", ErrBroken, op, j.broken)
	}
	begin := time.Now()
	err := j.transact(f)
	j.slowest = max(j.slowest, time.Since(begin))
	if err != nil && !refusal(err) {
		j.broken = err
	}
	if err != nil {
		return fmt.Errorf("journal: %s: %w", op, err)
	}
	return nil
}

// refusal tells an answer of the records from a failure of the disk: nothing
// was written, and the journal goes on.
func refusal(err error) bool {
	for _, no := range []error{ErrNone, ErrOverlap, ErrNoNumber, ErrHeld} {
		if errors.Is(err, no) {
			return true
		}
	}
	return false
}

func (j *Journal) transact(f func(*sql.Tx) error) error {
	tx, err := j.db.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return errors.Join(err, rollback(tx))
	}
	return tx.Commit()
}

func rollback(tx *sql.Tx) error {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return err
	}
	return nil
}

// one runs a statement that must change exactly one row.
func one(tx *sql.Tx, query string, args ...any) error {
	result, err := tx.Exec(query, args...)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return errors.Join(ErrNone, err)
	}
	return nil
}

func (j *Journal) now() string { return stamp(j.clock()) }

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

func parse(s string) time.Time {
	t, _ := time.Parse(time.RFC3339Nano, s) // '' is the zero time
	return t
}
