package api

import (
	"context"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// nudging is how often it is seen whether more terminals may begin.
const nudging = 250 * time.Millisecond

// nudge hints at every wave that opens, whoever has opened it: terminals that
// were told to wait ask again, and need not wait their time out.
func (d *Desk) nudge(ctx context.Context) error {
	open := d.open()
	tick := time.NewTicker(nudging)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if !d.stirred.Swap(false) {
			continue
		}
		now := d.open()
		if more(open, now) {
			version, _ := d.hub.Release()
			d.hub.HintAll(wire.Hint{Release: version})
		}
		open = now
	}
}

// open are how many waves are open of each roll-out that goes on.
func (d *Desk) open() map[string]int {
	out := map[string]int{}
	if d.Campaigns.Stopped().On {
		return out
	}
	for _, r := range d.Campaigns.Rollouts() {
		if r.State == rollout.Running || r.State == rollout.Done {
			out[r.ID] = r.Open
		}
	}
	return out
}

func more(was, is map[string]int) bool {
	for id, n := range is {
		if n > was[id] {
			return true
		}
	}
	return false
}

// stir notes that a roll-out has changed, for nudge.
func (d *Desk) stir(c api.Change) {
	if c.What == "rollout" || c.What == "stop" {
		d.stirred.Store(true)
	}
	d.live.tell(c)
}
