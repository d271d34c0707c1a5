package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

// attract is what passers-by see: one large key under the state of the hall.
// The whole page moves by up to 3 mm against burn-in.
func (p *page) attract(a *Attract) {
	k := p.m.Height * .351
	if p.wide {
		k = p.m.Height * .33
	} else if p.small {
		k = p.m.Height * .28
	}
	shift := shiftOf(a.Shift)
	margin := p.margin * 4 / 3
	top := ui.Rect{X: margin + shift, Y: margin + 2 + shift, W: p.m.Width - 2*margin, H: p.m.Height - k - 2*margin - 2}
	if p.wide {
		p.attractWide(top, a)
	} else {
		p.attractTall(top, a)
	}
	p.startKey(ui.Rect{Y: p.m.Height - k, W: p.m.Width, H: k}, margin, shift)
	p.Target(ui.Target{Role: "page", Label: p.say("attract.start"), Do: string(ActStart),
		R: ui.Rect{W: p.m.Width, H: p.m.Height}, Enabled: true, Primary: true})
}

// shiftOf walks 0…3 mm and back, a step a minute.
func shiftOf(minute int) float64 {
	n := minute % 12
	if n < 0 {
		n += 12
	}
	return float64(min(n, 12-n)) / 2
}

func (p *page) attractTall(r ui.Rect, a *Attract) {
	p.stack(r, []block{p.bigHead(), p.bigClock(p.gap*12/7, a), spring(), p.waitingCard(a.Queues, clockOrNone(a), 0), spring(), p.noticeLine(a, 0), spring()})
}

func (p *page) attractWide(r ui.Rect, a *Attract) {
	l, rt := r, r
	l.W = r.W * .47
	rt.X, rt.W = l.Right()+14, r.W-l.W-14
	p.stack(l, []block{p.bigHead(), p.bigClock(10, a), spring(), p.noticeLine(a, 4)})
	p.stack(rt, []block{p.waitingCard(a.Queues, clockOrNone(a), 0)})
}

func (p *page) bigHead() block {
	mm := 32.0
	if p.wide {
		mm = 20
	} else if p.small {
		mm = 14
	}
	return fixed(mm, 0, func(r ui.Rect) {
		p.Add(ui.Picture{Kind: "crest", R: ui.Rect{X: r.X, Y: r.Y, W: mm, H: mm}})
		text := ui.Rect{X: r.X + mm*1.28, Y: r.Y, W: r.W - mm*1.28}
		name := ui.Style{Em: mm * .625, Line: 1.15, Bold: true, Spaced: .02, Floor: 4.4}
		other := ui.Style{Em: max(6.6, mm*.294), Line: 1.45, Floor: 4.8}
		first, second := p.v.Hall.Name.In(p.v.Lang), p.v.Hall.Name.En
		if p.v.Lang == English {
			second = p.v.Hall.Name.Zh
		}
		name, lines := p.fit(first, name, text.W, 1)
		other, under := p.fit(second, other, text.W, 1)
		text.Y += (mm - height(1, name) - height(1, other)) / 2
		p.write(text, name, lines, ui.Ink, left)
		text.Y += height(1, name)
		p.write(text, other, under, ui.Ink2, left)
	})
}

// bigClock is the time, with the day and the opening hours beside it.
func (p *page) bigClock(gap float64, a *Attract) block {
	em := min(62, p.m.Width*.2313)
	if p.wide {
		em = 44
	}
	if len(clock(p.v.Clock)) > len("9:36") {
		em *= .8 // the day keeps its room beside 21:36
	}
	return fixed(.8*em+10, gap, func(r ui.Rect) {
		p.Add(ui.Stroke{X1: r.X, Y1: r.Y, X2: r.Right(), Y2: r.Y, Width: .5, Role: ui.Ink})
		now := ui.Style{Em: em, Line: 1, Bold: true, Spaced: -.01}
		base := r.Bottom() - .03*em
		time := clock(p.v.Clock)
		p.at(r.X-.04*em, r.W, base, now, time, ui.Ink, left)
		room := r.W - p.width(time, now) - 4
		date, weekday := p.words.day(p.v.Clock)
		if p.v.Lang == English {
			date, weekday = weekday, date
		}
		both := date + "\u2002" + weekday
		if p.small {
			both = date + "\n" + weekday
		}
		day, l := p.fit(both, ui.Style{Em: em * .226, Line: 1.3, Bold: true, Floor: 5}, room, 2)
		open, ol := p.fit(p.openWords(a), ui.Style{Em: em * .177, Line: 1.3, Floor: 5}, room, 2)
		y := r.Bottom() - height(len(l), day) - height(len(ol), open)
		col := ui.Rect{X: r.Right() - room, Y: y, W: room}
		p.write(col, day, l, ui.Ink, right)
		col.Y += height(len(l), day)
		p.write(col, open, ol, ui.Ink2, right)
	})
}

func (p *page) openWords(a *Attract) string {
	switch {
	case a.OpenUntil != "":
		return p.say("attract.open", "time", a.OpenUntil)
	case a.OpensAt != "":
		return p.say("attract.opens", "time", a.OpensAt)
	}
	return p.say("attract.closed")
}

func clockOrNone(a *Attract) string {
	if a.UpdatedAt.IsZero() {
		return ""
	}
	return clock(a.UpdatedAt)
}

// waitingCard lists the departments with a bar each for how busy they are.
func (p *page) waitingCard(queues []Queue, updated string, gap float64) block {
	queues = queues[:min(len(queues), 5)]
	rowH, least := 20.0, 1.15*p.waitingType()
	if p.small {
		rowH = 8.5
	}
	rowH = max(rowH, 1.3*p.waitingType())
	title := p.style("title2")
	headH := height(1, title) + 9
	if p.small {
		headH = height(1, title) + 3
	}
	return block{gap: gap, least: headH + 3 + least*float64(len(queues)),
		size: func(float64) float64 { return headH + 3 + rowH*float64(len(queues)) },
		draw: func(r ui.Rect) {
			p.card(r)
			in := r.Pad(min(9, r.W*.04), 0)
			p.cardTitle(ui.Rect{X: in.X, Y: in.Y, W: in.W, H: headH}, title, updated)
			rows := ui.Rect{X: in.X, Y: in.Y + headH, W: in.W, H: in.H - headH - 2}
			if len(queues) == 0 {
				return
			}
			for i, row := range rows.Rows(len(queues), 0) {
				p.rule(row.X, row.Y, row.W, ui.Hairline)
				p.waitingRow(row, queues[i], busiest(queues))
			}
		}}
}

func (p *page) cardTitle(r ui.Rect, title ui.Style, updated string) {
	base := r.Y + (r.H-height(1, title))/2 + drop(title)
	p.at(r.X, r.W, base, title, p.say("queue.title"), ui.Ink, left)
	st := p.style("body")
	words := p.say("queue.never")
	if updated != "" {
		words = p.say("queue.updated", "time", updated)
	}
	st, _ = p.fit(words, st, r.W-p.width(p.say("queue.title"), title)-4, 1)
	p.at(r.X, r.W, base, st, words, ui.Ink2, right)
}

func busiest(queues []Queue) int {
	most := 1
	for _, q := range queues {
		most = max(most, q.Ahead)
	}
	return most
}

// waitingNumber is the type of how many wait.
func (p *page) waitingNumber() ui.Style {
	if p.small {
		return p.sized(9.8, 1, true)
	}
	return p.sized(15, 1, true)
}

// waitingType is the largest type in a row, em.
func (p *page) waitingType() float64 { return max(p.waitingNumber().Em, p.style("lead").Em) }

// waitingRow is name, bar, people and minutes.
func (p *page) waitingRow(r ui.Rect, q Queue, most int) {
	name, number := p.sized(9.8, 1, false), p.waitingNumber()
	unit, wait := p.style("body"), p.style("lead")
	words := p.words.wait(q.Wait, "unit.about")
	if p.v.Lang == English || p.small {
		words = p.words.wait(q.Wait, "unit.range")
	}
	waitW := r.W * .31
	wait, _ = p.fit(words, wait, waitW, 1)
	base := r.Y + r.H/2 + .38*number.Em
	people := p.say("unit.peopleShort")
	nameW := r.W * .27
	if p.small {
		nameW = r.W * .4
	}
	n := q.Name.In(p.v.Lang)
	name, _ = p.fit(n, name, nameW, 1)
	p.at(r.X, nameW, base-.02*number.Em, name, n, ui.Ink, left)
	track := ui.Rect{X: r.X + nameW, Y: r.Y + r.H/2 - 2, W: r.W * .24, H: 4}
	if !p.small {
		p.Add(ui.Box{R: track, Radius: 2, Fill: ui.Sunken})
	}
	if q.Ahead > 0 && !p.small {
		track.W = max(4, track.W*float64(q.Ahead)/float64(most)*.9)
		p.Add(ui.Box{R: track, Radius: 2, Fill: ui.Ink2})
	}
	x := r.X + r.W - waitW - 6
	p.at(r.X, x-r.X, base, unit, people, ui.Ink2, right)
	p.at(r.X, x-r.X-p.width(people, unit)-1.5, base, number, strconv.Itoa(q.Ahead), ui.Ink, right)
	p.at(r.X, r.W, base, wait, words, ui.Ink2, right)
}

// noticeLine is one line of notice behind a small sign.
func (p *page) noticeLine(a *Attract, gap float64) block {
	s := a.Notice.In(p.v.Lang)
	if s == "" {
		return block{}
	}
	return fixed(17, gap, func(r ui.Rect) {
		sign := p.sized(8.6, 1, true)
		w := p.width(p.say("attract.notice"), sign) + 7
		h := sign.Em + 4.5
		box := ui.Rect{X: r.X, Y: r.Y + (r.H-h)/2, W: w, H: h}
		p.Add(ui.Box{R: box, Radius: 1.5, Fill: ui.Surface, Line: ui.Ink, Width: p.hairline()})
		p.at(box.X, box.W, box.Y+2.25+drop(sign), sign, p.say("attract.notice"), ui.Ink, centre)
		st, l := p.fit(s, p.sized(9.4, 1.25, false), r.W-w-5, 2)
		p.write(ui.Rect{X: r.X + w + 5, Y: r.Y + (r.H-height(len(l), st))/2, W: r.W - w - 5}, st, l, ui.Ink, left)
	})
}

// startKey is the lower third: the one thing to do here.
func (p *page) startKey(r ui.Rect, margin, shift float64) {
	fill, ink := ui.Touch, ui.OnTouch
	if p.glass.Pressed.Do == ActStart {
		fill, ink = ui.TouchPressed, ui.OnTouchPressed
	}
	p.Add(ui.Box{R: r, Fill: fill})
	if fill == ui.Touch && !p.contrast() {
		w := r.H * 1.41
		p.Add(ui.Picture{Kind: "lozenge", R: ui.Rect{X: r.Right() + r.H*.575 - w, Y: r.Y - r.H*.084, W: w, H: w * 56 / 76}, Clip: r})
	}
	mm := min(52, r.H*.3)
	in := ui.Rect{X: margin + shift, Y: r.Y + r.H*.14 - shift, W: r.W - 2*margin, H: r.H}
	title := ui.Style{Em: min(28, r.H*.168, r.W*.105), Line: 1.15, Bold: true, Spaced: .02, Floor: 6.6}
	other := ui.Style{Em: r.H * .084, Line: 1.4, Floor: 6}
	title, l := p.fit(p.say("attract.start"), title, in.W-mm-6, 1)
	p.write(in, title, l, ink, left)
	y := in.Y + height(1, title) + r.H*.024
	other, l = p.fit(p.say("attract.startOther"), other, in.W-mm-6, 1)
	p.write(ui.Rect{X: in.X, Y: y, W: in.W}, other, l, ink, left)
	p.Add(ui.Icon{Name: "pointer", R: ui.Rect{X: in.Right() - mm, Y: in.Y, W: mm, H: mm}, Role: ink, Bold: 1.5})
	if p.small {
		return // no room for what is no key
	}
	p.startFoot(ui.Rect{X: in.X, Y: r.Bottom() - r.H*.213, W: in.W, H: r.H * .12}, ink)
}

// startFoot says what else the machine can do; none of it is a key yet.
func (p *page) startFoot(r ui.Rect, ink ui.Role) {
	p.Add(ui.Stroke{X1: r.X, Y1: r.Y, X2: r.Right(), Y2: r.Y, Width: .5, Role: ink})
	list := [][2]string{{"dazi", "text"}, {"languages", "language"}, {"bell-ring", "help"}}
	if p.v.Speech {
		list = append(list[:1:1], append([][2]string{{"volume-2", "speech"}}, list[1:]...)...)
	}
	st, mm := p.sized(8.6, 1.2, false), 11.0
	x := make([]float64, len(list))
	var sum float64
	for i, f := range list {
		x[i] = mm + 3 + p.width(p.say("attract."+f[1]), st)
		sum += x[i]
	}
	step := (r.W - sum) / float64(max(1, len(list)-1))
	at, y := r.X, r.Y+r.H*.5
	for i, f := range list {
		p.icon(f[0], at, y, mm, ink)
		p.write(ui.Rect{X: at + mm + 3, Y: y + (mm-height(1, st))/2, W: x[i]}, st, []string{p.say("attract." + f[1])}, ink, left)
		at += x[i] + step
	}
}
