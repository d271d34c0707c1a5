package locker

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"govkiosk/drivers"
)

// seen is an event without its times.
type seen struct {
	Kind EventKind
	Lock int
}

// watched runs Watch until f returns and gives it what was seen since it last
// asked.
func watched(t *testing.T, r *rig, f func(since func() []seen)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	events := make(chan Event, 1024)
	done := make(chan error)
	go func() { done <- r.dev.Watch(ctx, func(e Event) { events <- e }) }()
	f(func() (all []seen) {
		synctest.Wait()
		for len(events) > 0 {
			e := <-events
			all = append(all, seen{e.Kind, e.Cell.Lock()})
		}
		return all
	})
	cancel()
	ended(t, <-done, drivers.Cancelled)
}

var twoDoors = []Board{{Number: 1, Locks: 2, Polarity: OneIsClosed}}

func TestDoorsAreWatched(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		o.Boards = twoDoors
		r := newRig(t, p, o, nil)
		watched(t, r, func(since func() []seen) {
			time.Sleep(time.Second)
			want(t, since(), seen{DoorIsClosed, 1}, seen{DoorIsClosed, 2})
			r.set(cell(t, 1, 2), true)
			time.Sleep(time.Second)
			want(t, since(), seen{DoorIsOpen, 2})
			r.set(cell(t, 1, 2), false)
			time.Sleep(time.Second)
			want(t, since(), seen{DoorIsClosed, 2})
		})
	})
}

func want(t *testing.T, got []seen, want ...seen) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A door left open is told once, at its time, and nothing is energised. The
// next time it is told again.
func TestDoorLeftOpen(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		o.Boards, o.LeftOpen = twoDoors[:1], 20*time.Second
		r := newRig(t, p, o, nil)
		watched(t, r, func(since func() []seen) {
			for range 2 {
				r.set(cell(t, 1, 1), true)
				time.Sleep(19 * time.Second)
				since()
				time.Sleep(2 * time.Second)
				want(t, since(), seen{DoorLeftOpen, 1})
				time.Sleep(time.Minute)
				want(t, since())
				r.set(cell(t, 1, 1), false)
				time.Sleep(time.Second)
				want(t, since(), seen{DoorIsClosed, 1})
			}
		})
		if n := len(r.fired()); n != 0 {
			t.Errorf("%d coil commands", n)
		}
	})
}

func TestBoardThatFallsSilent(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		o.Boards, o.LeftOpen = twoDoors, 20*time.Second
		r := newRig(t, p, o, nil)
		r.set(cell(t, 1, 1), true)
		silent := false
		r.spoil = func(_ Frame, reply, _ []byte) []byte {
			if silent {
				return nil
			}
			return reply
		}
		watched(t, r, func(since func() []seen) {
			time.Sleep(time.Second)
			since()
			r.mu.Lock()
			silent = true
			r.mu.Unlock()
			time.Sleep(30 * time.Second)
			want(t, since(), seen{BoardSilent, 0})
			r.mu.Lock()
			silent = false
			r.mu.Unlock()
			time.Sleep(2 * time.Second) // it stood open all the while, as far as anybody knows
			want(t, since(), seen{BoardAnswers, 0}, seen{DoorIsOpen, 1}, seen{DoorLeftOpen, 1}, seen{DoorIsClosed, 2})
		})
	})
}

// A change that a board sends unasked is a reason to ask, whatever level it
// has; and a board that never stops does not keep the others from their turn.
func TestUnaskedChangeBringsAQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := Opts{Boards: []Board{{1, 1, OneIsClosed}, {2, 1, OneIsClosed}, {3, 1, OneIsClosed}}}
		r := newRig(t, Protocol8A, o, nil)
		watched(t, r, func(since func() []seen) {
			time.Sleep(3 * time.Second)
			since()
			r.set(cell(t, 3, 1), true)
			for range 20 {
				r.far.Write(encodeReply(Protocol8A, Frame{Kind: KindChange, Board: 1, Lock: 1, Contacts: bits(1)}))
				time.Sleep(300 * time.Millisecond)
			}
			want(t, since(), seen{DoorIsOpen, 1})
		})
		if i := r.dev.Info(); i.Unasked != 20 || i.Stale != 0 {
			t.Errorf("%+v", i)
		}
	})
}

// Watch lets an Open between its questions.
func TestOpenWhileWatching(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		o.Boards = twoDoors
		r := newRig(t, p, o, nil)
		watched(t, r, func(since func() []seen) {
			time.Sleep(time.Second)
			want(t, since(), seen{DoorIsClosed, 1}, seen{DoorIsClosed, 2})
			r.opens(t, t.Context(), cell(t, 1, 2), drivers.Done, "", 1)
			time.Sleep(time.Second)
			want(t, since(), seen{DoorIsOpen, 2})
		})
	})
}

func TestDoorsOfALineWithAMissingBoard(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		o.Boards = []Board{{1, 1, OneIsClosed}, {2, 2, OneIsClosed}, {3, 1, OneIsClosed}}
		r := newRig(t, p, o, func(b *cabinet) {
			b.spoil = func(f Frame, reply, _ []byte) []byte {
				if f.Board == 2 {
					return nil
				}
				return reply
			}
		})
		r.set(cell(t, 3, 1), true)
		doors, err := r.dev.Doors(t.Context())
		ended(t, err, drivers.Timeout)
		wanted := []Door{{Cell{1, 1}, DoorClosed}, {Cell{2, 1}, ""}, {Cell{2, 2}, ""}, {Cell{3, 1}, DoorOpen}}
		if diff := cmp.Diff(wanted, doors, cmp.AllowUnexported(Cell{})); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWatchEndsWithItsLine(t *testing.T) {
	every(t, func(t *testing.T, p Protocol, o Opts) {
		r := newRig(t, p, o, nil)
		time.AfterFunc(time.Minute, func() { r.far.Close() })
		ended(t, r.dev.Watch(t.Context(), func(Event) {}), drivers.NoDevice)
	})
}
