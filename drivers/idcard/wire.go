package idcard

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"govkiosk/drivers/line"
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
type Item = line.Item[struct{}]

// Decoder finds frames in what one side sends.
type Decoder = line.Framer[struct{}]

// NewDecoder returns a decoder of what the module sends, or the terminal.
func NewDecoder(host bool) *Decoder {
	least := leastReply
	if host {
		least = leastAsk
	}
	return line.NewFramer(func(b []byte, _ bool) (n int, none struct{}, why string) {
		n, why = measure(b, least)
		return n, none, why
	})
}

// measure finds the frame at the beginning of b, whose length says least or
// more.
func measure(b []byte, least int) (n int, why string) {
	have := min(len(b), len(preamble))
	switch {
	case !bytes.Equal(b[:have], preamble[:have]):
		return -1, ""
	case len(b) < headSize:
		return 0, ""
	}
	length := int(binary.BigEndian.Uint16(b[len(preamble):]))
	if length < least || length > longest {
		return -1, fmt.Sprintf("length %d is not %d to %d", length, least, longest)
	}
	size := headSize + length
	if size > len(b) {
		return 0, ""
	}
	if is, want := b[size-1], xor(b[len(preamble):size-1]); is != want {
		return -1, fmt.Sprintf("checksum is %02X, want %02X", is, want)
	}
	return size, ""
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
