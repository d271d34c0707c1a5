package panel

import (
	"context"
	"math/rand/v2"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/touch"
)

// Back-off between two starts, as on serial lines.
const (
	backOffFirst = 250 * time.Millisecond
	backOffMost  = 8 * time.Second
	served       = 10 * time.Second // a panel that ran so long begins anew with the first back-off
)

// Keep starts the panel, and starts it again when it ends, until ctx does.
// Between two starts it waits 250 ms, doubling to 8 s, with up to a quarter of
// jitter.
//
// notify is told of every start (Online) and of every one that failed or ended
// (DeviceMissing, Offline or HardwareFault, with the error); it may be nil.
// Whoever queues the reports cancels them then. sink must not block.
func Keep(ctx context.Context, c Config, sink func(touch.Raw), notify func(drivers.DeviceState, error)) {
	if notify == nil {
		notify = func(drivers.DeviceState, error) {}
	}
	if c.Driver.Serial() {
		line.Keep(ctx, c.Line, func(ctx context.Context, l line.Conn) error {
			p, err := c.OverLine(l)
			if err != nil {
				return err
			}
			return p.Run(ctx, sink)
		}, notify)
		return
	}
	pause := backOffFirst
	for ctx.Err() == nil {
		began := time.Now()
		err := c.once(ctx, sink, notify)
		if ctx.Err() != nil {
			return
		}
		notify(stateOf(err), err)
		if time.Since(began) > served {
			pause = backOffFirst
		}
		touch.Pause(ctx, pause+rand.N(pause/4))
		pause = min(2*pause, backOffMost)
	}
}

// once is one life of a panel that is on no serial line.
func (c Config) once(ctx context.Context, sink func(touch.Raw), notify func(drivers.DeviceState, error)) error {
	p, closer, err := c.Open()
	if closer != nil {
		defer closer.Close()
	}
	if err != nil {
		return err
	}
	defer p.Halt()
	notify(drivers.Online, nil)
	return p.Run(ctx, sink)
}

func stateOf(err error) drivers.DeviceState {
	switch drivers.KindOf(err) {
	case drivers.NoDevice:
		return drivers.DeviceMissing
	case drivers.HardwareError:
		return drivers.HardwareFault
	}
	return drivers.Offline
}
