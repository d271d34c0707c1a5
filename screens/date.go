package screens

import (
	"strconv"
	"strings"
	"time"

	"govkiosk/screens/ui"
)

// ScreenDate asks for a day that may lie far away: a birthday, the last day of
// a card.
const ScreenDate Screen = "date"

const (
	ActDecade Act = "decade" // Arg: its first year
	ActYear   Act = "year"   // Arg: the year; month and day follow with ActMonth and ActDay, Arg their number
)

// Date is a day that is being chosen. Of the four lists one has what can be
// chosen now; the parts that are chosen are not 0.
type Date struct {
	Key         string // pick.<Key>.title and .lead
	Title, Lead Text   // from data, in place of the catalogue's

	Decades, Years, Months, Days []int
	Year, Month, Day             int
	Optional                     bool // it may be left out
}

// date is a few large keys at a time: the decade, the year, the month, the day.
func (p *page) date(v *Date) content {
	read := append(p.question(9, p.given(v.Title, "pick."+v.Key+".title"), p.dateLead(v)), spring(), p.dateSoFar(v))
	return content{read: read, touch: []block{spring(), p.dateKeys(v), p.dateActs(v)}}
}

// dateLead is what is to be touched now, which the citizen needs more than what
// the form says of the field.
func (p *page) dateLead(v *Date) string {
	now := p.say("pick.now" + v.part())
	if lead := p.maybe(v.Lead, "pick."+v.Key+".lead"); lead != "" && v.part() != "Done" {
		return joined(now, lead)
	}
	return now
}

// part is what is chosen next.
func (v *Date) part() string {
	switch {
	case v.Day != 0:
		return "Done"
	case v.Month != 0:
		return "Day"
	case v.Year != 0:
		return "Month"
	case v.Decades != nil:
		return "Decade"
	}
	return "Year"
}

// dateSoFar is the day in large numerals, with a gap for each part that is not
// chosen yet.
func (p *page) dateSoFar(v *Date) block {
	h := 40.0
	if p.small || p.wide {
		h = 22
	}
	return fixed(h, p.gap, func(r ui.Rect) {
		p.card(r)
		s := p.say("pick.shown", "y", figure(v.Year, 4), "m", figure(v.Month, 2), "d", figure(v.Day, 2))
		in := r.Pad(min(9, r.W*.04), 0)
		st, l := p.fit(s, p.dateType(r.H), in.W, 1)
		p.write(ui.Rect{X: in.X, Y: r.Y + (r.H-height(1, st))/2, W: in.W}, st, l, ui.Ink, left)
	})
}

// dateType leaves air above and below in a box of that height.
func (p *page) dateType(h float64) ui.Style {
	st := p.style("title1")
	st.Em = max(st.Floor, min(st.Em, h*.7))
	return st
}

// figure is a number, or as many blanks as it has digits.
func figure(n, digits int) string {
	if n != 0 {
		return strconv.Itoa(n)
	}
	return strings.Repeat("_", digits)
}

// dateKeys are those that can be chosen now, in as few columns as their words
// and the height let.
func (p *page) dateKeys(v *Date) block {
	list, act, columns := v.Days, ActDay, 7
	switch v.part() {
	case "Decade":
		list, act, columns = v.Decades, ActDecade, 3
	case "Year":
		list, act, columns = v.Years, ActYear, 2
	case "Month":
		list, act, columns = v.Months, ActMonth, 3
	}
	if p.wide {
		columns = min(8, 2*columns)
	}
	gap := min(4, p.gap)
	if columns > 6 {
		gap = 2.6
	}
	rows := (len(list) + columns - 1) / columns
	least := leastKey
	if columns < 7 && !p.small && !p.wide {
		least = 18
	}
	return block{gap: p.gap, grow: 1, least: float64(rows)*(least+gap) - gap, size: func(float64) float64 { return float64(rows)*(30+gap) - gap },
		draw: func(r ui.Rect) {
			high := min((r.H+gap)/float64(rows)-gap, 40)
			y := r.Bottom() - float64(rows)*(high+gap) + gap
			for i, n := range list {
				row := ui.Rect{X: r.X, Y: y + float64(i/columns)*(high+gap), W: r.W, H: high}
				p.dateKey(row.Columns(columns, gap)[i%columns], act, n, v)
			}
		}}
}

func (p *page) dateKey(r ui.Rect, act Act, n int, v *Date) {
	words := map[Act]string{ActDecade: "pick.decade", ActYear: "pick.year", ActMonth: "pick.month", ActDay: "pick.day"}
	l := look{label: p.say(words[act], "n", strconv.Itoa(n), "to", strconv.Itoa(n+9), "name", monthName(n)), typ: "tile", pad: 1, role: "day"}
	if act == ActDay && n == v.Day {
		l.kind = chosen
	}
	p.key(r, act, strconv.Itoa(n), l)
}

// monthName is that of a month in English, short; of other numbers none.
func monthName(n int) string {
	if n < 1 || n > 12 {
		return ""
	}
	return time.Month(n).String()[:3]
}

func (p *page) dateActs(v *Date) block {
	next := look{label: p.say("pick.take"), icon: "check", mm: 16, typ: "action", kind: primary}
	if v.Day == 0 {
		next.kind, next.icon, next.sub = off, "", p.say("pick.first"+v.part())
	}
	filled := p.press(ActNext, "", next)
	if !v.Optional {
		return p.row(p.gap, 34, nil, filled)
	}
	return p.row(p.gap, 34, actShares, p.press(ActSkip, "", look{label: p.say("pick.skip")}), filled)
}

// date is heard as it is seen: what is chosen, and what comes next. The day is
// a person's.
func (s *speech) date(v *Date) {
	s.tell(s.given(v.Title, "pick."+v.Key+".title"), s.say("pick.now"+v.part()))
	if v.Year != 0 {
		s.whisper(s.say("pick.shown", "y", figure(v.Year, 0), "m", figure(v.Month, 0), "d", figure(v.Day, 0)))
	}
	if v.Day != 0 {
		s.tell(s.say("pick.take"))
	}
}
