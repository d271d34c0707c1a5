package line

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sys/unix"

	"govkiosk/drivers"
)

var (
	errClosed   = errors.New("the line is closed")
	errHungUp   = errors.New("the line answers at once with nothing: it is unplugged")
	errReplaced = errors.New("the name leads to another device now")
)

// kindOfOpen says who acts on a line that could not be opened.
func kindOfOpen(err error) drivers.Kind {
	for _, busy := range []error{unix.EBUSY, unix.EWOULDBLOCK, unix.EACCES, unix.EPERM} {
		if errors.Is(err, busy) {
			return drivers.NotReady
		}
	}
	if errors.Is(err, errNoFlow) {
		return drivers.Unsupported
	}
	return drivers.NoDevice
}

func failed(port, op string, kind drivers.Kind, outcome drivers.Outcome, err error) error {
	return &drivers.Error{Device: "line", Op: fmt.Sprintf("%s %s", op, port), Kind: kind, Outcome: outcome, Err: err}
}

func (p *Port) fail(op string, kind drivers.Kind, err error) error {
	return failed(p.cfg.Port, op, kind, drivers.Unknown, err)
}

// gaveUp is the error of a context that ended.
func (p *Port) gaveUp(ctx context.Context, op string) error {
	return p.fail(op, endOf(ctx), ctx.Err())
}

// endOf says how a context ended.
func endOf(ctx context.Context) drivers.Kind {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return drivers.Timeout
	}
	return drivers.Cancelled
}
