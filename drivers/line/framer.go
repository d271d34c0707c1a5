package line

import "bytes"

// Item is a stretch of the received bytes: one frame, or bytes that are none.
type Item[F any] struct {
	Offset int64  // of the first byte, from the first that was ever fed
	Bytes  []byte // the frame, or what was dropped
	Reason string // why it was dropped; empty for a frame
	Frame  F      // what Next made of a frame
}

// Next looks for a frame at the beginning of b, which is never empty. It
// returns the frame's length and meaning; 0 where more bytes may complete one;
// -1 and the reason where none begins here. The reason is empty when not even
// the first byte fits. With last, no more bytes come.
//
// What it says of some bytes it says of them with more behind too. It must
// decide within the longest frame that its protocol has: that, and not what a
// length field says, is what a Framer comes to hold.
type Next[F any] func(b []byte, last bool) (n int, frame F, why string)

const (
	// LongestDrop is where a stretch of noise is cut: a line that carries
	// nothing else must not fill the memory.
	LongestDrop = 4096
	// bite is how much of a feed is looked at in one go, so that a large one
	// does not stay in the memory.
	bite = 4096
)

// Counts are what a Framer has found so far.
type Counts struct {
	Frames int64 // good ones
	Noise  int64 // stretches in which no frame begins
	Broken int64 // stretches that begin like a frame and are none
	Bytes  int64 // of both
}

// Framer finds the frames of a protocol in a byte stream. After a false
// beginning it looks again from the next byte, so a frame that begins inside a
// torn one is found: no more than the torn one is lost.
type Framer[F any] struct {
	next   Next[F]
	held   []byte // what was fed and may be needed yet
	buf    []byte // the part of held that is not judged yet
	offset int64  // of buf[0]
	drop   Item[F]
	counts Counts
}

// NewFramer returns a framer of one direction of a line.
func NewFramer[F any](next Next[F]) *Framer[F] { return &Framer[F]{next: next} }

// Feed takes what was received and returns what is complete by now. The
// result does not depend on how the bytes were cut into calls.
func (f *Framer[F]) Feed(p []byte) (items []Item[F]) {
	for len(p) > 0 {
		n := min(len(p), bite)
		f.held = append(f.held[:copy(f.held, f.buf)], p[:n]...)
		f.buf, p = f.held, p[n:]
		items = f.scan(items, false)
	}
	return items
}

// Close ends the stream, or a stretch of it that nothing will complete. A frame
// that waits for more bytes is cut off, and what stands inside it is looked at
// again. Nothing of what was fed is kept, and the framer can be fed anew.
func (f *Framer[F]) Close() []Item[F] {
	items := f.scan(nil, true)
	for why := cutOff; len(f.buf) > 0; why = "" {
		if len(f.drop.Bytes) == 0 {
			why = cutOff
		}
		items = f.scan(f.discard(items, why), true)
	}
	clear(f.held[:cap(f.held)]) // what a card said stays no longer than needed
	f.held, f.buf = f.held[:0], nil
	return f.handOut(items)
}

const cutOff = "cut off"

// Waiting tells whether bytes wait for more.
func (f *Framer[F]) Waiting() bool { return len(f.buf) > 0 }

// Held is how many bytes are kept: those that wait, and the noise before them.
// It never is more than LongestDrop and the longest frame of the protocol.
func (f *Framer[F]) Held() int { return len(f.buf) + len(f.drop.Bytes) }

// Dropped counts the bytes so far that belong to no frame.
func (f *Framer[F]) Dropped() int64 { return f.counts.Bytes }

// Counts returns what was found so far.
func (f *Framer[F]) Counts() Counts { return f.counts }

// scan takes frames and noise off the front until more bytes are needed.
func (f *Framer[F]) scan(items []Item[F], last bool) []Item[F] {
	for len(f.buf) > 0 {
		n, frame, why := f.next(f.buf, last)
		switch {
		case n == 0:
			return items
		case n < 0:
			items = f.discard(items, why)
		default:
			items = f.handOut(items)
			items = append(items, Item[F]{Offset: f.offset, Bytes: bytes.Clone(f.buf[:n]), Frame: frame})
			f.counts.Frames++
			f.advance(n)
		}
	}
	return items
}

// discard gives up the first byte. A reason begins a new stretch; without one
// the byte joins the stretch before it.
func (f *Framer[F]) discard(items []Item[F], why string) []Item[F] {
	if why != "" {
		items = f.handOut(items)
	}
	if len(f.drop.Bytes) == 0 {
		f.begin(why)
	}
	f.drop.Bytes = append(f.drop.Bytes, f.buf[0])
	f.counts.Bytes++
	f.advance(1)
	if len(f.drop.Bytes) == LongestDrop {
		items = f.handOut(items)
	}
	return items
}

// begin begins a stretch of bytes that are no frame.
func (f *Framer[F]) begin(why string) {
	f.drop = Item[F]{Offset: f.offset, Reason: why}
	if why != "" {
		f.counts.Broken++
		return
	}
	f.drop.Reason = "no frame begins here"
	f.counts.Noise++
}

func (f *Framer[F]) handOut(items []Item[F]) []Item[F] {
	if len(f.drop.Bytes) == 0 {
		return items
	}
	items = append(items, f.drop)
	f.drop = Item[F]{}
	return items
}

func (f *Framer[F]) advance(n int) {
	f.offset += int64(n)
	f.buf = f.buf[n:]
}
