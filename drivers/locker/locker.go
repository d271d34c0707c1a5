package locker

import (
	"context"
	"fmt"
	"sync"
	"time"

	"periph.io/x/conn/v3"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
)

// The limits of section 8. No setting goes below them.
const (
	leastCoilGap  = 600 * time.Millisecond
	leastPollGap  = 300 * time.Millisecond
	mostCoilTries = 3 // the first and two more
)

// Board is one lock board of the line.
type Board struct {
	Number   int
	Locks    int      // that it has, counted from 1
	Polarity Polarity // no default but for WKLY, whose manual states it (OneIsClosed)
}

// Opts are the settings of one line of boards. Protocol and Boards have no
// default; the zero value of each other field is its default.
type Opts struct {
	Protocol     Protocol
	Boards       []Board
	Echoing      bool          // the adapter hears itself: one echo of each command is taken out
	CoilGap      time.Duration // from one coil command to the next; 600 ms, never less
	PollEvery    time.Duration // from one question to the next; 300 ms, never less
	ReplyTimeout time.Duration // of a question; 500 ms
	AckTimeout   time.Duration // of a coil command; 1.2 s
	Settle       time.Duration // for how long the contact is watched after a coil command; 2.5 s
	Tries        int           // coil commands of one Open, 1 to 3; 3
	LeftOpen     time.Duration // after which an open door is reported; 60 s
}

func (o Opts) withDefaults() Opts {
	for field, def := range map[*time.Duration]time.Duration{
		&o.CoilGap: leastCoilGap, &o.PollEvery: leastPollGap, &o.ReplyTimeout: 500 * time.Millisecond,
		&o.AckTimeout: 1200 * time.Millisecond, &o.Settle: 2500 * time.Millisecond, &o.LeftOpen: time.Minute,
	} {
		if *field == 0 {
			*field = def
		}
	}
	if o.Tries == 0 {
		o.Tries = mostCoilTries
	}
	return o
}

func (o Opts) valid() error {
	switch {
	case o.CoilGap < leastCoilGap:
		return fmt.Errorf("%v between coils, least %v", o.CoilGap, leastCoilGap)
	case o.PollEvery < leastPollGap:
		return fmt.Errorf("%v between questions, least %v", o.PollEvery, leastPollGap)
	case o.Tries < 1 || o.Tries > mostCoilTries:
		return fmt.Errorf("%d coil commands, want 1 to %d", o.Tries, mostCoilTries)
	case o.ReplyTimeout < 0 || o.AckTimeout < 0 || o.Settle < 0 || o.LeftOpen < 0:
		return fmt.Errorf("a time is negative")
	case len(o.Boards) == 0:
		return fmt.Errorf("no board")
	}
	return nil
}

// boards checks the boards against the protocol and fills in its polarity.
func (o Opts) boards(d dialect) (map[int]Board, error) {
	all := map[int]Board{}
	for _, b := range o.Boards {
		if b.Polarity == "" {
			b.Polarity = d.polarity
		}
		_, twice := all[b.Number]
		switch {
		case twice:
			return nil, fmt.Errorf("board %d is named twice", b.Number)
		case b.Number < d.boards[0] || b.Number > d.boards[1]:
			return nil, fmt.Errorf("board %d is not %d to %d", b.Number, d.boards[0], d.boards[1])
		case b.Locks < 1 || b.Locks > d.locks:
			return nil, fmt.Errorf("board %d: %d locks, want 1 to %d", b.Number, b.Locks, d.locks)
		case d.read != nil && b.Polarity != OneIsClosed && b.Polarity != OneIsOpen:
			return nil, fmt.Errorf("board %d: polarity %q is neither %s nor %s", b.Number, b.Polarity, OneIsClosed, OneIsOpen)
		}
		all[b.Number] = b
	}
	return all, nil
}

// Info is what is known of the line, for a technician.
type Info struct {
	Frames   int64  // good frames since New
	Echoes   int64  // of our own commands, taken out
	Stale    int64  // replies that answered nothing that was being asked
	Unasked  int64  // changes that boards sent by themselves
	Commands int64  // commands heard: an echo that is not configured, or a second master
	Dropped  int64  // bytes that were no frame
	LastDrop string // where and why the last of them were dropped
	Coils    int64  // coil commands sent
}

// Dev is a line of lock boards. Its methods may be called from several
// goroutines: one command at a time is on its way.
type Dev struct {
	c      line.Conn
	o      Opts
	dial   dialect
	boards map[int]Board
	turn   chan struct{} // holds a value while somebody has the line

	// Of who has the turn.
	decoder  *Decoder
	lastCoil time.Time
	lastAsk  time.Time
	late     bool // a question met silence: its answer may still come

	mu    sync.Mutex
	info  Info
	moved map[int]bool // boards that sent a change unasked, and were not asked since
}

// New makes a Dev of an open line. It sends nothing. Settings that are
// missing, that the protocol does not know or that go below the limits of
// coils are BadRequest.
//
// Nobody knows when the line last carried a coil command: the first Open
// waits for CoilGap from here.
func New(c line.Conn, opts *Opts) (*Dev, error) {
	if opts == nil {
		opts = &Opts{}
	}
	o := opts.withDefaults()
	d := &Dev{c: c, o: o, turn: make(chan struct{}, 1), lastCoil: time.Now(), moved: map[int]bool{}}
	err := o.valid()
	if err == nil {
		d.dial, err = dialectOf(o.Protocol)
	}
	if err == nil {
		d.boards, err = o.boards(d.dial)
	}
	if err != nil {
		return nil, fail("open line", drivers.BadRequest, drivers.NotDone, err)
	}
	d.decoder = newDecoder(d.dial.reply)
	return d, nil
}

// String implements conn.Resource.
func (d *Dev) String() string { return fmt.Sprintf("locker %s on %s", d.o.Protocol, d.c) }

// Halt has nothing to do: how long a coil is on is set on the board, and no
// command keeps one on. The line belongs to who opened it.
func (d *Dev) Halt() error { return nil }

// Info returns what is known by now. It never waits for the line.
func (d *Dev) Info() Info {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.info
}

// Doors asks every board for its doors. A board that stays silent leaves its
// doors unknown and makes the error a Timeout; the others are told all the
// same. It blocks for at most 2 × (PollEvery + ReplyTimeout) for each board.
func (d *Dev) Doors(ctx context.Context) ([]Door, error) {
	var all []Door
	var silent error
	for _, b := range d.o.Boards {
		doors, err := d.pollTwice(ctx, d.boards[b.Number])
		if err != nil && drivers.KindOf(err) != drivers.Timeout || ctx.Err() != nil {
			return all, during("doors", err)
		}
		if err != nil {
			silent = err
		}
		all = append(all, doors...)
	}
	return all, during("doors", silent)
}

// Probe tells whether a board is there: nil, or Timeout. What it sends could
// open no door, however it is damaged or cut. It blocks for at most PollEvery
// and ReplyTimeout.
//
// Of a CU48, whose answers are not known, anything that comes counts.
func (d *Dev) Probe(ctx context.Context, board int) error {
	if _, ok := d.boards[board]; !ok {
		return fail("probe", drivers.BadRequest, drivers.NotDone, fmt.Errorf("no board %d", board))
	}
	if err := d.take(ctx); err != nil {
		return during("probe", err)
	}
	defer d.leave()
	return during("probe", d.probe(ctx, board))
}

func (d *Dev) probe(ctx context.Context, board int) error {
	if err := d.pace(ctx); err != nil {
		return err
	}
	dropped := d.decoder.Dropped()
	_, err := d.ask(ctx, d.dial.probe(board), func(f Frame) bool {
		return f.Kind == d.dial.probed && f.Board == board
	})
	if d.dial.probed == KindOther && drivers.KindOf(err) == drivers.Timeout && d.decoder.Dropped() > dropped {
		return nil
	}
	return err
}

var _ conn.Resource = (*Dev)(nil)
