package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

// sheet is something to read, pushed by a finger or turned sheet by sheet,
// over its keys.
func (p *page) sheetPage(v *Sheet) content {
	title, lead := p.given(v.Title, "sheet."+v.Key+".title"), p.maybe(v.Lead, "sheet."+v.Key+".lead")
	read := p.question(9, title, lead)
	if v.Link != "" {
		read = append(read, p.phoneCard(v))
	}
	body, touch := p.reading(v), p.sheetActs(v.Acts)
	if p.turns() && len(v.Sections) > 0 {
		touch = append([]block{p.turning()}, touch...)
	}
	if p.wide {
		return content{read: read, touch: append([]block{body}, touch...)}
	}
	return content{read: append(read, body), touch: touch, flow: true}
}

// phoneCard is the code to scan, and the figures for a phone without a camera.
func (p *page) phoneCard(v *Sheet) block {
	mm := 64.0
	if p.small || p.wide {
		mm = 36
	}
	if p.small && p.v.LowReach && p.scale.Elder {
		mm = 30
	}
	st, figures := p.style("lead"), p.style("title2")
	var words []block
	words = append(words, p.bullet("qr-code", p.say("sheet.scan"), st, max(8, mm*.2), 0))
	if v.Code != "" {
		words = append(words, p.para(p.say("sheet.code"), p.style("body"), ui.Ink2, 4), p.para(v.Code, figures, ui.Ink, 1))
	}
	pad, gap := min(8, p.body.W*.035), min(10, p.body.W*.04)
	if p.dark() {
		pad, gap = max(pad, codeBorder+.5), max(gap, codeBorder+1)
	}
	room := func(w float64) float64 { return w - 2*pad - mm - gap }
	return block{gap: p.gap,
		size: func(w float64) float64 {
			if p.wide {
				return mm + p.natural(words, w-2*pad) + 3*pad
			}
			return max(mm, p.natural(words, room(w))) + 2*pad
		},
		draw: func(r ui.Rect) {
			p.card(r)
			if p.wide {
				p.code(ui.Rect{X: r.X + pad, Y: r.Y + pad, W: mm, H: mm}, v.Link)
				p.stack(ui.Rect{X: r.X + pad, Y: r.Y + mm + 2*pad, W: r.W - 2*pad, H: r.H - mm - 3*pad}, words)
				return
			}
			p.code(ui.Rect{X: r.X + pad, Y: r.Y + (r.H-mm)/2, W: mm, H: mm}, v.Link)
			h := p.natural(words, room(r.W))
			p.stack(ui.Rect{X: r.X + pad + mm + gap, Y: r.Y + (r.H-h)/2, W: room(r.W), H: h}, words)
		}}
}

// reading is the card with the sections.
func (p *page) reading(v *Sheet) block {
	least := 70.0
	switch {
	case len(v.Sections) == 0:
		return spring()
	case p.small || p.wide || v.Link != "":
		least = 45
	}
	return block{gap: p.gap, grow: 1, least: least, size: func(float64) float64 { return 150 },
		draw: func(r ui.Rect) {
			in := r.Pad(min(8, r.W*.035), .5)
			list := p.pieces(v, in.W)
			if all := natural(list) + 2*sheetMargin; all < in.H {
				r.H -= in.H - all // what is short is not blown up
				in.H = all
			}
			p.card(r)
			if p.turns() {
				p.oneSheet(in, list)
				return
			}
			p.scrolled(r, in, list)
		}}
}

// sheetMargin is the room over the first piece and under the last, in mm.
const sheetMargin = 4.0

func natural(list []piece) float64 {
	var h float64
	for _, c := range list {
		h += c.h
	}
	return h
}

// scrolled is as much of the pieces as the card has room for; a finger pushes
// them. A foot says that there is more.
func (p *page) scrolled(r, in ui.Rect, list []piece) {
	all, foot := natural(list)+2*sheetMargin, 0.0
	if all > in.H+.01 {
		in.H = wholePieces(list, in.H-p.footerHeight()) // none is cut at rest
		foot = r.Bottom() - in.Bottom()
	}
	p.Scroller, p.ScrollMax = ui.Rect{X: r.X, Y: in.Y, W: r.W, H: in.H}, max(0, all-in.H)
	scroll := min(max(p.glass.Scroll, 0), p.ScrollMax)
	p.Clipped(in, func() {
		y := in.Y + sheetMargin - scroll
		for _, c := range list {
			if y+c.h > in.Y && y < in.Bottom() {
				c.draw(ui.Rect{X: in.X, Y: y, W: in.W, H: c.h})
			}
			y += c.h
		}
	})
	if foot > 0 {
		p.sheetFoot(ui.Rect{X: r.X + .5, Y: in.Bottom(), W: r.W - 1, H: foot}, p.ScrollMax-scroll > 2)
	}
}

// wholePieces is the height of as many pieces as fit h.
func wholePieces(list []piece, h float64) float64 {
	whole := sheetMargin
	for _, c := range list {
		if whole+c.h > h {
			break
		}
		whole += c.h
	}
	if whole < h/2 { // a piece is higher than half the place
		return h
	}
	return whole
}

func (p *page) sheetFoot(r ui.Rect, more bool) {
	p.Add(ui.Box{R: r, Radius: 3, Fill: ui.Sunken})
	p.Add(ui.Box{R: r.Top(4), Fill: ui.Sunken})
	p.rule(r.X, r.Y, r.W, ui.Hairline)
	s := p.say("sheet.end")
	if more {
		s = p.say("sheet.more")
	}
	st, l := p.fit(s, p.style("body"), r.W-28, 1)
	w := p.width(s, st)
	x := r.X + (r.W-w)/2
	if more {
		x += 6
		p.icon("chevron-up", x-12, r.Y+(r.H-9)/2, 9, ui.Ink2)
	}
	p.write(ui.Rect{X: x, Y: r.Y + (r.H-height(1, st))/2, W: w}, st, l, ui.Ink2, left)
}

// oneSheet is the sheet that is turned up. A heading never ends one.
func (p *page) oneSheet(in ui.Rect, list []piece) {
	in = in.Pad(0, sheetMargin-1)
	sheets := paged(list, in.H)
	p.Sheets = len(sheets)
	y := in.Y
	for _, c := range sheets[min(max(p.glass.Sheet, 0), len(sheets)-1)] {
		c.draw(ui.Rect{X: in.X, Y: y, W: in.W, H: c.h})
		y += c.h
	}
	p.Over = max(p.Over, y-in.Bottom()-.01)
}

// paged shares pieces among sheets of height h.
func paged(list []piece, h float64) [][]piece {
	out := [][]piece{nil}
	var used float64
	for i, c := range list {
		need := c.h
		if c.head && i+1 < len(list) {
			need += list[i+1].h
		}
		if used+need > h && len(out[len(out)-1]) > 0 {
			out, used = append(out, nil), 0
		}
		out[len(out)-1] = append(out[len(out)-1], c)
		used += c.h
	}
	return out
}

// turning are the keys to turn the sheets; they are drawn when it is known how
// many there are.
func (p *page) turning() block {
	return fixed(p.pagerHeight(), p.gap, func(r ui.Rect) {
		p.later(func() {
			if p.Sheets > 1 {
				p.pager(r, min(max(p.glass.Sheet, 0), p.Sheets-1), p.Sheets)
			}
		})
	})
}

// sheetActs are three keys at most, the filled one last.
func (p *page) sheetActs(acts []SheetAct) []block {
	acts = acts[:min(3, len(acts))]
	second := 22.0
	var others []func(ui.Rect)
	var filled func(ui.Rect)
	for _, a := range acts {
		if a.Reason != ReasonNone {
			second = 30 // it says why
		}
		if press := p.sheetAct(a); a.Primary && filled == nil {
			filled = press
		} else {
			others = append(others, press)
		}
	}
	high := 40.0
	if p.wide {
		high = 34
	}
	switch {
	case len(acts) == 0:
		return nil
	case filled == nil:
		return []block{p.besides(high*.75, others)}
	case len(others) == 0:
		return []block{p.row(p.gap, high, nil, filled)}
	case p.wide:
		return []block{p.row(p.gap, high, []float64{1, 1, 1.5}[3-len(acts):], append(others, filled)...)}
	case len(others) == 1 && !p.scale.Elder:
		return []block{p.row(p.gap, high, actShares, append(others, filled)...)}
	}
	return []block{p.besides(second, others), p.row(min(6, p.gap), high, nil, filled)}
}

// besides are keys side by side in every mode: what is read over them needs
// the height.
func (p *page) besides(h float64, keys []func(ui.Rect)) block {
	h = max(h, p.pagerHeight())
	if p.small {
		h = min(20, h*.6)
	}
	return fixed(h, p.gap, func(r ui.Rect) {
		for i, c := range r.Columns(len(keys), p.gap) {
			keys[i](c)
		}
	})
}

func (p *page) sheetAct(a SheetAct) func(ui.Rect) {
	l := look{label: p.say("act." + a.Key), icon: a.Icon}
	if a.Primary {
		l.kind, l.typ, l.mm = primary, "action", 16
	}
	if p.small {
		l.mm = min(10, max(l.mm, 8))
	}
	if a.Reason != ReasonNone {
		l.kind, l.sub = off, p.say("reason."+string(a.Reason)+".short")
	}
	return p.press(a.Do, a.Arg, l)
}

// sectionWords is a section's heading; it may have none.
func (p *page) sectionWords(s Section) string { return p.maybe(s.Title, "section."+s.Key) }

// lineWords are what a line is about, its value, and the sign at its end.
func (p *page) lineWords(l Line) (label, value, sign string) {
	label, value = p.maybe(l.Label, "line."+l.Key), l.Value.In(p.v.Lang)
	sign = l.Source.In(p.v.Lang)
	if l.Mark != MarkNone && l.Mark != MarkInfo && l.Mark != MarkChecked {
		value, sign = joined(value, sign), p.say("mark."+string(l.Mark))
	}
	return label, value, sign
}

// sheetPlace is which sheet of how many, in words.
func (p *page) sheetPlace(n, of int) string {
	return p.say("sheet.place", "n", strconv.Itoa(n+1), "of", strconv.Itoa(of))
}
