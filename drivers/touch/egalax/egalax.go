package egalax

import (
	"context"
	"fmt"
	"sync"
	"time"

	"periph.io/x/conn/v3"

	"govkiosk/drivers/line"
	"govkiosk/drivers/touch"
)

// Opts configures a Dev.
type Opts = touch.SerialOpts

// Info is what is known of a board, for a technician.
type Info struct {
	Answers       bool   // it answered; else it is only listened to
	Firmware      string // as it says it
	Controller    string // as it says it
	Bits          int    // of its resolution, 11 to 14; 0: no report yet
	touch.Traffic        // since New
}

// Dev is a board on a serial line.
type Dev struct {
	conn    line.Conn
	opts    Opts
	stream  *touch.Stream
	reports Reports

	mu   sync.Mutex
	info Info
}

// New returns the board on c. It sends nothing; Run does.
func New(c line.Conn, opts *Opts) (*Dev, error) {
	return &Dev{conn: c, opts: opts.Defaults(), stream: touch.NewStream(c, Framing())}, nil
}

// String implements conn.Resource.
func (d *Dev) String() string { return fmt.Sprintf("egalax{%s}", d.conn) }

// Halt implements conn.Resource. It closes the line, which ends Run with
// NoDevice.
func (d *Dev) Halt() error { return d.conn.Close() }

// Info returns what is known by now. It may be called while Run runs.
func (d *Dev) Info() Info {
	d.mu.Lock()
	defer d.mu.Unlock()
	info := d.info
	info.Traffic = d.stream.Traffic()
	return info
}

// Run wakes the board with a diagnostic packet, asks who it is and hands every
// report to sink until ctx ends (Cancelled) or the line is gone (NoDevice). A
// board that answers nothing, after Tries × ReplyTimeout, is listened to as it
// is; what it reports meanwhile counts. sink must not block.
func (d *Dev) Run(ctx context.Context, sink func(touch.Raw)) error {
	var setUp func() error
	if !d.opts.ListenOnly {
		setUp = func() error { return d.setUp(ctx, sink) }
	}
	return d.stream.Run(ctx, "egalax", setUp, func(frame []byte, at time.Time) { d.report(frame, at, sink) })
}

func (d *Dev) setUp(ctx context.Context, sink func(touch.Raw)) error {
	for _, command := range []byte{CmdActive, CmdFirmware, CmdController} {
		answered, err := d.ask(ctx, command, sink)
		if err != nil {
			return err
		}
		if !answered && command == CmdActive {
			return nil
		}
	}
	return nil
}

// ask sends a question. The answer bears the question's letter; another
// packet is from before.
func (d *Dev) ask(ctx context.Context, command byte, sink func(touch.Raw)) (bool, error) {
	return d.stream.Ask(ctx, AppendDiagnostic(nil, command), d.opts.Patience(), func(frame []byte, at time.Time) bool {
		if d.report(frame, at, sink) {
			return false
		}
		a, ok := ParseDiagnostic(frame)
		if !ok || a.Command != command {
			return false
		}
		d.note(a)
		return true
	})
}

func (d *Dev) note(a Diagnostic) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.info.Answers = true
	switch a.Command {
	case CmdFirmware:
		d.info.Firmware = string(a.Data)
	case CmdController:
		d.info.Controller = string(a.Data)
	}
}

// report hands a report on and tells whether frame is one.
func (d *Dev) report(frame []byte, at time.Time, sink func(touch.Raw)) bool {
	r, ok := ParseReport(frame)
	if !ok {
		return false
	}
	d.mu.Lock()
	d.info.Bits = r.Bits
	d.mu.Unlock()
	raw := d.reports.Next(r)
	raw.At = at
	sink(raw)
	return true
}

var _ conn.Resource = (*Dev)(nil)
