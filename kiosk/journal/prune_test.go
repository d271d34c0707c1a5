package journal

import (
	"path/filepath"
	"testing"
	"time"
)

// What is over goes once it is old; what is open stays however old it is.
func TestPruneKeepsWhatIsOpen(t *testing.T) {
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	j, err := Open(filepath.Join(t.TempDir(), "journal.db"), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	do(j.Intend("over", 1, "b"))
	do(j.Reserved("over", "t1", "A001"))
	do(j.Settle(Call{Key: "c1", Op: OpAbandon, Reserve: "over", Arg: "left"}))
	calls, err := j.Pending()
	do(err)
	do(j.Acknowledged(calls[0].Seq, "ok"))
	do(j.Intend("open", 1, "b"))
	do(j.Filing("f1", 1, "appoint"))
	do(j.Record("help", 1, nil))
	now = now.AddDate(0, 0, 200)
	do(j.Record("help", 2, nil))
	gone, err := j.Prune(now.AddDate(0, 0, -180))
	do(err)
	if gone["event"] != 1 || gone["reservation"] != 1 || gone["call"] != 1 || gone["filing"] != 0 {
		t.Errorf("%+v", gone)
	}
	left, err := j.Reservations(9)
	do(err)
	if len(left) != 1 || left[0].Key != "open" {
		t.Errorf("%+v", left)
	}
	if gone, err = j.Prune(now.AddDate(0, 0, -180)); err != nil || len(gone) != 0 {
		t.Errorf("a second time: %v, %v", gone, err)
	}
}

func TestGivenCountsNumbersOfTheSlot(t *testing.T) {
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	j, err := Open(filepath.Join(t.TempDir(), "journal.db"), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	give := func(key, business string) {
		if err := j.Intend(key, 1, business); err != nil {
			t.Fatal(err)
		}
		if err := j.Reserved(key, "t-"+key, "A001"); err != nil {
			t.Fatal(err)
		}
	}
	give("k1", "a")
	now = now.Add(time.Hour)
	give("k2", "a")
	give("k3", "b")
	if err := j.Intend("k4", 1, "b"); err != nil { // the hall gave none
		t.Fatal(err)
	}
	given, err := j.Given(now)
	if err != nil || given["a"] != 1 || given["b"] != 1 {
		t.Errorf("%v, %v", given, err)
	}
}
