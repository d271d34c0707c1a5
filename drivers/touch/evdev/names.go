package evdev

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// names are the events that mean something here, by the kernel's names, and
// those that touchscreens send beside them.
var names = map[string]kind{
	"SYN_REPORT": {evSyn, synReport}, "SYN_DROPPED": {evSyn, synDropped}, "SYN_CONFIG": {evSyn, 1}, "SYN_MT_REPORT": {evSyn, 2},
	"MSC_SERIAL": {evMsc, 0}, "MSC_SCAN": {evMsc, 4}, "MSC_TIMESTAMP": {evMsc, 5},
	"BTN_LEFT": {evKey, 0x110}, "BTN_TOUCH": {evKey, btnTouch},
	"BTN_TOOL_PEN": {evKey, 0x140}, "BTN_TOOL_FINGER": {evKey, btnToolFinger}, "BTN_TOOL_QUINTTAP": {evKey, 0x148},
	"BTN_TOOL_DOUBLETAP": {evKey, 0x14D}, "BTN_TOOL_TRIPLETAP": {evKey, 0x14E}, "BTN_TOOL_QUADTAP": {evKey, 0x14F},
	"ABS_X": {evAbs, absX}, "ABS_Y": {evAbs, absY}, "ABS_PRESSURE": {evAbs, absPressure}, "ABS_DISTANCE": {evAbs, 0x19}, "ABS_MISC": {evAbs, 0x28},
	"ABS_MT_SLOT": {evAbs, absMTSlot}, "ABS_MT_TOUCH_MAJOR": {evAbs, absMTMajor}, "ABS_MT_TOUCH_MINOR": {evAbs, 0x31},
	"ABS_MT_WIDTH_MAJOR": {evAbs, 0x32}, "ABS_MT_WIDTH_MINOR": {evAbs, 0x33}, "ABS_MT_ORIENTATION": {evAbs, 0x34},
	"ABS_MT_POSITION_X": {evAbs, absMTX}, "ABS_MT_POSITION_Y": {evAbs, absMTY},
	"ABS_MT_TOOL_TYPE": {evAbs, absMTToolType}, "ABS_MT_BLOB_ID": {evAbs, 0x38}, "ABS_MT_TRACKING_ID": {evAbs, absMTTracking},
	"ABS_MT_PRESSURE": {evAbs, absMTPressure}, "ABS_MT_DISTANCE": {evAbs, 0x3B}, "ABS_MT_TOOL_X": {evAbs, 0x3C}, "ABS_MT_TOOL_Y": {evAbs, 0x3D},
}

// values are those that have a name.
var values = map[string]int32{
	"MT_TOOL_FINGER": 0, "MT_TOOL_PEN": 1, "MT_TOOL_PALM": toolPalm, "DOWN": 1, "UP": 0,
}

// What evtest prints, and what getevent and libinput print before the name.
var (
	evtest    = regexp.MustCompile(`^Event: time [\d.]+, type \d+ \(\w+\), code \d+ \((\w+)\), value (\S+)$`)
	evtestSyn = regexp.MustCompile(`^Event: time [\d.]+, [->+ ]*(SYN_\w+)[-<+ ]*$`)
	typed     = regexp.MustCompile(`^(?:\[ *[\d.]+\] +)?(?:/dev/input/\w+: +)?(?:EV_\w+[ /,]+)?`)
)

// ParseName reads an event as people and their tools write it: the kernel's
// name, and its value where it has one: decimal, with 0x before it or as eight
// digits hexadecimal. The name of its type may stand before it.
func ParseName(text string) (Event, error) {
	words := strings.Fields(plain(text))
	if len(words) == 0 || len(words) > 2 {
		return Event{}, fmt.Errorf("evdev: %q is no name and value", text)
	}
	k, ok := names[words[0]]
	if !ok {
		return Event{}, fmt.Errorf("evdev: event %q is not known", words[0])
	}
	e := Event{Type: k.typ, Code: k.code}
	if len(words) == 1 {
		if k.typ != evSyn {
			return Event{}, fmt.Errorf("evdev: %s needs a value", words[0])
		}
		return e, nil
	}
	var err error
	if e.Value, err = ParseValue(words[1]); err != nil {
		return Event{}, err
	}
	return e, nil
}

// plain is an event without what a tool writes around it.
func plain(text string) string {
	text = strings.TrimSpace(text)
	if m := evtest.FindStringSubmatch(text); m != nil {
		return m[1] + " " + m[2]
	}
	if m := evtestSyn.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return text[len(typed.FindString(text)):]
}

// ParseValue reads a value as ParseName does.
func ParseValue(word string) (int32, error) {
	if v, ok := values[word]; ok {
		return v, nil
	}
	hex, prefixed := strings.CutPrefix(strings.ToLower(word), "0x")
	if prefixed || len(word) == 8 && word[0] != '-' {
		if v, err := strconv.ParseUint(hex, 16, 32); err == nil {
			return int32(uint32(v)), nil
		}
	}
	v, err := strconv.ParseInt(word, 10, 32)
	if err != nil {
		return 0, fmt.Errorf("evdev: %q is no value: %w", word, err)
	}
	return int32(v), nil
}
