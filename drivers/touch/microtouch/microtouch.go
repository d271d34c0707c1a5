package microtouch

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

// Info is what is known of a controller, for a technician.
type Info struct {
	Answers       bool     // it answered; else it is only listened to
	Identity      string   // two characters of type, four of build
	Refused       []string // commands that it refused
	touch.Traffic          // since New
}

// Dev is a controller on a serial line.
type Dev struct {
	conn    line.Conn
	opts    Opts
	stream  *touch.Stream
	reports Reports

	mu   sync.Mutex
	info Info
}

// New returns the controller on c. It sends nothing; Run does.
func New(c line.Conn, opts *Opts) (*Dev, error) {
	return &Dev{conn: c, opts: opts.Defaults(), stream: touch.NewStream(c, Framing())}, nil
}

// String implements conn.Resource.
func (d *Dev) String() string { return fmt.Sprintf("microtouch{%s}", d.conn) }

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

// Run sets the controller to Format Tablet and Mode Stream and hands every
// report to sink until ctx ends (Cancelled) or the line is gone (NoDevice). A
// controller that answers nothing, after Tries × ReplyTimeout, is listened to
// as it is; what it reports meanwhile counts. sink must not block.
func (d *Dev) Run(ctx context.Context, sink func(touch.Raw)) error {
	var setUp func() error
	if !d.opts.ListenOnly {
		setUp = func() error { return d.setUp(ctx, sink) }
	}
	return d.stream.Run(ctx, "microtouch", setUp, func(frame []byte, at time.Time) { d.report(frame, at, sink) })
}

// setUp asks whether somebody is there and who, and then for the format.
func (d *Dev) setUp(ctx context.Context, sink func(touch.Raw)) error {
	for _, command := range []string{CmdNull, CmdIdentity, CmdFormatTablet, CmdModeStream} {
		reply, answered, err := d.ask(ctx, command, sink)
		if err != nil {
			return err
		}
		if !answered && command == CmdNull {
			return nil
		}
		d.note(command, reply, answered)
	}
	return nil
}

func (d *Dev) ask(ctx context.Context, command string, sink func(touch.Raw)) (reply string, answered bool, err error) {
	answered, err = d.stream.Ask(ctx, AppendCommand(nil, command), d.opts.Patience(), func(frame []byte, at time.Time) bool {
		if d.report(frame, at, sink) {
			return false
		}
		reply, _ = ParseText(frame)
		return true
	})
	return reply, answered, err
}

// note keeps what a controller said to a command of the set-up.
func (d *Dev) note(command, reply string, answered bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.info.Answers = d.info.Answers || answered
	switch {
	case reply == replyNegative:
		d.info.Refused = append(d.info.Refused, command)
	case command == CmdIdentity && reply != replyPositive:
		d.info.Identity = reply
	}
}

// report hands a packet on and tells whether frame is one.
func (d *Dev) report(frame []byte, at time.Time, sink func(touch.Raw)) bool {
	r, ok := ParseReport(frame)
	if !ok {
		return false
	}
	raw := d.reports.Next(r)
	raw.At = at
	sink(raw)
	return true
}

var _ conn.Resource = (*Dev)(nil)
