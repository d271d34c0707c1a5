package idcard

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"periph.io/x/conn/v3"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
)

// leastPoll is the shortest time between two looks for a card; modules ask for
// more than 300 ms (§7).
const leastPoll = 300 * time.Millisecond

// Opts configures a Dev. The zero value of a field means its default.
type Opts struct {
	PollEvery time.Duration // between two looks at the field; 300 ms, which is also the least

	// Fingerprint reads the templates with the record (30 10, §5). A module
	// that does not know the command is asked without from then on, as long as
	// the Dev lives. A read takes up to 5 s instead of 3 s.
	Fingerprint bool

	// Addresses reads the addresses that were appended after a record (30 03,
	// §4). A read takes up to 1.5 s longer; where the answer fails the record
	// comes without them.
	Addresses bool

	// RFLength is the longest frame on the radio (61 FF, §4). Makers send 0x50
	// and 0x58; 0 leaves the module as it is. It goes out once, before the first
	// question; a silent module is told before the next two as well, 0.5 s
	// each. What the module makes of it is in Info and never a fault.
	RFLength byte
}

// Info is what is known of the line, for a technician.
type Info struct {
	Frames   int64  // good frames since New
	Stale    int64  // of these, replies to a question that was given up
	Dropped  int64  // bytes since New that were no frame
	LastDrop string // where and why the last of them were dropped

	NoFingerprint bool   // the module does not know how to read one; false where none was asked for
	RFLength      string // what the module said to Opts.RFLength, or "no answer"; empty where it was not sent
}

// Dev is an ID-card reader. One goroutine at a time may call its methods, but
// for Info.
type Dev struct {
	conn    line.Conn
	opts    Opts
	decoder *Decoder

	rfLeft int  // how often RFLength may yet be sent
	held   bool // a card may lie there that was read: find does not see it
	mute   int  // questions in a row without a usable answer

	mu   sync.Mutex
	info Info
}

// New returns the reader on c. It sends nothing. A PollEvery below 300 ms is
// BadRequest.
func New(c line.Conn, opts *Opts) (*Dev, error) {
	d := &Dev{conn: c, decoder: NewDecoder(false), held: true} // the module outlives the line: it may hold a card that was read before
	if opts != nil {
		d.opts = *opts
	}
	if d.opts.PollEvery == 0 {
		d.opts.PollEvery = leastPoll
	}
	if every := d.opts.PollEvery; every < leastPoll {
		return nil, fail("open", drivers.BadRequest, fmt.Errorf("a look every %v: the module needs %v", every, leastPoll))
	}
	d.rfLeft = d.rfTries()
	return d, nil
}

// String implements conn.Resource.
func (d *Dev) String() string { return fmt.Sprintf("idcard{%s}", d.conn) }

// Halt implements conn.Resource. A reader rests when it is asked nothing; the
// line belongs to who opened it.
func (d *Dev) Halt() error { return nil }

// Info returns what is known by now. It may be called while Watch runs.
func (d *Dev) Info() Info {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.info
}

// Status asks whether the module works. A failed self-test or a missing
// authorisation is HardwareError, silence is Timeout. It blocks for at most
// 1 s.
func (d *Dev) Status(ctx context.Context) error {
	_, err := d.ask(ctx, askStatus)
	return during("status", err)
}

// SAMID asks for the number of the security module, in the form of its label.
// The first answers after opening are sometimes wrong, so two in a row must
// agree; Protocol where they do not in four. It blocks for at most 4 s.
func (d *Dev) SAMID(ctx context.Context) (string, error) {
	last := ""
	for range 4 {
		r, err := d.ask(ctx, askSAMID)
		if err != nil {
			return "", during("sam id", err)
		}
		id, err := ParseSAMID(r.Data)
		if err == nil && id == last {
			return id, nil
		}
		last = id
	}
	return "", fail("sam id", drivers.Protocol, errors.New("no two answers agree"))
}

// Present tells whether a card lies on the reader, read or not; it reads
// nothing. A failure leaves it unknown. It blocks for at most 3.5 s.
func (d *Dev) Present(ctx context.Context) (drivers.MediaState, error) {
	there, err := d.inField(ctx)
	switch {
	case err != nil:
		return drivers.MediaUnknown, during("present", err)
	case there:
		return drivers.MediaPresent, nil
	}
	return drivers.MediaNotPresent, nil
}

// note changes what is known.
func (d *Dev) note(change func(*Info)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change(&d.info)
}

// fail is an error of this package. A reader moves nothing: NotDone.
func fail(op string, k drivers.Kind, err error) error {
	return &drivers.Error{Device: "idcard", Op: op, Kind: k, Outcome: drivers.NotDone, Err: err}
}

// during names the operation of an error of a part of it.
func during(op string, err error) error {
	if err == nil {
		return nil
	}
	return fail(op, drivers.KindOf(err), err)
}

var _ conn.Resource = (*Dev)(nil)
