package campaign

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// everybody is a plan of one wave.
func everybody(id string, release int64) rollout.Plan {
	p := plan()
	p.ID, p.Release, p.Waves = id, release, []rollout.Wave{{Share: 1, Least: 4, Soak: 90 * 24 * time.Hour}}
	return p
}

func TestAnEmergencyStopHoldsAtOnceAndForAllRollouts(t *testing.T) {
	w, s := newTown(40), open(t)
	c, table, stop := run(t, s, w)
	must(c.Start(t.Context(), everybody("a", 7), "li"))
	must(c.Start(t.Context(), everybody("b", 8), "li"))
	if !w.asks(t, c, "T-00000", 7).May || !w.asks(t, c, "T-00004", 8).May {
		t.Fatal("nobody is let go")
	}
	table.slow.Store(true)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if is := c.Stop(ctx, "wang", "screens are black"); !is.On || is.Kept {
		t.Errorf("the store does not answer, and %+v", is)
	}
	for _, v := range []wire.Verdict{w.asks(t, c, "T-00008", 7), w.asks(t, c, "T-00000", 7), w.asks(t, c, "T-00012", 8)} {
		if v.May || v.Why != "an emergency stop holds" {
			t.Errorf("%+v", v)
		}
	}
	table.slow.Store(false)
	if is := c.Stop(t.Context(), "wang", "again"); !is.Kept || is.Why != "screens are black" {
		t.Errorf("the store answers, and %+v", is)
	}
	if _, err := c.Start(t.Context(), everybody("c", 9), "li"); !errors.Is(err, ErrStopped) {
		t.Errorf("a roll-out is begun: %v", err)
	}
	stop()
	c, _, _ = run(t, s, w)
	if v := w.asks(t, c, "T-00008", 7); v.May {
		t.Error("after a restart it is forgotten")
	}
	if is, err := c.Lift(t.Context(), "wang", "repaired"); err != nil || is.On {
		t.Errorf("%+v, %v", is, err)
	}
	for _, r := range c.Rollouts() {
		if r.State != rollout.Paused || !strings.Contains(r.Why, "screens are black") {
			t.Errorf("%s is %s: %s", r.ID, r.State, r.Why)
		}
	}
	must(c.Resume(t.Context(), "a"))
	if !w.asks(t, c, "T-00008", 7).May || w.asks(t, c, "T-00016", 8).May {
		t.Error("the one that goes on does not, or the other does")
	}
}

// What cannot be written has not been said.
func TestNobodyIsLetGoThatIsNotOnDisk(t *testing.T) {
	w, s := newTown(8), open(t)
	c, table, stop := run(t, s, w)
	must(c.Start(t.Context(), everybody("a", 7), "li"))
	table.away.Store(true)
	if v := w.asks(t, c, "T-00000", 7); v.May || v.AgainS <= 0 {
		t.Errorf("%+v", v)
	}
	if _, err := c.Pause(t.Context(), "a", "x"); !errors.Is(err, ErrAway) {
		t.Errorf("paused: %v", err)
	}
	if r := must(c.Rollout("a")); r.State != rollout.Running || r.Counts.UnderWay != 0 {
		t.Errorf("%+v", r)
	}
	table.away.Store(false)
	if !w.asks(t, c, "T-00000", 7).May {
		t.Error("the store is back")
	}
	stop()
	c, _, _ = run(t, s, w)
	if r := must(c.Rollout("a")); r.Counts.UnderWay != 1 {
		t.Errorf("after a restart: %+v", r.Counts)
	}
}

// Two hubs on one store let no more of a hall go than one would.
func TestTwoHubsKeepOneBudget(t *testing.T) {
	w, s := newTown(200), open(t)
	one, _, _ := run(t, s, w)
	two, _, _ := run(t, s, w)
	must(one.Start(t.Context(), everybody("a", 7), "li"))
	for {
		if _, err := two.Rollout("a"); err == nil {
			break
		}
		time.Sleep(time.Millisecond) // the watch tells it
	}
	var group sync.WaitGroup
	for i, k := range w.Terminals() {
		group.Go(func() {
			c := []*Campaigns{one, two}[(i/2)%2]
			if v := w.asks(t, c, k.ID, 7); !v.May && !strings.Contains(v.Why, "hall") {
				t.Errorf("%s: %+v", k.ID, v)
			}
		})
	}
	group.Wait()
	for _, c := range []*Campaigns{one, two} {
		if _, err := c.Pause(t.Context(), "a", "count"); err != nil && !errors.Is(err, ErrState) {
			t.Fatal(err)
		}
		if r := must(c.Rollout("a")); r.Counts.UnderWay != 50 || r.State != rollout.Paused {
			t.Errorf("%d under way in 50 halls, %s", r.Counts.UnderWay, r.State)
		}
	}
}

func TestAHallIsNeverTakenDown(t *testing.T) {
	w := newTown(16)
	c, _, _ := run(t, open(t), w)
	must(c.Start(t.Context(), everybody("a", 7), "li"))
	other := everybody("b", 7)
	other.Waves[0].Labels = map[string]string{"model": "desk"}
	must(c.Start(t.Context(), other, "li"))
	w.says(c, "T-00001", func(s *wire.Status) { s.Locked = "repair" })
	w.says(c, "T-00005", func(s *wire.Status) { s.Services[0].Reason = "printer" })
	for _, id := range []string{"T-00000", "T-00004"} {
		if v := w.asks(t, c, id, 7); v.May || v.Why != "others of its hall are out of service" {
			t.Errorf("%s: %+v", id, v)
		}
	}
	if v := w.asks(t, c, "T-00001", 7); !v.May {
		t.Errorf("the one that is out of service itself: %+v", v)
	}
	if !w.asks(t, c, "T-00008", 7).May {
		t.Error("a whole hall")
	}
	if v := w.asks(t, c, "T-00009", 8); v.May {
		t.Error("another roll-out has one of the hall under way")
	}
	w.add(5 * time.Minute) // all but one say nothing any more
	w.says(c, "T-00012", func(*wire.Status) {})
	if v := w.asks(t, c, "T-00012", 7); v.May {
		t.Error("the others of its hall are silent")
	}
	w.add(25 * time.Hour)
	w.says(c, "T-00012", func(*wire.Status) {})
	if v := w.asks(t, c, "T-00012", 7); !v.May {
		t.Errorf("the others were taken away yesterday: %+v", v)
	}
}

func TestReleasesWithoutARollout(t *testing.T) {
	w := newTown(4)
	c, _, _ := run(t, open(t), w)
	if v := w.asks(t, c, "T-00000", 7); v.May || v.Why != "no roll-out names the release" {
		t.Errorf("%+v", v)
	}
	free, _, _ := run(t, open(t), w, func(o *Options) { o.Free = true })
	if !w.asks(t, free, "T-00000", 7).May {
		t.Error("not free")
	}
	must(free.Start(t.Context(), everybody("a", 7), "li"))
	w.asks(t, free, "T-00000", 7)
	if v := w.asks(t, free, "T-00001", 7); v.May {
		t.Error("a roll-out names it now, and its hall is full")
	}
}

// Terminals that find out before they ask are heard, also those that found out
// before the roll-out was begun.
func TestWhoRefusesUnaskedStopsARollout(t *testing.T) {
	w := newTown(40)
	c, _, _ := run(t, open(t), w)
	refuse := func(s *wire.Status) {
		s.Release.Refused = []wire.Refusal{{Version: 7, Reasons: []string{"printer.port: there is no /dev/ttyS9 here"}}}
	}
	w.says(c, "T-00000", refuse)
	w.says(c, "T-00001", refuse)
	must(c.Start(t.Context(), everybody("a", 7), "li"))
	w.says(c, "T-00002", refuse)
	w.says(c, "T-00003", refuse)
	c.settle(t)
	if r := must(c.Rollout("a")); r.State != rollout.Stopped || r.Counts.Refused != 4 {
		t.Errorf("%s, %+v", r.State, r.Counts)
	}
}

// A fifth is switched off when it begins, and gets the release afterwards.
func TestLateReturners(t *testing.T) {
	w := newTown(100)
	c, _, _ := run(t, open(t), w)
	p := plan()
	p.Waves = []rollout.Wave{{Share: 1, Least: 5}}
	must(c.Start(t.Context(), p, "li"))
	for i := 0; i < 100; i++ {
		if id := fmt.Sprintf("T-%05d", i); i%5 != 0 {
			if !w.asks(t, c, id, 7).May {
				t.Fatal(id)
			}
			w.says(c, id, func(s *wire.Status) { s.Release.Version = 7 })
			c.settle(t)
		}
	}
	if r := must(c.Rollout("r7")); r.State != rollout.Done || r.Counts.Well != 80 {
		t.Fatalf("%s, %+v", r.State, r.Counts)
	}
	w.add(30 * 24 * time.Hour)
	for i := 0; i < 100; i++ {
		w.says(c, fmt.Sprintf("T-%05d", i), func(*wire.Status) {})
	}
	if v := w.asks(t, c, "T-00000", 7); !v.May {
		t.Errorf("%+v", v)
	}
}

func TestPlansAreRefusedWithWhatWouldWork(t *testing.T) {
	w := newTown(100)
	c, _, _ := run(t, open(t), w)
	p := plan()
	p.Waves[0].Share, p.Waves[0].Least = 0.01, 20
	_, err := c.Start(t.Context(), p, "li")
	var no *Problems
	if !errors.As(err, &no) || len(no.All) != 1 || !strings.HasPrefix(no.All[0], "waves[0].least: want 20") || !strings.Contains(no.All[0], "a share of 0.") {
		t.Errorf("%v", err)
	}
	p.ID, p.Waves = "", nil // the usual waves
	v, filled := c.Preview(p)
	if len(v.Problems) > 0 || len(filled.Waves) != 3 || v.Waves[0].Heard < 5 || v.Total != 100 {
		t.Errorf("%+v %+v", v, filled.Waves)
	}
	if r := must(c.Start(t.Context(), p, "li")); r.ID != "r7" {
		t.Error(r.ID)
	}
	if r := must(c.Start(t.Context(), p, "li")); r.ID != "r7-2" {
		t.Error(r.ID)
	}
	p.ID = "r7"
	if _, err := c.Start(t.Context(), p, "li"); !errors.Is(err, ErrTaken) {
		t.Error(err)
	}
}

func TestPeopleAreToldWhatMovesByItself(t *testing.T) {
	w := newTown(40)
	var mu sync.Mutex
	var moves []Move
	changes := map[api.Change]bool{}
	c, _, _ := run(t, open(t), w, func(o *Options) {
		o.Moved = func(m Move) {
			mu.Lock()
			defer mu.Unlock()
			moves = append(moves, m)
		}
		o.Changed = func(ch api.Change) {
			mu.Lock()
			defer mu.Unlock()
			changes[ch] = true
		}
	})
	p := everybody("a", 7)
	p.MaxFailed = 0
	must(c.Start(t.Context(), p, "li"))
	must(c.Pause(t.Context(), "a", "lunch"))
	must(c.Resume(t.Context(), "a"))
	if _, err := c.Resume(t.Context(), "b"); !errors.Is(err, ErrNoRollout) {
		t.Error(err)
	}
	w.minute(t, c, 7, func(k hub.Known, s *wire.Status) { rollsBack(7)(k, s) })
	if _, err := c.Resume(t.Context(), "a"); !errors.Is(err, ErrState) {
		t.Errorf("a stopped one goes on: %v", err)
	}
	mu.Lock()
	defer mu.Unlock()
	if len(moves) != 1 || moves[0].To != rollout.Stopped || !changes[api.Change{What: "rollout", ID: "a"}] {
		t.Errorf("%+v %+v", moves, changes)
	}
}
