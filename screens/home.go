package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

var serviceIcons = map[string]string{
	"queue": "ticket", "checkin": "calendar-check", "inquiry": "file-search", "pickup": "file-badge",
	"declare": "file-pen-line", "appoint": "calendar-plus", "guide": "book-open-text", "proof": "stamp",
	"rating": "star", "report": "megaphone",
}

// home offers the services. Where most of them cannot be had, what can be had
// comes first and large.
func (p *page) home(h *Home) content {
	offered, paused := 0, 0
	for _, s := range h.Services {
		if s.Reason == ReasonNone {
			offered++
		} else {
			paused++
		}
	}
	switch {
	case p.scale.Elder:
		return content{read: p.hello(h), touch: p.elderChoices(h)}
	case h.Offline != nil:
		return content{read: p.offlineHead(h, offered), touch: p.splitTiles(h)}
	case paused > offered:
		return content{read: p.hello(h), touch: p.splitTiles(h)}
	}
	return content{read: p.hello(h), touch: p.tiles(h)}
}

// hello is the question and, below, how busy the hall is.
func (p *page) hello(h *Home) []block {
	if p.small {
		return []block{fixed(3, 0, nil), p.titleWithSeconds(p.say("home.title")), p.queueLine(h.Queues)}
	}
	lead := p.say("home.lead")
	if p.v.LowReach {
		lead = p.say("home.leadLow")
	}
	above := 15.0
	switch {
	case p.scale.Elder:
		lead, above = p.say("home.leadElder"), 23
	case p.wide:
		above = 2
	case p.large:
		above = 32
	}
	out := []block{fixed(above, 0, nil), p.title(p.say("home.title"), p.style("display"), 0),
		p.para(lead, p.style("lead"), ui.Ink2, 2), spring()}
	if !p.scale.Elder && !p.sparing() && len(h.Queues) > 0 {
		out = append(out, p.queueCard(h))
	}
	return out
}

// titleWithSeconds is for the panel whose bar has no room for them.
func (p *page) titleWithSeconds(title string) block {
	st := p.style("title1")
	return fixed(height(1, st), 0, func(r ui.Rect) {
		used := p.drawSeconds(r)
		fitted, l := p.fit(title, st, r.W-used-3, 1)
		p.write(ui.Rect{X: r.X, Y: r.Y + (r.H-height(1, fitted))/2, W: r.W}, fitted, l, ui.Ink, left)
	})
}

// drawSeconds writes the seconds at the right end of r and returns their width.
func (p *page) drawSeconds(r ui.Rect) float64 {
	s := p.secondsLeft()
	if s < 0 {
		return 0
	}
	small, big := p.style("caption"), p.sized(15, 1, true)
	base := r.Y + r.H*.68
	unit, count, label := p.say("bar.seconds"), strconv.Itoa(s), p.say("bar.leftShort")
	w := p.width(unit, small)
	p.at(r.X, r.W, base, small, unit, ui.Ink2, right)
	p.at(r.X, r.W-w-1.5, base, big, count, ui.Ink, right)
	w += 3 + p.width(count, big)
	p.at(r.X, r.W-w, base, small, label, ui.Ink2, right)
	return w + p.width(label, small)
}

// queueLine is the hall in one line: as many departments as there is room for.
func (p *page) queueLine(queues []Queue) block {
	st := p.style("caption")
	return fixed(height(1, st), 1.5, func(r ui.Rect) {
		bold := st
		bold.Bold = true
		x, base := r.X, r.Y+drop(st)
		if len(queues) > 0 {
			p.at(x, r.W, base, st, p.say("queue.title"), ui.Ink2, left)
			x += p.width(p.say("queue.title"), st) + 4
		}
		for _, q := range queues {
			name, n := q.Name.In(p.v.Lang), strconv.Itoa(q.Ahead)
			w := p.width(name, st) + 1.5 + p.width(n, bold)
			if x+w > r.Right() {
				return
			}
			p.at(x, w, base, st, name, ui.Ink, left)
			p.at(x, w, base, bold, n, ui.Ink, right)
			x += w + 4
		}
	})
}

// queueCard is the hall's state: figures side by side, or a table on a
// narrow column.
func (p *page) queueCard(h *Home) block {
	updated := ""
	if !h.UpdatedAt.IsZero() {
		updated = clock(h.UpdatedAt)
	}
	if p.wide || p.large {
		return p.queueTable(h.Queues, updated)
	}
	list := make([]fact, 0, 5)
	for _, q := range h.Queues[:min(5, len(h.Queues))] {
		list = append(list, fact{label: q.Name.In(p.v.Lang), value: strconv.Itoa(q.Ahead),
			unit: p.say("unit.peopleShort"), under: p.words.wait(q.Wait, "unit.range")})
	}
	title := p.style("title3")
	return p.boxed(p.gap, 7, 7,
		fixed(height(1, title), 0, func(r ui.Rect) { p.cardHead(r, title, updated) }),
		p.facts(list, 0, 4.5))
}

func (p *page) cardHead(r ui.Rect, title ui.Style, updated string) {
	st := p.style("caption")
	words := p.say("queue.never")
	if updated != "" {
		words = p.say("queue.updated", "time", updated)
	}
	base := r.Y + drop(title)
	heading, _ := p.fit(p.say("queue.title"), title, r.W*.6, 1)
	p.at(r.X, r.W, base, heading, p.say("queue.title"), ui.Ink, left)
	st, _ = p.fit(words, st, r.W-p.width(p.say("queue.title"), heading)-3, 1)
	p.at(r.X, r.W, base, st, words, ui.Ink2, right)
}

// queueTable has a row for each department.
func (p *page) queueTable(queues []Queue, updated string) block {
	queues = queues[:min(5, len(queues))]
	title, body := p.style("title3"), p.style("body")
	rowH := height(1, body) + 4.5
	headH := height(1, title) + 3.5
	grow, padX, padY := 0.0, 8.0, 6.0
	if p.large {
		grow, padX, padY = 1, 14, 12 // the totem has height to spare, and is read from farther away
		headH += 3
	}
	high := padY + headH + 2.5
	return block{gap: p.gap, grow: grow, least: high + rowH*float64(min(2, len(queues))),
		size: func(float64) float64 { return high + (rowH+3)*float64(len(queues)) },
		draw: func(r ui.Rect) {
			p.card(r)
			in := r.Pad(padX, padY)
			p.cardHead(in, title, updated)
			rows := ui.Rect{X: in.X, Y: in.Y + headH, W: in.W, H: r.Bottom() - in.Y - headH - 2.5}
			shown := min(len(queues), max(1, int(rows.H/rowH+.01)))
			for i, row := range rows.Rows(shown, 0) {
				p.rule(row.X, row.Y, row.W, ui.Hairline)
				p.queueRow(row, queues[i], body)
			}
		}}
}

func (p *page) queueRow(r ui.Rect, q Queue, st ui.Style) {
	number := p.sized(st.Em*1.45, 1.1, true)
	base := r.Y + r.H/2 + .34*number.Em
	wait := p.words.wait(q.Wait, "unit.range")
	waitSt, _ := p.fit(wait, st, r.W*.36, 1)
	p.at(r.X, r.W, base, waitSt, wait, ui.Ink2, right)
	people := p.say("unit.peopleShort")
	room := r.W * .62
	p.at(r.X, room, base, st, people, ui.Ink2, right)
	figure := room - p.width(people, st) - 1.5
	p.at(r.X, figure, base, number, strconv.Itoa(q.Ahead), ui.Ink, right)
	name := q.Name.In(p.v.Lang)
	nameSt, _ := p.fit(name, st, figure-p.width(strconv.Itoa(q.Ahead), number)-2, 1)
	p.at(r.X, r.W, base, nameSt, name, ui.Ink, left)
}
