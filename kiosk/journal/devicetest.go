package journal

import (
	"database/sql"
	_ "embed"
	"fmt"
	"time"
)

//go:embed devicetest.sql
var deviceTestSchema string

// DeviceTest is one test of one device.
type DeviceTest struct {
	Seq      int64
	Test     string
	Device   string
	Began    time.Time
	Ended    time.Time // zero: it runs, or was cut short
	Person   string    // the technician; empty for the terminal's own
	Via      string
	Verdict  string // empty: it runs, or was cut short
	Reason   string
	Detail   string
	Measures []byte // JSON
}

// TestBegan writes down that a test begins, before anything of it happens.
func (j *Journal) TestBegan(t DeviceTest) (seq int64, began time.Time, err error) {
	began = j.clock()
	err = j.write("test began", func(tx *sql.Tx) error {
		r, err := tx.Exec(`INSERT INTO device_test (test, device, began, person, via) VALUES (?, ?, ?, ?, ?)`,
			t.Test, t.Device, stamp(began), t.Person, t.Via)
		if err != nil {
			return err
		}
		seq, err = r.LastInsertId()
		return err
	})
	return seq, began, err
}

// TestEnded writes down what came of a test, once. ErrNone: it has ended
// already, or there is none.
func (j *Journal) TestEnded(t DeviceTest) (ended time.Time, err error) {
	ended = j.clock()
	err = j.write("test ended", func(tx *sql.Tx) error {
		return one(tx, `UPDATE device_test SET ended = ?, verdict = ?, reason = ?, detail = ?, measures = ? WHERE seq = ? AND ended = ''`,
			stamp(ended), t.Verdict, t.Reason, t.Detail, string(t.Measures), t.Seq)
	})
	return ended, err
}

// TestsCut gives those that the last run did not end a verdict, and tells how
// many there were.
func (j *Journal) TestsCut(verdict, reason string) (cut int64, err error) {
	err = j.write("tests cut short", func(tx *sql.Tx) error {
		r, err := tx.Exec(`UPDATE device_test SET ended = ?, verdict = ?, reason = ? WHERE ended = ''`, j.now(), verdict, reason)
		if err != nil {
			return err
		}
		cut, err = r.RowsAffected()
		return err
	})
	return cut, err
}

// Tests returns the newest tests, the newest first.
func (j *Journal) Tests(limit int) ([]DeviceTest, error) {
	return j.tests(`ORDER BY seq DESC LIMIT ?`, limit)
}

// LastTests returns the newest of each test.
func (j *Journal) LastTests() ([]DeviceTest, error) {
	return j.tests(`WHERE seq IN (SELECT max(seq) FROM device_test GROUP BY test) ORDER BY seq`)
}

func (j *Journal) tests(where string, args ...any) ([]DeviceTest, error) {
	rows, err := j.db.Query(`SELECT seq, test, device, began, ended, person, via, verdict, reason, detail, measures FROM device_test `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("journal: tests: %w", err)
	}
	defer rows.Close()
	out := []DeviceTest{}
	for rows.Next() {
		var t DeviceTest
		var began, ended string
		if err := rows.Scan(&t.Seq, &t.Test, &t.Device, &began, &ended, &t.Person, &t.Via, &t.Verdict, &t.Reason, &t.Detail, &t.Measures); err != nil {
			return nil, fmt.Errorf("journal: tests: %w", err)
		}
		t.Began, t.Ended = parse(began), parse(ended)
		out = append(out, t)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("journal: tests: %w", err)
	}
	return out, nil
}
