package journal

import (
	"errors"
	"testing"
	"time"
)

const knownDay = "2026-06-12"

func TestKnownNumberIsFoundByItsHolderAlone(t *testing.T) {
	j := open(t, path(t))
	must(t, j.Know(Known{Ticket: "t1", Business: "bdc", Number: "A012", Link: "https://hall.example/t/1"}, knownDay, "130202199001010018"))
	must(t, j.Know(Known{Ticket: "t2", Business: "bdc", Number: "A013"}, knownDay, ""))
	mine := Asked{Business: "bdc", Person: "130202199001010018", Day: knownDay}
	if k, err := j.KnownOf(mine); err != nil || k.Number != "A012" || k.Ticket != "t1" || k.Link == "" {
		t.Fatalf("%+v, %v", k, err)
	}
	for name, a := range map[string]Asked{
		"another person":   {Business: "bdc", Person: "13020219900101002X", Day: knownDay},
		"another business": {Business: "sb", Person: mine.Person, Day: knownDay},
		"another day":      {Business: "bdc", Person: mine.Person, Day: "2026-06-13"},
		"nobody":           {Business: "bdc", Day: knownDay},
	} {
		if k, err := j.KnownOf(a); !errors.Is(err, ErrNone) {
			t.Errorf("%s gets %+v, %v", name, k, err)
		}
	}
	must(t, j.Gone("t1"))
	if k, err := j.KnownOf(mine); !errors.Is(err, ErrNone) {
		t.Errorf("a number that was given back: %+v, %v", k, err)
	}
}

func TestKnownNumbersEndWithTheirDay(t *testing.T) {
	j := open(t, path(t))
	must(t, j.Know(Known{Ticket: "t1", Business: "bdc", Number: "A012"}, knownDay, "130202199001010018"))
	if _, err := j.Forget("2026-06-13", knownDay); err != nil {
		t.Fatal(err)
	}
	var n int
	must(t, j.db.QueryRow(`SELECT count(*) FROM known`).Scan(&n))
	if n != 0 {
		t.Errorf("%d rows say who had a number yesterday", n)
	}
}

func TestGivenInCountsWhatSomebodyHas(t *testing.T) {
	j := open(t, path(t))
	from := time.Date(2026, 6, 12, 9, 0, 0, 0, time.UTC)
	for key, end := range map[string]string{"k1": "", "k2": "refused", "k3": "given back", "k4": ""} {
		must(t, j.Intend(key, 1, "bdc"))
		switch end {
		case "refused":
			must(t, j.Refused(key))
			continue
		case "given back":
			must(t, j.Settle(Call{Key: "c-" + key, Op: OpAbandon, Reserve: key}))
		}
		must(t, j.Reserved(key, "t-"+key, "A-"+key))
	}
	must(t, j.Intend("k5", 1, "sb"))
	if n, err := j.GivenIn("bdc", from, from.Add(time.Hour)); err != nil || n != 2 {
		t.Errorf("%d, %v, want 2", n, err)
	}
	if n, err := j.GivenIn("bdc", from.Add(time.Hour), from.Add(2*time.Hour)); err != nil || n != 0 {
		t.Errorf("in the next slot %d, %v", n, err)
	}
}
