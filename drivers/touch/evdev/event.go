package evdev

import (
	"encoding/binary"
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
	evMsc = 0x04
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

// MultiTouch reports whether the event is one of the multi-touch protocol.
func (e Event) MultiTouch() bool {
	return e.Type == evAbs && e.Code >= absMTSlot && e.Code <= absMTPressure
}
