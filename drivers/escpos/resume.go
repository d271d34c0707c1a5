package escpos

import (
	"context"
	"errors"
	"time"

	"govkiosk/drivers"
)

// resumeTimeout is how long what is left of a whole job may take to be printed.
const resumeTimeout = 4 * time.Second

// Resume makes a printer ready whose last sender may have died in the middle
// of a job. A job that had been sent whole is printed to its end; the rest of
// one that was cut off is cleared, since what is sent next would be taken for
// its missing bytes.
//
// A question that is answered in order (GS r 1) tells the two apart: inside a
// half-received command it is eaten as data. It blocks for at most 8 s.
func (d *Dev) Resume(ctx context.Context) error {
	if d.p.star {
		return nil // it has no question that is answered in order
	}
	j := &job{confirm: ConfirmGSR}
	d.job = j
	defer func() { d.job = nil }()
	if err := d.fence(ctx, j); err != nil {
		return during("resume", err)
	}
	err := d.await(ctx, j, resumeTimeout, func() bool { return !j.awaits() })
	var f fault
	if errors.Is(err, errNoWord) || errors.As(err, &f) {
		err = d.clear(ctx)
	}
	if drivers.KindOf(err) == drivers.Timeout {
		return nil // a model that knows neither command: there is no more to be done
	}
	return during("resume", err)
}
