package sim

import (
	"fmt"
)

// Font A and line pitch of a 203 dpi printer: 8 dots a millimetre.
const (
	cellHeight  = 24
	latinWidth  = 12
	hanWidth    = 24
	fontBWidth  = 9
	fontBHeight = 17
	hanBSize    = 16
	defaultLine = 30 // ESC 2
	dotsPerMM   = 8
	longestFeed = 1016 * dotsPerMM // of one command; what goes beyond is not fed
)

// mechanism is what the interpreter drives: paper, knife and the line back.
// The printer's waits for its motor and stops on a fault; Render's does not.
// Errors are errCleared or errStopped and end the command.
type mechanism interface {
	print(b *bitmap, rows int) error // burns b and feeds rows in all, rows >= b.h
	cut() error
	reply([]byte)
	processed(id [4]byte) // everything before GS ( H has been printed
	violation(string)
	paperStatus()          // GS r 1
	autoStatus(which byte) // GS a
	counter(n byte) int    // GS g 2
}

// style is how text is drawn.
type style struct {
	wide, high       int // Latin and Han, 1..8
	hanWide, hanHigh int
	bold, invert     bool
	underline        int // dots; 0..2
	hanUnderline     int
	fontB, hanB      bool
	space            int // ESC SP, right of a Latin cell
	hanLeft          int // FS S
	hanRight         int
}

// interp carries the byte stream out.
type interp struct {
	mech   mechanism
	glyphs *glyphs
	width  int // dots of the head
	quirk  PaperOpts

	parser parser
	style  style
	han    bool // Chinese mode
	lead   byte // first byte of a pair whose second has not come; 0 none
	page   byte // ESC t

	line    []item // print buffer: what stands on the line so far
	x       int    // next place, from the left margin
	pitch   int
	align   int
	margin  int
	area    int
	pending [][4]byte // GS ( H that waits for its line to be printed
	graphic *bitmap   // loaded by fn112
	logos   []*bitmap // stored for good
	code    symbol
}

// item is something that stands on the line at x dots from the margin.
type item struct {
	x   int
	dot *bitmap
}

func newInterp(m mechanism, o PaperOpts) *interp {
	in := &interp{mech: m, width: o.WidthDots, quirk: o, glyphs: newGlyphs(o.FontRegular, o.FontBold)}
	in.reset()
	return in
}

// reset is ESC @ and power-up: settings and print buffer go. A printer for
// the Chinese market begins in Chinese mode (escpos §14).
func (in *interp) reset() {
	in.style = style{wide: 1, high: 1, hanWide: 1, hanHigh: 1, hanRight: in.quirk.HanSpace}
	in.han, in.lead, in.page = true, 0, 0
	in.line, in.x, in.pending = nil, 0, nil
	in.pitch, in.align, in.margin, in.area = defaultLine, 0, 0, in.width
	in.graphic = nil
	in.code = symbol{module: 3, level: 'L', height: 162, barModule: 3}
}

// restart forgets a half command and the print buffer: the printer's buffers
// were cleared. Settings stay.
func (in *interp) restart() {
	in.parser = parser{}
	in.lead, in.line, in.x, in.pending = 0, nil, 0, nil
}

// add takes one byte of the stream. It blocks while the paper moves.
func (in *interp) add(b byte) error {
	c, whole := in.parser.add(b)
	if !whole {
		return nil
	}
	if c.name == "" {
		return in.byte(c.raw[0])
	}
	if err := in.loneLead(); err != nil {
		return err
	}
	return in.obey(c)
}

// byte takes a control character or a byte of text.
func (in *interp) byte(b byte) error {
	switch {
	case in.lead != 0 && isTrail(b):
		lead := in.lead
		in.lead = 0
		return in.hanChar(lead, b)
	case in.lead != 0:
		if err := in.loneLead(); err != nil {
			return err
		}
		return in.byte(b)
	case b == '\n':
		return in.flush(in.pitch)
	case b == '\r' || b == 0:
		return nil
	case b < 0x20:
		in.mech.violation(fmt.Sprintf("control character %02X", b))
		return nil
	case in.han && b >= 0x81 && b <= 0xFE:
		in.lead = b
		return nil
	}
	return in.latin(decodeByte(b, in.page))
}

// flush prints the line buffer and feeds at least feed dots in all. An empty
// buffer is only a feed.
func (in *interp) flush(feed int) error {
	band := in.band()
	in.line, in.x = nil, 0
	h := 0
	if band != nil {
		h = band.h
	}
	if err := in.mech.print(band, max(min(feed, longestFeed), h)); err != nil {
		return err
	}
	for _, id := range in.pending {
		in.mech.processed(id)
	}
	in.pending = nil
	return nil
}

// band draws the line's items, standing on one lower edge and moved as ESC a
// wants it. nil for an empty line.
func (in *interp) band() *bitmap {
	if len(in.line) == 0 {
		return nil
	}
	right, h := 0, 0
	for _, it := range in.line {
		right = max(right, it.x+it.dot.w)
		h = max(h, it.dot.h)
	}
	b := newBitmap(in.width, h)
	shift := in.margin + in.shift(right)
	for _, it := range in.line {
		b.draw(it.dot, shift+it.x, h-it.dot.h)
	}
	return b
}

// shift is how far ESC a moves something that is w dots wide.
func (in *interp) shift(w int) int { return max(0, in.area-w) * in.align / 2 }

// put adds a drawn cell to the line; a full line is printed first.
func (in *interp) put(b *bitmap) error {
	if in.x+b.w > in.area && in.x > 0 {
		if err := in.flush(in.pitch); err != nil {
			return err
		}
	}
	in.line = append(in.line, item{in.x, b})
	in.x += b.w
	return nil
}

// picture prints b by itself, as graphics and codes are: an unfinished line
// goes out before it, and it feeds exactly its own height.
func (in *interp) picture(what string, b *bitmap) error {
	if len(in.line) > 0 {
		in.mech.violation(what + " with text in the line buffer")
		if err := in.flush(in.pitch); err != nil {
			return err
		}
	}
	if b.h == 0 {
		return nil
	}
	full := newBitmap(in.width, b.h)
	full.draw(b.clip(in.area), in.margin+in.shift(min(b.w, in.area)), 0)
	return in.mech.print(full, b.h)
}
