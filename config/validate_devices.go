package config

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

func (v *check) line(table string, l Line) {
	if l.Port != "" {
		v.port(table+".port", l.Port)
	}
	v.speed(table, l)
}

func (v *check) speed(table string, l Line) {
	if !slices.Contains(bauds, l.Baud) {
		v.bad(table+".baud", "want one of %s, got %d", list(bauds), l.Baud)
	}
	oneOf(v, table+".flow", l.Flow, flows)
}

func (v *check) reader(r Reader) {
	v.line("reader", r.Line)
	between(v, "reader.poll_every", r.PollEvery, 300*time.Millisecond, 10*time.Second)
	between(v, "reader.attempts", r.Attempts, 1, 10)
	between(v, "reader.rf_length", r.RFLength, 0, 255)
}

func (v *check) printer(p Printer) {
	if p.Network() {
		if reason := badAddress(p.Port); reason != "" {
			v.bad("printer.port", "%s", reason)
		}
		v.speed("printer", p.Line)
	} else {
		v.line("printer", p.Line)
	}
	v.profile(p)
	oneOf(v, "printer.width_dots", p.WidthDots, widths)
	between(v, "printer.reply_timeout", p.ReplyTimeout, 50*time.Millisecond, 10*time.Second)
	between(v, "printer.print_timeout", p.PrintTimeout, time.Second, 2*time.Minute)
	between(v, "printer.roll_m", p.RollM, 5, 1000)
	between(v, "printer.low_left_m", p.LowLeftM, 0, 50)
	between(v, "printer.density", p.Density, -3, 3)
	between(v, "printer.speed", p.Speed, 0, 3)
}

func (v *check) touch(t Touch) {
	v.line("touch", t.Line)
	oneOf(v, "touch.driver", t.Driver, touches)
	oneOf(v, "touch.protocol", t.Protocol, protocols)
	v.touchPlace(t)
	between(v, "touch.min_tap", t.MinTap, time.Millisecond, 500*time.Millisecond)
	between(v, "touch.rebound", t.Rebound, time.Millisecond, 500*time.Millisecond)
	between(v, "touch.dead_zone_px", t.DeadZonePx, 1, 100)
	between(v, "touch.edge_band_px", t.EdgeBandPx, 0, 100)
	between(v, "touch.palm_size", t.PalmSize, 0, 65535)
	between(v, "touch.stuck_after", t.StuckAfter, 2*time.Second, 10*time.Minute)
	oneOf(v, "touch.rotation", t.Rotation, []int{0, 90, 180, 270})
	if reason := badCalibration(t.Calibration); reason != "" {
		v.bad("touch.calibration", "%s", reason)
	}
}

// touchPlace finds a panel that is named where its driver does not look.
func (v *check) touchPlace(t Touch) {
	onBus := slices.Contains(touchBus, t.Driver)
	switch {
	case onBus && t.Port != "":
		v.bad("touch.port", "%s is on a bus: name it in touch.bus", t.Driver)
	case t.Driver == TouchEvdev && strings.HasPrefix(t.Port, usbPrefix):
		v.bad("touch.port", "evdev is no serial line: want a path such as /dev/input/by-path/...-event")
	case !onBus && t.Bus != "":
		v.bad("touch.bus", "%s is on no bus: want none", t.Driver)
	}
	if t.Driver == TouchXPT2046 && t.Bus != "" && t.InterruptPin == "" {
		v.bad("touch.interrupt_pin", "missing; xpt2046 tells by PENIRQ alone that the pen is up")
	}
}

// badCalibration tells why a calibration cannot be: numbers that are none, or
// a panel that it folds into a line. A panel has at most some 65536 counts on
// some 320 pixels, so two honest axes span well over a millionth of a square
// pixel for a square count.
func badCalibration(c [6]float64) string {
	for i, n := range c {
		if math.IsNaN(n) || math.IsInf(n, 0) {
			return fmt.Sprintf("number %d is not finite", i+1)
		}
	}
	if area := c[0]*c[4] - c[1]*c[3]; math.Abs(area) < 1e-6 {
		return fmt.Sprintf("a·e - b·d is %g: every touch would fall on one line", area)
	}
	return ""
}

// samePort finds two devices on one line: the second to open it would find it
// in use.
func (v *check) samePort(c Config) {
	lines := []struct {
		table string
		line  Line
	}{{"reader", c.Reader.Line}, {"printer", c.Printer.Line}, {"touch", c.Touch.Line}, {"scanner", c.Scanner.Line}, {"cabinet", c.Cabinet.Line}, {"keys", c.Keys.Line}}
	for i, d := range lines {
		for _, first := range lines[:i] {
			v.twoOn(d.table, d.line, first.table, first.line)
		}
	}
}

// twoOn compares the ports of two devices.
func (v *check) twoOn(table string, l Line, first string, other Line) {
	u, usb := l.USB()
	w, both := other.USB()
	switch {
	case l.Port != "" && l.Port == other.Port:
		v.bad(table+".port", "%s is the port of %s already", l.Port, first)
	case usb && both && u.overlaps(w):
		v.bad(table+".port", "%s fits the port of %s too, %s; say both paths", l.Port, first, other.Port)
	}
}

func between[T cmp.Ordered](v *check, key string, got, least, most T) {
	v.note(key, Limit{Least: fmt.Sprint(least), Most: fmt.Sprint(most)})
	// Written so that NaN fails.
	if !(got >= least && got <= most) {
		v.bad(key, "want %v to %v, got %v", least, most, got)
	}
}

func oneOf[T comparable](v *check, key string, got T, all []T) {
	v.note(key, Limit{OneOf: worded(all)})
	if !slices.Contains(all, got) {
		v.bad(key, "want one of %s, got %v", list(all), quoted(got))
	}
}

// quoted makes an empty text visible.
func quoted(v any) any {
	if s, ok := v.(string); ok {
		return fmt.Sprintf("%q", s)
	}
	return v
}

func list[T any](all []T) string {
	return strings.Join(worded(all), ", ")
}
