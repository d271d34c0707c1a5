package scanner

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
)

// Events is an input device: a file of /dev/input, or a recording.
type Events interface {
	io.ReadCloser
	// Grab takes the device for this program alone (EVIOCGRAB): no key of it
	// reaches the desktop any more.
	Grab() error
}

// Wedge is a reader that types as a keyboard does. It is a line that carries
// the characters typed, with Enter as CR, so that a Dev cuts and checks them
// as those of any reader. A key that is no character arrives as a control
// character and spoils its code.
type Wedge struct {
	events Events
	typed  chan []byte
	ended  chan struct{} // closed when no key comes any more
	err    error         // why; to be read after ended
	closed chan struct{}
	once   sync.Once
	rest   []byte // of typed, for a small Read
}

var _ line.Conn = (*Wedge)(nil)

// NewWedge takes the keyboard for itself. Where that fails it is NotReady: a
// scanner whose keys reach the desktop too is not used (section 11).
func NewWedge(e Events) (*Wedge, error) {
	if err := e.Grab(); err != nil {
		return nil, fail("grab keyboard", drivers.NotReady, err)
	}
	w := &Wedge{events: e, typed: make(chan []byte), ended: make(chan struct{}), closed: make(chan struct{})}
	go w.listen()
	return w, nil
}

// String implements line.Conn.
func (w *Wedge) String() string { return "keyboard wedge" }

// The input event of 64-bit kernels: two 8-byte times, type, code, value.
const (
	eventSize = 24
	typeAt    = 16

	evSyn      = 0
	evKey      = 1
	synDropped = 3

	keyUp   = 0
	keyDown = 1 // 2 is a key that repeats because it is held: no reader holds one
)

// listen turns events into bytes until the device is gone or closed.
func (w *Wedge) listen() {
	defer close(w.ended)
	t := typist{held: map[key]bool{}}
	buf := make([]byte, 64*eventSize)
	have := 0
	for {
		n, err := w.events.Read(buf[have:])
		have += n
		whole := have - have%eventSize
		out := t.read(buf[:whole])
		have = copy(buf, buf[whole:have])
		if len(out) > 0 && !w.hand(out) {
			return
		}
		if err != nil {
			w.err = err
			return
		}
	}
}

func (w *Wedge) hand(b []byte) bool {
	select {
	case w.typed <- b:
		return true
	case <-w.closed:
		return false
	}
}

// read is what a run of whole events types. Events that the kernel lost may
// have been any key: the code is spoilt, and no key counts as held.
func (t *typist) read(events []byte) (out []byte) {
	for ; len(events) >= eventSize; events = events[eventSize:] {
		kind, code := binary.NativeEndian.Uint16(events[typeAt:]), binary.NativeEndian.Uint16(events[typeAt+2:])
		value := int32(binary.NativeEndian.Uint32(events[typeAt+4:]))
		switch {
		case kind == evSyn && code == synDropped:
			clear(t.held)
			out = append(out, foreign)
		case kind == evKey && value == keyUp:
			t.release(key(code))
		case kind == evKey && value == keyDown:
			if b, ok := t.press(key(code)); ok {
				out = append(out, b)
			}
		}
	}
	return out
}

// Read implements line.Conn.
func (w *Wedge) Read(ctx context.Context, p []byte) (int, error) {
	if len(w.rest) == 0 {
		select {
		case w.rest = <-w.typed:
		case <-ctx.Done():
			return 0, wedgeError("read", endOf(ctx), ctx.Err())
		case <-w.closed:
			return 0, wedgeError("read", drivers.NoDevice, errClosed)
		case <-w.ended:
			return 0, wedgeError("read", drivers.NoDevice, w.err)
		}
	}
	n := copy(p, w.rest)
	w.rest = w.rest[n:]
	return n, nil
}

var (
	errClosed = errors.New("the keyboard is closed")
	errOneWay = errors.New("a keyboard takes no commands")
)

// Write implements line.Conn: a keyboard takes nothing.
func (w *Wedge) Write(context.Context, []byte) (int, error) {
	return 0, wedgeError("write", drivers.Unsupported, errOneWay)
}

// Discard implements line.Conn.
func (w *Wedge) Discard() error {
	w.rest = nil
	for {
		select {
		case <-w.typed:
		default:
			return nil
		}
	}
}

// Drain implements line.Conn; there is nothing to wait for.
func (w *Wedge) Drain(context.Context) error { return nil }

// Close implements line.Conn. It gives the keyboard back.
func (w *Wedge) Close() (err error) {
	w.once.Do(func() {
		close(w.closed)
		err = w.events.Close()
		<-w.ended
	})
	return err
}

func wedgeError(op string, k drivers.Kind, err error) error {
	return fail(fmt.Sprintf("%s keyboard", op), k, err)
}

func endOf(ctx context.Context) drivers.Kind {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return drivers.Timeout
	}
	return drivers.Cancelled
}
