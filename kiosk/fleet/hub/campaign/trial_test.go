package campaign

import (
	"testing"
	"time"

	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// A trial may last longer than the patience with silence.
func TestALongTrialIsNotSilence(t *testing.T) {
	w := newTown(40)
	c, _, _ := run(t, open(t), w)
	p := everybody("a", 7)
	p.MaxFailed = 0
	must(c.Start(t.Context(), p, "li"))
	if !w.asks(t, c, "T-00000", 7).May {
		t.Fatal("it may not")
	}
	tries := func(s *wire.Status) { s.Release.Trial = 7 }
	for range 60 { // three hours, where ten minutes of silence are too long
		w.add(3 * time.Minute)
		w.says(c, "T-00000", tries)
		c.settle(t)
		if err := c.ask(t.Context(), func(now time.Time) { c.advance(now) }); err != nil {
			t.Fatal(err)
		}
	}
	if r := must(c.Rollout("a")); r.State != rollout.Running || r.Counts.UnderWay != 1 {
		t.Fatalf("%s, %+v", r.State, r.Counts)
	}
	w.add(13 * time.Minute)
	if err := c.ask(t.Context(), func(now time.Time) { c.advance(now) }); err != nil {
		t.Fatal(err)
	}
	if r := must(c.Rollout("a")); r.State != rollout.Stopped || r.Counts.Lost != 1 {
		t.Errorf("it has fallen silent: %s, %+v", r.State, r.Counts)
	}
}
