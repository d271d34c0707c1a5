package touch

import (
	"context"
	"time"

	"periph.io/x/conn/v3/gpio"
)

// slice is the longest wait that nothing can end: a pin's wait knows no
// context, and its Halt does not end one that begins afterwards.
const slice = 50 * time.Millisecond

// Interrupt waits on the interrupt pin of a controller. Edges are hints and no
// more: one may be lost, or be from before. Every wait therefore ends, and the
// caller looks at the controller, or at the pin's level, itself.
type Interrupt struct {
	pin   gpio.PinIn // nil: none is wired
	edges bool
}

// NewInterrupt makes pin an input that waits for edge. A pin that cannot tell
// edges, and no pin at all, turn the waits into pauses. Its error is the
// pin's, which then is no input either.
func NewInterrupt(pin gpio.PinIn, edge gpio.Edge) (*Interrupt, error) {
	if pin == nil {
		return &Interrupt{}, nil
	}
	if pin.In(gpio.PullNoChange, edge) == nil {
		return &Interrupt{pin, true}, nil
	}
	return &Interrupt{pin, false}, pin.In(gpio.PullNoChange, gpio.NoEdge)
}

// Wait waits for an edge, for at most d or until ctx ends, and reports whether
// there was one.
func (i *Interrupt) Wait(ctx context.Context, d time.Duration) bool {
	if !i.edges {
		Pause(ctx, d)
		return false
	}
	for end := time.Now().Add(d); ctx.Err() == nil; {
		began := time.Now()
		rest := min(end.Sub(began), slice)
		if rest <= 0 {
			return false
		}
		if i.pin.WaitForEdge(rest) {
			return true
		}
		if time.Since(began) < rest/2 { // a chip that is gone does not wait
			Pause(ctx, rest)
		}
	}
	return false
}

// Pause waits for d or until ctx ends.
func Pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
