package screens

import (
	"time"

	"govkiosk/screens/ui"
)

// words are a label and what stands under it, made to fit.
type words struct {
	label, sub           ui.Style
	labelLines, subLines []string
	h                    float64
}

const subGap = 1.0

// fitWords makes both texts smaller until they fit the room.
func (p *page) fitWords(l look, w, h float64) words {
	name := l.typ
	if name == "" {
		name = "label"
	}
	label, sub := p.style(name), p.style("body")
	if l.em > 0 {
		label = p.sized(l.em, label.Line, true)
	}
	if l.size > 0 {
		label.Em = l.size
	}
	if l.subSize > 0 {
		sub.Em = l.subSize
	}
	label.Bold = true
	sub.Line = 1.35
	if p.scale.Elder {
		sub.Line = 1.4
	}
	for {
		cuts := len(p.Cut)
		out := words{label: label, sub: sub}
		out.label, out.labelLines = p.fitLabel(l.label, label, w, l.size > 0)
		out.h = height(len(out.labelLines), out.label)
		if l.sub != "" {
			sub.Em = max(sub.Floor, min(sub.Em, label.Em*.9)) // the label leads
			out.sub, out.subLines = p.fitEven(l.sub, sub, w, 3)
			out.h += subGap + height(len(out.subLines), out.sub)
		}
		small := label.Em <= label.Floor+.01 && (l.sub == "" || sub.Em <= sub.Floor+.01)
		if out.h <= h || small {
			if out.h > h+.3 {
				p.Cut = append(p.Cut, l.label)
			}
			return out
		}
		p.Cut = p.Cut[:cuts]
		label.Em = max(label.Floor, label.Em*.95)
		sub.Em = max(sub.Floor, sub.Em*.95)
	}
}

// fitLabel leaves the words of a key in one line where a fifth less does it;
// not where their size is given.
func (p *page) fitLabel(s string, st ui.Style, w float64, given bool) (ui.Style, []string) {
	smaller := st
	smaller.Floor = max(st.Floor, st.Em*.8)
	if given {
		smaller.Floor = st.Em
	}
	cuts := len(p.Cut)
	if fitted, lines := p.fit(s, smaller, w, 1); len(p.Cut) == cuts {
		return fitted, lines
	}
	p.Cut = p.Cut[:cuts]
	return p.fitEven(s, st, w, 2)
}

func (p *page) drawWords(r ui.Rect, t words, c paint, a align) {
	p.write(r, t.label, t.labelLines, c.ink, a)
	if len(t.subLines) > 0 {
		r.Y += height(len(t.labelLines), t.label) + subGap
		p.write(r, t.sub, t.subLines, c.sub, a)
	}
}

func (p *page) rowWords(r ui.Rect, l look, c paint) {
	mm, gap := p.lead(l)
	w, h := p.wordsRoom(r, l)
	t := p.fitWords(l, w, h)
	x := r.X
	tw := max(p.widest(t.labelLines, t.label), p.widest(t.subLines, t.sub))
	if l.form == middle {
		x += (r.W - mm - gap - tw) / 2
	}
	p.sign(ui.Rect{X: x, Y: r.Y + (r.H-mm)/2, W: mm, H: mm}, l, c)
	a := left
	if l.form == middle && mm == 0 {
		a = centre
	}
	y := r.Y + (r.H-t.h)/2
	if l.tag != "" {
		y = p.tagBeside(x+mm+gap, y, ui.Rect{X: r.X, Y: r.Y, W: r.W + 1.5, H: r.H}, l.tag, t)
	}
	p.drawWords(ui.Rect{X: x + mm + gap, Y: y, W: tw}, t, c, a)
}

// tagBeside puts a tag into the right upper corner of a key whose words begin
// at x and y, beside the label or above it, and returns where they begin then.
// There is none where it would push the words out: they say the same.
func (p *page) tagBeside(x, y float64, r ui.Rect, tag string, t words) float64 {
	const edge = 3.5
	w, h := p.tagSize(tag)
	bottom := r.Y + edge + h + 1
	ink := y + t.label.Em*.2 // where the characters begin
	under := y + height(len(t.labelLines), t.label)
	beside := x+p.widest(t.labelLines, t.label)+2 <= r.Right()-w && under >= bottom
	switch lower := bottom - t.label.Em*.2; {
	case beside || ink >= bottom:
	case lower+t.h <= r.Bottom()-2:
		y = lower
	default:
		return y
	}
	p.tag(tag, r.Right(), r.Y+edge, r.W)
	return y
}

// lead is the width of what stands before the words, and the gap after it.
func (p *page) lead(l look) (mm, gap float64) {
	switch {
	case l.box:
		return 14, 7
	case l.icon == "" && !l.turning:
		return 0, 0
	case l.mm == 0:
		return 12, 4
	case l.mm >= 30:
		return l.mm, 14
	}
	return l.mm, max(2.5, l.mm*.36)
}

// sign draws the box to tick, the arc or the pictogram.
func (p *page) sign(r ui.Rect, l look, c paint) {
	switch {
	case l.box:
		p.tickBox(r, l.on, c)
	case l.turning:
		p.turningArc(r, c.ink)
	case l.icon != "":
		p.Add(ui.Icon{Name: l.icon, R: r, Role: c.ink})
	}
}

func (p *page) tickBox(r ui.Rect, on bool, c paint) {
	if !on {
		p.Add(ui.Box{R: r, Radius: 2, Fill: ui.Surface, Line: c.ink, Width: 1})
		return
	}
	p.Add(ui.Box{R: r, Radius: 2, Fill: c.ink})
	tick := ui.OnTouch
	if c.ink == ui.OnTouchPressed {
		tick = ui.TouchPressed
	}
	p.Add(ui.Icon{Name: "check", R: r.Inset(1.5), Role: tick, Bold: 3.4})
}

// turn is one round of the arc that says that work is going on.
const turn = 1200 * time.Millisecond

// turningArc goes round once in 1.2 s; it stands still where nothing may move.
func (p *page) turningArc(r ui.Rect, role ui.Role) {
	radius := r.W * .375
	cx, cy, from := r.X+r.W/2, r.Y+r.H/2, 0.0
	if !p.still() {
		from = float64(p.glass.Since%turn) / float64(turn)
		p.next(slowTime)
	}
	p.Add(ui.Arc{CX: cx, CY: cy, Radius: radius, Width: r.W * .073, Sweep: 1, Role: ui.Hairline},
		ui.Arc{CX: cx, CY: cy, Radius: radius, Width: r.W * .073, From: from, Sweep: .25, Role: role, Round: true})
}

func (p *page) columnWords(r ui.Rect, l look, c paint) {
	mm := l.mm
	gap := columnGap(r)
	w, h := p.wordsRoom(r, l)
	t := p.fitWords(l, w, h)
	y := r.Y + (r.H-mm-gap-t.h)/2
	p.sign(ui.Rect{X: r.X + (r.W-mm)/2, Y: y, W: mm, H: mm}, l, c)
	p.drawWords(ui.Rect{X: r.X, Y: y + mm + gap, W: r.W}, t, c, centre)
}

// tileWords stands the pictogram at the top and the words on the floor; a low
// tile has them side by side.
func (p *page) tileWords(r ui.Rect, l look, c paint) {
	w, h := p.wordsRoom(r, l)
	t := p.fitWords(l, w, h)
	p.sign(ui.Rect{X: r.X, Y: r.Y + tileTop, W: l.mm, H: l.mm}, l, c)
	p.drawWords(ui.Rect{X: r.X, Y: r.Bottom() - tileBottom - t.h, W: r.W}, t, c, left)
	if l.tag != "" {
		p.tag(l.tag, r.Right(), r.Y+tileTop, r.W-l.mm-2)
	}
}

// tag is a small sign: why a tile is dashed. Its right upper corner is given.
func (p *page) tag(s string, x, y, room float64) {
	st, _ := p.fit(s, p.tagStyle(), room-5, 1)
	w := p.width(s, st) + 5
	r := ui.Rect{X: x - w, Y: y, W: w, H: st.Em + 4}
	p.Add(ui.Box{R: r, Radius: 1.5, Fill: ui.Surface, Line: ui.UnavailableLine, Width: p.edge(.5, .75)})
	p.at(r.X, r.W, r.Y+2+drop(st), st, s, ui.Ink, centre)
}

func (p *page) tagStyle() ui.Style {
	return ui.Style{Em: p.style("caption").Em, Line: 1, Bold: true, Floor: 6.0}
}

// tagSize is the room that a tag of its full size takes.
func (p *page) tagSize(s string) (w, h float64) {
	return p.width(s, p.tagStyle()) + 5, p.tagStyle().Em + 4
}
