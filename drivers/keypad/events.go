package keypad

import (
	"context"
	"maps"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/touch/evdev"
)

// Events is an event device of the kernel; *evdev.File is the real one.
type Events interface {
	String() string
	// Read waits for events and returns whole ones, or the end of ctx.
	Read(ctx context.Context, p []byte) (int, error)
	// Grab takes the device for this program alone (EVIOCGRAB).
	Grab(exclusive bool) error
	// Switches tells which switches are on (EVIOCGSW), bit by bit.
	Switches() ([]byte, error)
	Close() error
}

// Event types and codes that a pad sends.
const (
	evKey = 0x01
	evSw  = 0x05

	keyDown     = 1    // 2 is a key that repeats because it is held: no press
	swHeadphone = 0x02 // SW_HEADPHONE_INSERT
	switchIsOn  = 1
)

// NewEvents makes a Dev of an event device and takes it for itself: what is
// pressed must not reach the desktop too. Where that fails it is NotReady. A
// jack that has something in it already is told first.
func NewEvents(e Events, opts *Opts) (*Dev, error) {
	d := &Dev{name: e.String(), halt: func() error { return nil }, o: opts.withDefaults(), last: map[Key]time.Time{}}
	if err := d.o.valid(); err != nil {
		return nil, failed("open", drivers.BadRequest, err)
	}
	if err := e.Grab(true); err != nil {
		return nil, failed("grab", drivers.NotReady, err)
	}
	codes := maps.Clone(Codes)
	maps.Copy(codes, d.o.Codes)
	d.next = listen(e, codes)
	return d, nil
}

// NewJack makes a Dev of the event device of a sound card, which only tells of
// its jack. It is not taken: others may want to know too.
func NewJack(e Events) *Dev {
	return &Dev{name: e.String(), halt: func() error { return nil }, next: listen(e, nil), o: (*Opts)(nil).withDefaults(), last: map[Key]time.Time{}}
}

// listen reads an event device and tells of the keys that codes has.
func listen(e Events, codes map[uint16]Key) func(context.Context, func(Key, error)) error {
	first := true
	buf := make([]byte, 32*evdev.EventSize)
	return func(ctx context.Context, tell func(Key, error)) error {
		if first {
			first = false
			tellSwitches(e, tell)
		}
		n, err := e.Read(ctx, buf)
		for b := buf[:n]; len(b) >= evdev.EventSize; b = b[evdev.EventSize:] {
			if k, ok := keyOf(evdev.ParseEvent(b), codes); ok {
				tell(k, nil)
			}
		}
		return err
	}
}

// tellSwitches tells of a headset that is in. A device without switches has
// none to tell of.
func tellSwitches(e Events, tell func(Key, error)) {
	on, err := e.Switches()
	if err == nil && len(on) > 0 && on[0]>>swHeadphone&1 == switchIsOn {
		tell(HeadsetIn, nil)
	}
}

// KeyOf is the key of an event where no configuration says anything else.
func KeyOf(e evdev.Event) (Key, bool) { return keyOf(e, Codes) }

// Pressed reports whether an event is a key that goes down, whatever it means.
func Pressed(e evdev.Event) bool { return e.Type == evKey && e.Value == keyDown }

// keyOf is the key of an event; of most events there is none.
func keyOf(e evdev.Event, codes map[uint16]Key) (Key, bool) {
	switch {
	case Pressed(e):
		k, ok := codes[e.Code]
		return k, ok
	case e.Type == evSw && e.Code == swHeadphone && e.Value == switchIsOn:
		return HeadsetIn, true
	case e.Type == evSw && e.Code == swHeadphone:
		return HeadsetOut, true
	}
	return "", false
}
