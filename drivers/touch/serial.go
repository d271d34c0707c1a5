package touch

import (
	"cmp"
	"context"
	"time"

	"govkiosk/drivers"
)

// SerialOpts says how a serial board is set up. The zero value of a field means
// its default.
type SerialOpts struct {
	ListenOnly   bool          // send nothing: for boards that stumble over a command
	ReplyTimeout time.Duration // of one command; 200 ms
	Tries        int           // of one command; 3
}

// Defaults returns o, which may be nil, with the defaults filled in.
func (o *SerialOpts) Defaults() SerialOpts {
	var d SerialOpts
	if o != nil {
		d = *o
	}
	d.ReplyTimeout = cmp.Or(d.ReplyTimeout, 200*time.Millisecond)
	d.Tries = cmp.Or(d.Tries, 3)
	return d
}

// Patience is that of one command.
func (o SerialOpts) Patience() Patience { return Patience{o.ReplyTimeout, o.Tries} }

// Run sets a board up, unless setUp is nil, and hands on its frames until ctx
// ends (Cancelled) or the line is gone (NoDevice). Its error is of the device
// that is named.
func (s *Stream) Run(ctx context.Context, device string, setUp func() error, take func(frame []byte, at time.Time)) error {
	if setUp != nil {
		if err := setUp(); err != nil {
			return failed(device, "set up", err)
		}
	}
	return failed(device, "read", s.Listen(ctx, take))
}

// failed names the operation. Nothing physical can happen in a panel.
func failed(device, op string, err error) error {
	return &drivers.Error{Device: device, Op: op, Kind: drivers.KindOf(err), Outcome: drivers.NotDone, Err: err}
}
