package escpos

// gap is the least white between two columns.
const gap = cellLatin

// Line pitches in dots, from the top of one line to the top of the next.
const (
	pitchSingle Dots = 34
	pitchDouble Dots = 62
)

// run is text placed on a line: at x, inside the column box [left, right).
type run struct {
	x, left, right Dots
	align          Align
	glyphs         []glyph
}

// row is one printed line.
type row struct {
	runs   []run
	height Dots // of the tallest character
	whole  bool // one column across the paper: the printer may align it
}

func (r row) pitch() Dots {
	if r.height > cellHigh {
		return pitchDouble
	}
	return pitchSingle
}

// lost says whether the row has a character that the printer's font lacks.
func (r row) lost() bool {
	for _, run := range r.runs {
		for _, g := range run.glyphs {
			if g.missing {
				return true
			}
		}
	}
	return false
}

// layout places t on paper of the given width.
func (t table) layout(width, margin Dots) []row {
	widths := t.widths(width - 2*margin)
	var rows []row
	left := margin
	for i, c := range t.cols {
		for k, gs := range c.wrapped(widths[i]) {
			if k == len(rows) {
				rows = append(rows, row{height: cellHigh, whole: len(t.cols) == 1})
			}
			rows[k].place(gs, left, left+widths[i], c.Align)
		}
		left += widths[i] + gap
	}
	return rows
}

// narrowest is the least width of a column with a share: two Han characters.
const narrowest = 2 * cellHan

// widths deals out area: columns without a share take their text's width,
// though never more than an equal part when that would starve the others.
// What a share too small lacks is taken from the larger ones.
func (t table) widths(area Dots) []Dots {
	n := Dots(len(t.cols))
	area -= gap * (n - 1)
	out := make([]Dots, n)
	rest, shares := area, 0
	for i, c := range t.cols {
		if shares += c.Share; c.Share == 0 {
			out[i] = min(c.natural(), max(area/n, narrowest))
			rest -= out[i]
		}
	}
	for i, c := range t.cols {
		if c.Share > 0 && rest*Dots(c.Share)/Dots(shares) < narrowest {
			out[i] = narrowest
			rest, shares = rest-narrowest, shares-c.Share
		}
	}
	for i, c := range t.cols {
		if out[i] == 0 && c.Share > 0 {
			out[i] = max(rest*Dots(c.Share)/Dots(shares), narrowest)
		}
	}
	return out
}

// natural is the width of the column's longest paragraph.
func (c Column) natural() (w Dots) {
	for _, gs := range glyphs(c.Spans) {
		w = max(w, widthOf(gs))
	}
	return w
}

func (c Column) wrapped(width Dots) (lines [][]glyph) {
	breaker := wrap
	if c.Align == Centre {
		breaker = balance
	}
	for _, gs := range glyphs(c.Spans) {
		lines = append(lines, breaker(gs, width)...)
	}
	return lines
}

func (r *row) place(gs []glyph, left, right Dots, align Align) {
	x, w := left, widthOf(gs)
	switch align {
	case Centre:
		x = left + (right-left-w)/2
	case Right:
		x = right - w
	}
	for _, g := range gs {
		r.height = max(r.height, cellHigh*g.style.Size.times())
	}
	if len(gs) > 0 {
		r.runs = append(r.runs, run{max(x, 0), left, right, align, gs})
	}
}
