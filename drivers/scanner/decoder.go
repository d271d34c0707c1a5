package scanner

import (
	"bytes"
	"fmt"
	"slices"
)

// Suffix is what a reader sends after each code.
type Suffix string

const (
	SuffixAny  Suffix = ""     // CR, LF, CR LF, or silence
	SuffixCR   Suffix = "cr"   //
	SuffixLF   Suffix = "lf"   //
	SuffixCRLF Suffix = "crlf" // a lone CR belongs to the code, which is then refused
	SuffixNone Suffix = "none" // silence alone ends a code
)

var suffixes = []Suffix{SuffixAny, SuffixCR, SuffixLF, SuffixCRLF, SuffixNone}

// DecoderOpts says how a stream is cut. The zero value is a generic reader.
type DecoderOpts struct {
	Suffix   Suffix
	MaxLen   int      // bytes of the longest code; 4096
	Families []Family // whose replies may stand between the codes
}

// ItemKind says what a stretch of the stream is.
type ItemKind string

const (
	ItemCode    ItemKind = "code"
	ItemReply   ItemKind = "reply"
	ItemDropped ItemKind = "dropped"
)

// Item is a stretch of the received bytes. Suffixes belong to no item.
type Item struct {
	Kind   ItemKind
	Offset int64  // of the first byte, from the first that was ever fed
	Size   int    // bytes on the line, without the suffix
	Bytes  []byte // of a code or a reply; of a drop, its beginning
	Reason string // of a drop
}

// keptOfDrop is how much of a drop is kept: enough to see what it was.
const keptOfDrop = 16

// Decoder cuts a byte stream into codes and replies.
type Decoder struct {
	opts   DecoderOpts
	expect []string // words that are replies now

	buf     []byte // since the last code
	offset  int64  // of buf[0], or of the next byte
	afterCR bool   // a code ended with CR: LF belongs to its suffix
	drop    string // why all is dropped until the next suffix; empty: it is not
	lost    int    // bytes of buf's code that are not in buf any more
}

// NewDecoder returns a decoder of what a reader sends.
func NewDecoder(o DecoderOpts) *Decoder {
	if o.MaxLen <= 0 {
		o.MaxLen = 4096
	}
	return &Decoder{opts: o}
}

// Feed takes what was received and returns what is complete by now. The
// result does not depend on how the bytes were cut into calls.
func (d *Decoder) Feed(p []byte) (items []Item) {
	for _, b := range p {
		items = d.add(items, b)
	}
	return items
}

// Idle tells the decoder that the line was silent. It ends a code where
// silence is a suffix; elsewhere what waits for its suffix is given up.
func (d *Decoder) Idle() []Item {
	d.afterCR = false
	if d.inReply() { // no reply after all
		rest := d.buf
		d.buf, d.drop = nil, "a reply that breaks off"
		d.keep(rest)
	}
	if len(d.buf)+d.lost == 0 {
		return nil
	}
	if d.drop == "" && d.opts.Suffix != SuffixAny && d.opts.Suffix != SuffixNone {
		d.drop = "no suffix"
	}
	return d.end(nil, 0)
}

// Waiting tells whether a code or a reply has begun.
func (d *Decoder) Waiting() bool { return len(d.buf)+d.lost > 0 }

// Spoil gives up the code that has begun, to its end.
func (d *Decoder) Spoil(why string) {
	if d.Waiting() && d.drop == "" {
		d.drop = why
	}
}

// inReply tells whether what waits can only be a reply of the GM65 family.
func (d *Decoder) inReply() bool {
	return d.drop == "" && len(d.buf) > 0 && slices.Contains(d.opts.Families, GM65) && replyGM65(d.buf) >= 0
}

func (d *Decoder) add(items []Item, b byte) []Item {
	if d.afterCR {
		d.afterCR = false
		if b == '\n' {
			d.offset++
			return items
		}
	}
	first := len(d.buf) == 0 && d.drop == ""
	if d.inReply() || first && b == 0x02 && slices.Contains(d.opts.Families, GM65) {
		return d.addToReply(items, b)
	}
	if n, ends := d.ends(b); ends {
		d.afterCR = b == '\r' && d.opts.Suffix == SuffixAny
		return d.end(items, n)
	}
	d.keep([]byte{b})
	if d.drop == "" && d.replies() {
		return d.handOut(items, ItemReply)
	}
	return items
}

// ends tells whether b completes a suffix, and of how many bytes it is.
func (d *Decoder) ends(b byte) (n int, ends bool) {
	switch d.opts.Suffix {
	case SuffixAny:
		return 1, b == '\r' || b == '\n'
	case SuffixCR:
		return 1, b == '\r'
	case SuffixLF:
		return 1, b == '\n'
	case SuffixCRLF:
		return 2, b == '\n' && bytes.HasSuffix(d.buf, []byte("\r"))
	}
	return 0, false
}

// addToReply takes a byte of what began as a reply of the GM65 family. Their
// length alone ends them. Where it turns out to be none, the bytes are a code.
func (d *Decoder) addToReply(items []Item, b byte) []Item {
	d.buf = append(d.buf, b)
	switch n := replyGM65(d.buf); {
	case n < 0:
		rest := d.buf
		d.buf, d.drop = nil, "control character 02 at 0"
		last := rest[len(rest)-1]
		d.keep(rest[:len(rest)-1])
		return d.add(items, last)
	case n > 0:
		if why := badCRC(d.buf); why != "" {
			d.drop = why
			return d.handOut(items, ItemDropped)
		}
		return d.handOut(items, ItemReply)
	}
	return items
}

// keep stores bytes of a code. A code that is too long is dropped to its end.
func (d *Decoder) keep(b []byte) {
	for _, v := range b {
		limit := d.opts.MaxLen + 1 // one more for the CR of CR LF
		if d.drop != "" {
			limit = keptOfDrop
		}
		if len(d.buf) >= limit {
			if d.drop == "" {
				d.drop = fmt.Sprintf("longer than %d bytes", d.opts.MaxLen)
			}
			d.lost++
			d.shiftDrop(v)
			continue
		}
		d.buf = append(d.buf, v)
	}
}

// shiftDrop keeps the beginning of a drop, and its last byte in the last
// place so that a suffix of two bytes is seen.
func (d *Decoder) shiftDrop(v byte) {
	if len(d.buf) > keptOfDrop {
		d.lost += len(d.buf) - keptOfDrop
		d.buf = d.buf[:keptOfDrop]
	}
	d.buf[len(d.buf)-1] = v
}

// end ends a code with a suffix of so many bytes, the last of which is not in
// buf.
func (d *Decoder) end(items []Item, suffix int) []Item {
	if suffix == 2 {
		d.buf = d.buf[:len(d.buf)-1]
	}
	if d.drop == "" && len(d.buf) > d.opts.MaxLen {
		d.drop = fmt.Sprintf("longer than %d bytes", d.opts.MaxLen)
	}
	kind := ItemCode
	if d.drop != "" {
		kind = ItemDropped
	}
	if len(d.buf)+d.lost > 0 {
		items = d.handOut(items, kind)
	}
	d.offset += int64(suffix)
	return items
}

// handOut hands out what has come since the last code.
func (d *Decoder) handOut(items []Item, kind ItemKind) []Item {
	size := len(d.buf) + d.lost
	i := Item{Kind: kind, Offset: d.offset, Size: size, Bytes: bytes.Clone(d.buf), Reason: d.drop}
	if kind == ItemDropped {
		i.Bytes = i.Bytes[:min(len(i.Bytes), keptOfDrop)]
	}
	d.offset += int64(size)
	d.buf, d.lost, d.drop = d.buf[:0], 0, ""
	return append(items, i)
}
