package touch

import (
	"fmt"

	"govkiosk/drivers/line"
)

// Protocol names how a board frames its reports.
type Protocol string

const (
	SmartSet Protocol = "smartset"   // 10 bytes with a checksum; the boards in use
	E281A    Protocol = "e281a-4002" // 6 bytes, position marks in the top bits
	E271     Protocol = "e271-140"   // 4 bytes, the same marks, tells no release
)

// Framing says where the frames of a serial protocol are. Both functions are
// pure, and what Cut says of some bytes it says of them with more behind too.
type Framing struct {
	Lead func(b byte) bool // b may begin a frame
	// Cut looks at bytes that begin with a lead. It tells the size of the frame
	// as soon as it knows, 0 before, or why the bytes are none.
	Cut func(buf []byte) (size int, why string)
}

// fixed is the framing of a protocol whose frames have one size; bad tells
// why so many bytes that begin right are no frame.
func fixed(size int, lead func(b byte) bool, bad func(frame []byte) string) Framing {
	return Framing{lead, func(buf []byte) (int, string) {
		if len(buf) < size {
			return size, ""
		}
		return size, bad(buf[:size])
	}}
}

func framingOf(p Protocol) (Framing, error) {
	switch p {
	case SmartSet:
		return fixed(frameSize, func(b byte) bool { return b == lead }, badFrame), nil
	case E281A:
		return fixed(6, markedLead, badMarks), nil
	case E271:
		return fixed(4, markedLead, badMarks), nil
	}
	return Framing{}, fmt.Errorf("unknown protocol %q", p)
}

// Item is a stretch of the received bytes: one frame, or bytes that are none.
type Item = line.Item[struct{}]

// Decoder finds frames in a byte stream.
type Decoder = line.Framer[struct{}]

// NewDecoder returns a decoder for one protocol of Elo; an unknown one is an
// error.
func NewDecoder(p Protocol) (*Decoder, error) {
	f, err := framingOf(p)
	if err != nil {
		return nil, fmt.Errorf("touch: %w", err)
	}
	return f.NewDecoder(), nil
}

// NewDecoder returns a decoder for frames of that kind.
func (f Framing) NewDecoder() *Decoder { return line.NewFramer(f.next) }

// next finds the frame at the beginning of b.
func (f Framing) next(b []byte, _ bool) (n int, none struct{}, why string) {
	if !f.Lead(b[0]) {
		return -1, none, ""
	}
	size, why := f.Cut(b)
	switch {
	case why != "":
		return -1, none, why
	case len(b) < size:
		return 0, none, ""
	}
	return size, none, ""
}
