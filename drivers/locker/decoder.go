package locker

import "bytes"

// Item is a stretch of the received bytes: one frame, the echo of a command,
// or bytes that are neither.
type Item struct {
	Offset int64  // of the first byte, from the first that was ever fed
	Bytes  []byte // the frame, or what was dropped
	Reason string // why it was dropped; empty for a frame and for an echo
	Echo   bool
	Frame  Frame
}

// longestDrop is where a stretch of noise is cut: a line that carries nothing
// else must not fill the memory.
const longestDrop = 4096

// Decoder finds frames in a byte stream. After a false lead it looks again
// from the next byte, so a frame that begins inside a torn one is found.
type Decoder struct {
	split   splitter
	echo    []byte // that is to come once more; nil: none
	buf     []byte
	offset  int64 // of buf[0]
	dropped int64
	drop    Item // being gathered; handed out before the next frame
}

// NewDecoder returns a decoder of what one side sends; an unknown protocol is
// an error.
func NewDecoder(p Protocol, from Side) (*Decoder, error) {
	d, err := dialectOf(p)
	if err != nil {
		return nil, err
	}
	if from == FromHost {
		return &Decoder{split: d.command}, nil
	}
	return &Decoder{split: d.reply}, nil
}

// ExpectEcho has the decoder take out these bytes, once; nil ends the
// expectation. A second time they are a frame as any other: a board that
// failed to open answers with the bytes of the command (io 5).
func (d *Decoder) ExpectEcho(command []byte) { d.echo = bytes.Clone(command) }

// Feed takes what was received and returns what is complete by now. The
// result does not depend on how the bytes were cut into calls.
func (d *Decoder) Feed(p []byte) []Item {
	d.buf = append(d.buf, p...)
	return d.scan(nil, false)
}

// Close ends the stream, or a stretch of it that nothing will complete: the
// line was idle. What waits for more bytes is a shorter frame or cut off.
func (d *Decoder) Close() []Item { return d.handOut(d.scan(nil, true)) }

// Waiting tells whether bytes wait for more.
func (d *Decoder) Waiting() bool { return len(d.buf) > 0 }

// Dropped counts the bytes so far that belong to no frame.
func (d *Decoder) Dropped() int64 { return d.dropped }

func (d *Decoder) scan(items []Item, last bool) []Item {
	for len(d.buf) > 0 {
		if n := d.echoed(last); n > 0 {
			items = d.item(items, Item{Echo: true}, n)
			d.echo = nil
			continue
		} else if n == 0 {
			return items
		}
		n, frame, why := d.split(d.buf, last)
		switch {
		case n > 0:
			items = d.item(items, Item{Frame: frame}, n)
		case n == 0 && !last:
			return items
		case n == 0:
			items = d.discard(items, "cut off")
		default:
			items = d.discard(items, why)
		}
	}
	return items
}

// echoed is the length of the echo that begins here: -1 for none, 0 where
// more bytes will show it.
func (d *Decoder) echoed(last bool) int {
	switch {
	case len(d.echo) == 0:
		return -1
	case bytes.HasPrefix(d.buf, d.echo):
		return len(d.echo)
	case !last && bytes.HasPrefix(d.echo, d.buf):
		return 0
	}
	return -1
}

// item hands out n bytes after the drop before them.
func (d *Decoder) item(items []Item, i Item, n int) []Item {
	items = d.handOut(items)
	i.Offset, i.Bytes = d.offset, bytes.Clone(d.buf[:n])
	d.advance(n)
	return append(items, i)
}

// discard gives up the first byte. A reason begins a new stretch; without one
// the byte joins the stretch before it.
func (d *Decoder) discard(items []Item, why string) []Item {
	if why != "" && why != d.drop.Reason {
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
