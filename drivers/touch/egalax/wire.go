package egalax

import (
	"fmt"

	"govkiosk/drivers/touch"
)

// Bits of the first byte of a report.
const (
	startBit       = 0x80
	pressureBit    = 0x40
	resolutionBits = 0x06 // 11 bits and as many more
	touchBit       = 0x01
)

// Most is the largest coordinate: whatever a board measures is brought to 14
// bits, as the kernel does.
const Most = 1<<14 - 1

// diagnostic begins a packet of LEN, command and data.
const (
	diagnostic  = 0x0A
	longestData = 16 // command and data
)

// Commands of diagnostic packets.
const (
	CmdActive     = 'A' // answered with itself
	CmdFirmware   = 'D'
	CmdController = 'E'
)

// Framing finds reports and diagnostic packets. Both directions have the same.
func Framing() touch.Framing {
	return touch.Framing{
		Lead: func(b byte) bool { return b&startBit != 0 || b == diagnostic },
		Cut: func(buf []byte) (int, string) {
			if buf[0] == diagnostic {
				return cutDiagnostic(buf)
			}
			return cutReport(buf)
		},
	}
}

// cutReport lets a start bit among the coordinates begin a report anew. What a
// board puts into the pressure byte is its own affair.
func cutReport(buf []byte) (int, string) {
	for i := 1; i < min(5, len(buf)); i++ {
		if buf[i]&startBit != 0 {
			return 0, fmt.Sprintf("byte %d begins another report", i)
		}
	}
	if buf[0]&pressureBit != 0 {
		return 6, ""
	}
	return 5, ""
}

func cutDiagnostic(buf []byte) (int, string) {
	if len(buf) < 2 {
		return 0, ""
	}
	n := int(buf[1])
	if n < 1 || n > longestData {
		return 0, fmt.Sprintf("length is %d, want 1 to %d", n, longestData)
	}
	return 2 + n, ""
}

// AppendDiagnostic appends a diagnostic packet, whose command and data are 1
// to 16 bytes.
func AppendDiagnostic(b []byte, command byte, data ...byte) []byte {
	return append(append(b, diagnostic, byte(1+len(data)), command), data...)
}

// Diagnostic is what a board, or the host, says beside reports.
type Diagnostic struct {
	Command byte
	Data    []byte
}

// ParseDiagnostic reads a diagnostic packet; ok is false for a report.
func ParseDiagnostic(frame []byte) (d Diagnostic, ok bool) {
	if frame[0] != diagnostic {
		return Diagnostic{}, false
	}
	return Diagnostic{Command: frame[2], Data: frame[3:]}, true
}

// Report is one report, brought to 14 bits.
type Report struct {
	Touching    bool
	X, Y        int
	Z           int  // pressure, or the player of a board for several
	HasPressure bool // Z is there
	Bits        int  // of the board's own resolution, 11 to 14
}

// ParseReport reads a report; ok is false for a diagnostic packet.
func ParseReport(frame []byte) (r Report, ok bool) {
	head := frame[0]
	if head&startBit == 0 {
		return Report{}, false
	}
	more := int(head&resolutionBits) >> 1
	r = Report{
		Touching:    head&touchBit != 0,
		X:           coordinate(frame[1], frame[2], more),
		Y:           coordinate(frame[3], frame[4], more),
		HasPressure: head&pressureBit != 0,
		Bits:        11 + more,
	}
	if r.HasPressure {
		r.Z = int(frame[5])
	}
	return r, true
}

// coordinate takes the four to seven bits of high that the resolution has.
func coordinate(high, low byte, more int) int {
	mask := byte(1)<<(4+more) - 1
	return (int(high&mask)<<7 | int(low)) << (3 - more)
}

// Reports turns reports into those of a Queue. It keeps what they leave out:
// whether a contact goes on.
type Reports struct{ touching bool }

// Next returns the report. The last byte says pressure on some boards and the
// player on others, so it is handed on and not relied upon.
func (s *Reports) Next(r Report) touch.Raw {
	raw := touch.Raw{Phase: touch.PhaseDown, X: r.X, Y: r.Y, Z: r.Z}
	switch {
	case !r.Touching:
		raw.Phase = touch.PhaseUp
	case s.touching:
		raw.Phase = touch.PhaseMove
	}
	s.touching = r.Touching
	return raw
}
