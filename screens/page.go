package screens

import (
	"strings"

	"govkiosk/screens/ui"
)

// page collects one screen while it is laid out.
type page struct {
	Page
	zones
	v     *View
	m     ui.Metrics
	fonts *ui.Fonts
	words *catalogue
	scale ui.Scale
	glass Glass
	late  []func() // what is drawn after everything else between head and bar
}

// align says where a line stands in its column.
type align int

const (
	left align = iota
	centre
	right
)

func (p *page) say(key string, fill ...string) string { return p.words.say(key, fill...) }

func (p *page) style(name string) ui.Style { return p.scale.Of(name) }

// sized is a style of its own size, narrowed and shrunk like the named ones.
func (p *page) sized(em, line float64, bold bool) ui.Style {
	return p.scale.Fit(ui.Style{Em: em, Line: line, Bold: bold})
}

// width of one line in mm.
func (p *page) width(s string, st ui.Style) float64 {
	return (p.fonts.Width(s, st.Bold) + st.Spaced*float64(len([]rune(s)))) * st.Em
}

func (p *page) wrap(s string, st ui.Style, w float64) []string {
	lines := ui.Break(s, w/st.Em, func(s string) float64 { return p.width(s, st) / st.Em })
	for i, l := range lines { // the end of a line parts them as well
		lines[i] = strings.TrimSuffix(l, strings.TrimRight(bar, " "))
	}
	return lines
}

// fit makes a text smaller until it has at most so many lines of that width.
// One that does not fit at the floor of its style is reported as cut.
func (p *page) fit(s string, st ui.Style, w float64, maxLines int) (ui.Style, []string) {
	if p.scale.Elder && maxLines > 1 {
		st.Line = max(st.Line, elderLine)
	}
	for {
		lines := p.wrap(s, st, w)
		if len(lines) <= maxLines && p.widest(lines, st) <= w+.05 {
			return st, lines
		}
		if st.Em <= st.Floor+.01 {
			p.Cut = append(p.Cut, s)
			return st, lines
		}
		st.Em = max(st.Floor, st.Em*.96)
	}
}

// elderLine is the least line height of text in elder mode, in em.
const elderLine = 1.3

// fitEven is fit with lines of about the same length: for titles and names.
func (p *page) fitEven(s string, st ui.Style, w float64, maxLines int) (ui.Style, []string) {
	st, lines := p.fit(s, st, w, maxLines)
	if len(lines) > 1 {
		lines = ui.Balance(s, w/st.Em, func(s string) float64 { return p.width(s, st) / st.Em })
	}
	return st, lines
}

func (p *page) widest(lines []string, st ui.Style) float64 {
	var w float64
	for _, l := range lines {
		w = max(w, p.width(l, st))
	}
	return w
}

func height(lines int, st ui.Style) float64 { return float64(lines) * st.Em * st.Line }

// drop is the distance from the top of a line box to the baseline: Noto Sans
// CJK has an ascent of 1.16 and a descent of 0.288 em.
func drop(st ui.Style) float64 { return st.Em * (st.Line/2 + .436) }

// write draws lines from the top of r.
func (p *page) write(r ui.Rect, st ui.Style, lines []string, role ui.Role, a align) {
	for i, s := range lines {
		p.at(r.X, r.W, r.Y+height(i, st)+drop(st), st, s, role, a)
	}
}

// at draws one line by its baseline.
func (p *page) at(x, w, baseline float64, st ui.Style, s string, role ui.Role, a align) {
	if s == "" {
		return
	}
	tw := p.width(s, st)
	switch a {
	case centre:
		x += (w - tw) / 2
	case right:
		x += w - tw
	}
	if before, after, ok := strings.Cut(s, bar); ok && !p.words.fromRight {
		p.at(x, w, baseline, st, before, role, left)
		x += p.width(before, st)
		p.barLine(x+p.width(bar, st)/2, baseline, st, role)
		p.at(x+p.width(bar, st), w, baseline, st, after, role, left)
		return
	}
	p.Add(ui.Text{X: x, Y: baseline, Em: st.Em, W: tw, Bold: st.Bold, Role: role, Spaced: st.Spaced, S: s})
}

// bar parts two facts on a line.
const bar = " | "

// barLine is drawn for it: a hairline as high as the characters.
func (p *page) barLine(x, baseline float64, st ui.Style, role ui.Role) {
	if role == ui.Ink || role == ui.Ink2 {
		role = ui.LineStrong
	}
	p.Add(ui.Stroke{X1: x, Y1: baseline - .76*st.Em, X2: x, Y2: baseline + .06*st.Em, Width: .3, Role: role})
}

// para is a block of text.
func (p *page) para(s string, st ui.Style, role ui.Role, gap float64) block {
	return p.aligned(s, st, role, gap, left)
}

func (p *page) aligned(s string, st ui.Style, role ui.Role, gap float64, a align) block {
	if s == "" {
		return block{}
	}
	return block{gap: gap,
		size: func(w float64) float64 {
			st, lines := p.fitEven(s, st, w, 9)
			return height(len(lines), st)
		},
		draw: func(r ui.Rect) {
			st, lines := p.fitEven(s, st, r.W, 9)
			p.write(r, st, lines, role, a)
		}}
}

// title is the question of the page.
func (p *page) title(s string, st ui.Style, gap float64) block {
	return block{gap: gap,
		size: func(w float64) float64 { st, l := p.fitTitle(s, st, w); return height(len(l), st) },
		draw: func(r ui.Rect) {
			st, l := p.fitTitle(s, st, r.W)
			p.write(r, st, l, ui.Ink, left)
		}}
}

// fitTitle gives a title one line more rather than much smaller type: up to
// three lines of a wide column, four of a narrow one, and six of that of a lying
// panel, which has the height.
func (p *page) fitTitle(s string, st ui.Style, w float64) (ui.Style, []string) {
	most, enough := 3, .84
	switch {
	case p.wide:
		most, enough = 6, .74
	case p.small:
		most, enough = 4, .74
	}
	for n := 1; n < most; n++ {
		smaller := st
		smaller.Floor = max(st.Floor, st.Em*enough)
		cuts := len(p.Cut)
		fitted, lines := p.fitEven(s, smaller, w, n)
		if len(p.Cut) == cuts {
			return fitted, lines
		}
		p.Cut = p.Cut[:cuts]
	}
	return p.fitEven(s, st, w, most)
}

// ask is the question with the sentence under it. above is the room over it.
func (p *page) ask(above float64, title, lead string) []block {
	switch {
	case p.small || p.wide:
		above = min(above, p.gap)
	case p.large:
		above *= 2
	}
	out := []block{fixed(above, 0, nil), p.title(title, p.style("title1"), 0)}
	if lead != "" && !p.small {
		out = append(out, p.para(lead, p.style("lead"), ui.Ink2, 2.5))
	}
	return out
}

func (p *page) icon(name string, x, y, mm float64, role ui.Role) {
	p.Add(ui.Icon{Name: name, R: ui.Rect{X: x, Y: y, W: mm, H: mm}, Role: role})
}

// contrast is the theme in which shape does what colour did.
func (p *page) contrast() bool { return p.v.Theme == ThemeContrast }

// still is a page on which nothing may move.
func (p *page) still() bool { return p.v.Theme == ThemeElder || p.v.Theme == ThemeContrast }

// hairline is the width of lines without meaning.
func (p *page) hairline() float64 {
	if p.contrast() {
		return .5
	}
	return .25
}

// rule is a horizontal hairline.
func (p *page) rule(x, y, w float64, role ui.Role) {
	p.Add(ui.Stroke{X1: x, Y1: y, X2: x + w, Y2: y, Width: p.hairline(), Role: role})
}

// card is the flat surface that information stands on.
func (p *page) card(r ui.Rect) {
	p.Add(ui.Box{R: r, Radius: 4, Fill: ui.Surface, Line: ui.Hairline, Width: p.hairline()})
}
