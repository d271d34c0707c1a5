package idcard

import (
	"context"
	"errors"
	"time"

	"govkiosk/drivers"
)

// State is what Watch sees on the reader.
type State string

const (
	StateAbsent  State = "absent"           // no card
	StateReading State = "reading"          // a card was found
	StatePresent State = "present"          // it was read and still lies there
	StateLift    State = "lift-and-replace" // it could not be read, or was lifted too soon; it is to be laid down anew
	StateForeign State = "not-resident"     // it is no ID card
	StateFault   State = "fault"            // the reader does not work; Err says why
)

// Event is a change that Watch saw.
type Event struct {
	State  State
	Record *Record // with StatePresent: a fresh one for every read
	Err    error   // with StateLift, StateForeign and StateFault: the reason, where there is one
}

const (
	settle     = 400 * time.Millisecond // before a card that moved is tried again
	faultEvery = time.Second            // between two questions to a reader that does not work
	liftShown  = 10                     // looks at the empty field before a card that was lifted too soon counts as taken away
	muteLimit  = 3                      // questions without a usable answer that make a fault
)

// Watch follows what lies on the reader until ctx ends or the line is gone,
// and calls report on every change, from its own goroutine. It always returns
// an error: Cancelled for the one, NoDevice for the other.
//
// A card that lies there read since before is to be lifted: the module does
// not find it again. A reader that fails is asked every second until it
// answers.
func (d *Dev) Watch(ctx context.Context, report func(Event)) error {
	w := &watch{Dev: d, report: report}
	next := w.resume
	for ctx.Err() == nil {
		after, err := next(ctx)
		switch {
		case ctx.Err() != nil:
		case drivers.KindOf(err) == drivers.NoDevice:
			return during("watch", err)
		case w.broken(err):
			w.tell(Event{State: StateFault, Err: err})
			next = w.fault
		case err != nil:
			rest(ctx, w.opts.PollEvery) // the same again
		default:
			next = after
		}
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fail("watch", drivers.Timeout, ctx.Err())
	}
	return fail("watch", drivers.Cancelled, ctx.Err())
}

// rest waits for d, or less where ctx ends.
func rest(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
