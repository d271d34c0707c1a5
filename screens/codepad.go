package screens

import (
	"strings"

	"govkiosk/screens/ui"
)

// letters reports whether a number is made of letters, too.
func (v *Pad) letters() bool { return v.Kind == PadCode || v.Kind == PadCase }

// codePad is for a code or a case number: all of it is shown, since it is
// compared with a slip.
func (p *page) codePad(v *Pad, title, lead string) content {
	status := block{gap: 4, size: func(w float64) float64 { st, l := p.codeStatus(v, w); return height(len(l), st) },
		draw: func(r ui.Rect) {
			st, l := p.codeStatus(v, r.W)
			p.write(r, st, l, ui.Ink, left)
		}}
	if p.wide { // the field stands over its keys
		return content{read: p.question(11, title, lead), touch: []block{p.inOrder(p.codeEntry(v)), status, spring(), p.inOrder(p.codeKeys(v)), p.padActs(v)}}
	}
	read := append(p.question(11, title, lead), spring(), p.inOrder(p.codeEntry(v)), status)
	return content{read: read, touch: []block{spring(), p.inOrder(p.codeKeys(v)), p.padActs(v)}}
}

func (p *page) codeStatus(v *Pad, w float64) (ui.Style, []string) {
	s, bold := p.padWords(v)
	st := p.style("lead")
	st.Bold = bold
	return p.fit(s, st, w, 3)
}

// codeEntry is the field: one line, or as many as the number needs.
func (p *page) codeEntry(v *Pad) block {
	h := 46.0
	switch {
	case p.small:
		h = 20
	case p.wide:
		h = 30
	}
	return fixed(h, p.gap, func(r ui.Rect) {
		line, width := ui.Touch, 1.0
		if v.Problem != "" {
			line, width = ui.Ink, 1.5
		}
		p.Add(ui.Box{R: r, Radius: 3, Fill: ui.Surface, Line: line, Width: width})
		in := r.Pad(min(9, r.W*.04), 1.5)
		if v.Problem != "" {
			mm := min(14, r.H*.35)
			p.icon("circle-alert", in.Right()-mm, r.Y+(r.H-mm)/2, mm, ui.Ink)
			in.W -= mm + 3
		}
		p.codeLines(in, v)
	})
}

// codeLines writes the characters in cells of one width, so that nothing moves
// while typing; the caret stands behind them, a bar under the wrong one.
func (p *page) codeLines(in ui.Rect, v *Pad) {
	st := p.style("display")
	st.Line, st.Spaced = 1.15, 0
	cell := func() float64 { return .78 * st.Em }
	per := func() int { return max(1, int(in.W/cell())) }
	lines := func() int { return max(1, (len(v.Value)+per()-1)/per()) }
	in.W -= 2.5 // the caret stands behind the last character of a line
	for st.Em > st.Floor && (height(lines(), st) > in.H || lines() > 2) {
		st.Em = max(st.Floor, st.Em*.97)
	}
	y := in.Y + (in.H-height(lines(), st))/2
	for i, c := range v.Value {
		x, base := in.X+float64(i%per())*cell(), y+height(i/per(), st)+drop(st)
		glyph := st
		glyph.Em *= min(1, cell()/p.width(string(c), st)) // a W is wider than the rest
		p.at(x, cell(), base, glyph, string(c), ui.Ink, centre)
		if i+1 == v.At {
			p.Add(ui.Box{R: ui.Rect{X: x, Y: base + .1*st.Em, W: cell(), H: max(1, .09*st.Em)}, Fill: ui.Ink})
		}
	}
	n := len(v.Value)
	if v.Problem == "" && n < v.most() {
		line := min(n/per(), lines()-1)
		x, top := in.X+float64(n-line*per())*cell()+1, y+height(line, st)
		p.Add(ui.Box{R: ui.Rect{X: x, Y: top + .05*st.Em, W: 1, H: st.Em * 1.05}, Fill: ui.Touch})
	}
}

// most is how many characters fit.
func (v *Pad) most() int {
	switch {
	case v.Length > 0:
		return v.Length
	case v.Kind == PadCase:
		return 50
	}
	return 20
}

// codeKeys are figures and capital letters, in the order of a keyboard or, on a
// panel too narrow for ten of them, of the alphabet.
func (p *page) codeKeys(v *Pad) block {
	dash := ""
	if v.Kind == PadCase {
		dash = "-"
	}
	const gap = 2.6
	if p.body.W < 10*leastKey+9*gap {
		return p.codeAlphabet(dash, gap)
	}
	return p.keyboard(gap, func(rows []ui.Rect, unit float64) {
		p.letterRow(rows[0], "1234567890", 0, unit, gap)
		p.letterRow(rows[1], "QWERTYUIOP", 0, unit, gap)
		indent := (unit + gap) / 2
		if dash != "" {
			indent = 0
		}
		p.letterRow(rows[2], "ASDFGHJKL"+dash, indent, unit, gap)
		p.sideKeys(rows[3], "ZXCVBNM", unit, gap, p.press(ActClear, "", p.function("pad.clear", "")))
	})
}

// keyboard is four rows of keys with room for ten in each.
func (p *page) keyboard(gap float64, draw func(rows []ui.Rect, unit float64)) block {
	h := 21.0
	if p.wide {
		h = 18
	}
	b := fixed(4*h+3*gap, 6, func(r ui.Rect) { draw(r.Rows(4, gap), (r.W-9*gap)/10) })
	b.least, b.firm = 4*leastKey+3*gap, true
	return b
}

// sideKeys is the row of seven letters between a function key and 删除.
func (p *page) sideKeys(r ui.Rect, letters string, unit, gap float64, first func(ui.Rect)) {
	side := unit*1.5 + gap/2
	p.letterRow(r, letters, side+gap, unit, gap)
	first(ui.Rect{X: r.X, Y: r.Y, W: side, H: r.H})
	p.key(ui.Rect{X: r.Right() - side, Y: r.Y, W: side, H: r.H}, ActDelete, "", p.function("list.delete", "delete"))
}

// codeAlphabet has eight keys a row, figures first.
func (p *page) codeAlphabet(dash string, gap float64) block {
	const h, per = 13.5, 8
	return fixed(5*h+4*gap, 3, func(r ui.Rect) {
		rows := r.Rows(5, gap)
		for i, c := range strings.Split("1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ"+dash, "") {
			p.letter(rows[i/per].Columns(per, gap)[i%per], c)
		}
		last := rows[4].Columns(per, gap)
		p.key(last[per-2], ActClear, "", look{spoken: p.say("list.clear"), icon: "x", mm: 9, tint: true, pad: .5})
		p.key(last[per-1], ActDelete, "", look{spoken: p.say("list.delete"), icon: "delete", mm: 9, tint: true, pad: .5})
	})
}
