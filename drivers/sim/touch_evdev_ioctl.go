package sim

import (
	"syscall"
	"time"
)

// Switches is EVIOCGSW.
func (e *Evdev) Switches() ([]byte, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	var on []int
	for code, is := range e.switches {
		if is {
			on = append(on, int(code))
		}
	}
	return bits(on...), nil
}

// Axis is EVIOCGABS.
func (e *Evdev) Axis(code uint16) (value, low, high int32, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.isGone():
		return 0, 0, 0, syscall.ENODEV
	case code == absSlot:
		return e.current, 0, int32(e.opts.Slots - 1), nil
	case code == absX:
		return e.xs[0], 0, 4095, nil
	case code == absY:
		return e.ys[0], 0, 4095, nil
	}
	return 0, 0, 4095, nil
}

// Slots is EVIOCGMTSLOTS.
func (e *Evdev) Slots(code uint16, values []int32) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.isGone() {
		return syscall.ENODEV
	}
	copy(values, map[uint16][]int32{absMTID: e.ids, absMTX: e.xs, absMTY: e.ys}[code])
	return nil
}

// Keys is EVIOCGKEY.
func (e *Evdev) Keys() ([]byte, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.touched {
		return bits(btnTouch), nil
	}
	return bits(), nil
}

// Codes is EVIOCGBIT.
func (e *Evdev) Codes(typ uint16) ([]byte, error) {
	switch {
	case typ == evKey && e.opts.Touchpad:
		return bits(btnTouch, btnFinger), nil
	case typ == evKey:
		return bits(btnTouch), nil
	case typ == evAbs && e.opts.Single:
		return bits(absX, absY), nil
	case typ == evAbs:
		return bits(absX, absY, absSlot, absMTX, absMTY, absMTID, absTool), nil
	}
	return bits(), nil
}

// Properties is EVIOCGPROP: INPUT_PROP_DIRECT is bit 1.
func (e *Evdev) Properties() ([]byte, error) {
	if e.opts.Touchpad {
		return bits(0), nil
	}
	return bits(1), nil
}

// Name is EVIOCGNAME.
func (e *Evdev) Name() (string, error) { return e.opts.Name, nil }

// Grab is EVIOCGRAB.
func (e *Evdev) Grab(exclusive bool) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.opts.Grabbed {
		return syscall.EBUSY
	}
	e.grabbed = exclusive
	return nil
}

// Monotonic is EVIOCSCLOCKID; the clock began with the device.
func (e *Evdev) Monotonic() (time.Duration, error) { return time.Since(e.began), nil }

// bits is a bit field of 96 bytes.
func bits(set ...int) []byte {
	b := make([]byte, 96)
	for _, n := range set {
		b[n/8] |= 1 << (n % 8)
	}
	return b
}
