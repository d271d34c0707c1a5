package scanner

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"
	"time"

	"periph.io/x/conn/v3"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
)

// Opts are the settings of one reader. The zero value of each is its default.
type Opts struct {
	Family       Family        // default "generic"
	Suffix       Suffix        // default: CR, LF, CR LF or silence
	IdleGap      time.Duration // silence that ends a code; 30 to 50 ms, default 50 ms. A real line tells silence in steps of 100 ms
	MaxLen       int           // bytes of the longest code; default 4096
	AIM          bool          // the reader is set to send AIM ids: they are taken off
	Trigger      bool          // it reads on command only (Honeywell, GM65); else it is in presentation mode
	ReplyTimeout time.Duration // of a command; default 500 ms
	Again        time.Duration // for Run: as Want.Again
}

func (o Opts) withDefaults() Opts {
	if o.Family == "" {
		o.Family = Generic
	}
	if o.IdleGap == 0 {
		o.IdleGap = 50 * time.Millisecond
	}
	if o.MaxLen == 0 {
		o.MaxLen = 4096
	}
	if o.ReplyTimeout == 0 {
		o.ReplyTimeout = 500 * time.Millisecond
	}
	return o
}

func (o Opts) valid() error {
	switch {
	case !slices.Contains(families, o.Family):
		return fmt.Errorf("no family %q", o.Family)
	case !slices.Contains(suffixes, o.Suffix):
		return fmt.Errorf("no suffix %q", o.Suffix)
	case o.IdleGap < 30*time.Millisecond || o.IdleGap > 50*time.Millisecond:
		return fmt.Errorf("idle gap of %v, want 30 ms to 50 ms", o.IdleGap)
	case o.MaxLen < 1 || o.ReplyTimeout < 0 || o.Again < 0:
		return fmt.Errorf("a length or a time is negative")
	case o.Trigger && o.Family != Honeywell && o.Family != GM65:
		return fmt.Errorf("how to trigger a %s reader is not known", o.Family)
	}
	return nil
}

// Info is what is known of the line, for a technician.
type Info struct {
	Codes    int64  // good codes since New, wanted or not
	Refused  int64  // codes whose content was refused
	Repeats  int64  // codes passed over because they were seen just before
	Unwanted int64  // codes that came while nobody asked
	Replies  int64  // to commands
	Dropped  int64  // bytes in neither a code nor a reply
	LastDrop string // where and why the last of them were dropped
}

// Dev is one reader. One goroutine at a time may call its methods, except
// Info and String.
type Dev struct {
	c       line.Conn
	o       Opts
	decoder *Decoder
	heard   time.Time // when the last byte came
	waiting []arrival // codes that came during a command
	replies []Reply
	last    sight

	mu   sync.Mutex
	info Info
}

// arrival is a code or the reason why there is none.
type arrival struct {
	code Code
	err  error
}

// sight is the last look at a code, without the code.
type sight struct {
	hash [sha256.Size]byte
	at   time.Time
}

// New makes a Dev of an open line. It sends nothing. An unknown setting is
// BadRequest.
func New(c line.Conn, opts *Opts) (*Dev, error) {
	if opts == nil {
		opts = &Opts{}
	}
	o := opts.withDefaults()
	if err := o.valid(); err != nil {
		return nil, fail("open", drivers.BadRequest, err)
	}
	decoder := NewDecoder(DecoderOpts{Suffix: o.Suffix, MaxLen: o.MaxLen, Families: []Family{o.Family}})
	return &Dev{c: c, o: o, decoder: decoder}, nil
}

// String implements conn.Resource.
func (d *Dev) String() string { return fmt.Sprintf("scanner %s on %s", d.o.Family, d.c) }

// Halt puts out the light of a reader that reads on command. It blocks for at
// most ReplyTimeout. The line belongs to who opened it.
func (d *Dev) Halt() error {
	if !d.o.Trigger {
		return nil
	}
	return during("halt", d.release(context.Background()))
}

// Info returns what is known by now. It never waits for the line.
func (d *Dev) Info() Info {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.info
}

// Scan waits for one code that the step wants. It ends with ctx (Timeout,
// Cancelled), with the line (NoDevice), and with the first code that is
// refused (UserError): because of its content, its length or its form, none of
// which the error shows. What came before the call does not count, neither
// does a code seen again within want.Again.
//
// With Opts.Trigger the reader is lit for as long as Scan waits, and it blocks
// for up to ReplyTimeout longer than ctx to put the light out.
func (d *Dev) Scan(ctx context.Context, want Want) (Code, error) {
	m, err := want.matcher()
	if err != nil {
		return Code{}, fail("scan", drivers.BadRequest, err)
	}
	if err := d.sweep(ctx); err != nil {
		return Code{}, during("scan", err)
	}
	if d.o.Trigger {
		defer d.release(ctx) // also where the reader did not answer: it may be lit
		if err := d.light(ctx); err != nil {
			return Code{}, during("scan", err)
		}
	}
	a, err := d.next(ctx, want.Again)
	if err == nil && a.err == nil {
		a.err = m.refuse(a.code)
	}
	switch {
	case err != nil:
		return Code{}, during("scan", err)
	case a.err != nil:
		return Code{}, fail("scan", drivers.UserError, a.err)
	}
	return a.code, nil
}

// Run hands on every code until ctx ends or the line is gone, and the reason
// of each that was refused as an error (UserError) with an empty code. It
// always returns an error. sink decides what a code is good for; it is called
// from Run's goroutine.
func (d *Dev) Run(ctx context.Context, sink func(Code, error)) error {
	if d.o.Trigger {
		return fail("run", drivers.Unsupported, fmt.Errorf("the reader reads on command only"))
	}
	for {
		a, err := d.next(ctx, d.o.Again)
		if err != nil {
			return during("run", err)
		}
		if a.err != nil {
			a.err = fail("run", drivers.UserError, a.err)
		}
		sink(a.code, a.err)
	}
}

func fail(op string, k drivers.Kind, err error) *drivers.Error {
	return &drivers.Error{Device: "scanner", Op: op, Kind: k, Outcome: drivers.NotDone, Err: err}
}

// during names the operation of an error of a part of it. Nothing moves in a
// reader.
func during(op string, err error) error {
	if err == nil {
		return nil
	}
	return fail(op, drivers.KindOf(err), err)
}

var _ conn.Resource = (*Dev)(nil)
