package screens

import (
	"fmt"
	"strconv"
	"time"

	"govkiosk/screens/ui"
)

// calendar asks for a day, and then for a time on it: one question a page.
func (p *page) calendar(v *Calendar) content {
	if v.Chosen != "" {
		return p.slots(v)
	}
	title, lead := p.say("calendar.title"), p.say("calendar.lead")
	if v.Taken {
		title, lead = p.say("calendar.takenTitle"), p.say("calendar.takenLead")
	}
	read := append(p.ask(9, title, lead), spring())
	if p.small {
		read = []block{fixed(3, 0, nil), p.titleWithSeconds(title)}
	}
	return content{read: read, touch: []block{p.monthHead(v), p.month(v)}}
}

// monthHead names the month, with keys to the one before and the next.
func (p *page) monthHead(v *Calendar) block {
	h := 22.0
	if p.small {
		h = 15
	}
	name := p.say("calendar.month", "y", strconv.Itoa(v.Month.Year()), "m", strconv.Itoa(int(v.Month.Month())), "month", v.Month.Month().String())
	return fixed(h, p.gap, func(r ui.Rect) {
		w := min(48, r.W*.3)
		back, next := r, r
		back.W, next.X, next.W = w, r.Right()-w, w
		p.monthKey(back, "back", "chevron-left", v.Back)
		p.monthKey(next, "next", "chevron-right", v.More)
		st, l := p.fit(name, p.style("title2"), r.W-2*w-8, 1)
		p.write(ui.Rect{X: r.X, Y: r.Y + (r.H-height(1, st))/2, W: r.W}, st, l, ui.Ink, centre)
	})
}

func (p *page) monthKey(r ui.Rect, arg, icon string, on bool) {
	l := look{label: p.say("calendar." + arg), icon: icon, mm: 9, pad: 2}
	if !on {
		l.kind = off
	}
	p.key(r, ActMonth, arg, l)
}

// month is seven columns of days. A day without places is dashed, one that is
// not on offer is left out.
func (p *page) month(v *Calendar) block {
	weeks := weeksOf(v.Month)
	gap := 2.6
	head := height(1, p.style("caption"))
	return block{gap: 5, grow: 1, least: head + 2 + float64(weeks)*(leastKey+gap), size: func(float64) float64 { return head + 2 + float64(weeks)*(26+gap) },
		draw: func(r ui.Rect) {
			for i, c := range r.Top(head).Columns(7, gap) {
				day := p.say("calendar." + weekdays[(i+1)%7])
				st, _ := p.fit(day, p.style("caption"), c.W, 1)
				p.at(c.X, c.W, c.Y+drop(st), st, day, ui.Ink2, centre)
			}
			days := ui.Rect{X: r.X, Y: r.Y + head + 2, W: r.W, H: min(r.H-head-2, float64(weeks)*34)}
			for w, row := range days.Rows(weeks, gap) {
				for d, c := range row.Columns(7, gap) {
					p.day(c, v, w*7+d)
				}
			}
		}}
}

// firstColumn of a month: Monday is 0.
func firstColumn(month time.Time) int {
	first := time.Date(month.Year(), month.Month(), 1, 0, 0, 0, 0, time.UTC)
	return (int(first.Weekday()) + 6) % 7
}

func daysIn(month time.Time) int {
	return time.Date(month.Year(), month.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func weeksOf(month time.Time) int { return (firstColumn(month) + daysIn(month) + 6) / 7 }

func (p *page) day(r ui.Rect, v *Calendar, place int) {
	n := place - firstColumn(v.Month) + 1
	if n < 1 || n > daysIn(v.Month) {
		return
	}
	date := fmt.Sprintf("%04d-%02d-%02d", v.Month.Year(), v.Month.Month(), n)
	for _, d := range v.Days {
		if d.Date == date {
			p.dayKey(r, d, n)
			return
		}
	}
	st, _ := p.fit(strconv.Itoa(n), p.style("label"), r.W, 1)
	st.Bold = false
	p.at(r.X, r.W, r.Y+r.H/2+.36*st.Em, st, strconv.Itoa(n), ui.Ink2, centre)
}

func (p *page) dayKey(r ui.Rect, d Day, n int) {
	l := look{label: strconv.Itoa(n), typ: "tile", pad: .5, flat: true, role: "day", sub: p.say("calendar.places", "n", strconv.Itoa(d.Left))}
	if d.Left == 0 {
		l.kind, l.sub = off, p.say("calendar.full")
	}
	if p.small || p.wide || p.scale.Elder {
		l.sub = "" // the dashes say it; the times say how many
	}
	p.key(r, ActDay, d.Date, l)
}

// slots are the times of the chosen day.
func (p *page) slots(v *Calendar) content {
	title := p.say("calendar.slotTitle")
	when := v.Chosen
	if t, err := time.Parse(time.DateOnly, v.Chosen); err == nil {
		date, weekday := p.words.day(t)
		when = date + " " + weekday
		if p.v.Lang == English {
			when = weekday + " " + date
		}
	}
	read := append(p.ask(9, title, when), spring())
	if p.small {
		read = []block{fixed(3, 0, nil), p.titleWithSeconds(title), p.para(when, p.style("body"), ui.Ink2, 1)}
	}
	acts := []block{p.slotKeys(v)}
	next := look{label: p.say("calendar.take"), icon: "check", mm: 16, typ: "action", kind: primary}
	if v.Slot == "" {
		next = look{label: p.say("calendar.take"), sub: p.say("calendar.first"), typ: "action", kind: off}
	}
	other := look{label: p.say("calendar.otherDay"), icon: "calendar-clock"}
	return content{read: read, touch: append(acts, p.row(p.gap, 36, actShares, p.press(ActDay, "", other), p.press(ActNext, "", next)))}
}

// slotKeys are two columns of times; more than fit are on other sheets.
func (p *page) slotKeys(v *Calendar) block {
	columns, least, gap := 2, 26.0, min(5, p.gap)
	if p.wide {
		columns = 3
	}
	if p.small {
		least = 20
	}
	if p.scale.Elder {
		columns = 1
	}
	rows := (len(v.Slots) + columns - 1) / columns
	return block{grow: 1, least: least*float64(min(rows, 3)) + gap*2, size: func(float64) float64 { return float64(rows) * (least + gap) },
		draw: func(r ui.Rect) {
			shown, list := min(rows, max(1, int((r.H+gap)/(least+gap)))), v.Slots
			if shown < rows {
				foot := ui.Rect{X: r.X, Y: r.Bottom() - 20, W: r.W, H: 20}
				r.H -= 20 + gap
				shown = max(1, int((r.H+gap)/(least+gap)))
				per := shown * columns
				p.Sheets = (len(list) + per - 1) / per
				n := min(max(p.glass.Sheet, 0), p.Sheets-1)
				p.turnKeys(foot, n, p.Sheets)
				list = list[n*per : min(len(list), (n+1)*per)]
			}
			high := min((r.H+gap)/float64(shown)-gap, least*1.5)
			for i, s := range list {
				row := ui.Rect{X: r.X, Y: r.Y + float64(i/columns)*(high+gap), W: r.W, H: high}
				p.slotKey(row.Columns(columns, gap)[i%columns], s, v.Slot == s.ID)
			}
		}}
}

func (p *page) slotKey(r ui.Rect, s Slot, on bool) {
	l := look{label: s.From + "–" + s.To, sub: p.say("calendar.left", "n", strconv.Itoa(s.Left)), typ: "tile", pad: 3, radius: 4, role: "slot"}
	if p.small {
		l.typ = "label"
	}
	switch {
	case s.Left == 0:
		l.kind, l.sub = off, p.say("calendar.full")
	case on:
		l.kind, l.icon, l.mm = chosen, "check", 10
	}
	p.key(r, ActSlot, s.ID, l)
}
