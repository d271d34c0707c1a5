package locker

import (
	"context"
	"errors"
	"time"

	"govkiosk/drivers"
)

// Event is something that Watch saw.
type Event struct {
	Kind EventKind
	Cell Cell // of a door's event
	// Board is the number of the board, of every event.
	Board int
	At    time.Time
	Since time.Time // DoorLeftOpen: when it was first seen open
}

// EventKind says what was seen.
type EventKind string

const (
	DoorIsOpen   EventKind = "door-open"
	DoorIsClosed EventKind = "door-closed"
	DoorLeftOpen EventKind = "door-left-open" // once for each time that a door stands open
	DoorUntold   EventKind = "door-untold"    // the board answers and cannot tell this door's state
	BoardSilent  EventKind = "board-silent"   // its doors are unknown from here
	BoardAnswers EventKind = "board-answers"  // after silence; its doors follow
)

// silentPolls is how many questions in a row a board may leave unanswered.
const silentPolls = 2

// Watch asks the boards in turn, one question every PollEvery, and reports
// every door once and then each change. A door that stands open for LeftOpen
// is reported and never energised. A board that sent a change unasked is asked
// next.
//
// It always returns an error: Cancelled when ctx ends, NoDevice when the line
// is gone, Unsupported where boards cannot be asked. report is called from
// this goroutine, while nobody has the line: it may call Open.
func (d *Dev) Watch(ctx context.Context, report func(Event)) error {
	w := watch{report: report, leftOpen: d.o.LeftOpen, boards: map[int]*boardWatch{}}
	for at := 0; ; at++ {
		b := d.boards[d.o.Boards[at/2%len(d.o.Boards)].Number]
		if at%2 == 0 { // every other question, so that no board keeps the others from theirs
			moved, ok := d.movedBoard()
			if !ok {
				continue
			}
			b = moved
		}
		doors, err := d.poll(ctx, b)
		if err != nil && !errors.Is(err, errSilent) {
			return fail("watch", drivers.KindOf(err), drivers.NotDone, err)
		}
		w.take(b.Number, doors, err == nil, time.Now())
	}
}

// movedBoard is a board of ours that sent a change unasked.
func (d *Dev) movedBoard() (Board, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for number := range d.moved {
		delete(d.moved, number)
		if b, ok := d.boards[number]; ok {
			return b, true
		}
	}
	return Board{}, false
}

// watch turns readings into events. It knows no line.
type watch struct {
	report   func(Event)
	leftOpen time.Duration
	boards   map[int]*boardWatch
}

type boardWatch struct {
	silent int // questions in a row
	doors  map[Cell]*doorWatch
}

type doorWatch struct {
	state  DoorState
	told   bool
	since  time.Time // first seen open; kept while nobody can tell
	alarms bool      // left open, and reported
}

// take takes in one reading of a board.
func (w *watch) take(number int, doors []Door, answered bool, now time.Time) {
	b := w.boards[number]
	if b == nil {
		b = &boardWatch{doors: map[Cell]*doorWatch{}}
		w.boards[number] = b
	}
	if !answered {
		if b.silent++; b.silent == silentPolls {
			w.report(Event{Kind: BoardSilent, Board: number, At: now})
		}
		return
	}
	if b.silent >= silentPolls {
		w.report(Event{Kind: BoardAnswers, Board: number, At: now})
		for _, door := range b.doors {
			door.told = false
		}
	}
	b.silent = 0
	for _, door := range doors {
		w.door(b, door, now)
	}
}

// door takes in one door of a board that answered.
func (w *watch) door(b *boardWatch, is Door, now time.Time) {
	d := b.doors[is.Cell]
	if d == nil {
		d = &doorWatch{}
		b.doors[is.Cell] = d
	}
	changed := !d.told || d.state != is.State
	d.told, d.state = true, is.State
	switch is.State {
	case DoorClosed:
		d.since, d.alarms = time.Time{}, false
	case DoorOpen:
		if d.since.IsZero() {
			d.since = now
		}
	}
	if changed {
		w.report(Event{Kind: kindOf(is.State), Cell: is.Cell, Board: is.Cell.Board(), At: now})
	}
	if is.State == DoorOpen && !d.alarms && now.Sub(d.since) >= w.leftOpen {
		d.alarms = true
		w.report(Event{Kind: DoorLeftOpen, Cell: is.Cell, Board: is.Cell.Board(), At: now, Since: d.since})
	}
}

func kindOf(s DoorState) EventKind {
	switch s {
	case DoorOpen:
		return DoorIsOpen
	case DoorClosed:
		return DoorIsClosed
	}
	return DoorUntold
}
