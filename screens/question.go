package screens

import "govkiosk/screens/ui"

// asking is one question and its choices.
func (p *page) asking(v *Question) content {
	title, lead := p.given(v.Title, "question."+v.Key+".title"), p.maybe(v.Lead, "question."+v.Key+".lead")
	read := append(p.question(11, title, lead), spring())
	if v.Person != nil && !p.small && !p.scale.Elder {
		read = append(read, p.personCard(v.Person))
	}
	touch := []block{p.choices(v)}
	if v.Next != "" {
		touch = append(touch, p.nextKey(v))
	}
	return content{read: read, touch: touch}
}

// choices are keys where they all fit, else a list to push; elder mode has
// four of them a sheet.
func (p *page) choices(v *Question) block {
	gap, least := min(5, p.gap), p.leastChoice(v)
	n := float64(len(v.Choices))
	if n == 0 {
		return block{grow: 1, least: 50, size: func(float64) float64 { return 120 }, draw: func(r ui.Rect) { p.noChoice(r, v) }}
	}
	few := min(n, 3)
	if p.wide || p.small {
		few = min(n, 2)
	}
	return block{grow: 1, least: few*(least+gap) + 5, size: func(float64) float64 { return n * (least + gap) },
		draw: func(r ui.Rect) {
			switch {
			case p.scale.Elder:
				p.choiceSheet(r, v, least, gap)
			case n*(least+gap)-gap <= r.H+.01:
				p.choiceKeys(r, v, v.Choices, least*p.blowUp(), gap)
			default:
				p.choiceList(r, v, least)
			}
		}}
}

// leastChoice is the height that a choice needs.
func (p *page) leastChoice(v *Question) float64 {
	h := p.leastRow()
	if p.scale.Elder && !p.small {
		h = max(27, h)
	}
	for _, c := range v.Choices {
		if p.choiceDetail(c) == "" {
			continue
		}
		return h + 4
	}
	return h
}

// blowUp is how much higher than it needs a choice is made where few have much
// room: the totem has the most.
func (p *page) blowUp() float64 {
	if p.large {
		return 2
	}
	return 1.6
}

// choiceKeys stand on the bar, or on the filled key; few are not blown up.
func (p *page) choiceKeys(r ui.Rect, v *Question, list []Choice, most, gap float64) {
	n := float64(len(list))
	high := min((r.H+gap)/n-gap, most)
	y := r.Bottom() - n*(high+gap) + gap
	for i, c := range list {
		p.choiceRow(ui.Rect{X: r.X, Y: y + float64(i)*(high+gap), W: r.W, H: high}, v, c, false, false)
	}
}

// choiceSheet is four choices at most, with the keys to turn to the others.
func (p *page) choiceSheet(r ui.Rect, v *Question, least, gap float64) {
	list, per := v.Choices, elderPage
	if len(list) > per || float64(len(list))*(least+gap)-gap > r.H {
		high := p.pagerHeight()
		foot := ui.Rect{X: r.X, Y: r.Bottom() - high, W: r.W, H: high}
		r.H -= high + gap
		per = min(per, max(1, int((r.H+gap)/(least+gap)+.01)))
		p.Sheets = (len(list) + per - 1) / per
		n := min(max(p.glass.Sheet, 0), p.Sheets-1)
		p.pager(foot, n, p.Sheets)
		list = list[n*per : min(len(list), (n+1)*per)]
		high = (r.H+gap)/float64(per) - gap // the same on the last sheet
		r.H = float64(len(list))*(high+gap) - gap
	}
	p.choiceKeys(r, v, list, 60, gap)
}

// choiceList is pushed by a finger.
func (p *page) choiceList(r ui.Rect, v *Question, least float64) {
	p.pushed(r, len(v.Choices), least, func(i int, cell ui.Rect, scrolls bool) {
		if i > 0 {
			p.rule(cell.X, cell.Y, cell.W, ui.Hairline)
		}
		p.choiceRow(cell, v, v.Choices[i], true, scrolls)
	})
}

// noChoice says what there is not, and leads back.
func (p *page) noChoice(r ui.Rect, v *Question) {
	p.message(r, message{icon: "search", title: p.emptyWords(v), sub: p.say("question.emptySub"),
		key: p.press(ActBack, "", look{label: p.say("bar.back"), icon: "arrow-left", kind: primary, typ: "action", mm: 16})})
}

func (p *page) emptyWords(v *Question) string {
	if s := p.maybe(Text{}, "question."+v.Key+".empty"); s != "" {
		return s
	}
	return p.say("question.empty")
}

func (p *page) nextKey(v *Question) block {
	l := look{label: p.say("act." + v.Next), icon: "arrow-right", mm: 16, typ: "action", kind: primary}
	if !v.Ready {
		l.kind, l.icon, l.sub = off, "", p.say("question.first")
	}
	return p.row(p.gap, 40, nil, p.press(ActNext, "", l))
}

func (p *page) choiceName(c Choice) string { return p.given(c.Name, "choice."+c.Key+".name") }

// choiceDetail is what stands under the name: of one that cannot be had, why
// and where else.
func (p *page) choiceDetail(c Choice) string {
	if c.Reason == ReasonNone {
		return p.maybe(c.Detail, "choice."+c.Key+".detail")
	}
	why := p.say("reason." + string(c.Reason) + ".short")
	if w := c.Where.In(p.v.Lang); w != "" {
		why += p.say("speak.comma") + w
	}
	return why
}

// choiceRow is one choice: a key of its own, or a row of a framed list.
func (p *page) choiceRow(r ui.Rect, v *Question, c Choice, framed, scrolls bool) {
	enabled := c.Reason == ReasonNone
	pressed := enabled && p.glass.Pressed == Intent{ActChoose, c.ID}
	l := look{radius: 4}
	switch {
	case !enabled:
		l.kind = off
	case c.Chosen:
		l.kind = chosen
	}
	ink := p.paint(l, pressed)
	p.choiceGround(r, l, ink, framed, pressed)
	in := r.Pad(min(7, r.W*.03), 0)
	x, mm := in.X, 14.0
	if p.small {
		mm = 10
	}
	mark := ui.Rect{X: x, Y: r.Y + (r.H-mm)/2, W: mm, H: mm}
	switch {
	case v.Many:
		p.tickBox(mark, c.Chosen, ink)
		x += mm + mm*.4
	case c.Icon != "":
		p.Add(ui.Icon{Name: c.Icon, R: mark, Role: ink.ink})
		x += mm + mm*.4
	}
	end := p.choiceEnd(in, v, c, ink)
	p.twoTexts(ui.Rect{X: x, Y: r.Y, W: end - x - 3, H: r.H}, p.choiceName(c), p.choiceDetail(c), ink)
	role := "row"
	if v.Many {
		role = "box"
	}
	p.Target(ui.Target{Role: role, Label: p.choiceName(c), Hint: p.choiceDetail(c), Do: string(ActChoose), Arg: c.ID, R: r, Enabled: enabled, Scrolls: scrolls})
}

// choiceGround is a box of its own, or the colour of a row.
func (p *page) choiceGround(r ui.Rect, l look, c paint, framed, pressed bool) {
	switch {
	case !framed:
		p.keyBox(r, l, c)
	case l.kind == off:
		p.Add(ui.Box{R: r.Inset(1), Radius: 2, Fill: c.fill, Line: c.line, Width: .5, Dash: dashes})
	case pressed || l.kind == chosen:
		p.Add(ui.Box{R: r, Fill: c.fill})
	}
}

// choiceEnd draws what stands at the right and returns where it begins.
func (p *page) choiceEnd(in ui.Rect, v *Question, c Choice, ink paint) float64 {
	x, mm := in.Right(), 11.0
	if p.small {
		mm = 8
	}
	icon := ""
	switch {
	case c.Reason != ReasonNone || v.Many:
	case c.Chosen:
		icon = "check"
	case v.Next == "":
		icon = "chevron-right"
	}
	if icon != "" {
		x -= mm
		p.icon(icon, x, in.Y+(in.H-mm)/2, mm, ink.ink)
		x -= 2
	}
	s := c.Status.In(p.v.Lang)
	if c.Reason != ReasonNone {
		s = p.say("reason." + string(c.Reason) + ".tag")
	}
	if s == "" {
		return x
	}
	st, lines := p.fit(s, p.style("label"), in.W*.34, 2)
	w := p.widest(lines, st)
	p.write(ui.Rect{X: x - w, Y: in.Y + (in.H-height(len(lines), st))/2, W: w}, st, lines, ink.ink, right)
	return x - w - 2
}

// twoTexts is a name over a smaller text, in the middle of r, both made to fit.
func (p *page) twoTexts(r ui.Rect, name, detail string, ink paint) {
	title, body := p.style("title3"), p.style("body")
	if r.H > 1.35*p.leastRow() && !p.small {
		title = p.style("title2")
	}
	title.Line, body.Line = 1.3, 1.3
	for {
		cuts := len(p.Cut)
		t, l := p.fit(name, title, r.W, 2)
		h := height(len(l), t)
		u, m := body, []string(nil)
		if detail != "" {
			u, m = p.fit(detail, body, r.W, 2)
			h += .8 + height(len(m), u)
		}
		smallest := t.Em <= t.Floor+.01 && (detail == "" || u.Em <= u.Floor+.01)
		if h <= r.H-5 || smallest {
			if h > r.H+.3 {
				p.Cut = append(p.Cut, name)
			}
			y := r.Y + (r.H-h)/2
			p.write(ui.Rect{X: r.X, Y: y, W: r.W}, t, l, ink.ink, left)
			p.write(ui.Rect{X: r.X, Y: y + height(len(l), t) + .8, W: r.W}, u, m, ink.sub, left)
			return
		}
		p.Cut = p.Cut[:cuts]
		title.Em = max(title.Floor, min(title.Em, t.Em)*.95)
		body.Em = max(body.Floor, min(body.Em, u.Em)*.97)
	}
}
