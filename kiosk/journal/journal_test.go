package journal

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"govkiosk/drivers"
)

func open(t *testing.T, path string) *Journal {
	t.Helper()
	tick := time.Date(2026, 6, 12, 9, 36, 0, 0, time.UTC)
	j, err := Open(path, func() time.Time { tick = tick.Add(time.Second); return tick })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

func path(t *testing.T) string { return filepath.Join(t.TempDir(), "journal.db") }

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func TestOpenUsesTheDurableSettings(t *testing.T) {
	j := open(t, path(t))
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "3", "locking_mode": "exclusive"} {
		var got string
		must(t, j.db.QueryRow("PRAGMA "+pragma).Scan(&got))
		if got != want {
			t.Errorf("%s = %s, want %s", pragma, got, want)
		}
	}
}

func TestSecondOpenIsRefused(t *testing.T) {
	p := path(t)
	open(t, p)
	if second, err := Open(p, nil); err == nil {
		second.Close()
		t.Fatal("two programs could write the same journal")
	}
}

func TestReservationIsOpenUntilItIsSettled(t *testing.T) {
	p := path(t)
	j := open(t, p)
	must(t, j.Intend("k1", 7, "bdc-transfer"), j.Reserved("k1", "t1", "A037"))
	must(t, j.Close())

	j = open(t, p)
	list, err := j.Open()
	must(t, err)
	if len(list) != 1 || list[0].Number != "A037" || list[0].Visit != 7 {
		t.Fatalf("after a restart: %+v", list)
	}
	must(t, j.Settle(Call{Key: "c1", Op: OpAbandon, Reserve: "k1"}))
	if list, err = j.Open(); err != nil || len(list) != 0 {
		t.Fatalf("settled, but still open: %+v, %v", list, err)
	}
}

func TestDoneSlipSettlesItsNumberAtOnce(t *testing.T) {
	j := open(t, path(t))
	must(t, j.Intend("k1", 1, "b"), j.Reserved("k1", "t1", "A001"))
	seq, err := j.Printing("k1", "t1", "A001", false)
	must(t, err, j.Printed(seq, drivers.Done, "process-id", "", "c1"))
	pending, err := j.Pending()
	must(t, err)
	if len(pending) != 1 || pending[0].Op != OpPrinted || pending[0].Ticket != "t1" || pending[0].Key != "c1" {
		t.Fatalf("what the hall is to be told: %+v", pending)
	}
	if list, _ := j.Open(); len(list) != 0 {
		t.Fatalf("still open: %+v", list)
	}
}

func TestUnfinishedSlipStaysUnknown(t *testing.T) {
	p := path(t)
	j := open(t, p)
	must(t, j.Intend("k1", 1, "b"), j.Reserved("k1", "t1", "A001"))
	_, err := j.Printing("k1", "t1", "A001", false)
	must(t, err, j.Close())

	j = open(t, p)
	prints, err := j.Prints("k1")
	must(t, err)
	if len(prints) != 1 || prints[0].Outcome != drivers.Unknown || !prints[0].Ended.IsZero() {
		t.Fatalf("%+v", prints)
	}
}

func TestCallsKeepTheirOrderAndTheirTries(t *testing.T) {
	j := open(t, path(t))
	for _, key := range []string{"c1", "c2", "c3"} {
		must(t, j.Settle(Call{Key: key, Op: OpCancel, Ticket: "t-" + key}))
	}
	pending, err := j.Pending()
	must(t, err, j.Tried(pending[0].Seq, "unreachable"), j.Acknowledged(pending[1].Seq, "ok"))
	pending, err = j.Pending()
	must(t, err)
	if len(pending) != 2 || pending[0].Key != "c1" || pending[0].Tries != 1 || pending[1].Key != "c3" {
		t.Fatalf("%+v", pending)
	}
}

func TestSameKeyTwiceBreaksTheJournal(t *testing.T) {
	j := open(t, path(t))
	must(t, j.Intend("k1", 1, "b"))
	if err := j.Intend("k1", 2, "b"); err == nil {
		t.Fatal("a key was used for two numbers")
	}
	if err := j.Record("later", 0, nil); !errors.Is(err, ErrBroken) {
		t.Fatalf("after a failed write: %v", err)
	}
}

func TestDamagedFileIsNotOpened(t *testing.T) {
	p := path(t)
	must(t, os.WriteFile(p, []byte("this was never a database, whatever its name says"), 0o600))
	if j, err := Open(p, nil); err == nil {
		j.Close()
		t.Fatal("opened")
	}
}

func TestAnOlderJournalIsTakenOver(t *testing.T) {
	at := path(t)
	db, err := sql.Open("sqlite3", "file:"+at)
	must(t, err)
	_, err = db.Exec(`CREATE TABLE print (seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, ticket TEXT NOT NULL,
		number TEXT NOT NULL, reprint INTEGER NOT NULL, at TEXT NOT NULL, outcome TEXT NOT NULL DEFAULT 'unknown',
		proof TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT '', ended TEXT NOT NULL DEFAULT '') STRICT;
		INSERT INTO print (key, ticket, number, reprint, at) VALUES ('k', 't1', 'A037', 0, '2026-06-12T01:36:00Z');
		PRAGMA journal_mode = wal`)
	must(t, err, db.Close())
	j := open(t, at)
	prints, err := j.Prints("k")
	if err != nil || len(prints) != 1 || prints[0].Kind != KindTicket || prints[0].Number != "A037" {
		t.Errorf("%+v, %v", prints, err)
	}
}
