package escpos

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"periph.io/x/conn/v3"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
)

// Confirm is the word by which the printer is asked to prove a job.
type Confirm string

const (
	ConfirmProfile   Confirm = ""           // what the profile's make is known to give
	ConfirmProcessID Confirm = "process-id" // GS ( H 48: printed
	ConfirmGSR       Confirm = "gs-r"       // GS r 1: taken from the receive buffer
	ConfirmETB       Confirm = "etb"        // ETB of Star's line mode: printed
	ConfirmNone      Confirm = "none"       // every job ends Unknown
)

// Opts are the settings of one printer. The zero value of each is its default.
type Opts struct {
	Profile      string        // row of the profile table; default "generic"
	Confirm      Confirm       // default: the profile's
	Encoding     Encoding      // default: the profile's
	WidthDots    int           // 576 (default) or 384
	ReplyTimeout time.Duration // of one question; default 500 ms
	PrintTimeout time.Duration // from the last byte to the printer's own word; default 10 s
	Density      int           // -3 light to 3 dark; 0: the printer's own setting
	Speed        int           // 1 slow to 3 fast; 0: the printer's own setting
	Present      Presentation  // of cut slips, by a presenter
	Torn         bool          // a piece of an earlier slip may hang in the printer: cut it off before the first job

	// Events is called for what happens at the printer, on the goroutine of the
	// method that learns of it; it must not call the Dev. Setting it turns the
	// automatic status of makes on that have one.
	Events func(Event)
}

// Dev is one printer. One goroutine at a time may call its methods; each
// blocks for no longer than it says.
type Dev struct {
	c       line.Conn
	p       Profile
	confirm Confirm
	reply   time.Duration
	print   time.Duration

	split     splitter
	answer    []byte      // to split.want, once it has come
	late      bool        // the last question stayed silent: its answer may still come
	cleared   bool        // 37 25 00 has come
	torn      bool        // a piece of the last slip may hang in the printer
	job       *job        // being printed; nil: none
	retracts  []byte      // count of slips taken back, when the last job was done
	quiet     map[int]int // times that an optional question stayed silent; far below 0 once answered
	unfenced  bool        // GS r stayed silent: no pacing any more
	stale     int
	events    func(Event)
	reporting bool   // the printer sends its status by itself
	latest    []byte // of that
}

var _ conn.Resource = (*Dev)(nil)

// New makes a Dev of an open line. It sends nothing. An unknown profile or
// setting is BadRequest.
func New(c line.Conn, opts *Opts) (*Dev, error) {
	if opts == nil {
		opts = &Opts{}
	}
	o := opts.withDefaults()
	p, ok := ProfileOf(o.Profile)
	if !ok {
		return nil, fail("open", drivers.BadRequest, drivers.NotDone, fmt.Errorf("no profile %q", o.Profile))
	}
	if o.Confirm != ConfirmProfile {
		p.Confirm = o.Confirm
	}
	if o.Encoding != "" {
		p.Encoding = o.Encoding
	}
	if o.WidthDots != 0 {
		p.Width = Dots(o.WidthDots)
	}
	if err := errors.Join(p.valid(), p.prepare(o)); err != nil {
		return nil, fail("open", drivers.BadRequest, drivers.NotDone, err)
	}
	d := &Dev{c: c, p: p, confirm: p.Confirm, reply: o.ReplyTimeout, print: o.PrintTimeout, torn: o.Torn, events: o.Events, quiet: map[int]int{}}
	d.split.full, d.split.star, d.split.binaryID = p.auto == automaticFull, p.star, p.binaryID
	return d, nil
}

// prepare puts what Opts asks of the make into the commands that begin and
// end a job. ESC @ turns the automatic status of some makes off; where GS r
// is the proof it must be off: of a status whose first byte was lost, the
// rest looks like its answer.
func (p *Profile) prepare(o Opts) error {
	setup, err := p.setup(o)
	if err != nil {
		return err
	}
	p.afterInit = setup
	switch {
	case p.auto == nil || o.Events == nil && !p.star:
	case p.Confirm == ConfirmGSR:
		p.afterInit = append(p.afterInit, p.auto.off)
	default:
		p.afterInit = append(p.afterInit, p.auto.on)
	}
	present, err := p.present(o.Present)
	if present != nil {
		p.afterCut = [][]byte{present}
	}
	return err
}

func (o Opts) withDefaults() Opts {
	if o.Profile == "" {
		o.Profile = "generic"
	}
	if o.ReplyTimeout <= 0 {
		o.ReplyTimeout = 500 * time.Millisecond
	}
	if o.PrintTimeout <= 0 {
		o.PrintTimeout = 10 * time.Second
	}
	return o
}

// valid checks what Opts may have put in.
func (p Profile) valid() error {
	if all := p.Confirms(); !slices.Contains(all, p.Confirm) {
		return fmt.Errorf("%s does not confirm by %q, but by %v", p.Name, p.Confirm, all)
	}
	if all := p.Encodings(); !slices.Contains(all, p.Encoding) {
		return fmt.Errorf("%s takes no text in %q, but in %v", p.Name, p.Encoding, all)
	}
	if p.Width < 64 || p.Width > 832 {
		return fmt.Errorf("paper of %d dots", p.Width)
	}
	return nil
}

// String names the make and the line.
func (d *Dev) String() string { return fmt.Sprintf("escpos %s on %s", d.p.Name, d.c) }

// Halt has nothing to do: a printer rests when nothing is sent to it. The
// line belongs to who opened it.
func (d *Dev) Halt() error { return nil }

// Profile is the row in use, with the settings of Opts.
func (d *Dev) Profile() Profile { return d.p }

// Stale counts replies that answered nothing that was being asked, since New.
func (d *Dev) Stale() int { return d.stale }

// Print prints doc as the job id and says whether paper came out. See
// print.go for what each outcome rests on.
//
// It blocks for the status round, the time of the wire, PrintTimeout and at
// most 3 s of clearing. Result.Outcome is always the outcome of the error.
func (d *Dev) Print(ctx context.Context, id JobID, doc *Doc) (Result, error) {
	return d.printJob(ctx, id, doc)
}

// Clear ends an error and throws away what the printer has not printed
// (DLE ENQ 2, DLE DC4 8). Without the printer's answer 37 25 00 it is a
// Timeout of unknown outcome. It blocks for at most 3 s.
func (d *Dev) Clear(ctx context.Context) error {
	return during("clear", d.clear(ctx))
}

// Eject pushes the slip in the mouth out. Unsupported where the model has no
// ejector. It blocks for one reply time; what the slip does, Watch tells.
func (d *Dev) Eject(ctx context.Context) error {
	return during("eject", d.eject(ctx))
}

// Retract takes back the slip in the mouth. Unsupported where the model has
// no retractor; MediaRetained when the slip still stands there after 5 s.
func (d *Dev) Retract(ctx context.Context) error {
	return during("retract", d.retract(ctx))
}
