package campaign

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/rollout"
)

var ids = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)

// keepEnded is how many roll-outs that have ended or are done are kept.
const keepEnded = 50

// Start begins a roll-out. A plan without an id gets one, one without waves
// the usual ones. What speaks against it comes back as Preview.Problems do.
func (c *Campaigns) Start(ctx context.Context, p rollout.Plan, by string) (api.Rollout, error) {
	if s := c.stop.Load(); s.On {
		return api.Rollout{}, ErrStopped
	}
	given := p.ID
	v, p := c.Preview(p)
	if len(v.Problems) > 0 {
		return api.Rollout{}, &Problems{v.Problems}
	}
	for n := 1; ; n++ {
		if given == "" && n > 1 {
			p.ID = fmt.Sprintf("r%d-%d", p.Release, n)
		}
		err := c.begin(ctx, p, by, v.Waves)
		switch {
		case errors.Is(err, store.ErrChanged) && given == "" && n < 100:
			continue
		case errors.Is(err, store.ErrChanged):
			return api.Rollout{}, ErrTaken
		case err != nil:
			return api.Rollout{}, err
		}
		for _, k := range c.o.Fleet.Terminals() {
			if k.Status.Seq > 0 {
				c.Heard(k.Status)
			}
		}
		c.prune(ctx)
		return c.Rollout(p.ID)
	}
}

// begin writes number 0.
func (c *Campaigns) begin(ctx context.Context, p rollout.Plan, by string, waves []api.Wave) error {
	b := beginning{p, by, c.o.Clock(), make([]int, len(p.Waves))}
	for i := range b.Waves {
		b.Waves[i] = waves[i].Total
	}
	text, err := json.Marshal(b)
	if err != nil {
		return err
	}
	if _, err := c.o.Table.Update(ctx, key(p.ID, 0), text, 0); err != nil {
		if errors.Is(err, store.ErrChanged) {
			return err
		}
		return fmt.Errorf("%w: %w", ErrAway, err)
	}
	err = c.ask(ctx, func(time.Time) {}) // what the watch tells is taken in between two jobs
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.all[p.ID] == nil {
		return errors.Join(err, c.take(p.ID, 0, text))
	}
	return nil
}

// prune takes the oldest of those away that have ended, past a number.
func (c *Campaigns) prune(ctx context.Context) {
	c.mu.RLock()
	ended, old := 0, map[string]int{}
	for _, r := range c.newest() {
		if r.State == rollout.Running || r.State == rollout.Paused {
			continue
		}
		if ended++; ended > keepEnded {
			old[r.Plan.ID] = r.next
		}
	}
	c.mu.RUnlock()
	for id, n := range old {
		for i := range n {
			if err := c.o.Table.Delete(ctx, key(id, i)); err != nil {
				c.o.Log.Warn("campaign: prune", "rollout", id, "err", err)
				return
			}
		}
	}
}

// Pause lets nobody new go until Resume.
func (c *Campaigns) Pause(ctx context.Context, id, why string) (api.Rollout, error) {
	return c.act(ctx, id, func(r *running, _ time.Time) bool {
		r.Pause(why)
		return r.State == rollout.Paused
	})
}

// Resume goes on after a pause.
func (c *Campaigns) Resume(ctx context.Context, id string) (api.Rollout, error) {
	if c.stop.Load().On {
		return api.Rollout{}, ErrStopped
	}
	return c.act(ctx, id, func(r *running, now time.Time) bool {
		was := r.State
		r.Resume(now)
		return was == rollout.Paused || was == rollout.Running
	})
}

// Abort ends a roll-out for good. Whoever has the release keeps it.
func (c *Campaigns) Abort(ctx context.Context, id, why string) (api.Rollout, error) {
	return c.act(ctx, id, func(r *running, _ time.Time) bool {
		r.Abort(why)
		return r.State == rollout.Aborted
	})
}

// act does something with one roll-out and tells whether it was in a state for
// that.
func (c *Campaigns) act(ctx context.Context, id string, do func(*running, time.Time) bool) (api.Rollout, error) {
	there, could := false, false
	err := c.ask(ctx, func(now time.Time) {
		var r *running
		if r, there = c.all[id]; there {
			could = do(r, now)
		}
	})
	switch {
	case err != nil:
		return api.Rollout{}, err
	case !there:
		return api.Rollout{}, ErrNoRollout
	}
	v, err := c.Rollout(id)
	if err == nil && !could {
		err = fmt.Errorf("it is %s: %w", v.State, ErrState)
	}
	return v, err
}

// Problems are why a plan was not begun.
type Problems struct{ All []string }

func (p *Problems) Error() string {
	out := "the plan cannot work"
	for _, one := range p.All {
		out += "\n" + one
	}
	return out
}
