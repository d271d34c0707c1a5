package touchtest

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers/touch"
)

// Run is a driver that runs in a bubble of virtual time.
type Run struct {
	Got   []touch.Raw
	Ended error
	Done  chan struct{}
	Stop  context.CancelFunc
}

// Start starts the driver.
func Start(t *testing.T, d Runner) *Run {
	ctx, stop := context.WithCancel(t.Context())
	r := &Run{Done: make(chan struct{}), Stop: stop}
	go func() {
		defer close(r.Done)
		r.Ended = d.Run(ctx, func(raw touch.Raw) { r.Got = append(r.Got, raw) })
	}()
	return r
}

// End stops the driver and returns how it ended.
func (r *Run) End() error {
	r.Stop()
	<-r.Done
	return r.Ended
}

// Phases are what was reported since the last call, without what repeats.
func (r *Run) Phases() (all []touch.Phase) {
	for _, raw := range r.Got {
		if n := len(all); n == 0 || all[n-1] != raw.Phase {
			all = append(all, raw.Phase)
		}
	}
	r.Got = nil
	return all
}

// Pass lets the bubble's time go by.
func Pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}
