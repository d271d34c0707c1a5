package journal

import (
	"errors"
	"testing"
	"time"

	"govkiosk/drivers"
)

// leave is the hall's leave to take two certificates, from cells 11 and 12.
func leave(t *testing.T, j *Journal, id string) {
	t.Helper()
	must(t, j.Granted(id, 1, time.Now().Add(time.Hour), []Handout{{Certificate: "x1", Cell: 11}, {Certificate: "x2", Cell: 12}, {Certificate: "p1"}}))
}

func begin(j *Journal, certificate string) error {
	_, err := j.HandoutBegins("pk", certificate)
	return err
}

func TestCellIsEmptyOnlyAfterDoorAndWord(t *testing.T) {
	steps := map[string]func(*Journal) error{
		"opened":  func(j *Journal) error { return j.HandoutEnded("pk", "x1", drivers.Done) },
		"stuck":   func(j *Journal) error { return j.HandoutEnded("pk", "x1", drivers.NotDone) },
		"silent":  func(j *Journal) error { return j.HandoutEnded("pk", "x1", drivers.Unknown) },
		"shut":    func(j *Journal) error { return j.HandoutShut("pk", "x1") },
		"taken":   func(j *Journal) error { return j.HandoutSays("pk", "x1", SaysAllTaken) },
		"nothing": func(j *Journal) error { return j.HandoutSays("pk", "x1", SaysNothingThere) },
		"again":   func(j *Journal) error { return begin(j, "x1") },
	}
	for _, c := range []struct {
		steps []string
		may   []string // of collected, not-collected and unknown
	}{
		{nil, []string{Unsure}},
		{[]string{"opened"}, []string{Unsure}},
		{[]string{"opened", "shut"}, []string{Unsure}},
		{[]string{"opened", "taken"}, []string{Unsure}},
		{[]string{"opened", "taken", "shut"}, []string{Collected, Unsure}},
		{[]string{"opened", "shut", "taken"}, []string{Collected, Unsure}},
		{[]string{"opened", "nothing"}, []string{NotCollected, Unsure}},
		{[]string{"stuck"}, []string{NotCollected, Unsure}},
		{[]string{"silent"}, []string{Unsure}},
		{[]string{"silent", "opened", "taken", "shut"}, []string{Collected, Unsure}},
		{[]string{"opened", "taken", "shut", "again"}, []string{Unsure}},
		{[]string{"stuck", "again"}, []string{Unsure}},
	} {
		for _, as := range []string{Collected, NotCollected, Unsure} {
			j := open(t, path(t))
			leave(t, j, "pk")
			must(t, begin(j, "x1"))
			for _, s := range c.steps {
				must(t, steps[s](j))
			}
			err := j.HandoutTold("pk", "x1", as, "", "c1")
			may := false
			for _, m := range c.may {
				may = may || m == as
			}
			if may != (err == nil) || err != nil && !errors.Is(err, ErrForbidden) {
				t.Errorf("%v told as %s: %v", c.steps, as, err)
			}
			if calls, _ := j.Pending(); (len(calls) == 1) != may {
				t.Errorf("%v told as %s: the hall would hear %d calls", c.steps, as, len(calls))
			}
			if j.Err() != nil {
				t.Errorf("a rule broke the journal: %v", j.Err())
			}
			must(t, j.Close())
		}
	}
}

func TestOneCellAtATime(t *testing.T) {
	j := open(t, path(t))
	leave(t, j, "pk")
	must(t, begin(j, "x1"))
	for _, other := range []string{"x1", "x2", "p1"} {
		if err := begin(j, other); !errors.Is(err, ErrForbidden) {
			t.Errorf("%s is begun while x1 is under way: %v", other, err)
		}
	}
	must(t, j.HandoutTold("pk", "x1", Unsure, "power-lost", "c1"), begin(j, "x2"))
	if err := begin(j, "x1"); !errors.Is(err, ErrForbidden) {
		t.Errorf("opened after the hall was told: %v", err)
	}
	if err := j.HandoutTold("pk", "x1", Unsure, "", "c2"); !errors.Is(err, ErrForbidden) {
		t.Errorf("told twice: %v", err)
	}
	if err := begin(j, "stranger"); !errors.Is(err, ErrNone) {
		t.Errorf("something that the hall never let go: %v", err)
	}
}

func TestLeaveEnds(t *testing.T) {
	j := open(t, path(t))
	must(t, j.Granted("pk", 1, time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), []Handout{{Certificate: "x1", Cell: 11}}))
	if err := begin(j, "x1"); !errors.Is(err, ErrForbidden) {
		t.Errorf("opened after the hall's leave: %v", err)
	}
	must(t, j.PickupOver("pk", "finished", "c1"))
	if err := j.PickupOver("pk", "finished", "c2"); !errors.Is(err, ErrNone) {
		t.Errorf("over twice: %v", err)
	}
	if left, err := j.OpenPickups(); err != nil || len(left) != 0 {
		t.Errorf("%+v, %v", left, err)
	}
}

// What a stopped terminal left behind is settled by what was written and by
// the door as it is now; what neither tells goes to a person.
func TestSettledAfterAStop(t *testing.T) {
	now := time.Now()
	began := Handout{Certificate: "x", Cell: 11, Began: now}
	opened := began
	opened.Outcome, opened.Ended, opened.Opened = drivers.Done, now, now
	said := opened
	said.Says = SaysAllTaken
	empty := opened
	empty.Says = SaysNothingThere
	stuck := began
	stuck.Outcome, stuck.Ended = drivers.NotDone, now
	printed := Handout{Certificate: "p", Began: now, Outcome: drivers.Done, Ended: now}
	gone, back := printed, printed
	gone.Closed, back.Outcome = now, drivers.NotDone
	for name, c := range map[string]struct {
		h        Handout
		shut     bool
		as       string
		forsaken string // the same with the door open
	}{
		"never begun":                  {Handout{Cell: 11}, true, "", ""},
		"the coil may have fired":      {began, true, Unsure, Unsure},
		"opened, nothing said":         {opened, true, Unsure, Unsure},
		"opened, all taken":            {said, true, Collected, Unsure},
		"opened, found empty":          {empty, true, NotCollected, NotCollected},
		"stayed shut":                  {stuck, true, NotCollected, NotCollected},
		"printed, and in the mouth":    {printed, true, Unsure, Unsure},
		"printed, and seen to go":      {gone, true, Collected, Collected},
		"printed, and taken back":      {back, true, NotCollected, NotCollected},
		"a print of unknown end":       {Handout{Began: now}, true, Unsure, Unsure},
		"a print that did not come":    {Handout{Began: now, Ended: now, Outcome: drivers.NotDone}, true, NotCollected, NotCollected},
		"already told what came of it": {Handout{Began: now, Told: Unsure}, true, "", ""},
	} {
		for _, shut := range []bool{true, false} {
			h, as, why := c.h.Settle(shut, now)
			want := c.as
			if !shut {
				want = c.forsaken
			}
			if as != want {
				t.Errorf("%s, shut %v: %q, want %q", name, shut, as, want)
			}
			if as == "" {
				continue
			}
			if _, err := h.Tell(as, why); err != nil {
				t.Errorf("%s, shut %v: %v", name, shut, err)
			}
		}
	}
}
