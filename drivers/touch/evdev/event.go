package evdev

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// EventSize is an event as it is read: seconds, microseconds, type, code,
// value.
const EventSize = 24

// Event is one event of the kernel.
type Event struct {
	Time  time.Duration // of the device's clock
	Type  uint16
	Code  uint16
	Value int32
}

// Event types.
const (
	evSyn = 0x00
	evKey = 0x01
	evAbs = 0x03
)

// Event codes.
const (
	synReport  = 0
	synDropped = 3

	btnToolFinger = 0x145
	btnTouch      = 0x14A

	absX           = 0x00
	absY           = 0x01
	absPressure    = 0x18
	absMTSlot      = 0x2F
	absMTMajor     = 0x30
	absMTX         = 0x35
	absMTY         = 0x36
	absMTToolType  = 0x37
	absMTTracking  = 0x39
	absMTPressure  = 0x3A
	toolPalm       = 2
	propertyDirect = 0x01
)

// kind is the type and code of an event.
type kind struct{ typ, code uint16 }

// names are the events that mean something here, by the kernel's names.
var names = map[string]kind{
	"SYN_REPORT": {evSyn, synReport}, "SYN_DROPPED": {evSyn, synDropped},
	"BTN_TOUCH": {evKey, btnTouch}, "BTN_TOOL_FINGER": {evKey, btnToolFinger},
	"ABS_X": {evAbs, absX}, "ABS_Y": {evAbs, absY}, "ABS_PRESSURE": {evAbs, absPressure},
	"ABS_MT_SLOT": {evAbs, absMTSlot}, "ABS_MT_TOUCH_MAJOR": {evAbs, absMTMajor},
	"ABS_MT_POSITION_X": {evAbs, absMTX}, "ABS_MT_POSITION_Y": {evAbs, absMTY},
	"ABS_MT_TOOL_TYPE": {evAbs, absMTToolType}, "ABS_MT_TRACKING_ID": {evAbs, absMTTracking},
	"ABS_MT_PRESSURE": {evAbs, absMTPressure},
}

// ParseEvent reads one event; b holds EventSize bytes or more.
func ParseEvent(b []byte) Event {
	le := binary.LittleEndian
	return Event{
		Time:  time.Duration(int64(le.Uint64(b)))*time.Second + time.Duration(int64(le.Uint64(b[8:])))*time.Microsecond,
		Type:  le.Uint16(b[16:]),
		Code:  le.Uint16(b[18:]),
		Value: int32(le.Uint32(b[20:])),
	}
}

// AppendEvent appends an event as the kernel writes it.
func AppendEvent(b []byte, e Event) []byte {
	le := binary.LittleEndian
	b = le.AppendUint64(b, uint64(e.Time/time.Second))
	b = le.AppendUint64(b, uint64(e.Time%time.Second/time.Microsecond))
	b = le.AppendUint16(b, e.Type)
	b = le.AppendUint16(b, e.Code)
	return le.AppendUint32(b, uint32(e.Value))
}

// ParseName reads an event as people write it: the kernel's name, and its
// value where it has one.
func ParseName(text string) (Event, error) {
	words := strings.Fields(text)
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
	v, err := strconv.ParseInt(words[1], 10, 32)
	if err != nil {
		return Event{}, fmt.Errorf("evdev: %q is no value: %w", words[1], err)
	}
	e.Value = int32(v)
	return e, nil
}

// MultiTouch reports whether the event is one of the multi-touch protocol.
func (e Event) MultiTouch() bool {
	return e.Type == evAbs && e.Code >= absMTSlot && e.Code <= absMTPressure
}
