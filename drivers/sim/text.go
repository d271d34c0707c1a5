package sim

import (
	"fmt"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// isTrail reports whether b can be the second byte of a GBK pair.
func isTrail(b byte) bool { return b >= 0x40 && b <= 0xFE && b != 0x7F }

// pages are the single-byte code pages of ESC t, numbered as Epson does;
// other makes number them otherwise (escpos §2.1).
var pages = map[byte]*charmap.Charmap{
	0: charmap.CodePage437, 2: charmap.CodePage850, 3: charmap.CodePage860,
	5: charmap.CodePage865, 16: charmap.Windows1252, 17: charmap.CodePage866,
	18: charmap.CodePage852, 19: charmap.CodePage858,
}

func decodeByte(b, page byte) rune {
	if b < 0x80 {
		return rune(b)
	}
	return pages[page].DecodeByte(b)
}

// latin draws a half-width character.
func (in *interp) latin(r rune) error {
	s := in.style
	w, h := latinWidth, cellHeight
	if s.fontB {
		w, h = fontBWidth, fontBHeight
	}
	return in.char(cell{r: r, half: true, w: w * s.wide, h: h * s.high,
		right: s.space * s.wide, underline: s.underline})
}

// hanChar draws the character of a GBK pair. The firmware knows two-byte
// codes only; a pair without a character leaves a blank cell.
func (in *interp) hanChar(lead, trail byte) error {
	pair := []byte{lead, trail}
	text, err := simplifiedchinese.GBK.NewDecoder().Bytes(pair)
	r := []rune(string(text))
	if err != nil || len(r) != 1 || r[0] == '\uFFFD' {
		in.mech.violation(fmt.Sprintf("no character %02X %02X", lead, trail))
		r = []rune{' '}
	}
	s := in.style
	size := cellHeight
	if s.hanB {
		size = hanBSize
	}
	return in.char(cell{r: r[0], w: size * s.hanWide, h: size * s.hanHigh,
		left: s.hanLeft * s.hanWide, right: s.hanRight * s.hanWide, underline: s.hanUnderline})
}

// loneLead prints what a lead byte without its second byte comes out as: a
// blank half cell. A four-byte GB18030 code 81 30 84 36 so becomes blank, 0,
// blank, 6, the garbage that is seen on paper (escpos §14).
func (in *interp) loneLead() error {
	if in.lead == 0 {
		return nil
	}
	in.mech.violation(fmt.Sprintf("lead byte %02X without its second byte", in.lead))
	in.lead = 0
	return in.latin(' ')
}

// cell is one character with the spacing around it.
type cell struct {
	r           rune
	half        bool
	w, h        int
	left, right int
	underline   int
}

func (in *interp) char(c cell) error {
	b, err := in.drawn(c)
	if err != nil {
		return err
	}
	return in.put(b)
}

// drawn composes the cell: glyph, then white on black or underline.
func (in *interp) drawn(c cell) (*bitmap, error) {
	out := newBitmap(c.left+c.w+c.right, c.h)
	if c.r != ' ' && c.r != '\u3000' {
		glyph, err := in.glyphs.cell(glyphKey{c.r, c.half, c.w, c.h, in.style.bold})
		if err != nil {
			return nil, err
		}
		if glyph == nil {
			in.mech.violation(fmt.Sprintf("the printer's font has no %q", c.r))
		} else {
			out.draw(glyph, c.left, 0)
		}
	}
	if in.style.invert {
		for i := range out.dots {
			out.dots[i] ^= 1
		}
		return out, nil
	}
	for y := out.h - c.underline; y < out.h; y++ {
		for x := range out.row(y) {
			out.row(y)[x] = 1
		}
	}
	return out, nil
}
