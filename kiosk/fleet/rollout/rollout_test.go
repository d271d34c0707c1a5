package rollout

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

// plan is a canary of a fiftieth, a quarter, everybody.
func plan() Plan {
	return Plan{
		ID: "r1", Release: 7, Success: 0.95, MaxFailed: 3, PerHall: 1, Patience: 10 * time.Minute,
		Waves: []Wave{{Share: 0.02, Least: 5, Soak: time.Minute}, {Share: 0.25, Least: 5, Soak: time.Minute}, {Share: 1, Least: 1}},
	}
}

// fleet is n terminals, four in a hall.
func fleet(n int) []Terminal {
	out := make([]Terminal, n)
	for i := range out {
		out[i] = Terminal{ID: fmt.Sprintf("T-%05d", i), Hall: fmt.Sprintf("hall-%d", i/4), Labels: map[string]string{"model": []string{"column", "desk"}[i%2]}}
	}
	return out
}

func start(t *testing.T, p Plan) *Rollout {
	t.Helper()
	r, err := Start(p, noon)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// run lets every terminal that is there ask once a minute; how tells what
// becomes of one that may. It ends when nobody has moved for an hour.
func run(r *Rollout, all []Terminal, how func(Terminal) Phase) time.Time {
	now, quiet := noon, 0
	for quiet < 60 {
		quiet++
		now = now.Add(time.Minute)
		for _, t := range all {
			before := r.Terminals[t.ID].Phase
			if !r.Let(t, now).May || before == Well {
				continue
			}
			quiet = 0
			if phase := how(t); phase != UnderWay {
				r.Report(t.ID, phase, "", now.Add(time.Second))
			}
		}
	}
	r.Advance(now)
	return now
}

func TestAGoodReleaseReachesEveryTerminal(t *testing.T) {
	all := fleet(2000)
	r := start(t, plan())
	run(r, all, func(Terminal) Phase { return Well })
	if c := r.Count(); c.Well != len(all) || r.State != Done {
		t.Errorf("%+v, %s", c, r.State)
	}
}

// Whatever a bad release does to a terminal, it does to the canary at most.
func TestABadReleaseStaysWithinTheCanary(t *testing.T) {
	all := fleet(2000)
	for _, how := range []Phase{RolledBack, Refused, UnderWay} { // the last never says a word again
		r := start(t, plan())
		run(r, all, func(Terminal) Phase { return how })
		canary := 0
		for _, one := range all {
			if r.Plan.takes(r.Plan.Waves[0], one) {
				canary++
			}
		}
		if r.State != Stopped || r.Open != 1 || len(r.Terminals) > canary || len(r.Terminals) == 0 {
			t.Errorf("%s: %s, %d waves open, %d terminals touched, the canary is %d", how, r.State, r.Open, len(r.Terminals), canary)
		}
	}
}

// It is bad for one model only, of which the canary has some.
func TestAReleaseThatIsBadForOneModelIsStopped(t *testing.T) {
	all := fleet(2000)
	r := start(t, plan())
	run(r, all, func(one Terminal) Phase {
		if one.Labels["model"] == "desk" {
			return RolledBack
		}
		return Well
	})
	if r.State != Stopped || r.Open != 1 {
		t.Errorf("%s, %d waves open", r.State, r.Open)
	}
}

// A fifth is switched off: nobody waits for them, and they get it afterwards.
func TestWhoComesBackLateIsNotLeftOut(t *testing.T) {
	all := fleet(2000)
	var there, away []Terminal
	for i, one := range all {
		if i%5 == 0 {
			away = append(away, one)
		} else {
			there = append(there, one)
		}
	}
	r := start(t, plan())
	run(r, there, func(Terminal) Phase { return Well })
	if r.State != Done || r.Count().Well != len(there) {
		t.Fatalf("%s, %+v", r.State, r.Count())
	}
	run(r, away, func(Terminal) Phase { return Well })
	if r.Count().Well != len(all) {
		t.Errorf("%+v of %d", r.Count(), len(all))
	}
}

func TestLabelsChooseTheWave(t *testing.T) {
	p := plan()
	p.Waves = []Wave{{Labels: map[string]string{"model": "desk"}, Share: 1, Least: 1}}
	r := start(t, p)
	all := fleet(8)
	if v := r.Let(all[0], noon); v.May || v.Why != "it is in no wave" {
		t.Errorf("a column: %+v", v)
	}
	if v := r.Let(all[1], noon); !v.May {
		t.Errorf("a desk: %+v", v)
	}
	if v := r.Let(all[3], noon); v.May || !strings.Contains(v.Why, "of its hall") {
		t.Errorf("the second desk of the hall: %+v", v)
	}
}

// An answer that was lost on the way is given again.
func TestALostAnswerIsGivenAgain(t *testing.T) {
	p := plan()
	p.Waves = []Wave{{Share: 1, Least: 1}}
	r := start(t, p)
	one := fleet(1)[0]
	if !r.Let(one, noon).May || !r.Let(one, noon.Add(time.Second)).May || r.Count().UnderWay != 1 {
		t.Errorf("%+v", r.Count())
	}
}

// One that is lost keeps its place in its hall, and may come back itself.
func TestALostTerminalKeepsItsPlace(t *testing.T) {
	p := plan()
	p.Waves = []Wave{{Share: 1, Least: 9}}
	r := start(t, p)
	all := fleet(2)
	r.Let(all[0], noon)
	late := noon.Add(p.Patience)
	if v := r.Let(all[1], late); v.May {
		t.Error("another one of the hall was let go beside a lost one")
	}
	r.Report(all[0].ID, Well, "", late.Add(time.Second))
	if v := r.Let(all[1], late.Add(time.Minute)); !v.May {
		t.Errorf("after it came back: %+v", v)
	}
}

func TestPeopleStopAndGoOn(t *testing.T) {
	p := plan()
	p.Waves = []Wave{{Share: 1, Least: 9}}
	r := start(t, p)
	all := fleet(12)
	r.Let(all[0], noon)
	r.Pause("the hall is full")
	if v := r.Let(all[4], noon); v.May || v.Why != "the roll-out is paused" {
		t.Errorf("%+v", v)
	}
	r.Report(all[0].ID, Well, "", noon)
	r.Resume(noon)
	if !r.Let(all[4], noon).May {
		t.Error("it does not go on")
	}
	r.Abort("wrong release")
	r.Resume(noon)
	if r.Let(all[8], noon).May || r.State != Aborted {
		t.Errorf("aborted, and %s", r.State)
	}
}

func TestAWordOfNobodyChangesNothing(t *testing.T) {
	r := start(t, plan())
	r.Report("T-00001", RolledBack, "", noon)
	r.Report("", Well, "", noon)
	if len(r.Terminals) != 0 {
		t.Errorf("%+v", r.Terminals)
	}
}

func TestPlansThatCannotWork(t *testing.T) {
	_, err := Start(Plan{Waves: []Wave{{}}, Success: 2}, noon)
	for _, want := range []string{"id:", "release:", "success:", "per_hall:", "patience:", "waves[0].share:", "waves[0].least:"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
}
