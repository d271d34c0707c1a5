package touch

import "fmt"

// The older boards mark each byte's place in its top two bits: 11 and 10 for
// the high and low six bits of x, 01 and 00 for those of y (elo.c,
// elo_process_data_6 and _3).

func markedLead(b byte) bool { return b>>6 == 3 }

// badMarks checks the marks and, of the 6-byte frame, the zero and the range
// of the pressure; there is no checksum.
func badMarks(frame []byte) string {
	for i, want := range []byte{3, 2, 1, 0} {
		if got := frame[i] >> 6; got != want {
			return fmt.Sprintf("byte %d is marked %02b, want %02b", i, got, want)
		}
	}
	if len(frame) == 6 && (frame[4] != 0 || frame[5] > 15) {
		return fmt.Sprintf("ends in %02X %02X, want 00 and 00 to 0F", frame[4], frame[5])
	}
	return ""
}

// parseLegacy reads a 6-byte or 4-byte report. touching says whether a
// contact goes on: these boards do not tell the first report from the next.
func parseLegacy(frame []byte, touching bool) Raw {
	r := Raw{Phase: PhaseDown, X: sixes(frame[0], frame[1]), Y: sixes(frame[2], frame[3])}
	if touching {
		r.Phase = PhaseMove
	}
	r.NoRelease = len(frame) == 4
	if len(frame) == 6 {
		r.Z, r.Pressure = int(frame[5]), true
		if r.Z == 0 {
			r.Phase = PhaseUp
		}
	}
	return r
}

func sixes(high, low byte) int { return int(high&0x3F)<<6 | int(low&0x3F) }

// Reports turns the frames of any protocol into reports. It keeps what the
// older boards leave out: whether a contact goes on.
type Reports struct{ touching bool }

// Parse reads one frame; ok is false where it is no report.
func (s *Reports) Parse(frame []byte) (r Raw, ok bool) {
	if len(frame) == frameSize {
		return ParseTouch(frame)
	}
	r = parseLegacy(frame, s.touching)
	s.touching = r.Phase != PhaseUp
	return r, true
}
