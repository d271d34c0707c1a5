package touch

import (
	"encoding/binary"
	"fmt"
	"time"
)

// Frame of a SmartSet board: lead, eight bytes, checksum.
const (
	frameSize = 10
	lead      = 0x55
	seed      = 0xAA // of the checksum
)

// Command letters. Lower case asks, upper case sets and answers.
const (
	cmdTouch    = 'T'
	cmdAck      = 'A'
	cmdIdentify = 'i'
	cmdIdentity = 'I'
	cmdMode     = 'M'
	cmdDelays   = 'B'
)

// Bits of a touch packet's status.
const (
	statusInitial    = 0x01
	statusStream     = 0x02
	statusUntouch    = 0x04
	statusWarning    = 0x10
	statusOutOfRange = 0x40
	statusPressure   = 0x80
)

// Bits of mode byte 1 and 2.
const (
	ModeInitial = 0x01
	ModeStream  = 0x02
	ModeUntouch = 0x04
	ModeRange   = 0x40 // touches outside the calibrated field are marked

	ModeTrim        = 0x02 // of byte 2, as the others below
	ModeCalibration = 0x04
	ModeScaling     = 0x08
	ModeTracking    = 0x40 // a stream packet only when something changed
)

// AppendCommand appends the frame of one command and its data, at most seven
// bytes; the rest is zero.
func AppendCommand(b []byte, letter byte, data ...byte) []byte {
	frame := [frameSize]byte{lead, letter}
	copy(frame[2:frameSize-1], data)
	frame[frameSize-1] = checksum(frame[:frameSize-1])
	return append(b, frame[:]...)
}

func checksum(head []byte) byte {
	sum := byte(seed)
	for _, b := range head {
		sum += b
	}
	return sum
}

func badFrame(frame []byte) string {
	want, got := checksum(frame[:frameSize-1]), frame[frameSize-1]
	if got != want {
		return fmt.Sprintf("checksum is %02X, want %02X", got, want)
	}
	return ""
}

// Letter is the command letter of a frame that a Decoder found.
func Letter(frame []byte) byte { return frame[1] }

// ParseTouch reads a touch packet; ok is false where frame is another one.
func ParseTouch(frame []byte) (r Raw, ok bool) {
	if Letter(frame) != cmdTouch {
		return Raw{}, false
	}
	status := frame[2]
	r = Raw{
		Phase: phaseOf(status),
		// The guide calls the axes signed; a panel that is calibrated in the
		// board may report a little below zero at its edge.
		X:          int(int16(binary.LittleEndian.Uint16(frame[3:]))),
		Y:          int(int16(binary.LittleEndian.Uint16(frame[5:]))),
		Z:          int(int16(binary.LittleEndian.Uint16(frame[7:]))),
		Pressure:   status&statusPressure != 0,
		OutOfRange: status&statusOutOfRange != 0,
		Warning:    status&statusWarning != 0,
	}
	return r, true
}

// phaseOf lets the release win: a contact that is over must not go on.
func phaseOf(status byte) Phase {
	switch {
	case status&statusUntouch != 0:
		return PhaseUp
	case status&statusInitial != 0:
		return PhaseDown
	}
	return PhaseMove
}

// Identity is what a board says of itself.
type Identity struct {
	Type       string // AccuTouch, DuraTouch, IntelliTouch, CarrollTouch
	IO         string // serial, PC bus, Micro Channel
	Features   byte   // 80 Z axis, 10 external converter, 20 and 40 RAM
	Major      byte
	Minor      byte
	Controller byte // bit 0: E271-2210
}

// ZAxis reports whether the board measures pressure.
func (i Identity) ZAxis() bool { return i.Features&0x80 != 0 }

// Firmware is the revision as its label writes it.
func (i Identity) Firmware() string { return fmt.Sprintf("%d.%d", i.Major, i.Minor) }

// ParseIdentity reads the answer to identify; ok is false for another frame.
func ParseIdentity(frame []byte) (id Identity, ok bool) {
	if Letter(frame) != cmdIdentity {
		return Identity{}, false
	}
	types := map[byte]string{'0': "AccuTouch", '1': "DuraTouch", '2': "IntelliTouch", '3': "CarrollTouch"}
	ios := map[byte]string{'0': "serial", '1': "PC bus", '2': "Micro Channel"}
	return Identity{
		Type: orByte(types, frame[2]), IO: orByte(ios, frame[3]), Features: frame[4],
		Minor: frame[5], Major: frame[6], Controller: frame[8],
	}, true
}

// orByte names a code, or writes out one that nobody has named.
func orByte(names map[byte]string, code byte) string {
	if name, ok := names[code]; ok {
		return name
	}
	return fmt.Sprintf("unknown %02X", code)
}

// Mode is how a board reports.
type Mode struct{ Mode1, Mode2 byte }

// ParseMode reads the mode frame, which is the same in both directions.
func ParseMode(frame []byte) (m Mode, ok bool) {
	if Letter(frame) != cmdMode {
		return Mode{}, false
	}
	return Mode{Mode1: frame[3], Mode2: frame[4]}, true
}

// ParseDelays reads the delays of a release and between two reports, which are
// told in steps of 10 ms; the frame is the same in both directions.
func ParseDelays(frame []byte) (untouch, report time.Duration, ok bool) {
	if Letter(frame) != cmdDelays {
		return 0, 0, false
	}
	const step = 10 * time.Millisecond
	return time.Duration(frame[2]) * step, time.Duration(frame[3]) * step, true
}

// ParseAck reads an acknowledgement: what the board has against the commands
// since the last one, nothing when all is well. ok is false for another frame.
func ParseAck(frame []byte) (errs []string, ok bool) {
	if Letter(frame) != cmdAck {
		return nil, false
	}
	for _, code := range frame[2:6] {
		if code != '0' {
			errs = append(errs, orByte(ackErrors, code))
		}
	}
	return errs, true
}

// ackErrors are the error codes of an acknowledgement.
var ackErrors = map[byte]string{
	'1': "divide by zero",
	'2': "bad input packet",
	'3': ackBadChecksum,
	'4': "input packet overrun",
	'5': "illegal command",
	'6': "calibration cancelled",
	'8': "bad serial setup",
	'9': "NVRAM not valid",
}

// ackBadChecksum means that the command was damaged on its way and may be
// sent once more.
const ackBadChecksum = "bad input checksum"
