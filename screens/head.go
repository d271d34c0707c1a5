package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

// drawHead says whose hall this is, where the machine stands and what time it is.
func (p *page) drawHead() {
	r := ui.Rect{W: p.m.Width, H: p.head}
	crest := p.head * .6
	mark := ui.Rect{X: p.margin, Y: (p.head - crest) / 2, W: crest, H: crest}
	if p.v.Screen == ScreenService { // dark: this is not the citizens' page
		p.Add(ui.Box{R: r, Fill: ui.Ink}, ui.Icon{Name: "wrench", R: mark, Role: ui.Surface})
	} else {
		p.Add(ui.Box{R: r, Fill: ui.Surface})
		p.rule(0, p.head, p.m.Width, ui.Hairline)
		p.Add(ui.Picture{Kind: "crest", R: mark})
	}
	x := p.margin + crest + p.head*.2
	end := p.drawNow(r)
	name := ui.Rect{X: x, W: end - x - 4, H: p.head}
	if p.v.Toast.Key != "" {
		p.toast(name, p.v.Toast)
		return
	}
	p.drawHall(name)
}

// headInk are the colours of what stands on the head, and of what matters less.
func (p *page) headInk() (ink, ink2 ui.Role) {
	if p.v.Screen == ScreenService {
		return ui.Surface, ui.Surface
	}
	return ui.Ink, ui.Ink2
}

// headWords are the name over the place; on a technician's page the mode over
// who works here.
func (p *page) headWords() (name, place string) {
	if p.v.Screen == ScreenService {
		return p.say("technician.title"), p.serviceWho(p.v.Technician)
	}
	return p.v.Hall.Name.In(p.v.Lang), p.v.Hall.Place.In(p.v.Lang)
}

// nameStyle is fixed by the head's height, not by the text step.
func (p *page) nameStyle() ui.Style {
	em := p.head * .376
	switch {
	case p.small:
		em = 8
	case p.big() && !p.large:
		em = p.head * .43
	}
	return ui.Style{Em: em, Line: 1.2, Bold: true, Spaced: .02, Floor: 5.4}
}

// drawHall writes the hall's name in one line over its place, or in two lines.
func (p *page) drawHall(r ui.Rect) {
	name, place := p.headWords()
	ink, ink2 := p.headInk()
	st, lines := p.nameStyle(), []string{name}
	if p.width(name, st) > r.W {
		st.Spaced, st.Em = 0, st.Em*.915
		st, lines = p.fitEven(name, st, r.W, 2)
	}
	sub := ui.Style{Em: p.head * .264, Line: 1.3}
	h := height(len(lines), st)
	showPlace := place != "" && len(lines) == 1 && !p.small && !p.big()
	if showPlace {
		h += .6 + height(1, sub)
	}
	r.Y = (r.H - h) / 2
	p.write(r, st, lines, ink, left)
	if showPlace {
		r.Y += height(1, st) + .6
		p.write(r, sub, []string{place}, ink2, left)
	}
}

// drawNow writes date and time at the right and returns where it begins.
func (p *page) drawNow(r ui.Rect) float64 {
	ink, ink2 := p.headInk()
	now := ui.Style{Em: p.head * .6, Line: 1, Bold: true}
	time := clock(p.v.Clock)
	w := p.width(time, now)
	x := p.m.Width - p.margin - w
	p.at(x, w, r.H/2+.366*now.Em, now, time, ink, left)
	if p.small || p.big() {
		return x
	}
	st := ui.Style{Em: p.head * .264, Line: 1.3}
	date, weekday := p.words.day(p.v.Clock)
	lines := []string{date, weekday}
	if p.v.Lang == English {
		lines = []string{weekday, date}
	}
	dw := p.widest(lines, st)
	x -= p.head*.2 + dw
	p.write(ui.Rect{X: x, Y: (r.H - height(2, st)) / 2, W: dw}, st, lines, ink2, left)
	return x
}

// drawSteps shows where the citizen is in the journey. It returns its height.
func (p *page) drawSteps() float64 {
	n := len(p.v.Steps)
	if n == 0 {
		return 0
	}
	st := p.style("body")
	st.Line = 1.3
	above := p.gap
	if p.small {
		p.drawSegments(n)
		return above + 1.5
	}
	cols := ui.Rect{X: p.margin, Y: p.head + above, W: p.body.W}.Columns(n, 3)
	for i := range n {
		for p.stepWidth(i, st) > cols[i].W && st.Em > st.Floor {
			st.Em = max(st.Floor, st.Em*.97)
		}
	}
	for i, c := range cols {
		p.drawStep(i, c, st)
	}
	return above + 3.5 + max(p.mark(), height(1, st))
}

// drawSegments are the steps without words, for which a small panel has no room.
func (p *page) drawSegments(n int) {
	for i, c := range (ui.Rect{X: p.margin, Y: p.head + p.gap, W: p.body.W, H: 1.5}).Columns(n, 3) {
		role := ui.Hairline
		switch {
		case i < p.v.Current:
			role = ui.DoneMark
		case i == p.v.Current:
			role = ui.Ink
		}
		p.Add(ui.Box{R: c, Fill: role})
	}
}

// stepWidth is what a step takes of its column at the most, with room to the next.
func (p *page) stepWidth(i int, st ui.Style) float64 {
	bold := st
	bold.Bold = true
	words := p.width(p.stepWords(i), bold)
	if i < p.v.Current {
		return p.mark() + 1.5 + words
	}
	return p.width(strconv.Itoa(i+1), bold) + st.Em/2 + words
}

func (p *page) stepWords(i int) string { return p.say("step." + string(p.v.Steps[i])) }

func (p *page) drawStep(i int, c ui.Rect, st ui.Style) {
	line, role, current := ui.Hairline, ui.Ink2, i == p.v.Current
	if i < p.v.Current {
		line, role = ui.DoneMark, ui.Done
	} else if current {
		line, role, st.Bold = ui.Ink, ui.Ink, true
	}
	p.Add(ui.Box{R: c.Top(1.5), Fill: line})
	mm := p.mark()
	h := max(mm, height(1, st))
	text := ui.Rect{X: c.X, Y: c.Y + 3.5 + (h-height(1, st))/2, W: c.W}
	if i < p.v.Current {
		p.Add(ui.Icon{Name: "check", R: ui.Rect{X: c.X, Y: c.Y + 3.5 + (h-mm)/2, W: mm, H: mm}, Role: ui.DoneMark, Bold: 3})
		text.X += mm + 1.5
		p.write(text, st, []string{p.stepWords(i)}, role, left)
		return
	}
	number := strconv.Itoa(i + 1)
	p.write(text, st, []string{number}, role, left)
	text.X += p.width(number, st) + st.Em/2
	p.write(text, st, []string{p.stepWords(i)}, role, left)
}
