package idcard

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// preamble begins every frame of both sides (§3).
var preamble = []byte{0xAA, 0xAA, 0xAA, 0x96, 0x69}

const (
	headSize   = 7      // preamble and length
	longest    = 0x090A // the greatest length seen: text, photo and two fingerprints (§5)
	leastReply = 4      // SW1 SW2 SW3 and the checksum
	leastAsk   = 3      // command, parameter and the checksum
)

// Item is a stretch of the bytes on the line: one frame, or bytes that are
// none.
type Item struct {
	Offset int64  // of the first byte, from the first that was ever fed
	Bytes  []byte // the frame, or what was dropped
	Reason string // why it was dropped; empty for a frame
}

// longestDrop is where a stretch of noise is cut: a line that carries nothing
// else must not fill the memory.
const longestDrop = 4096

// Decoder finds frames in what one side sends. After a false start it looks
// again from the next byte, so a frame that begins inside a torn one is found.
// The zero value decodes what the module sends.
type Decoder struct {
	Host bool // the bytes are the terminal's requests

	held    []byte // what was fed and may be needed yet
	buf     []byte // the part of held that is not judged yet
	offset  int64  // of buf[0]
	dropped int64
	drop    Item // being gathered; handed out before the next frame
}

// Feed takes what was received and returns what is complete by now. The
// result does not depend on how the bytes were cut into calls.
func (d *Decoder) Feed(p []byte) []Item {
	d.held = append(d.held[:copy(d.held, d.buf)], p...)
	d.buf = d.held
	return d.scan(nil)
}

// Close ends the stream: a frame that waits for more bytes is cut off, and
// what stands inside it is looked at again. The Decoder can be fed anew.
func (d *Decoder) Close() []Item {
	var items []Item
	for why := "cut off"; len(d.buf) > 0; why = "" {
		if len(d.drop.Bytes) == 0 {
			why = "cut off"
		}
		items = d.scan(d.discard(items, why))
	}
	clear(d.held[:cap(d.held)]) // what a card said stays no longer than needed
	return d.handOut(items)
}

// Dropped counts the bytes so far that belong to no frame.
func (d *Decoder) Dropped() int64 { return d.dropped }

// scan takes frames and noise off the front until more bytes are needed.
func (d *Decoder) scan(items []Item) []Item {
	for len(d.buf) > 0 {
		if !begins(d.buf) {
			items = d.discard(items, "")
			continue
		}
		size, why := d.measure()
		if size > len(d.buf) {
			break
		}
		if why != "" {
			items = d.discard(items, why)
			continue
		}
		items = d.handOut(items)
		items = append(items, Item{Offset: d.offset, Bytes: bytes.Clone(d.buf[:size])})
		d.advance(size)
	}
	return items
}

// begins reports whether buf is the start of a preamble, or has one.
func begins(buf []byte) bool {
	n := min(len(buf), len(preamble))
	return bytes.Equal(buf[:n], preamble[:n])
}

// measure returns how many bytes must be there to judge the frame at the
// front, and why it is none.
func (d *Decoder) measure() (size int, why string) {
	if len(d.buf) < headSize {
		return headSize, ""
	}
	least := leastReply
	if d.Host {
		least = leastAsk
	}
	length := int(binary.BigEndian.Uint16(d.buf[len(preamble):]))
	if length < least || length > longest {
		return headSize, fmt.Sprintf("length %d is not %d to %d", length, least, longest)
	}
	size = headSize + length
	if size > len(d.buf) {
		return size, ""
	}
	if is, want := d.buf[size-1], xor(d.buf[len(preamble):size-1]); is != want {
		return size, fmt.Sprintf("checksum is %02X, want %02X", is, want)
	}
	return size, ""
}

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
	d.buf = d.buf[n:]
}

// xor is the checksum: over both length bytes and everything up to itself (§3).
func xor(p []byte) byte {
	var x byte
	for _, b := range p {
		x ^= b
	}
	return x
}

// appendFrame appends a frame with body between the length and the checksum.
func appendFrame(dst, body []byte) []byte {
	dst = append(dst, preamble...)
	start := len(dst)
	dst = binary.BigEndian.AppendUint16(dst, uint16(len(body)+1))
	dst = append(dst, body...)
	return append(dst, xor(dst[start:]))
}

// body is what a good frame carries between the length and the checksum.
func body(frame []byte) []byte { return frame[headSize : len(frame)-1] }
