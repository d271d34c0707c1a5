package campaign

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/rollout"
)

// stopWithin is how long Stop waits for the disk before it says that it is
// not kept yet.
const stopWithin = 2 * time.Second

// Stop lets nobody take a release in any more, at this hub at once, at others
// and after a restart as soon as it is kept: the answer says so. Until then the
// hub goes on trying by itself.
func (c *Campaigns) Stop(ctx context.Context, by, why string) api.Stop {
	s := &api.Stop{On: true, By: by, Why: why, At: c.o.Clock()}
	for {
		was := c.stop.Load()
		if was.On {
			s = was
			break
		}
		if c.stop.CompareAndSwap(was, s) {
			break
		}
	}
	c.o.Log.Warn("campaign: emergency stop", "by", by, "why", why)
	c.poke()
	late := time.NewTimer(stopWithin)
	defer late.Stop()
	for !c.stop.Load().Kept {
		select {
		case <-ctx.Done():
			return *c.stop.Load()
		case <-late.C:
			return *c.stop.Load()
		case <-time.After(5 * time.Millisecond):
		}
	}
	return *c.stop.Load()
}

func (c *Campaigns) poke() {
	select {
	case c.unkept <- struct{}{}:
	default:
	}
}

// keepStop writes a stop until it is on disk.
func (c *Campaigns) keepStop(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.unkept:
		}
		s := *c.stop.Load()
		if !s.On || s.Kept {
			continue
		}
		err := c.putStop(ctx, s)
		if err == nil {
			was := c.stop.Load()
			kept := *was
			kept.Kept = true
			c.stop.CompareAndSwap(was, &kept)
			c.o.Changed(api.Change{What: "stop"})
			continue
		}
		c.o.Log.Error("campaign: the stop is not kept yet", "err", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
			c.poke()
		}
	}
}

func (c *Campaigns) putStop(ctx context.Context, s api.Stop) error {
	s.Kept = true
	text, err := json.Marshal(s)
	if err == nil {
		_, err = c.o.Table.Put(ctx, keyStop, text)
	}
	return err
}

// Lift ends an emergency stop. Its roll-outs stay paused: each is gone on with
// by a person.
func (c *Campaigns) Lift(ctx context.Context, by, why string) (api.Stop, error) {
	if s := c.stop.Load(); !s.On {
		return *s, fmt.Errorf("no emergency stop holds: %w", ErrState)
	}
	if err := c.ask(ctx, func(time.Time) { c.pauseAll(c.stop.Load().Why) }); err != nil {
		return *c.stop.Load(), err
	}
	off := api.Stop{By: by, Why: why, At: c.o.Clock(), Kept: true}
	if err := c.putStop(ctx, off); err != nil {
		return *c.stop.Load(), fmt.Errorf("%w: %w", ErrAway, err)
	}
	c.stop.Store(&off)
	c.o.Changed(api.Change{What: "stop"})
	return off, nil
}

// stopTold takes in what another hub, or this one before it was restarted, has
// kept. A stop that is still to be kept is newer than that.
func (c *Campaigns) stopTold(e store.Entry) error {
	var s api.Stop
	if err := json.Unmarshal(e.Value, &s); err != nil {
		return fmt.Errorf("campaign: %s: %w", keyStop, err)
	}
	if was := c.stop.Load(); (!was.On || was.Kept) && !s.At.Before(was.At) {
		c.stop.CompareAndSwap(was, &s)
		c.o.Changed(api.Change{What: "stop"})
	}
	return nil
}

// Stopped is whether an emergency stop holds.
func (c *Campaigns) Stopped() api.Stop { return *c.stop.Load() }

// pauseAll pauses what runs. mu is held.
func (c *Campaigns) pauseAll(why string) {
	for _, r := range c.all {
		if r.State == rollout.Done {
			continue // it lets nobody go while the stop holds either
		}
		r.Pause("emergency stop: " + why)
	}
}
