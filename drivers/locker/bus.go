package locker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"govkiosk/drivers"
)

// byteGap is the silence after which a frame does not go on. At 9600 baud a
// byte takes 1 ms; USB adapters hold bytes back for up to 16 ms. A real line
// tells silence in steps of 100 ms.
const byteGap = 50 * time.Millisecond

var errSilent = errors.New("no answer")

func fail(op string, k drivers.Kind, o drivers.Outcome, err error) *drivers.Error {
	return &drivers.Error{Device: "locker", Op: op, Kind: k, Outcome: o, Err: err}
}

// during names the operation of an error of a part of it. Asking moves
// nothing.
func during(op string, err error) error {
	if err == nil {
		return nil
	}
	return fail(op, drivers.KindOf(err), drivers.NotDone, err)
}

// take waits for the line. Whoever has it is the only one with a command on
// its way.
func (d *Dev) take(ctx context.Context) error {
	select {
	case d.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		kind := drivers.Cancelled
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			kind = drivers.Timeout
		}
		return fail("wait for the line", kind, drivers.NotDone, ctx.Err())
	}
}

func (d *Dev) leave() { <-d.turn }

// listen takes in what comes until a time and returns the first frame that is
// wanted, as soon as it is there. Every wait of the driver listens, so nothing
// that comes unasked is taken for the answer to a later question. What has
// come already is taken in where the time has passed.
func (d *Dev) listen(ctx context.Context, until time.Time, want func(Frame) bool) (f Frame, found bool, err error) {
	if soon := time.Now().Add(time.Millisecond); until.Before(soon) {
		until = soon
	}
	limit, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	for {
		frames, err := d.receive(limit)
		for _, frame := range frames {
			if !found && want(frame) {
				f, found = frame, true
			} else {
				d.unasked(frame)
			}
		}
		switch {
		case found:
			return f, true, nil
		case ctx.Err() != nil && err == nil:
		case drivers.KindOf(err) == drivers.Timeout && ctx.Err() == nil:
			return f, false, nil
		case err != nil:
			return f, false, err
		}
	}
}

// nothing is wanted by a wait that only waits.
func nothing(Frame) bool { return false }

// receive waits for bytes and returns the frames among them. Bytes that wait
// for more are given up after byteGap.
func (d *Dev) receive(ctx context.Context) ([]Frame, error) {
	wait, cancel := ctx, context.CancelFunc(func() {})
	if d.decoder.Waiting() {
		wait, cancel = context.WithTimeout(ctx, byteGap)
	}
	defer cancel()
	var buf [256]byte
	n, err := d.c.Read(wait, buf[:])
	items := d.decoder.Feed(buf[:n])
	if drivers.KindOf(err) == drivers.Timeout {
		items = append(items, d.decoder.Close()...)
		if ctx.Err() == nil {
			err = nil
		}
	}
	return d.count(items), err
}

// count keeps the books and returns the frames.
func (d *Dev) count(items []Item) (frames []Frame) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.info.Dropped = d.decoder.Dropped()
	for _, item := range items {
		switch {
		case item.Frame.Kind == KindEcho:
			d.info.Echoes++
		case item.Reason != "":
			d.info.LastDrop = fmt.Sprintf("%d bytes at %d: %s", len(item.Bytes), item.Offset, item.Reason)
		default:
			d.info.Frames++
			frames = append(frames, item.Frame)
		}
	}
	return frames
}

// unasked counts a frame that nobody waits for. A change of a door is a
// reason to ask that board next and no more: its level need not have the
// polarity of an answer (io 5).
func (d *Dev) unasked(f Frame) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch f.Kind {
	case KindChange:
		d.info.Unasked++
		d.moved[f.Board] = true
	case KindCommand:
		d.info.Commands++
	default:
		d.info.Stale++
	}
}

// pace waits until a question may be asked: PollEvery after the last one, and
// after silence for the answer that may still come.
func (d *Dev) pace(ctx context.Context) error {
	until := d.lastAsk.Add(d.o.PollEvery)
	if late := time.Now().Add(d.o.ReplyTimeout); d.late && late.After(until) {
		until = late
	}
	d.late = false
	_, _, err := d.listen(ctx, until, nothing)
	return err
}

// ask sends a question and returns its answer; silence is a Timeout with
// errSilent.
func (d *Dev) ask(ctx context.Context, question []byte, answers func(Frame) bool) (Frame, error) {
	if err := d.send(ctx, question); err != nil {
		return Frame{}, err
	}
	d.lastAsk = time.Now()
	f, found, err := d.listen(ctx, d.lastAsk.Add(d.o.ReplyTimeout), answers)
	d.decoder.ExpectEcho(nil)
	if err == nil && !found {
		d.late = true
		err = fail("ask", drivers.Timeout, drivers.NotDone, fmt.Errorf("% X: %w", question, errSilent))
	}
	return f, err
}

func (d *Dev) send(ctx context.Context, command []byte) error {
	if d.o.Echoing {
		d.decoder.ExpectEcho(command)
	}
	_, err := d.c.Write(ctx, command)
	return err
}

// read asks for the contact of one door. Silence is DoorUnknown without an
// error: a board that does not answer is a state of the door, a lost line is
// not.
func (d *Dev) read(ctx context.Context, c Cell) (DoorState, error) {
	if err := d.pace(ctx); err != nil {
		return DoorUnknown, err
	}
	f, err := d.ask(ctx, d.dial.read(c), func(f Frame) bool {
		_, ok := f.contact(c.Lock())
		return ok && f.Kind == d.dial.readKind && f.Board == c.Board()
	})
	if errors.Is(err, errSilent) {
		return DoorUnknown, nil
	}
	if err != nil {
		return DoorUnknown, err
	}
	contact, _ := f.contact(c.Lock())
	return d.boards[c.Board()].Polarity.door(contact), nil
}

// poll asks a board for its doors. They are unknown where it does not answer.
func (d *Dev) poll(ctx context.Context, b Board) ([]Door, error) {
	doors := b.doors()
	if d.dial.readAll == nil {
		return doors, fail("read board", drivers.Unsupported, drivers.NotDone, fmt.Errorf("what a %s answers is not established", d.o.Protocol))
	}
	if err := d.take(ctx); err != nil {
		return doors, err
	}
	defer d.leave()
	if err := d.pace(ctx); err != nil {
		return doors, err
	}
	d.asking(b.Number)
	f, err := d.ask(ctx, d.dial.readAll(b.Number), func(f Frame) bool {
		return f.Kind == KindReadAll && f.Board == b.Number
	})
	for i := range doors {
		if c, ok := f.contact(i + 1); ok && err == nil {
			doors[i].State = b.Polarity.door(c)
		}
	}
	return doors, err
}

// asking forgets that a board has asked for attention.
func (d *Dev) asking(board int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.moved, board)
}

// pollTwice repeats a question that met silence: asking moves nothing.
func (d *Dev) pollTwice(ctx context.Context, b Board) ([]Door, error) {
	doors, err := d.poll(ctx, b)
	if errors.Is(err, errSilent) {
		doors, err = d.poll(ctx, b)
	}
	return doors, err
}

func (b Board) doors() []Door {
	doors := make([]Door, b.Locks)
	for i := range doors {
		doors[i].Cell = Cell{uint8(b.Number), uint8(i + 1)}
	}
	return doors
}
