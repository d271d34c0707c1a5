package microtouch

import (
	"fmt"

	"govkiosk/drivers/touch"
)

const (
	soh = 0x01
	cr  = 0x0D

	packetSize   = 5
	longestReply = 64 // of a reply or command with SOH and CR

	statusSync  = 0x80
	statusTouch = 0x40

	// Most is the largest coordinate, at the right and at the upper edge.
	Most = 16383
)

// Commands; the controller answers each with SOH, a text and CR.
const (
	CmdNull         = "Z"  // is somebody there?
	CmdReset        = "R"  // answers late
	CmdDefaults     = "RD" // restore defaults
	CmdFormatTablet = "FT"
	CmdModeStream   = "MS" // report while touched, the default
	CmdIdentity     = "OI" // two characters of type, four of build
	CmdUnitType     = "UT"
	CmdName         = "NM"
	CmdCalibrate    = "CX" // '0', then '1' after each of the two touches
)

// Replies to commands that have no other.
const (
	replyPositive = "0"
	replyNegative = "1"
)

// Framing finds packets and replies in what a controller sends, and commands
// in what it is sent.
func Framing() touch.Framing {
	return touch.Framing{
		Lead: func(b byte) bool { return b&statusSync != 0 || b == soh },
		Cut: func(buf []byte) (int, string) {
			if buf[0] == soh {
				return cutText(buf)
			}
			return cutPacket(buf)
		},
	}
}

func cutPacket(buf []byte) (int, string) {
	for i := 1; i < min(packetSize, len(buf)); i++ {
		if buf[i]&statusSync != 0 {
			return 0, fmt.Sprintf("byte %d begins another packet", i)
		}
	}
	return packetSize, ""
}

// cutText finds the CR of a reply. A new beginning ends the text before it.
func cutText(buf []byte) (int, string) {
	for i := 1; i < min(longestReply, len(buf)); i++ {
		switch b := buf[i]; {
		case b == cr:
			return i + 1, ""
		case b == soh || b&statusSync != 0:
			return 0, fmt.Sprintf("text breaks off at byte %d", i)
		}
	}
	if len(buf) >= longestReply {
		return 0, fmt.Sprintf("text has no end within %d bytes", longestReply)
	}
	return 0, ""
}

// AppendCommand appends SOH, a command and CR.
func AppendCommand(b []byte, command string) []byte {
	return append(append(append(b, soh), command...), cr)
}

// ParseText reads a reply or a command; ok is false for a packet.
func ParseText(frame []byte) (text string, ok bool) {
	if frame[0] != soh {
		return "", false
	}
	return string(frame[1 : len(frame)-1]), true
}

// Report is one packet of Format Tablet.
type Report struct {
	Touching bool
	X, Y     int // 0 to Most; y grows upwards
}

// ParseReport reads a packet; ok is false for a reply.
func ParseReport(frame []byte) (r Report, ok bool) {
	if frame[0]&statusSync == 0 {
		return Report{}, false
	}
	return Report{
		Touching: frame[0]&statusTouch != 0,
		X:        int(frame[1]) | int(frame[2])<<7,
		Y:        int(frame[3]) | int(frame[4])<<7,
	}, true
}

// TopY is y as it grows on a screen, downwards.
func (r Report) TopY() int { return Most - r.Y }

// Reports turns packets into reports. It keeps what they leave out: whether a
// contact goes on.
type Reports struct{ touching bool }

// Next returns the report of a packet.
func (s *Reports) Next(r Report) touch.Raw {
	raw := touch.Raw{Phase: touch.PhaseDown, X: r.X, Y: r.TopY()}
	switch {
	case !r.Touching:
		raw.Phase = touch.PhaseUp
	case s.touching:
		raw.Phase = touch.PhaseMove
	}
	s.touching = r.Touching
	return raw
}
