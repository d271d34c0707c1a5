package locker

import (
	"bytes"

	"govkiosk/drivers/line"
)

// Item is a stretch of the received bytes: one frame, the echo of a command,
// or bytes that are neither.
type Item = line.Item[Frame]

// Decoder finds frames in a byte stream.
type Decoder struct {
	*line.Framer[Frame]
	split splitter
	echo  []byte // that is to come once more; nil: none
}

// NewDecoder returns a decoder of what one side sends; an unknown protocol is
// an error.
func NewDecoder(p Protocol, from Side) (*Decoder, error) {
	d, err := dialectOf(p)
	if err != nil {
		return nil, err
	}
	if from == FromHost {
		return newDecoder(d.command), nil
	}
	return newDecoder(d.reply), nil
}

func newDecoder(split splitter) *Decoder {
	d := &Decoder{split: split}
	d.Framer = line.NewFramer(d.next)
	return d
}

// ExpectEcho has the decoder take out these bytes, once; nil ends the
// expectation. A second time they are a frame as any other: a board that
// failed to open answers with the bytes of the command (io 5).
func (d *Decoder) ExpectEcho(command []byte) { d.echo = bytes.Clone(command) }

// next finds the echo or the frame at the beginning of b.
func (d *Decoder) next(b []byte, last bool) (int, Frame, string) {
	switch {
	case len(d.echo) == 0:
	case bytes.HasPrefix(b, d.echo):
		n := len(d.echo)
		d.echo = nil
		return n, Frame{Kind: KindEcho}, ""
	case !last && bytes.HasPrefix(d.echo, b):
		return 0, Frame{}, ""
	}
	return d.split(b, last)
}
