package escpos

import (
	"cmp"
	"strings"
)

// plainText collects lines of at most width.
type plainText struct {
	width  Dots
	margin Dots
	out    strings.Builder
}

// Text is the document as plain text, in a face where a Han character is two
// cells wide, for the Doc's width, else 80 mm. Pictures are their alternative
// text, a QR code its payload.
func (d *Doc) Text() string {
	t := &plainText{width: cmp.Or(d.Width, Width80), margin: d.Margin}
	for _, p := range d.parts {
		p.plain(t)
	}
	return t.out.String()
}

func (t *plainText) line(s string) {
	t.out.WriteString(strings.TrimRight(s, " "))
	t.out.WriteByte('\n')
}

// middle sets s in the middle.
func (t *plainText) middle(s string) {
	t.line(pad("", int(t.width/cellLatin-cellsOf(s))/2) + s)
}

func cellsOf(s string) (n Dots) {
	for _, r := range s {
		n += newGlyph(r, Style{}).cells
	}
	return n
}

// pad fills s up with blanks to n cells.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-int(cellsOf(s))))
}

func (tb table) plain(t *plainText) {
	for _, r := range tb.layout(t.width, t.margin) {
		s := ""
		for _, run := range r.runs {
			s = run.plain(s)
		}
		t.line(s)
	}
}

// plain appends the run to the line so far, at its place within its column.
func (r run) plain(line string) string {
	var text strings.Builder
	for _, g := range r.glyphs {
		text.WriteRune(g.r)
	}
	left, right := int(r.left/cellLatin), int(r.right/cellLatin)
	free := right - left - int(cellsOf(text.String()))
	switch r.align {
	case Centre:
		left += free / 2
	case Right:
		left += free
	}
	return pad(line, left) + text.String()
}

func (r raster) plain(t *plainText) {
	if r.alt != "" {
		t.middle(r.alt)
	}
}

func (r rule) plain(t *plainText) {
	mark := "-"
	if r.dashed {
		mark = "- "
	}
	t.line(strings.Repeat(mark, int(t.width/cellLatin)/len(mark)))
}

func (f feed) plain(t *plainText) {
	if f >= 20 {
		t.line("")
	}
}

func (cut) plain(*plainText) {}
