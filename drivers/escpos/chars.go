package escpos

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// geta stands for a character that cannot be printed (〓, A1 FE): a blank or
// a question mark would read as if it belonged there.
var geta = []byte{0xA1, 0xFE}

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
	code    []byte // one or two bytes; nothing for a mark that has no width
	cells   Dots   // 1 or 2 columns of 12 dots at ×1, 0 for a mark
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
	if l, ok := lookalike[r]; ok {
		r = l
	}
	if r >= 0x20 && r < 0x7F {
		return glyph{r: r, code: []byte{byte(r)}, cells: 1, style: s}
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return glyph{r: r, style: s, missing: true}
	}
	if c, ok := twoBytes(r); ok {
		return glyph{r: r, code: c, cells: 2, style: s}
	}
	return glyph{r: r, code: geta, cells: 2, style: s, missing: true}
}

// twoBytes returns the two-byte code of r. Rows FE50 and up hold characters
// that were in private use when most fonts were made (U+4DAE is FE9F), so
// they count as absent.
func twoBytes(r rune) ([]byte, bool) {
	if r == utf8.RuneError || unicode.Is(unicode.Co, r) {
		return nil, false
	}
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(string(r)))
	if err != nil || len(b) != 2 || b[0] == 0xFE {
		return nil, false
	}
	return b, true
}

// glyphs spells spans out, line by line.
func glyphs(spans []Span) [][]glyph {
	lines := [][]glyph{nil}
	for _, s := range spans {
		for _, r := range s.Text {
			if r == '\n' {
				lines = append(lines, nil)
				continue
			}
			last := len(lines) - 1
			lines[last] = append(lines[last], newGlyph(r, s.Style))
		}
	}
	return lines
}

func widthOf(gs []glyph) (w Dots) {
	for _, g := range gs {
		w += g.width()
	}
	return w
}
