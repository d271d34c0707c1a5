package touch

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"

	"periph.io/x/conn/v3"

	"govkiosk/drivers/line"
)

// Opts configures a Dev. The zero value of a field means its default.
type Opts struct {
	Protocol     Protocol      // SmartSet
	ListenOnly   bool          // send nothing: for clones that stumble over a query
	ReplyTimeout time.Duration // of one question; 100 ms
	Tries        int           // of one question; 3
}

func (o *Opts) defaults() Opts {
	var d Opts
	if o != nil {
		d = *o
	}
	d.Protocol = cmp.Or(d.Protocol, SmartSet)
	d.ReplyTimeout = cmp.Or(d.ReplyTimeout, 100*time.Millisecond)
	d.Tries = cmp.Or(d.Tries, 3)
	return d
}

// Info is what is known of a board, for a technician.
type Info struct {
	Identity *Identity // nil: the board did not tell
	Answers  bool      // it acknowledged its mode; else it is only listened to
	Refused  []string  // what it had against the mode
	Traffic            // since New
}

// Dev is an Elo controller on a serial line.
type Dev struct {
	conn    line.Conn
	opts    Opts
	stream  *Stream
	reports Reports

	mu   sync.Mutex
	info Info
}

// New returns the panel on c. It sends nothing; Run does. An unknown protocol
// is an error.
func New(c line.Conn, opts *Opts) (*Dev, error) {
	o := opts.defaults()
	framing, err := framingOf(o.Protocol)
	if err != nil {
		return nil, fmt.Errorf("touch: %w", err)
	}
	return &Dev{conn: c, opts: o, stream: NewStream(c, framing)}, nil
}

// String implements conn.Resource.
func (d *Dev) String() string { return fmt.Sprintf("touch{%s}", d.conn) }

// Halt implements conn.Resource. It closes the line, which ends Run with
// NoDevice; a panel has nothing that moves or shines.
func (d *Dev) Halt() error { return d.conn.Close() }

// Info returns what is known by now. It may be called while Run runs.
func (d *Dev) Info() Info {
	d.mu.Lock()
	defer d.mu.Unlock()
	info := d.info
	info.Traffic = d.stream.Traffic()
	return info
}

// Run sets the board up and hands every report to sink until ctx ends or the
// line is gone. It always returns an error: Cancelled for the one, NoDevice
// for the other. A board that answers nothing, after at most 2 × Tries ×
// ReplyTimeout, is listened to as it is; its reports count from the first.
//
// sink is called from Run's goroutine and must not block: bytes that nobody
// reads are lost.
func (d *Dev) Run(ctx context.Context, sink func(Raw)) error {
	var setUp func() error
	if d.opts.Protocol == SmartSet && !d.opts.ListenOnly {
		setUp = func() error { return d.setUp(ctx, sink) }
	}
	return d.stream.Run(ctx, "touch", setUp, func(frame []byte, at time.Time) { d.report(frame, at, sink) })
}

// report hands a report on and tells whether frame is one.
func (d *Dev) report(frame []byte, at time.Time, sink func(Raw)) bool {
	r, ok := d.reports.Parse(frame)
	if ok {
		r.At = at
		sink(r)
	}
	return ok
}

var _ conn.Resource = (*Dev)(nil)
