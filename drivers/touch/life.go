package touch

import (
	"context"
	"errors"
	"time"

	"govkiosk/drivers"
)

var errHalted = errors.New("the driver was halted")

// Life lets Halt end a Run that waits on a bus or a pin, which nobody can
// close under it.
type Life struct {
	ctx context.Context
	end context.CancelFunc
}

// NewLife returns a life that Halt ends.
func NewLife() *Life {
	ctx, end := context.WithCancel(context.Background())
	return &Life{ctx, end}
}

// Halt ends every Bound context.
func (l *Life) Halt() { l.end() }

// Bound returns ctx as it ends with the life as well. done frees it.
func (l *Life) Bound(ctx context.Context) (bound context.Context, done func()) {
	bound, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(l.ctx, cancel)
	return bound, func() { stop(); cancel() }
}

// Run sets a controller up and watches it until that fails, ctx ends or Halt is
// called. The contacts that are open then are cancelled. Its error, of the
// device that is named, is as Failed has it.
func (l *Life) Run(ctx context.Context, device string, setUp func(context.Context) (*Interrupt, error), watch func(context.Context, *Interrupt) error, t *Tracker, sink func(Raw)) error {
	ctx, done := l.Bound(ctx)
	defer done()
	irq, err := setUp(ctx)
	if err != nil {
		return l.Failed(ctx, device, "set up", err)
	}
	err = watch(ctx, irq)
	t.Cancel(time.Now(), sink)
	return l.Failed(ctx, device, "read", err)
}

// Failed is the error of an operation that ended with err, or for which ctx,
// from Bound, has ended: NoDevice after Halt, Cancelled for the caller's own
// context. Nothing physical can happen in a panel.
func (l *Life) Failed(ctx context.Context, device, op string, err error) error {
	kind := drivers.KindOf(err)
	switch {
	case l.ctx.Err() != nil:
		kind, err = drivers.NoDevice, errHalted
	case ctx.Err() != nil:
		kind, err = drivers.Cancelled, ctx.Err()
	}
	return &drivers.Error{Device: device, Op: op, Kind: kind, Outcome: drivers.NotDone, Err: err}
}
