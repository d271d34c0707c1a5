package touch

import "fmt"

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
type Item struct {
	Offset int64  // of the first byte, from the first that was ever fed
	Bytes  []byte // the frame, or what was dropped
	Reason string // why it was dropped; empty for a frame
}

// longestDrop is where a stretch of noise is cut: a line that carries nothing
// else must not fill the memory.
const longestDrop = 4096

// Decoder finds frames in a byte stream. After a false lead it looks again
// from the next byte, so a frame that begins inside a torn one is found.
type Decoder struct {
	framing Framing
	buf     []byte
	offset  int64 // of buf[0]
	dropped int64
	drop    Item // being gathered; handed out before the next frame
}

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
func (f Framing) NewDecoder() *Decoder { return &Decoder{framing: f} }

// Feed takes what was received and returns what is complete by now. The
// result does not depend on how the bytes were cut into calls.
func (d *Decoder) Feed(p []byte) []Item {
	d.buf = append(d.buf, p...)
	var items []Item
	for len(d.buf) > 0 {
		if !d.framing.Lead(d.buf[0]) {
			items = d.discard(items, "")
			continue
		}
		size, why := d.framing.Cut(d.buf)
		if why != "" {
			items = d.discard(items, why)
			continue
		}
		if size == 0 || len(d.buf) < size {
			break
		}
		items = d.handOut(items)
		items = append(items, Item{Offset: d.offset, Bytes: append([]byte(nil), d.buf[:size]...)})
		d.advance(size)
	}
	return items
}

// Close ends the stream: what waits for more bytes is dropped as cut off.
func (d *Decoder) Close() []Item {
	items := d.handOut(nil)
	if len(d.buf) > 0 {
		items = append(items, Item{Offset: d.offset, Bytes: d.buf, Reason: "cut off"})
		d.dropped += int64(len(d.buf))
		d.offset += int64(len(d.buf))
		d.buf = nil
	}
	return items
}

// Dropped counts the bytes so far that belong to no frame.
func (d *Decoder) Dropped() int64 { return d.dropped }

// discard gives up the first byte. A reason begins a new stretch; without one
// the byte joins the stretch before it.
func (d *Decoder) discard(items []Item, why string) []Item {
	if why != "" {
		items = d.handOut(items)
	}
	if len(d.drop.Bytes) == 0 {
		d.drop = Item{Offset: d.offset, Reason: why}
		if why == "" {
			d.drop.Reason = "no frame begins here"
		}
	}
	d.drop.Bytes = append(d.drop.Bytes, d.buf[0])
	d.dropped++
	d.advance(1)
	if len(d.drop.Bytes) == longestDrop {
		items = d.handOut(items)
	}
	return items
}

func (d *Decoder) handOut(items []Item) []Item {
	if len(d.drop.Bytes) == 0 {
		return items
	}
	items = append(items, d.drop)
	d.drop = Item{}
	return items
}

func (d *Decoder) advance(n int) {
	d.offset += int64(n)
	d.buf = d.buf[:copy(d.buf, d.buf[n:])]
}
