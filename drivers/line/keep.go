package line

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"govkiosk/drivers"
)

const (
	backOffFirst = 250 * time.Millisecond
	backOffMost  = 8 * time.Second
	served       = 10 * time.Second // a line that held so long begins anew with the first back-off
)

// Keep opens a line, calls serve with it, and opens it again when serve
// returns, until ctx ends. Between two tries it waits 250 ms, doubling to 8 s,
// with up to a quarter of jitter; Config.Retry ends a pause at once.
//
// notify is told of every opening (Online) and of every try that failed or
// line that ended (DeviceMissing or Offline, with the error). It may be nil.
func Keep(ctx context.Context, cfg Config, serve func(context.Context, Conn) error, notify func(drivers.DeviceState, error)) {
	if notify == nil {
		notify = func(drivers.DeviceState, error) {}
	}
	var pause backOff
	for ctx.Err() == nil {
		began := time.Now()
		err := once(ctx, cfg, serve, notify)
		if ctx.Err() != nil {
			return
		}
		notify(stateOf(err), err)
		short, alive := restUntil(ctx, pause.after(time.Since(began)), cfg.Retry)
		switch {
		case !alive:
			return
		case short:
			pause = 0
		}
	}
}

// backOff is the pause after the next try that fails; 0 before the first.
type backOff time.Duration

// after returns how long to wait after a try that took so long.
func (b *backOff) after(took time.Duration) time.Duration {
	if *b == 0 || took > served {
		*b = backOff(backOffFirst)
	}
	pause := time.Duration(*b)
	*b = min(*b*2, backOff(backOffMost))
	return pause
}

// once serves one opening of the line.
func once(ctx context.Context, cfg Config, serve func(context.Context, Conn) error, notify func(drivers.DeviceState, error)) error {
	port, err := openAny(ctx, cfg)
	if err != nil {
		return err
	}
	notify(drivers.Online, nil)
	err = serve(ctx, port)
	return errors.Join(err, port.Close())
}

func stateOf(err error) drivers.DeviceState {
	if drivers.KindOf(err) == drivers.NoDevice {
		return drivers.DeviceMissing
	}
	return drivers.Offline
}

// rest waits and tells whether ctx is still alive.
func rest(ctx context.Context, d time.Duration) bool {
	_, alive := restUntil(ctx, d, nil)
	return alive
}

// restUntil waits for d, with its jitter, unless cut or the end of ctx comes
// first.
func restUntil(ctx context.Context, d time.Duration, cut <-chan struct{}) (short, alive bool) {
	timer := time.NewTimer(d + rand.N(d/4+1))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false, false
	case <-cut:
		return true, true
	case <-timer.C:
		return false, true
	}
}
