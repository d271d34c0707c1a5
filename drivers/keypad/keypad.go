package keypad

import (
	"context"
	"errors"
	"fmt"
	"time"

	"periph.io/x/conn/v3"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
)

// Opts are the settings of one pad. The zero value of each is its default.
type Opts struct {
	// Rebound is the time within which the same key again is the same press:
	// a worn contact bounces, and an unsteady hand presses twice. 120 ms, to 2 s.
	Rebound time.Duration
	Codes   map[uint16]Key // of an event device, over those of Codes
}

func (o *Opts) withDefaults() Opts {
	var d Opts
	if o != nil {
		d = *o
	}
	if d.Rebound == 0 {
		d.Rebound = 120 * time.Millisecond
	}
	return d
}

func (o Opts) valid() error {
	if o.Rebound < 0 || o.Rebound > 2*time.Second {
		return fmt.Errorf("rebound of %v, want at most 2 s", o.Rebound)
	}
	return nil
}

// halfRest is the silence after which a letter without its CR is noise.
const halfRest = 2 * time.Second

// Dev is one pad. One goroutine calls Run.
type Dev struct {
	name string
	halt func() error
	next func(context.Context, func(Key, error)) error
	o    Opts
	last map[Key]time.Time // that each key was last told or held back
}

var _ conn.Resource = (*Dev)(nil)

// New makes a Dev of an open serial line. It sends nothing. An impossible
// setting is BadRequest.
func New(c line.Conn, opts *Opts) (*Dev, error) {
	d := &Dev{name: c.String(), halt: c.Discard, o: opts.withDefaults(), last: map[Key]time.Time{}}
	if err := d.o.valid(); err != nil {
		return nil, failed("open", drivers.BadRequest, err)
	}
	var decoder Decoder
	buf := make([]byte, 64)
	d.next = func(ctx context.Context, tell func(Key, error)) error {
		if decoder.Half() {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, halfRest)
			defer cancel()
		}
		n, err := c.Read(ctx, buf)
		decoder.Feed(buf[:n], tell)
		if drivers.KindOf(err) == drivers.Timeout {
			if n := decoder.Drop(); n > 0 {
				tell("", fmt.Errorf("%d bytes without an end", n))
			}
			return nil
		}
		return err
	}
	return d, nil
}

// String implements conn.Resource.
func (d *Dev) String() string { return "keypad on " + d.name }

// Halt implements conn.Resource: a pad moves nothing.
func (d *Dev) Halt() error { return d.halt() }

// Run tells every key until ctx ends, which is Cancelled, or the pad is gone,
// which is NoDevice. What comes and is no key is told as a Protocol error.
func (d *Dev) Run(ctx context.Context, tell func(Event)) error {
	for {
		err := d.next(ctx, func(k Key, err error) {
			now := time.Now()
			if err != nil {
				tell(Event{Err: failed("read", drivers.Protocol, err), At: now})
			} else if !d.bounces(k, now) {
				tell(Event{Key: k, At: now})
			}
		})
		switch {
		case ctx.Err() != nil:
			return failed("read", drivers.Cancelled, ctx.Err())
		case err != nil:
			var of *drivers.Error
			if errors.As(err, &of) {
				return err
			}
			return failed("read", drivers.NoDevice, err)
		}
	}
}

// bounces reports whether a key is the same press as one just before. Every
// bounce holds the key back anew, as a contact that chatters does.
func (d *Dev) bounces(k Key, now time.Time) bool {
	if k == HeadsetIn || k == HeadsetOut {
		return false
	}
	was, ok := d.last[k]
	d.last[k] = now
	return ok && now.Sub(was) < d.o.Rebound
}
