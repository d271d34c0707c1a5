package locker

import (
	"context"
	"fmt"
	"time"

	"govkiosk/drivers"
)

// Result is what became of one Open.
type Result struct {
	Outcome drivers.Outcome // always that of the error
	Door    DoorState       // as last read
	Coils   int             // coil commands sent; 0 and Done: it stood open
}

// Open opens one door.
//
//   - Done: the contact said open twice in a row. A door that stands open
//     already is not energised.
//   - NotDone: the contact was read as closed to the end and after every try
//     (HardwareError), or no coil command was sent at all: the board does not
//     answer (Timeout), the cell is none of this line (BadRequest), the
//     contact cannot be read with this protocol (Unsupported).
//   - Unknown: a coil command may have been sent, and afterwards the board
//     was silent, could not tell, contradicted itself, the line was lost or
//     ctx ended. It is not tried again.
//
// It blocks for at most Tries × (CoilGap + AckTimeout + Settle) and some
// questions more.
func (d *Dev) Open(ctx context.Context, c Cell) (Result, error) {
	if err := d.knows(c); err != nil {
		return Result{Outcome: drivers.NotDone}, err
	}
	if err := d.take(ctx); err != nil {
		return Result{Outcome: drivers.NotDone}, err
	}
	defer d.leave()
	var r Result
	err := d.open(ctx, c, &r)
	r.Outcome = drivers.OutcomeOf(err)
	return r, err
}

func (d *Dev) knows(c Cell) error {
	b, ok := d.boards[c.Board()]
	switch {
	case c == Cell{}, !ok, c.Lock() > b.Locks:
		return fail("open", drivers.BadRequest, drivers.NotDone, fmt.Errorf("%s is none of this line", c))
	case d.dial.open == nil || d.dial.read == nil:
		return fail("open", drivers.Unsupported, drivers.NotDone,
			fmt.Errorf("a %s cannot tell whether a door opened", d.o.Protocol))
	}
	return nil
}

func (d *Dev) open(ctx context.Context, c Cell, r *Result) error {
	if open, err := d.before(ctx, c, r); open || err != nil {
		return err
	}
	for r.Coils < d.o.Tries {
		if err := d.fire(ctx, c, r); err != nil {
			return err
		}
		s, err := d.settle(ctx, c)
		r.Door = s.last
		switch {
		case err != nil:
			return fail("open", drivers.KindOf(err), drivers.Unknown, err)
		case s.opened:
			return nil
		case s.last == DoorUnknown:
			return fail("open", drivers.Timeout, drivers.Unknown, fmt.Errorf("%s: nobody tells the door's state after the coil", c))
		case s.seenOpen:
			return fail("open", drivers.HardwareError, drivers.Unknown, fmt.Errorf("%s: the contact says open and closed", c))
		}
	}
	return fail("open", drivers.HardwareError, drivers.NotDone, fmt.Errorf("%s stayed closed after %d tries", c, r.Coils))
}

// before reads the contact before anything moves: a board that does not
// answer is not sent a coil command. It is true for a door that stands open.
func (d *Dev) before(ctx context.Context, c Cell, r *Result) (open bool, err error) {
	silent := 0
	for was := DoorUnknown; ; was = r.Door {
		if r.Door, err = d.read(ctx, c); err != nil {
			return false, during("open", err)
		}
		switch {
		case r.Door == DoorClosed:
			return false, nil
		case r.Door == DoorOpen && was == DoorOpen:
			return true, nil
		case r.Door == DoorUnknown:
			if silent++; silent == 2 {
				return false, fail("open", drivers.Timeout, drivers.NotDone, fmt.Errorf("%s: nobody tells the door's state", c))
			}
		}
	}
}

// fire sends the coil command, CoilGap after the last one and never while a
// reply may be under way. An error of the first command of which not one byte
// left is NotDone.
func (d *Dev) fire(ctx context.Context, c Cell, r *Result) error {
	err := d.pace(ctx)
	if err == nil {
		_, _, err = d.listen(ctx, d.lastCoil.Add(d.o.CoilGap), nothing)
	}
	if err != nil {
		return d.unfired(err, r)
	}
	err = d.send(ctx, d.dial.open(c))
	if err != nil && drivers.OutcomeOf(err) == drivers.NotDone {
		return d.unfired(err, r)
	}
	r.Coils++
	d.countCoil()
	if err == nil {
		err = d.c.Drain(ctx)
	}
	d.lastCoil = time.Now()
	if err != nil {
		return fail("open", drivers.KindOf(err), drivers.Unknown, err)
	}
	return nil
}

// unfired is the error of a coil command that was not sent. After an earlier
// one nobody has looked for as long as Open would.
func (d *Dev) unfired(err error, r *Result) error {
	outcome := drivers.NotDone
	if r.Coils > 0 {
		outcome = drivers.Unknown
	}
	return fail("open", drivers.KindOf(err), outcome, err)
}

func (d *Dev) countCoil() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.info.Coils++
}

// settled is what the contact said after a coil command.
type settled struct {
	opened   bool // open, twice in a row
	seenOpen bool // open at least once
	last     DoorState
}

// settle waits for the board's acknowledgement, which ends the command and
// proves nothing, and then reads the contact until it is open or Settle has
// passed. Two readings guard against a reply that is one question late, and
// against noise that fits an eight-bit check.
func (d *Dev) settle(ctx context.Context, c Cell) (s settled, err error) {
	_, _, err = d.listen(ctx, d.lastCoil.Add(d.o.AckTimeout), func(f Frame) bool {
		return d.dial.acks && f.Kind == KindOpen && f.Board == c.Board() && f.Lock == c.Lock()
	})
	d.decoder.ExpectEcho(nil)
	d.lastAsk = time.Now() // boards send the change of the door right behind: no question into that
	if err != nil {
		return s, err
	}
	for end := d.lastCoil.Add(d.o.Settle); ; {
		was := s.last
		if s.last, err = d.read(ctx, c); err != nil {
			return s, err
		}
		s.opened = was == DoorOpen && s.last == DoorOpen
		s.seenOpen = s.seenOpen || s.last == DoorOpen
		if s.opened || s.last != DoorOpen && time.Now().After(end) {
			return s, nil
		}
	}
}
