package campaign

import (
	"context"
	"math/rand/v2"
	"time"

	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// answerWithin is how long a terminal waits for its answer at most.
const answerWithin = 5 * time.Second

// Admit answers a terminal that has a release ready. What it says yes to is on
// disk. It blocks for up to 5 seconds; while nothing can be kept it says no.
func (c *Campaigns) Admit(ctx context.Context, t rollout.Terminal, a wire.Admission) wire.Verdict {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	if c.stop.Load().On {
		return no("an emergency stop holds", time.Minute)
	}
	var v wire.Verdict
	err := c.ask(ctx, func(now time.Time) { v = c.let(t, a.Version, now) })
	switch {
	case err != nil: // v may still be written
		return no("the hub cannot keep its answer now", 10*time.Second)
	case v.May && c.stop.Load().On: // it came meanwhile
		return no("an emergency stop holds", time.Minute)
	}
	return v
}

// no is a verdict to ask again after some time, a fifth more or less.
func no(why string, after time.Duration) wire.Verdict {
	return wire.Verdict{Why: why, AgainS: after.Seconds() * (0.8 + 0.4*rand.Float64())}
}

// let asks the newest roll-out of a release that takes the terminal in, one
// that has not ended before one that has. mu is held.
func (c *Campaigns) let(t rollout.Terminal, version int64, now time.Time) wire.Verdict {
	var chosen *running
	named := false
	for _, r := range c.newest() {
		if !c.same(version, r.Plan.Release) {
			continue
		}
		named = true
		if r.Plan.WaveOf(t) >= 0 && (chosen == nil || ended(chosen) && !ended(r)) {
			chosen = r
		}
	}
	switch {
	case !named && c.o.Free:
		return wire.Verdict{May: true}
	case !named:
		return no("no roll-out names the release", 5*time.Minute)
	case chosen == nil:
		return no("it is in no wave", 5*time.Minute)
	}
	for _, r := range c.all { // one that asks is at nothing: what it was let go for before, it has passed over
		if r.State == rollout.Superseded && !c.same(version, r.Plan.Release) {
			r.Leave(t.ID)
		}
	}
	v := chosen.LetBeside(t, c.halls.others(t, chosen.Rollout, c.elsewhere(chosen, t.Hall), now, c.o.Silence), now)
	if v.May {
		return wire.Verdict{May: true}
	}
	return no(v.Why, 30*time.Second)
}

func ended(r *running) bool {
	return r.State == rollout.Aborted || r.State == rollout.Stopped || r.State == rollout.Superseded
}

// elsewhere are the terminals of a hall that other roll-outs have let go. mu
// is held.
func (c *Campaigns) elsewhere(than *running, hall string) map[string]bool {
	var out map[string]bool
	for _, r := range c.all {
		if r == than {
			continue
		}
		for _, id := range r.UnderWay(hall) {
			if out == nil {
				out = map[string]bool{}
			}
			out[id] = true
		}
	}
	return out
}
