package campaign

import (
	"context"
	"errors"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/rollout"
)

// job is something that may change roll-outs. It is done again where another
// hub was faster, so do must come to the same then.
type job struct {
	ctx  context.Context // whoever waits; the job is left out when nobody does
	do   func(now time.Time)
	done chan error // has room for one
}

// together is how many jobs one write answers at most.
const together = 512

// loop alone changes roll-outs.
func (c *Campaigns) loop(ctx context.Context, entries <-chan store.Entry, watched <-chan error) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var jobs <-chan job // nothing is answered before everything is read
	var some <-chan struct{}
	var ticks <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-watched:
			if ctx.Err() != nil {
				return nil
			}
			return err
		case e := <-entries:
			if e.Key == "" {
				close(c.whole)
				jobs, some, ticks = c.jobs, c.said.some, tick.C
				continue
			}
			if err := c.entry(ctx, e); err != nil {
				c.o.Log.Error("campaign", "key", e.Key, "err", err)
			}
		case j := <-jobs:
			c.turn(ctx, c.batch(j))
		case <-some:
			c.takeSaid(ctx)
		case <-ticks:
			c.turn(ctx, []job{{ctx: ctx, do: c.advance, done: make(chan error, 1)}})
		}
	}
}

// batch is a job with all that wait behind it.
func (c *Campaigns) batch(first job) []job {
	batch := []job{first}
	for len(batch) < together {
		select {
		case j := <-c.jobs:
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

// advance does what time brings. mu is held.
func (c *Campaigns) advance(now time.Time) {
	c.supersede()
	for _, r := range c.all {
		r.Advance(now)
	}
}

// change is what one turn has changed of one roll-out.
type change struct {
	*running
	what rollout.Change
}

// again is how often a turn is taken where other hubs are faster.
const again = 8

// turn does jobs, keeps what they changed, and only then lets them be
// answered. What could not be kept has not been.
func (c *Campaigns) turn(ctx context.Context, jobs []job) {
	var err error
	for range again {
		err = c.keep(ctx, c.draft(jobs))
		if !errors.Is(err, store.ErrChanged) {
			break
		}
	}
	if err != nil && ctx.Err() == nil {
		c.o.Log.Warn("campaign: not kept", "err", err)
	}
	for _, j := range jobs {
		j.done <- err
	}
}

// draft does jobs in memory, and returns what changed.
func (c *Campaigns) draft(jobs []job) []change {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, r := range c.all {
		r.Begin()
	}
	now := c.o.Clock()
	if s := c.stop.Load(); s.On {
		c.pauseAll(s.Why)
	}
	for _, j := range jobs {
		if j.ctx.Err() == nil {
			j.do(now)
		}
	}
	var out []change
	for _, r := range c.all {
		if what, some := r.Changed(); some {
			out = append(out, change{r, what})
		} else {
			r.Keep()
		}
	}
	return out
}

// keep writes changes. What is not on disk after it, is undone.
func (c *Campaigns) keep(ctx context.Context, changes []change) error {
	var failed error
	for _, ch := range changes {
		before := ch.Before()
		err := failed
		if err == nil {
			err = c.write(ctx, ch.running, ch.what)
		}
		if err == nil {
			c.moved(ch, before)
			continue
		}
		failed = err
		c.mu.Lock()
		ch.Undo()
		c.mu.Unlock()
		if errors.Is(err, store.ErrChanged) {
			if err := c.catchUp(ctx, ch.Plan.ID); err != nil {
				failed = err
			}
		}
	}
	return failed
}

// moved tells of a change that is kept.
func (c *Campaigns) moved(ch change, before rollout.Change) {
	c.o.Changed(api.Change{What: "rollout", ID: ch.Plan.ID})
	byItself := ch.State == rollout.Stopped || ch.State == rollout.Done || ch.State == rollout.Superseded || ch.State == rollout.Running && before.State == rollout.Running
	if byItself && (ch.State != before.State || ch.Open != before.Open || ch.Next != before.Next) {
		c.o.Moved(Move{ch.Plan.ID, before.State, ch.State, ch.Open, ch.Why, ch.Next})
	}
}

// ask has a job done and waits for it to be kept.
func (c *Campaigns) ask(ctx context.Context, do func(now time.Time)) error {
	j := job{ctx, do, make(chan error, 1)}
	select {
	case c.jobs <- j:
	case <-ctx.Done():
		return ErrAway
	}
	select {
	case err := <-j.done:
		if err != nil {
			return errors.Join(ErrAway, err)
		}
		return nil
	case <-ctx.Done():
		return ErrAway
	}
}
