package journal

import (
	"errors"
	"strings"
	"testing"
	"time"

	"govkiosk/drivers"
)

const awayHolder = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

// takenAway is a pickup that was begun without the hall: x1 was taken, x2 not
// begun.
func takenAway(t *testing.T, j *Journal) Away {
	t.Helper()
	a := Away{Pickup: "away-1", Call: "call-away-1", Cabinet: "LN-G2", List: time.Date(2026, 6, 12, 1, 0, 0, 0, time.UTC)}
	must(t, j.GrantedAway(a, 4, time.Now().Add(time.Hour), "2026-06-12", []byte(awayHolder), []Handout{{Certificate: "x1", Cell: 4}, {Certificate: "x2", Cell: 7}}))
	_, err := j.HandoutBegins(a.Pickup, "x1")
	must(t, err)
	must(t, j.HandoutEnded(a.Pickup, "x1", drivers.Done))
	must(t, j.HandoutSays(a.Pickup, "x1", SaysAllTaken))
	must(t, j.HandoutShut(a.Pickup, "x1"))
	must(t, j.HandoutTold(a.Pickup, "x1", Collected, "", "h1"))
	must(t, j.PickupOver(a.Pickup, "finished", "f1"))
	return a
}

func TestTakenAwayIsToldAsOne(t *testing.T) {
	j := open(t, path(t))
	a := takenAway(t, j)
	pending, err := j.Pending()
	if err != nil || len(pending) != 1 || pending[0].Op != OpTaken || pending[0].Ticket != a.Pickup {
		t.Fatalf("the hall is to hear %+v, %v", pending, err)
	}
	if body, err := j.Entrusted(a.Call); err != nil || string(body) != awayHolder {
		t.Errorf("who took: %q, %v", body, err)
	}
	got, p, err := j.Away(a.Pickup)
	if err != nil || got != a || len(p.Handouts) != 2 || p.Over.IsZero() || p.Handouts[0].Told != Collected || p.Handouts[1].Told != "" {
		t.Errorf("%+v, %+v, %v", got, p, err)
	}
	if _, _, err := j.Away("pk"); !errors.Is(err, ErrNone) {
		t.Errorf("a pickup of the hall's: %v", err)
	}
}

func TestWhatMovedIsNotHandedOutByAList(t *testing.T) {
	j := open(t, path(t))
	a := takenAway(t, j)
	a.Pickup, a.Call = "away-2", "call-away-2"
	err := j.GrantedAway(a, 5, time.Now().Add(time.Hour), "2026-06-12", []byte(awayHolder), []Handout{{Certificate: "x2", Cell: 7}, {Certificate: "x1", Cell: 4}})
	if !errors.Is(err, ErrForbidden) {
		t.Fatalf("a cell that was emptied is opened again: %v", err)
	}
	if open, err := j.OpenPickups(); err != nil || len(open) != 0 {
		t.Errorf("something of it was written: %+v, %v", open, err)
	}
	moved, err := j.Moved()
	if err != nil || !moved["x1"] || moved["x2"] {
		t.Errorf("moved: %v, %v", moved, err)
	}
	must(t, j.Record("still", 0, nil)) // a rule is no fault of the disk's
}

func TestCellConflictKeepsBothRecordsAndCallsAPerson(t *testing.T) {
	j := open(t, path(t))
	a := takenAway(t, j)
	pending, _ := j.Pending()
	h, err := j.Handout(a.Pickup, "x1")
	must(t, err)
	must(t, j.Judged(pending[0].Seq, "taken", []Verdict{{Pickup: a.Pickup, Certificate: "x1", Result: "taken", Theirs: `{"reference":"K1"}`, Ours: h}},
		Call{Key: "help-1", Op: OpFault, Arg: "cells-taken"}))
	list, err := j.CellConflicts()
	if err != nil || len(list) != 1 || list[0].Ours.Cell != 4 || !strings.Contains(list[0].Theirs, "K1") {
		t.Fatalf("%+v, %v", list, err)
	}
	if pending, _ := j.Pending(); len(pending) != 1 || pending[0].Op != OpFault {
		t.Errorf("nobody is called: %+v", pending)
	}
	if _, err := j.Entrusted(a.Call); !errors.Is(err, ErrNone) {
		t.Errorf("who took is still there: %v", err)
	}
	events, _ := j.Events(1)
	if len(events) != 1 || events[0].Kind != "cell-conflict" || !strings.Contains(string(events[0].Data), `"Cell":4`) {
		t.Errorf("%+v", events)
	}
	must(t, j.ClearCell(a.Pickup, "x1"))
	if list, _ := j.CellConflicts(); len(list) != 0 {
		t.Errorf("seen to, and still there: %+v", list)
	}
	if err := j.ClearCell(a.Pickup, "x1"); !errors.Is(err, ErrNone) {
		t.Errorf("seen to twice: %v", err)
	}
}
