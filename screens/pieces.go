package screens

import "govkiosk/screens/ui"

// piece is a part of a sheet that is never cut in two.
type piece struct {
	h    float64
	head bool // a heading: it stays with the piece under it
	draw func(ui.Rect)
}

// markIcons are drawn before a line; the word of the mark stands at its end.
var markIcons = map[Mark]string{MarkDone: "circle-check", MarkChecked: "shield-check", MarkMissing: "briefcase", MarkPromise: "file-pen-line",
	MarkDeferred: "calendar-clock", MarkPaused: "pause", MarkInfo: "info",
	MarkOpen: "circle-dashed", MarkPromised: "file-pen-line", MarkLater: "calendar-clock"}

// pieces are a sheet's sections for a column of width w.
func (p *page) pieces(v *Sheet, w float64) []piece {
	var out []piece
	alone := len(v.Sections) == 1 && v.Sections[0].Lines == nil
	for i, s := range v.Sections {
		if words := p.sectionWords(s); words != "" {
			out = append(out, p.headPiece(words, w, i > 0))
		}
		for j, l := range s.Lines {
			out = append(out, p.linePiece(l, w, j > 0))
		}
		if s := s.Note.In(p.v.Lang); s != "" {
			out = append(out, p.notePieces(s, w, alone)...)
		}
	}
	return out
}

func (p *page) headPiece(s string, w float64, ruled bool) piece {
	st, lines := p.fitEven(s, p.style("title3"), w, 2)
	st.Line = 1.3
	above := 2.0
	if ruled {
		above = 6
	}
	return piece{h: above + height(len(lines), st) + 2, head: true, draw: func(r ui.Rect) {
		if ruled {
			p.rule(r.X, r.Y+2, r.W, ui.LineStrong)
		}
		p.write(ui.Rect{X: r.X, Y: r.Y + above, W: r.W}, st, lines, ui.Ink, left)
	}}
}

// notePieces are the lines of a paragraph, so that a long one can run over
// from one sheet to the next. One that stands alone is to be read whole: it is
// larger.
func (p *page) notePieces(s string, w float64, alone bool) []piece {
	st := p.style("body")
	if alone {
		st = p.style("lead")
	}
	st.Line = max(st.Line, 1.4)
	st, lines := p.fit(s, st, w, 99)
	var out []piece
	for i, line := range lines {
		above, below := 0.0, 0.0
		if i == 0 {
			above = 2
		}
		if i == len(lines)-1 {
			below = 2
		}
		out = append(out, piece{h: above + height(1, st) + below, draw: func(r ui.Rect) {
			p.write(ui.Rect{X: r.X, Y: r.Y + above, W: r.W}, st, []string{line}, ui.Ink2, left)
		}})
	}
	return out
}

// lineParts are the texts of a line, wrapped for its columns.
type lineParts struct {
	label, value, sign ui.Style
	labels, values     []string
	mark, labelW       float64 // width of the pictogram's column; of the label's
	signW              float64
	stacked            bool // the value under the label
}

// linePiece is a fact: label and value side by side, or under one another
// where the column is narrow, and for a thing that is marked.
func (p *page) linePiece(l Line, w float64, ruled bool) piece {
	t, sign := p.lineParts(l, w)
	const pad = 2.6
	words := height(len(t.labels), t.label) + height(len(t.values), t.value)
	if !t.stacked {
		words = max(height(len(t.labels), t.label), height(len(t.values), t.value))
	}
	if sign != "" {
		words = max(words, t.sign.Em+3.2)
	}
	return piece{h: max(words, t.mark-3) + 2*pad, draw: func(r ui.Rect) {
		if ruled {
			p.rule(r.X, r.Y, r.W, ui.Hairline)
		}
		p.drawLine(ui.Rect{X: r.X, Y: r.Y + pad, W: r.W, H: r.H - 2*pad}, l, t, sign)
	}}
}

func (p *page) lineParts(l Line, w float64) (t lineParts, sign string) {
	label, value, sign := p.lineWords(l)
	t.label, t.value, t.sign = p.style("body"), p.style("label"), p.style("caption")
	t.label.Line, t.value.Line, t.sign.Line = 1.35, 1.35, 1
	t.stacked = l.Mark != MarkNone || w < 150 || p.scale.Step >= 4 || label == "" || value == ""
	if l.Mark != MarkNone {
		t.mark = p.mark() + 4
		t.label, t.value = t.value, t.label
	}
	if sign != "" {
		t.sign, _ = p.fit(sign, t.sign, w*.36, 1)
		t.signW = p.width(sign, t.sign) + 4.8 + 4
	}
	room := w - t.mark - t.signW
	t.labelW = room
	if !t.stacked {
		t.labelW = w * .32
		room -= t.labelW + 4
	}
	if label != "" {
		t.label, t.labels = p.fit(label, t.label, t.labelW, 99)
	}
	if value != "" {
		t.value, t.values = p.fit(value, t.value, room, 99)
	}
	return t, sign
}

func (p *page) drawLine(r ui.Rect, l Line, t lineParts, sign string) {
	if t.mark > 0 {
		mm, role := t.mark-4, ui.Ink
		if l.Mark == MarkDone || l.Mark == MarkChecked {
			role = ui.DoneMark
		}
		first := height(1, t.label)
		p.icon(markIcons[l.Mark], r.X, r.Y+(first-mm)/2, mm, role)
	}
	x := r.X + t.mark
	labelRole, valueRole := ui.Ink2, ui.Ink
	if l.Mark != MarkNone {
		labelRole, valueRole = ui.Ink, ui.Ink2
	}
	p.write(ui.Rect{X: x, Y: r.Y, W: t.labelW}, t.label, t.labels, labelRole, left)
	at := ui.Rect{X: x, Y: r.Y + height(len(t.labels), t.label)}
	if !t.stacked {
		at = ui.Rect{X: x + t.labelW + 4, Y: r.Y}
	}
	p.write(at, t.value, t.values, valueRole, left)
	if sign != "" {
		p.lineSign(r, l, t, sign)
	}
}

// lineSign is the small framed word at the right end: where a value came from,
// or how a thing stands.
func (p *page) lineSign(r ui.Rect, l Line, t lineParts, s string) {
	w := t.signW - 4
	box := ui.Rect{X: r.Right() - w, Y: r.Y + max(0, (height(1, t.value)-t.sign.Em-3.2)/2), W: w, H: t.sign.Em + 3.2}
	b := ui.Box{R: box, Radius: 1.5, Fill: ui.Surface, Line: ui.LineStrong, Width: p.hairline()}
	role := ui.Ink2
	switch l.Mark {
	case MarkDone, MarkChecked:
		b.Fill, b.Line, role = ui.DoneTint, ui.DoneMark, ui.Done
	case MarkMissing, MarkOpen:
		b.Line, b.Width, role = ui.Ink, .75, ui.Ink
	}
	p.Add(b)
	p.at(box.X, box.W, box.Y+1.6+drop(t.sign), t.sign, s, role, centre)
}
