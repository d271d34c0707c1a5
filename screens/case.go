package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

// caseTimeline is how far a matter has come: what is left, and its stations.
func (p *page) caseTimeline(v *Case) content {
	lead := p.say("case.number", "n", v.Number) + " | " + p.say("case.applicant", "name", v.Applicant)
	if s := v.Sort.In(p.v.Lang); s != "" && !p.small {
		lead += " | " + s
	}
	read := p.ask(9, v.Name.In(p.v.Lang), lead)
	stations := p.stations(v.Events)
	acts := p.caseActs(v)
	if p.wide {
		return content{read: append(read, spring(), p.limitCard(v)), touch: append([]block{stations, spring()}, acts...)}
	}
	return content{read: append(read, p.limitCard(v), stations), touch: acts, flow: true}
}

// limitCard says how many days are left, and of how many.
func (p *page) limitCard(v *Case) block {
	blocks := []block{p.para(p.caseLeft(v), p.style("title2"), ui.Ink, 0), p.para(p.caseDue(v), p.style("body"), ui.Ink2, 1)}
	if v.Lacks > 0 {
		blocks = append(blocks, p.para(p.say("case.lacks", "n", strconv.Itoa(v.Lacks)), p.style("label"), ui.Ink, 1))
	}
	if v.Ready > 0 {
		blocks = append(blocks, p.para(p.say("case.ready", "n", strconv.Itoa(v.Ready)), p.style("label"), ui.Ink, 1))
	}
	if p.scale.Elder || p.small {
		return p.boxed(p.gap, 9, 6, blocks...)
	}
	blocks = append(blocks, p.limitBar("case.promised", v.Promised, 4), p.limitBar("case.legal", v.Legal, 3))
	if s := v.Note.In(p.v.Lang); s != "" {
		blocks = append(blocks, p.para(s, p.style("body"), ui.Ink2, 4))
	}
	return p.boxed(p.gap, 9, 7, blocks...)
}

// caseLeft is how many working days are left.
func (p *page) caseLeft(v *Case) string {
	switch {
	case v.Status.Zh != "":
		return v.Status.In(p.v.Lang)
	case v.Left < 0:
		return p.say("case.late", "n", strconv.Itoa(-v.Left))
	case v.Left == 0:
		return p.say("case.today")
	}
	return p.say("case.left", "n", strconv.Itoa(v.Left))
}

func (p *page) caseDue(v *Case) string {
	if v.Due.IsZero() {
		return ""
	}
	date, weekday := p.words.day(v.Due)
	return p.say("case.due", "date", date, "weekday", weekday)
}

// limitBar is a bar with a part for each working day, the used ones dark.
func (p *page) limitBar(word string, l Limit, gap float64) block {
	if l.Days <= 0 {
		return block{}
	}
	st, bold := p.style("body"), p.style("label")
	return fixed(max(height(1, st), height(1, bold)), gap, func(r ui.Rect) {
		base := r.Y + r.H/2 + .36*st.Em
		name, days := p.say(word), p.say("case.days", "n", strconv.Itoa(l.Days))
		nameW, daysW := min(r.W*.3, p.widestOf(st, "case.promised", "case.legal")), r.W*.4
		named, _ := p.fit(name, st, nameW, 1)
		counted, _ := p.fit(days, bold, daysW, 1)
		daysW = min(daysW, p.width(p.say("case.days", "n", "99"), bold))
		p.at(r.X, r.W, base, named, name, ui.Ink, left)
		p.at(r.X, r.W, base, counted, days, ui.Ink, right)
		x := r.X + nameW + 5
		bar := ui.Rect{X: x, Y: r.Y + r.H/2 - 2.5, W: r.Right() - daysW - 5 - x, H: 5}
		gap := .5
		if bar.W/float64(l.Days) < 3 {
			gap = .25
		}
		for i, c := range bar.Columns(l.Days, gap) {
			b := ui.Box{R: c, Fill: ui.Hairline}
			if i < l.Used {
				b.Fill = ui.Ink
			} else if p.contrast() {
				b.Fill, b.Line, b.Width = ui.Surface, ui.Ink, .25
			}
			p.Add(b)
		}
	})
}

func (p *page) widestOf(st ui.Style, keys ...string) float64 {
	var w float64
	for _, k := range keys {
		w = max(w, p.width(p.say(k), st))
	}
	return w
}

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
	least := height(1, p.style("title3")) + height(1, p.style("body")) + 3
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

func (p *page) station(r ui.Rect, list []CaseEvent, i int) {
	e := list[i]
	when, title, detail := p.style("body"), p.style("title3"), p.style("body")
	dateW := min(40, r.W*.17)
	if p.small || p.scale.Elder {
		dateW = r.W * .22
	}
	cx, cy := r.X+dateW+4+stationDisc/2, r.Y+r.H/2
	if i+1 < len(list) {
		line := ui.Hairline
		if e.State == CaseDone {
			line = ui.DoneMark
		}
		p.Add(ui.Stroke{X1: cx, Y1: cy + stationDisc/2, X2: cx, Y2: cy + r.H - stationDisc/2, Width: 1, Role: line})
	}
	when.Bold = e.State == CaseNow
	fitted, _ := p.fit(e.When.In(p.v.Lang), when, dateW, 1)
	p.at(r.X, dateW, cy+.36*fitted.Em, fitted, e.When.In(p.v.Lang), ui.Ink, right)
	p.stationMark(cx, cy, e.State)
	text := ui.Rect{X: cx + stationDisc/2 + 8.5, Y: r.Y, H: r.H}
	text.W = r.Right() - text.X - 3
	if e.State == CaseNow {
		p.Add(ui.Box{R: ui.Rect{X: text.X - 6, Y: r.Y + 1, W: r.Right() - text.X + 6, H: r.H - 2}, Radius: 4, Fill: ui.Surface, Line: ui.Ink, Width: .75})
	}
	t, l := p.fit(e.Title.In(p.v.Lang), title, text.W, 1)
	var m []string
	u := detail
	if !p.small { // a small panel says what, not who
		u, m = p.fit(e.Detail.In(p.v.Lang), detail, text.W, 1)
	}
	h := height(1, t) + height(len(m), u)
	p.write(ui.Rect{X: text.X, Y: cy - h/2, W: text.W}, t, l, ui.Ink, left)
	p.write(ui.Rect{X: text.X, Y: cy - h/2 + height(1, t), W: text.W}, u, m, ui.Ink2, left)
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

// caseActs are what can be done: in elder mode the one that helps most.
func (p *page) caseActs(v *Case) []block {
	var keys []func(ui.Rect)
	key := func(on bool, do Act, word, icon string) {
		if on && (len(keys) == 0 || !p.scale.Elder) {
			keys = append(keys, p.press(do, "", look{label: p.say("case." + word), icon: icon}))
		}
	}
	key(v.Lacks > 0 && v.Paper, ActLacks, "list", "list")
	key(v.Rate, ActRate, "rate", "smile")
	key(v.Paper, ActPrint, "print", "printer")
	key(v.Phone, ActSend, "send", "smartphone")
	report := p.row(min(6, p.gap), 22, nil, p.press(ActReport, "", look{label: p.say("case.report"), icon: "megaphone"}))
	return append(p.actRows(keys), report)
}
