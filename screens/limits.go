package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

// limitCard says how many days are left, and of how many.
func (p *page) limitCard(v *Case) block {
	blocks := []block{p.caseHead(v)}
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

// caseHead is what is left, with the last day behind it or, where both do not
// fit a line, under it.
func (p *page) caseHead(v *Case) block {
	words, due := p.caseLeft(v), p.caseDue(v)
	st, small := p.style("title2"), p.style("lead")
	under := []block{p.para(words, st, ui.Ink, 0), p.para(due, p.style("body"), ui.Ink2, 1)}
	beside := func(w float64) bool { return p.width(words, st)+8+p.width(due, small) <= w }
	return block{
		size: func(w float64) float64 {
			if beside(w) {
				return height(1, st)
			}
			return p.natural(under, w)
		},
		draw: func(r ui.Rect) {
			if !beside(r.W) {
				p.stack(r, under)
				return
			}
			base := r.Y + drop(st)
			p.at(r.X, r.W, base, st, words, ui.Ink, left)
			p.at(r.X, r.W, base, small, due, ui.Ink2, right)
		}}
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
		p.limitTrack(ui.Rect{X: x, Y: r.Y + r.H/2 - 2.5, W: r.Right() - daysW - 5 - x, H: 5}, l)
	})
}

// limitTrack is the bar itself: round at both ends, cut at each day.
func (p *page) limitTrack(r ui.Rect, l Limit) {
	track := ui.Box{R: r, Radius: r.H / 2, Fill: ui.Hairline}
	cut := ui.Surface
	if p.contrast() {
		track.Fill, track.Line, track.Width = ui.Surface, ui.Ink, .25
		cut = ui.Ink
	}
	p.Add(track)
	day := r.W / float64(l.Days)
	if used := min(l.Used, l.Days); used > 0 {
		dark := r
		dark.W = max(r.H, day*float64(used))
		p.Add(ui.Box{R: dark, Radius: r.H / 2, Fill: ui.Ink})
		if used < l.Days {
			dark.X, dark.W = dark.X+r.H/2, dark.W-r.H/2
			p.Add(ui.Box{R: dark, Fill: ui.Ink})
		}
	}
	wide := .5
	if day < 3 {
		wide = .25
	}
	for i := 1; i < l.Days; i++ {
		x, role := r.X+day*float64(i), cut
		if i < l.Used {
			role = ui.Surface
		}
		p.Add(ui.Stroke{X1: x, Y1: r.Y, X2: x, Y2: r.Bottom(), Width: wide, Role: role})
	}
}

func (p *page) widestOf(st ui.Style, keys ...string) float64 {
	var w float64
	for _, k := range keys {
		w = max(w, p.width(p.say(k), st))
	}
	return w
}
