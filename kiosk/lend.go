package kiosk

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/diag"
)

// lendPatience is how long a test waits for a device whose owner is at
// something, or whose line is just being opened.
const lendPatience = 3 * time.Second

var (
	errLineShut = errors.New("its line is not open")
	errHung     = fmt.Errorf("it did not give the device back: %w", diag.ErrHung)
)

// lender lends the open device of a desk to tests, one at a time. The loan is
// used on the desk's own goroutine: whatever the desk does by itself rests
// meanwhile.
type lender[D any] struct {
	name string
	hung func(error) // told of a loan that does not end when it has to

	mu    sync.Mutex
	up    bool
	loan  *loan[D]
	asked chan struct{} // closed and replaced when there is a loan
}

// loan is one use of a device. It is answered exactly once.
type loan[D any] struct {
	ctx  context.Context
	use  func(context.Context, D) error
	done chan error
}

func newLender[D any](name string, hung func(error)) *lender[D] {
	return &lender[D]{name: name, hung: hung, asked: make(chan struct{})}
}

// wanted is closed when somebody wants the device.
func (l *lender[D]) wanted() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.loan != nil {
		ready := make(chan struct{})
		close(ready)
		return ready
	}
	return l.asked
}

// open tells whether there is a device to lend. A loan that waits when the
// line is lost ends unused.
func (l *lender[D]) open(up bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.up = up
	if !up && l.loan != nil {
		l.loan.done <- l.gone()
		l.loan = nil
	}
}

func (l *lender[D]) gone() error {
	return &drivers.Error{Device: l.name, Op: "lend", Kind: drivers.NoDevice, Outcome: drivers.NotDone, Err: errLineShut}
}

// serve runs the loan that waits, if one does, and tells whether. The error is
// that of a line that is lost.
func (l *lender[D]) serve(ctx context.Context, dev D) (bool, error) {
	l.mu.Lock()
	now := l.loan
	l.loan = nil
	l.mu.Unlock()
	if now == nil {
		return false, nil
	}
	during, cancel := context.WithCancel(now.ctx)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	err := guarded(during, dev, now.use)
	now.done <- err
	return true, gone(err)
}

// guarded keeps a defect of a test from ending the desk.
func guarded[D any](ctx context.Context, dev D, use func(context.Context, D) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", diag.ErrDefect, p)
		}
	}()
	return use(ctx, dev)
}

// lend has the desk use its device, and waits until that has ended.
func (l *lender[D]) lend(ctx context.Context, use func(context.Context, D) error) error {
	now := &loan[D]{ctx: ctx, use: use, done: make(chan error, 1)}
	if err := l.put(ctx, now); err != nil {
		return err
	}
	wait := time.NewTimer(lendPatience)
	defer wait.Stop()
	for ended := ctx.Done(); ; {
		select {
		case err := <-now.done:
			return err
		case <-wait.C:
			if l.withdraw(now) {
				return diag.ErrBusy
			}
		case <-ended:
			if l.withdraw(now) {
				return ctx.Err()
			}
			ended = nil
			late := time.NewTimer(diag.Grace)
			defer late.Stop()
			select {
			case err := <-now.done:
				return err
			case <-late.C:
				l.hung(errHung)
				return &drivers.Error{Device: l.name, Op: "lend", Kind: drivers.HardwareError, Err: errHung}
			}
		}
	}
}

// put hands in a loan once the line is open and nobody else's waits.
func (l *lender[D]) put(ctx context.Context, now *loan[D]) error {
	limit := time.Now().Add(lendPatience)
	for {
		l.mu.Lock()
		switch {
		case l.up && l.loan == nil:
			l.loan = now
			close(l.asked)
			l.asked = make(chan struct{})
			l.mu.Unlock()
			return nil
		case time.Now().After(limit) && l.up:
			l.mu.Unlock()
			return diag.ErrBusy
		case time.Now().After(limit):
			l.mu.Unlock()
			return l.gone()
		}
		l.mu.Unlock()
		pause(ctx, 50*time.Millisecond)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// withdraw takes back a loan that nobody has begun to use.
func (l *lender[D]) withdraw(now *loan[D]) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.loan != now {
		return false
	}
	l.loan = nil
	return true
}
