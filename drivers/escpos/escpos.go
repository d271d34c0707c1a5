package escpos

import (
	"context"
	"fmt"
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
	answer    []byte // to split.want, once it has come
	late      bool   // the last question stayed silent: its answer may still come
	cleared   bool   // 37 25 00 has come
	job       *job   // being printed; nil: none
	mouthless int    // times the mouth sensor stayed silent; far below 0 once it answered
	unfenced  bool   // GS r stayed silent: no pacing any more
	stale     int
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
	if err := p.valid(); err != nil {
		return nil, fail("open", drivers.BadRequest, drivers.NotDone, err)
	}
	return &Dev{c: c, p: p, confirm: p.Confirm, reply: o.ReplyTimeout, print: o.PrintTimeout}, nil
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
	switch p.Confirm {
	case ConfirmProcessID, ConfirmGSR, ConfirmNone:
	default:
		return fmt.Errorf("no confirmation %q", p.Confirm)
	}
	switch p.Encoding {
	case EncodingGB18030, EncodingGBK, EncodingNone:
	default:
		return fmt.Errorf("no encoding %q", p.Encoding)
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

// Status asks for everything that the make can tell: DLE EOT 1 to 4 and the
// mouth sensor, one question at a time.
//
// It blocks for at most Opts.ReplyTimeout per question, twice where one stays
// silent. A printer that stays silent yields unknown states and a Timeout
// error, never PaperOut; what was answered before is in the Status.
func (d *Dev) Status(ctx context.Context) (Status, error) {
	answers := map[byte]byte{}
	err := d.drain(ctx)
	for i := 0; i < len(d.p.ask) && err == nil; i++ {
		err = d.askInto(ctx, answers, d.p.ask[i])
	}
	s := d.p.statusOf(answers)
	if err == nil && d.p.mouth != nil {
		s.Mouth, err = d.mouthOnce(ctx)
	}
	return s, during("status", err)
}

// Mouth tells whether a slip stands in the ticket mouth. Models without a
// sensor answer unknown and no error. It blocks for at most two reply times.
func (d *Dev) Mouth(ctx context.Context) (drivers.MediaState, error) {
	if d.p.mouth == nil {
		return drivers.MediaUnknown, nil
	}
	err := d.drain(ctx)
	var a []byte
	if err == nil {
		a, err = d.askTwice(ctx, d.p.mouth.question())
	}
	if err != nil {
		return drivers.MediaUnknown, during("mouth", err)
	}
	return d.p.mouth.read(a), nil
}

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

// Retract takes back the slip in the mouth. Unsupported where the model has
// no retractor; MediaRetained when the slip still stands there after 5 s.
func (d *Dev) Retract(ctx context.Context) error {
	return during("retract", d.retract(ctx))
}
