package panel

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"periph.io/x/conn/v3/gpio"
)

// Lamp is something that shines or does not. Set takes some microseconds; it
// is never called concurrently.
type Lamp interface {
	fmt.Stringer
	Set(lit bool) error
}

// PinLamp is a lamp on an output, often behind a relay or a transistor. The
// first Set drives the pin low for a moment before its own level (gpioioctl),
// so an active-low lamp may flash once then.
func PinLamp(p gpio.PinOut, a Active) (Lamp, error) {
	switch {
	case p == nil:
		return nil, errors.New("panel: lamp without a pin")
	case !a.valid():
		return nil, fmt.Errorf("panel: lamp %s: active %q is neither low nor high", nameOf(p), a)
	}
	return &pinLamp{p, a.level()}, nil
}

type pinLamp struct {
	pin    gpio.PinOut
	active gpio.Level
}

func (l *pinLamp) String() string { return nameOf(l.pin) }

func (l *pinLamp) Set(lit bool) error { return l.pin.Out(gpio.Level(lit) == l.active) }

// led is a lamp that the kernel knows.
type led struct {
	dir  string
	full string // brightness
}

// LED returns the lamp of a folder such as /sys/class/leds/reader. It takes
// the lamp away from the kernel's own triggers (disk, heartbeat) and turns it
// off: brightness outlives the process that set it.
func LED(dir string) (Lamp, error) {
	l := &led{dir: dir}
	text, err := os.ReadFile(filepath.Join(dir, "max_brightness"))
	if err != nil {
		return nil, fmt.Errorf("panel: lamp %s: %w", l, err)
	}
	l.full = strings.TrimSpace(string(text))
	if n, err := strconv.Atoi(l.full); err != nil || n < 1 {
		return nil, fmt.Errorf("panel: lamp %s: max_brightness %q", l, l.full)
	}
	if err := l.write("trigger", "none"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("panel: lamp %s: %w", l, err)
	}
	if err := l.Set(false); err != nil {
		return nil, fmt.Errorf("panel: lamp %s: %w", l, err)
	}
	return l, nil
}

func (l *led) String() string { return filepath.Base(l.dir) }

func (l *led) Set(lit bool) error {
	if lit {
		return l.write("brightness", l.full)
	}
	return l.write("brightness", "0")
}

// write fills an attribute; it never makes one.
func (l *led) write(attribute, value string) error {
	f, err := os.OpenFile(filepath.Join(l.dir, attribute), os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(value)
	return errors.Join(err, f.Close())
}
