package campaign

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/rollout"
)

// counted is how many terminals a plan takes in, by waves; it is reckoned anew
// once in a while only, since all terminals are looked at.
type counted struct {
	at          time.Time
	total, have int
	waves       []api.Wave
}

// recount is how old such a number may be.
const recount = time.Second

// Rollouts are all of them, the newest first.
func (c *Campaigns) Rollouts() []api.Rollout {
	c.mu.RLock()
	all := c.newest()
	ids := make([]string, len(all))
	for i, r := range all {
		ids[i] = r.Plan.ID
	}
	c.mu.RUnlock()
	out := make([]api.Rollout, 0, len(ids))
	for _, id := range ids {
		if v, err := c.Rollout(id); err == nil {
			out = append(out, v)
		}
	}
	return out
}

// Rollout is one of them.
func (c *Campaigns) Rollout(id string) (api.Rollout, error) {
	c.mu.RLock()
	r, there := c.all[id]
	seen := c.seen[id]
	c.mu.RUnlock()
	if !there {
		return api.Rollout{}, ErrNoRollout
	}
	if now := c.o.Clock(); now.Sub(seen.at) >= recount || now.Before(seen.at) {
		seen = c.count(r.Plan, now, nil)
		c.mu.Lock()
		c.seen[id] = seen
		c.mu.Unlock()
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	v := api.Rollout{
		ID: id, Plan: r.Plan, By: r.By, Began: r.Began, State: r.State, Why: r.Why, Next: r.Next, Open: r.Open, OpenedAt: r.OpenedAt,
		Have: seen.have, Counts: r.Count(), Waves: slices.Clone(seen.waves), Failed: failures(r.Rollout),
	}
	for _, p := range r.Terminals {
		w := &v.Waves[p.Wave]
		switch {
		case p.Phase == rollout.Waiting: // it has left for another release
		case p.Phase == rollout.UnderWay:
			w.UnderWay++
		case p.Phase == rollout.Well:
			w.Well++
		default:
			w.Failed++
		}
	}
	v.Have = max(v.Have, v.Counts.Well)
	for i := range v.Waves {
		w := &v.Waves[i]
		w.Total = max(w.UnderWay+w.Well+w.Failed, r.Waves[i]) // some are newer than the roll-out
		v.Total += w.Total
	}
	return v, nil
}

// count looks at every terminal that a plan takes in; skip leaves some out of
// its waves.
func (c *Campaigns) count(p rollout.Plan, now time.Time, skip func(hub.Known) bool) counted {
	out := counted{at: now, waves: make([]api.Wave, len(p.Waves))}
	for _, k := range c.o.Fleet.Terminals() {
		if !k.Revoked.IsZero() || k.Enrolled.IsZero() {
			continue
		}
		wave := p.WaveOf(k.Rollout())
		if wave < 0 {
			continue
		}
		out.total++
		if k.Status.Release.Version >= p.Release {
			out.have++
		}
		if skip != nil && skip(k) {
			continue
		}
		out.waves[wave].Total++
		if now.Sub(k.Heard) < c.o.Silence {
			out.waves[wave].Heard++
		}
	}
	return out
}

// failures are the terminals that count against a roll-out, by cause.
func failures(r *rollout.Rollout) []api.Failure {
	type by struct {
		phase rollout.Phase
		cause string
	}
	all := map[by]*api.Failure{}
	for _, id := range r.Failed() {
		p := r.Terminals[id]
		f := all[by{p.Phase, p.Cause}]
		if f == nil {
			f = &api.Failure{Phase: p.Phase, Cause: p.Cause}
			all[by{p.Phase, p.Cause}] = f
		}
		f.Terminals = append(f.Terminals, id)
	}
	var out []api.Failure
	for f := range maps.Values(all) {
		out = append(out, *f)
	}
	slices.SortFunc(out, func(a, b api.Failure) int {
		return cmp.Or(len(b.Terminals)-len(a.Terminals), cmp.Compare(a.Cause, b.Cause), cmp.Compare(a.Phase, b.Phase))
	})
	return out
}
