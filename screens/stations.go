package screens

import "govkiosk/screens/ui"

// station marks: pictogram, its colour, and whether the disc is filled.
var stationMarks = map[CaseState]struct {
	icon       string
	fill, mark ui.Role
}{
	CaseDone:   {"check", ui.DoneMark, ui.Surface},
	CasePaused: {"pause", ui.Surface, ui.Ink},
	CaseNow:    {"circle-dot", ui.Ink, ui.Surface},
	CaseNext:   {"circle-dashed", ui.Surface, ui.Ink2},
}

// stations stand under one another on a line; where there is no room for all,
// the present one and its neighbours stay.
func (p *page) stations(all []CaseEvent) block {
	least := p.stationHigh() + 6
	if p.wide {
		least -= 4
	}
	shown := min(len(all), 3)
	if p.wide {
		shown = min(len(all), 4)
	}
	return block{gap: p.gap, grow: 1, least: least * float64(shown),
		size: func(float64) float64 { return (least + 6) * float64(len(all)) },
		draw: func(r ui.Rect) {
			list := aroundNow(all, int(r.H/least+.01))
			for i, cell := range r.Rows(len(list), 0) {
				p.station(cell, list, i)
			}
		}}
}

// aroundNow keeps n stations, the present one in the middle.
func aroundNow(all []CaseEvent, n int) []CaseEvent {
	n = max(1, min(n, len(all)))
	now := 0
	for i, e := range all {
		if e.State == CaseNow || e.State == CasePaused && now == 0 {
			now = i
		}
	}
	from := min(max(0, now-(n-1)/2), len(all)-n)
	return all[from : from+n]
}

const stationDisc = 13.0

// stationHigh is a station's height: its title beside the mark, and a line
// under it.
func (p *page) stationHigh() float64 {
	h := max(stationDisc, height(1, p.style("title3")))
	if !p.small { // a small panel says what, not who
		h += height(1, p.style("body")) - 1.2
	}
	return h
}

func (p *page) station(r ui.Rect, list []CaseEvent, i int) {
	e := list[i]
	when, title, detail := p.style("body"), p.style("title3"), p.style("body")
	dateW := min(40, r.W*.17)
	if p.small || p.scale.Elder {
		dateW = r.W * .22
	}
	first := max(stationDisc, height(1, title))
	top := r.Y + (r.H-p.stationHigh())/2
	cx, cy := r.X+dateW+4+stationDisc/2, top+first/2
	p.stationLine(cx, cy, r.H, e, i+1 == len(list))
	when.Bold = e.State == CaseNow
	role := ui.Ink2
	if when.Bold {
		role = ui.Ink
	}
	fitted, _ := p.fit(e.When.In(p.v.Lang), when, dateW, 1)
	p.at(r.X, dateW, cy+.36*fitted.Em, fitted, e.When.In(p.v.Lang), role, right)
	p.stationMark(cx, cy, e.State)
	text := ui.Rect{X: cx + stationDisc/2 + 8.5, Y: top, H: r.H}
	text.W = r.Right() - text.X - 3
	if e.State == CaseNow {
		air := min(4, (r.H-p.stationHigh())/2-.5)
		p.Add(ui.Box{R: ui.Rect{X: text.X - 6, Y: top - air, W: r.Right() - text.X + 6, H: p.stationHigh() + 2*air}, Radius: 4, Fill: ui.Surface, Line: ui.Ink, Width: .75})
	}
	t, l := p.fit(e.Title.In(p.v.Lang), title, text.W, 1)
	p.write(ui.Rect{X: text.X, Y: cy - height(1, t)/2, W: text.W}, t, l, ui.Ink, left)
	if !p.small {
		u, m := p.fit(e.Detail.In(p.v.Lang), detail, text.W, 1)
		p.write(ui.Rect{X: text.X, Y: top + first - 1.2, W: text.W}, u, m, ui.Ink2, left)
	}
}

// stationLine leads from one mark to the next.
func (p *page) stationLine(cx, cy, step float64, e CaseEvent, last bool) {
	if last {
		return
	}
	role := ui.Hairline
	if e.State == CaseDone {
		role = ui.DoneMark
	}
	p.Add(ui.Stroke{X1: cx, Y1: cy + stationDisc/2, X2: cx, Y2: cy + step - stationDisc/2, Width: 1, Role: role})
}

func (p *page) stationMark(cx, cy float64, s CaseState) {
	m := stationMarks[s]
	box := ui.Box{R: ui.Rect{X: cx - stationDisc/2, Y: cy - stationDisc/2, W: stationDisc, H: stationDisc}, Radius: stationDisc / 2, Fill: m.fill}
	if m.fill == ui.Surface {
		box.Line, box.Width = ui.LineStrong, .75
		if s == CasePaused {
			box.Line = ui.Ink
		}
	}
	p.Add(box, ui.Icon{Name: m.icon, R: ui.Rect{X: cx - 4.25, Y: cy - 4.25, W: 8.5, H: 8.5}, Role: m.mark, Bold: 2.4})
}
