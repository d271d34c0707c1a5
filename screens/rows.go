package screens

import (
	"math"
	"strconv"

	"govkiosk/screens/ui"
)

// leastRow is the height that a row needs: 30 mm, and more for larger type.
func (p *page) leastRow() float64 {
	words := height(1, p.style("title3")) + height(1, p.style("body"))
	if p.small {
		return max(22, words+3)
	}
	return max(30, words+5)
}

// rowHeight shares h among as many whole rows as fit, so that none is cut at
// rest; few rows are not blown up.
func rowHeight(h, least float64, n int) float64 {
	shown := max(1, math.Floor(h/least))
	if float64(n) > shown {
		return h / shown
	}
	return min(h/float64(n), least*1.27)
}

// rows is the list of businesses.
func (p *page) rows(r ui.Rect, v *List, gutter bool) {
	gutter = gutter && hasInitials(v.Rows)
	p.pushed(r, len(v.Rows), p.leastRow(), func(i int, cell ui.Rect, scrolls bool) {
		p.businessRow(cell, v.Rows[i], v.Key == "", gutter, i == 0, scrolls)
	})
}

// pushed is a framed list of n rows that a finger can push. Its footer says
// how many are out of sight.
func (p *page) pushed(r ui.Rect, n int, least float64, row func(i int, cell ui.Rect, scrolls bool)) {
	frame := r
	footer := p.footerHeight()
	inside := r.Inset(.5)
	scrolls := least*float64(n) > inside.H
	if scrolls {
		inside.H -= footer
	}
	high := rowHeight(inside.H, least, n)
	if !scrolls {
		frame.H, inside.H = high*float64(n)+1, high*float64(n)
	}
	p.Add(ui.Box{R: frame, Radius: 4, Fill: ui.Surface, Line: ui.Touch, Width: p.edge(.5, 1)})
	p.Scroller, p.ScrollMax = inside, max(0, high*float64(n)-inside.H)
	scroll := min(max(p.glass.Scroll, 0), p.ScrollMax)
	p.Clipped(inside, func() {
		for i := range n {
			cell := ui.Rect{X: inside.X, Y: inside.Y + float64(i)*high - scroll, W: inside.W, H: high}
			if cell.Bottom() > inside.Y && cell.Y < inside.Bottom() {
				row(i, cell, scrolls)
			}
		}
	})
	if scrolls {
		hidden := int(math.Ceil((p.ScrollMax-scroll)/high - .01))
		p.listFooter(ui.Rect{X: inside.X, Y: inside.Bottom(), W: inside.W, H: footer}, hidden, n)
	}
	p.Add(ui.Box{R: frame, Radius: 4, Line: ui.Touch, Width: p.edge(.5, 1)})
}

func (p *page) footerHeight() float64 {
	return max(12, min(17, height(1, p.style("body"))+4))
}

func hasInitials(rows []Row) bool {
	for _, r := range rows {
		if r.Initial != "" {
			return true
		}
	}
	return false
}

// listFooter says that there is more, and which way.
func (p *page) listFooter(r ui.Rect, hidden, all int) {
	p.Add(ui.Box{R: r, Radius: 3, Fill: ui.Sunken})
	p.Add(ui.Box{R: r.Top(4), Fill: ui.Sunken})
	p.rule(r.X, r.Y, r.W, ui.Hairline)
	s := p.say("list.end", "n", strconv.Itoa(all))
	if hidden > 0 {
		s = p.say("list.more", "n", strconv.Itoa(hidden))
	}
	st, _ := p.fit(s, p.style("body"), r.W-24, 1)
	w := p.width(s, st)
	x := r.X + (r.W-w)/2
	if hidden > 0 {
		x += 6
		p.icon("chevron-up", x-12, r.Y+(r.H-9)/2, 9, ui.Ink2)
	}
	p.write(ui.Rect{X: x, Y: r.Y + (r.H-height(1, st))/2, W: w}, st, []string{s}, ui.Ink2, left)
}

// businessRow is one business; the whole row is the target.
func (p *page) businessRow(r ui.Rect, b Row, queue, gutter, first, scrolls bool) {
	enabled := b.Reason == ReasonNone
	pressed := enabled && p.glass.Pressed == Intent{ActBusiness, b.Code}
	name, sub, figure := ui.Touch, ui.Ink2, ui.Ink
	switch {
	case pressed:
		p.Add(ui.Box{R: r, Fill: ui.TouchPressed})
		name, sub, figure = ui.OnTouchPressed, ui.OnTouchPressed, ui.OnTouchPressed
	case !enabled:
		p.Add(ui.Box{R: r.Inset(1), Radius: 2, Fill: ui.Unavailable, Line: ui.UnavailableLine, Width: .5, Dash: dashes})
		name, sub, figure = ui.UnavailableInk, ui.UnavailableInk, ui.UnavailableInk
	}
	if !first {
		p.rule(r.X, r.Y, r.W, ui.Hairline)
	}
	in := r.Pad(min(6, r.W*.025), 0)
	if gutter {
		w := min(15, r.W*.075)
		p.at(r.X, w, r.Y+r.H/2+4, p.sized(11, 1, true), b.Initial, sub, centre)
		in.X, in.W = r.X+w, in.Right()-r.X-w
	}
	mm := 0.0
	if enabled {
		mm = 11
		if p.small {
			mm = 8
		}
		p.icon("chevron-right", in.Right()-mm, r.Y+(r.H-mm)/2, mm, name)
	}
	end := p.rowEnd(ui.Rect{X: in.X, Y: r.Y, W: in.W - mm - 3, H: r.H}, b, queue, sub, figure)
	p.rowWordsAt(ui.Rect{X: in.X, Y: r.Y, W: end - in.X - 4, H: r.H}, b, name, sub)
	p.Target(ui.Target{Role: "row", Label: b.Name.In(p.v.Lang), Do: string(ActBusiness), Arg: b.Code, R: r, Enabled: enabled, Scrolls: scrolls})
}

// rowEnd writes how many wait, how it stands, or why not, at the right; it
// returns where that begins.
func (p *page) rowEnd(r ui.Rect, b Row, queue bool, sub, figure ui.Role) float64 {
	st, number := p.style("body"), p.style("title3")
	base := r.Y + r.H/2 + .36*number.Em
	x := r.Right()
	back := func(st ui.Style, s string, role ui.Role) {
		if s == "" {
			return
		}
		w := p.width(s, st)
		p.at(x-w, w, base, st, s, role, left)
		x -= w + 1.5
	}
	switch {
	case b.Reason != ReasonNone:
		s := p.say("reason." + string(b.Reason) + ".short")
		if p.small {
			s = p.say("reason." + string(b.Reason) + ".tag")
		}
		st, _ = p.fit(s, st, r.W*.42, 1)
		back(st, s, figure)
	case !queue:
		st, _ = p.fit(b.Status.In(p.v.Lang), st, r.W*.42, 1)
		back(st, b.Status.In(p.v.Lang), sub)
	case b.Ahead == 0:
		back(st, p.say("unit.none"), sub)
	default:
		back(st, p.say("list.people"), sub)
		back(number, strconv.Itoa(b.Ahead), figure)
		if !p.small {
			back(st, p.say("list.waiting"), sub)
		}
	}
	return x
}

func (p *page) rowWordsAt(r ui.Rect, b Row, name, sub ui.Role) {
	title, place := p.style("title3"), p.style("body")
	title.Line, place.Line = 1.25, 1.3
	most := 1 // lines of the place
	if p.small {
		most = 2
	}
	lines := most
	for {
		cuts := len(p.Cut)
		t, l := p.fit(b.Name.In(p.v.Lang), title, r.W, 2)
		if p.small && t.Em < .8*title.Em { // a third line rather than the smallest type
			t, l = p.fit(b.Name.In(p.v.Lang), title, r.W, 3)
		}
		place.Em = max(place.Floor, min(place.Em, .92*t.Em)) // the name leads
		named := len(p.Cut)
		u, m := p.fit(b.Place.In(p.v.Lang), place, r.W, lines)
		if lines < most && len(p.Cut) > named {
			p.Cut, m = p.Cut[:named], nil
		}
		if b.Place.empty() {
			m = nil // the name alone stands in the middle
		}
		if lines > 1 && len(m) > 1 && height(len(l), t)+.6+height(len(m), u) > r.H-1 {
			p.Cut, lines = p.Cut[:cuts], 1 // the name keeps its size
			continue
		}
		h := height(len(l), t) + .6 + height(len(m), u)
		if smallest := t.Em <= t.Floor+.01; h <= r.H-1 || smallest {
			if h > r.H-2 && smallest { // the name matters more
				m, h = nil, height(len(l), t)
			}
			y := r.Y + (r.H-h)/2
			p.write(ui.Rect{X: r.X, Y: y, W: r.W}, t, l, name, left)
			p.write(ui.Rect{X: r.X, Y: y + height(len(l), t) + .6, W: r.W}, u, m, sub, left)
			return
		}
		p.Cut = p.Cut[:cuts]
		title.Em = max(title.Floor, min(title.Em, t.Em)*.95)
	}
}
