package idcard

import (
	"context"
	"errors"

	"govkiosk/drivers"
)

// phase does one thing and says what comes next. An error leaves the phase as
// it is, to be tried again, unless the reader is broken.
type phase func(context.Context) (phase, error)

// watch is one run of Watch.
type watch struct {
	*Dev
	report func(Event)
	last   Event
}

// tell reports a change of the state, or of what a fault is. Two cards never
// follow each other without one.
func (w *watch) tell(e Event) {
	if e.State == w.last.State && drivers.KindOf(e.Err) == drivers.KindOf(w.last.Err) {
		return
	}
	w.last = Event{State: e.State, Err: e.Err} // the record belongs to the caller alone
	w.report(e)
}

// broken tells a failure of the reader from one of a card or of a single
// exchange.
func (w *watch) broken(err error) bool {
	return drivers.KindOf(err) == drivers.HardwareError || err != nil && w.mute >= muteLimit
}

// resume begins, and begins again after a fault. A module that has no answer
// about a card that it read is not asked for it a second time.
func (w *watch) resume(ctx context.Context) (phase, error) {
	if !w.held {
		return w.look, nil
	}
	there, err := w.reading(ctx)
	if err != nil {
		w.held = ctx.Err() != nil
		return nil, err
	}
	if !there {
		return w.look, nil
	}
	w.tell(Event{State: StateLift})
	return w.away, nil
}

// look looks for a card. A module that cannot do so much is none.
func (w *watch) look(ctx context.Context) (phase, error) {
	found, err := w.find(ctx)
	switch {
	case drivers.KindOf(err) == drivers.Unsupported:
		w.tell(Event{State: StateFault, Err: err})
		return w.fault, nil
	case err != nil || !found:
		return w.absent, err
	}
	return w.take, nil
}

func (w *watch) absent(ctx context.Context) (phase, error) {
	w.tell(Event{State: StateAbsent})
	rest(ctx, w.opts.PollEvery)
	return w.look, nil
}

var errLifted = errors.New("the card was lifted")

// take reads the card that was found. A card may still be moving, so it is
// tried once more before anybody is asked to lift it.
func (w *watch) take(ctx context.Context) (phase, error) {
	w.tell(Event{State: StateReading})
	rec, err := w.readFound(ctx)
	first := err
	if err != nil && w.worthAgain(ctx, err) {
		rec, err = w.again(ctx)
	}
	switch {
	case err == nil:
		w.tell(Event{State: StatePresent, Record: rec})
		return w.hold, nil
	case errors.Is(err, errLifted):
		w.tell(Event{State: StateLift, Err: first})
		return w.replace(liftShown), nil
	case ctx.Err() != nil, drivers.KindOf(err) == drivers.NoDevice, w.broken(err):
		return nil, err
	case refusal(err) == NotCitizen:
		w.tell(Event{State: StateForeign, Err: err})
	default:
		w.tell(Event{State: StateLift, Err: err})
	}
	return w.away, nil
}

func (w *watch) worthAgain(ctx context.Context, err error) bool {
	return ctx.Err() == nil && drivers.KindOf(err) != drivers.NoDevice && !w.broken(err) && refusal(err) != NotCitizen
}

// again reads once more: at once where only the answer was lost, from the
// beginning where the card was.
func (w *watch) again(ctx context.Context) (*Record, error) {
	rest(ctx, settle)
	if w.held {
		if there, err := w.reading(ctx); err != nil {
			return nil, err
		} else if there {
			return w.readSelected(ctx)
		}
	}
	found, err := w.find(ctx)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, errLifted
	}
	return w.readFound(ctx)
}

// hold waits until a card that was read is lifted.
func (w *watch) hold(ctx context.Context) (phase, error) {
	rest(ctx, w.opts.PollEvery)
	there, err := w.reading(ctx)
	if err != nil || there {
		return w.hold, err
	}
	w.tell(Event{State: StateAbsent})
	return w.look, nil
}

// replace waits for a card that was lifted too soon, or that the module does
// not find again as it lies. After so many looks nobody holds one any more.
func (w *watch) replace(looks int) phase {
	return func(ctx context.Context) (phase, error) {
		rest(ctx, w.opts.PollEvery)
		found, err := w.find(ctx)
		switch {
		case err != nil:
			return nil, err
		case found:
			return w.take, nil
		case looks == 1:
			return w.absent, nil
		}
		return w.replace(looks - 1), nil
	}
}

// away waits until a card that cannot be read has left the field.
func (w *watch) away(ctx context.Context) (phase, error) {
	rest(ctx, w.opts.PollEvery)
	there, err := w.inField(ctx)
	if err != nil || there {
		return w.away, err
	}
	return w.absent, nil
}

// fault waits until the module works again.
func (w *watch) fault(ctx context.Context) (phase, error) {
	rest(ctx, faultEvery)
	_, err := w.ask(ctx, askStatus)
	return w.resume, err
}
