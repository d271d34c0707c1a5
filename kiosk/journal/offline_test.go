package journal

import (
	"bytes"
	"errors"
	"os"
	"testing"
	"time"
)

func issue(t *testing.T, j *Journal, a Asked) Issue {
	t.Helper()
	i, err := j.Issue(a)
	must(t, err)
	return i
}

func TestNumbersRunOnAfterARestart(t *testing.T) {
	p := path(t)
	j := open(t, p)
	must(t, j.Leased(block("b1", "bdc-transfer", 101, 102)), j.Leased(block("b2", "bdc-transfer", 120, 120)))
	first := issue(t, j, asked(1, ""))
	must(t, j.Close())
	j = open(t, p)
	must(t, j.Leased(block("b1", "bdc-transfer", 101, 102))) // the same answer once more
	second, third := issue(t, j, asked(2, "")), issue(t, j, asked(3, ""))
	if first.Number != "A101" || second.Number != "A102" || third.Number != "A120" {
		t.Errorf("%s, %s, %s", first.Number, second.Number, third.Number)
	}
	if _, err := j.Issue(asked(4, "")); !errors.Is(err, ErrNoNumber) {
		t.Errorf("out of nothing: %v", err)
	}
	if j.Err() != nil {
		t.Errorf("an empty block broke the journal: %v", j.Err())
	}
}

func TestOverlappingBlockIsNotUsed(t *testing.T) {
	j := open(t, path(t))
	must(t, j.Leased(block("b1", "bdc-transfer", 101, 110)))
	if err := j.Leased(block("b2", "sb-transfer", 110, 120)); !errors.Is(err, ErrOverlap) {
		t.Errorf("the same number twice: %v", err)
	}
	tomorrow := block("b3", "bdc-transfer", 101, 110)
	tomorrow.Day = "2026-06-13"
	must(t, j.Leased(tomorrow))
}

func TestExpiredBlockStaysSo(t *testing.T) {
	j := open(t, path(t))
	must(t, j.Leased(block("b1", "bdc-transfer", 101, 110)))
	late := asked(1, "")
	late.At = nine.Add(4 * time.Hour)
	if _, err := j.Issue(late); !errors.Is(err, ErrNoNumber) {
		t.Errorf("at the moment of its end: %v", err)
	}
	if n, err := j.Expire(late.At, offlineDay); n != 1 || err != nil {
		t.Errorf("%d ended, %v", n, err)
	}
	if err := j.Renewed("b1", nine.Add(9*time.Hour)); !errors.Is(err, ErrNone) {
		t.Errorf("renewed after its end: %v", err)
	}
	if _, err := j.Issue(asked(2, "")); !errors.Is(err, ErrNoNumber) {
		t.Errorf("a clock that went back revived it: %v", err)
	}
}

func TestBlockOfAnotherDayIsNotUsed(t *testing.T) {
	j := open(t, path(t))
	must(t, j.Leased(block("b1", "bdc-transfer", 101, 110)))
	next := asked(1, "")
	next.Day = "2026-06-13"
	if _, err := j.Issue(next); !errors.Is(err, ErrNoNumber) {
		t.Errorf("%v", err)
	}
}

func TestOneOpenNumberForAPersonAndBusiness(t *testing.T) {
	j := open(t, path(t))
	must(t, j.Leased(block("b1", "bdc-transfer", 101, 110)), j.Leased(block("b2", "sb-transfer", 111, 120)))
	const person = "13902022233"
	mine := issue(t, j, asked(1, person))
	again, err := j.Issue(asked(2, person))
	if !errors.Is(err, ErrHeld) || again.Number != mine.Number || again.Key != mine.Key {
		t.Errorf("%+v, %v; want %s once more", again, err, mine.Number)
	}
	other := asked(3, person)
	other.Business = "sb-transfer"
	issue(t, j, other)
	issue(t, j, asked(4, "13902022234"))
	must(t, j.Settle(Call{Key: "given-back", Op: OpCancel, Reserve: mine.Key, Ticket: mine.Key}))
	if fresh := issue(t, j, asked(5, person)); fresh.Number == mine.Number {
		t.Errorf("%s was given out twice", fresh.Number)
	}
}

func TestAskingKeepsItsKeyUntilItIsAnswered(t *testing.T) {
	j := open(t, path(t))
	ask := func(day, key string) string {
		got, err := j.Asking("bdc-transfer", day, key)
		must(t, err)
		return got
	}
	if first, second := ask(offlineDay, "one"), ask(offlineDay, "two"); first != "one" || second != "one" {
		t.Errorf("%s, %s", first, second)
	}
	if next := ask("2026-06-13", "three"); next != "three" {
		t.Errorf("yesterday's key asks for today: %s", next)
	}
	b := block("b1", "bdc-transfer", 1, 5)
	must(t, j.Leased(b))
	if next := ask(offlineDay, "four"); next != "four" {
		t.Errorf("an answered key asks once more: %s", next)
	}
}

func TestConflictKeepsBothRecords(t *testing.T) {
	j := open(t, path(t))
	must(t, j.Leased(block("b1", "bdc-transfer", 101, 110)))
	i := issue(t, j, asked(1, "13902022233"))
	pending, err := j.Pending()
	must(t, err)
	must(t, j.Conflict(pending[0].Seq, i.Key, "number-taken", `{"number":"A101","terminal":"OTHER"}`, Call{Key: "help-1", Op: OpFault, Arg: "conflict"}))
	list, err := j.Conflicts()
	must(t, err)
	if len(list) != 1 || list[0].Number != "A101" || list[0].Result != "number-taken" {
		t.Fatalf("%+v", list)
	}
	events, err := j.Events(1)
	must(t, err)
	if e := events[0]; e.Kind != "offline-conflict" || !bytes.Contains(e.Data, []byte(`"OTHER"`)) || !bytes.Contains(e.Data, []byte(`"b1"`)) {
		t.Errorf("the event lacks a record: %s %s", e.Kind, e.Data)
	}
	must(t, j.Clear(i.Key))
	if list, err = j.Conflicts(); len(list) != 0 || err != nil {
		t.Errorf("%+v, %v", list, err)
	}
}

// With the day's key go the means to tell who a number was for: from the
// file and from the log, not only from sight.
func TestKeyOfTheDayIsDestroyed(t *testing.T) {
	p := path(t)
	j := open(t, p)
	must(t, j.Leased(block("b1", "bdc-transfer", 101, 110)))
	issue(t, j, asked(1, "13902022233"))
	var key, person []byte
	must(t, j.db.QueryRow(`SELECT daykey.key, person FROM daykey, issue`).Scan(&key, &person))
	if on(t, p, key)+on(t, p, person) == 0 {
		t.Fatal("the test looks in the wrong place")
	}
	if on(t, p, []byte("13902022233")) > 0 {
		t.Error("the person's number is on the disk")
	}
	_, err := j.Forget(offlineDay, offlineDay)
	must(t, err)
	if on(t, p, key) == 0 {
		t.Error("the day is not over, and its key is gone")
	}
	_, err = j.Forget("2026-06-13", "2026-06-13")
	must(t, err)
	if n := on(t, p, key) + on(t, p, person); n > 0 {
		t.Errorf("%d times still on the disk", n)
	}
	if again, err := j.Issued("i1"); err != nil || again.Number != "A101" {
		t.Errorf("the number went with it: %+v, %v", again, err)
	}
}

// on counts how often the journal's files hold what is looked for.
func on(t *testing.T, path string, what []byte) (n int) {
	t.Helper()
	for _, name := range []string{path, path + "-wal"} {
		data, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		n += bytes.Count(data, what)
	}
	return n
}

func TestHallsClockNeverGoesBack(t *testing.T) {
	p := path(t)
	j := open(t, p)
	must(t, j.Hear(Heard{Hall: nine, Ahead: time.Minute, Contact: nine}))
	must(t, j.Hear(Heard{Hall: nine.Add(-time.Hour)}))
	must(t, j.Close())
	h, err := open(t, p).Heard()
	must(t, err)
	if !h.Hall.Equal(nine) || !h.Contact.Equal(nine) {
		t.Errorf("%+v", h)
	}
}

// What the hall is to be told of a person waits sealed and is gone once told.
func TestPersonIsSealedUntilTheHallHasHeard(t *testing.T) {
	p := path(t)
	j := open(t, p)
	must(t, j.Leased(block("b1", "bdc-transfer", 101, 110)))
	a := asked(1, "13902022233")
	a.Sealed = []byte(`{"number":"13902022233"}`)
	i := issue(t, j, a)
	if on(t, p, []byte("13902022233")) > 0 {
		t.Error("the person is on the disk in plain text")
	}
	if got, err := j.Entrusted(a.CallKey); err != nil || !bytes.Equal(got, a.Sealed) {
		t.Errorf("%s, %v", got, err)
	}
	if held, err := j.Holds(asked(2, "13902022233")); err != nil || held.Number != i.Number {
		t.Errorf("%+v, %v", held, err)
	}
	pending, err := j.Pending()
	must(t, err)
	must(t, j.TakenOver(pending[0].Seq, i.Key, "hall-ticket"))
	if _, err := j.Entrusted(a.CallKey); !errors.Is(err, ErrNone) {
		t.Errorf("still there: %v", err)
	}
	if _, err := j.Holds(asked(3, "13902022233")); !errors.Is(err, ErrNone) {
		t.Errorf("the hall knows of it, and is not asked: %v", err)
	}
}
