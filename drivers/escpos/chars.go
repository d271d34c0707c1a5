package escpos

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// geta stands for a character that cannot be printed (〓, A1 FE): a blank or
// a question mark would read as if it belonged there.
const geta = 0xA1FE

// lookalike maps characters without a safe code to ones that read the same.
// The yen sign U+00A5 is 81 30 84 36 in GB18030, of which two-byte firmware
// prints garbage and "06".
var lookalike = map[rune]rune{
	'\u00A5': '\uFFE5', // yen
	'\u00A0': ' ', '\u2009': ' ', '\u202F': ' ', '\t': ' ',
	'\u2011': '-', '\u2212': '-', // unbreakable hyphen, minus
}

// glyph is one character as it goes to the printer.
type glyph struct {
	r       rune
	code    uint16 // as many bytes as cells, the first one high
	cells   Dots   // 1 or 2 columns of 12 dots at ×1, 0 for a mark that has no width
	style   Style
	missing bool // the printer's font does not have it
}

// width is the advance of g in dots.
func (g glyph) width() Dots { return g.cells * cellLatin * g.style.Size.times() }

// newGlyph finds the code of r. Single bytes are 20–7E; all others take the
// two-byte GBK block, the only part that firmware called GB18030 is sure to
// have. Control characters never reach the line: a name from a file or the
// network must not be able to speak to the printer.
func newGlyph(r rune, s Style) glyph {
	if isHan(r) {
		return glyph{r: r, code: codes()[r], cells: 2, style: s}
	}
	if l, ok := lookalike[r]; ok {
		r = l
	}
	if r >= 0x20 && r < 0x7F {
		return glyph{r: r, code: uint16(r), cells: 1, style: s}
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return glyph{r: r, style: s, missing: true}
	}
	if c := twoBytes(r); c != 0 {
		return glyph{r: r, code: c, cells: 2, style: s}
	}
	return glyph{r: r, code: geta, cells: 2, style: s, missing: true}
}

// isHan knows the characters of the first block, which every Chinese font has
// and of which most lines are: no other rule is about them.
func isHan(r rune) bool { return r >= 0x4E00 && r <= 0x9FA5 }

// twoBytes returns the two-byte code of r, lead byte high; 0 where it has none.
func twoBytes(r rune) uint16 {
	if r > 0xFFFF {
		return 0
	}
	return codes()[r]
}

// codes is the two-byte part of GB18030 by code point. Rows FE50 and up hold
// characters that were in private use when most fonts were made (U+4DAE is
// FE9F), so they count as absent. It takes some milliseconds, once.
var codes = sync.OnceValue(func() *[1 << 16]uint16 {
	table := new([1 << 16]uint16)
	gb := simplifiedchinese.GB18030.NewEncoder()
	var src, dst [8]byte
	for r := rune(0x80); r <= 0xFFFF; r++ {
		if r == utf8.RuneError || unicode.Is(unicode.Co, r) {
			continue
		}
		n, _, err := gb.Transform(dst[:], src[:utf8.EncodeRune(src[:], r)], true)
		if err == nil && n == 2 && dst[0] != 0xFE {
			table[r] = uint16(dst[0])<<8 | uint16(dst[1])
		}
	}
	return table
})

// glyphs spells spans out, line by line.
func glyphs(spans []Span) [][]glyph {
	n := 0
	for _, s := range spans {
		n += utf8.RuneCountInString(s.Text)
	}
	all, from := make([]glyph, 0, n), 0
	var lines [][]glyph
	for _, s := range spans {
		for _, r := range s.Text {
			if r == '\n' {
				lines, from = append(lines, all[from:]), len(all)
				continue
			}
			all = append(all, newGlyph(r, s.Style))
		}
	}
	return append(lines, all[from:])
}

func widthOf(gs []glyph) (w Dots) {
	for _, g := range gs {
		w += g.width()
	}
	return w
}
