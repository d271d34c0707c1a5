package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

// attract is what passers-by see: one large key under the state of the hall.
//
// Against burn-in the whole page moves by up to 3 mm, and two minutes in ten it
// is another: what stands above is turned upside down, and the key is light, with
// its words at another place in each of the two. No mark and no dark field keeps
// its place and its colour for an hour.
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
	if lastAside(a.Shift) {
		d := p.gap * 9 / 7
		if p.wide {
			d += 5
		}
		top.Y, top.H = top.Y+d, top.H-d
	}
	if p.wide {
		p.attractWide(top, a)
	} else {
		p.attractTall(top, a)
	}
	p.startKey(ui.Rect{Y: p.m.Height - k, W: p.m.Width, H: k}, margin, shift, a.Shift)
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

// aside tells the minutes in which the page is the other one.
func aside(minute int) bool { return (minute%10+10)%10 >= 8 }

// lastAside tells the second of the two.
func lastAside(minute int) bool { return aside(minute) && aside(minute-1) }

func (p *page) attractTall(r ui.Rect, a *Attract) {
	air := func(grow float64) block { return block{grow: grow} }
	blocks := []block{p.bigHead(), p.bigClock(p.gap*12/7, a), air(1), p.waitingCard(a, min(6, p.gap)), air(.5), p.noticeLine(a, 0), air(1)}
	if aside(a.Shift) {
		blocks = []block{p.waitingCard(a, 0), air(.5), p.noticeLine(a, 0), air(1), p.bigClock(p.gap, a), under(p.bigHead(), p.gap*12/7), air(1)}
	}
	p.stack(r, blocks)
}

// under is a block with another gap above it.
func under(b block, gap float64) block {
	b.gap = gap
	return b
}

func (p *page) attractWide(r ui.Rect, a *Attract) {
	l, rt := r, r
	l.W = r.W * .47
	rt.X, rt.W = l.Right()+14, r.W-l.W-14
	if aside(a.Shift) {
		rt.X, l.X = r.X, r.X+rt.W+14
	}
	p.stack(l, []block{p.bigHead(), p.bigClock(10, a), spring(), p.noticeLine(a, 4)})
	p.stack(rt, []block{p.waitingCard(a, 0)})
}

// far is how much larger the totem is drawn, which is read from farther away.
func (p *page) far() float64 {
	if p.large && !p.wide {
		return 1.4
	}
	return 1
}

func (p *page) bigHead() block {
	mm := 32 * p.far()
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
	em := min(62*p.far(), p.m.Width*.2313)
	under := 15.0 // between the line and the clock
	switch {
	case p.wide:
		em, under = 44, 10
	case p.small:
		under = 8
	}
	if len(clock(p.v.Clock)) > len("9:36") {
		em *= .8 // the day keeps its room beside 21:36
	}
	return fixed(.8*em+under, gap, func(r ui.Rect) {
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
func (p *page) waitingCard(a *Attract, gap float64) block {
	if len(a.Queues) == 0 && a.OpenUntil == "" {
		return block{} // nobody waits in a hall that is closed
	}
	queues, updated := a.Queues[:min(len(a.Queues), 5)], clockOrNone(a)
	rowH, least := 20*p.far(), 1.15*p.waitingType()
	if p.small {
		rowH = 8.5
	}
	rowH = max(rowH, 1.3*p.waitingType())
	title := p.style("title2")
	title.Em *= p.far()
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
	return p.sized(15*p.far(), 1, true)
}

// waitingType is the largest type in a row, em.
func (p *page) waitingType() float64 { return max(p.waitingNumber().Em, p.style("lead").Em) }

// waitingRow is name, bar, people and minutes.
func (p *page) waitingRow(r ui.Rect, q Queue, most int) {
	name, number := p.sized(9.8*p.far(), 1, false), p.waitingNumber()
	unit, wait := p.style("body"), p.style("lead")
	wait.Em *= p.far()
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

// noticeLine is a line or two of notice behind a small sign.
func (p *page) noticeLine(a *Attract, gap float64) block {
	s := a.Notice.In(p.v.Lang)
	if s == "" {
		return block{}
	}
	sign := p.sized(8.6*p.far(), 1, true)
	signW := p.width(p.say("attract.notice"), sign) + 7
	words := func(w float64) (ui.Style, []string) { return p.fit(s, p.sized(9.4*p.far(), 1.25, false), w-signW-5, 2) }
	return block{gap: gap,
		size: func(w float64) float64 { st, l := words(w); return max(17*p.far(), height(len(l), st)+2) },
		draw: func(r ui.Rect) {
			h := sign.Em + 4.5
			box := ui.Rect{X: r.X, Y: r.Y + (r.H-h)/2, W: signW, H: h}
			p.Add(ui.Box{R: box, Radius: 1.5, Fill: ui.Surface, Line: ui.Ink, Width: p.hairline()})
			p.at(box.X, box.W, box.Y+2.25+drop(sign), sign, p.say("attract.notice"), ui.Ink, centre)
			st, l := words(r.W)
			p.write(ui.Rect{X: box.Right() + 5, Y: r.Y + (r.H-height(len(l), st))/2, W: r.W - signW - 5}, st, l, ui.Ink, left)
		}}
}
