package evdev

import (
	"context"
	"fmt"
	"time"
)

// Node is an event device of the kernel; File is the real one. Errors are the
// system's: ENODEV when the device is unplugged, EBUSY when another process
// has grabbed it.
type Node interface {
	fmt.Stringer

	// Read waits for events and returns whole ones. It ends with ctx's error
	// when ctx does.
	Read(ctx context.Context, p []byte) (int, error)
	// Axis tells the value and range of an absolute axis (EVIOCGABS).
	Axis(code uint16) (value, low, high int32, err error)
	// Slots fills in a value of every slot (EVIOCGMTSLOTS).
	Slots(code uint16, values []int32) error
	// Keys tells which keys are pressed (EVIOCGKEY), bit by bit.
	Keys() ([]byte, error)
	// Codes tells which codes of a type the device has (EVIOCGBIT).
	Codes(typ uint16) ([]byte, error)
	// Properties tells how the device is used (EVIOCGPROP).
	Properties() ([]byte, error)
	// Name is the device's own (EVIOCGNAME).
	Name() (string, error)
	// Grab makes the use exclusive or gives it back (EVIOCGRAB).
	Grab(exclusive bool) error
	// Monotonic has times told in CLOCK_MONOTONIC (EVIOCSCLOCKID) and returns
	// what that clock shows.
	Monotonic() (now time.Duration, err error)
	// Close ends a Read.
	Close() error
}

// bit reports whether bit n is set.
func bit(b []byte, n int) bool { return n/8 < len(b) && b[n/8]>>(n%8)&1 != 0 }

// abilities is what a device is able to tell.
type abilities struct {
	direct, slots, place, single, touch, finger bool
}

// touchscreen reports whether the device is one: what is used directly and
// tells places, or, without that property, what tells places and touches
// without the finger of a touchpad.
func (a abilities) touchscreen() bool {
	places := a.place || a.single && a.touch
	return places && (a.direct || a.place && a.touch && !a.finger)
}

func ask(n Node) (a abilities, err error) {
	properties, err := n.Properties()
	if err != nil {
		return a, err
	}
	axes, err := n.Codes(evAbs)
	if err != nil {
		return a, err
	}
	keys, err := n.Codes(evKey)
	if err != nil {
		return a, err
	}
	return abilities{
		direct: bit(properties, propertyDirect),
		slots:  bit(axes, absMTSlot) && bit(axes, absMTTracking),
		place:  bit(axes, absMTX) && bit(axes, absMTY),
		single: bit(axes, absX) && bit(axes, absY),
		touch:  bit(keys, btnTouch),
		finger: bit(keys, btnToolFinger),
	}, nil
}
