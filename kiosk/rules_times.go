package kiosk

import (
	"strings"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
)

// openingHours say when the hall is open; none: nobody knows.
type openingHours struct {
	week   [7][]config.Span // Monday first
	dates  map[string][]config.Span
	cutOff time.Duration
	said   bool // by anybody
	own    bool // by the configuration, whatever the hall says of itself
}

// hours reads the opening hours. Of hours that cannot be read nothing is said.
func (m *merge) hours() {
	h := openingHours{dates: map[string][]config.Span{}}
	source := saidByProgram
	switch {
	case len(m.cfg.Hours.Week) == 7:
		h.said, h.own, source = true, true, saidByConfig
		for i, day := range m.cfg.Hours.Week {
			h.week[i], _ = config.ParseSpans(day) // Validate has read them
		}
	case m.known && len(m.hall.Hours.Week) == 7:
		h.said, source = true, m.hallSource()
		for i, day := range m.hall.Hours.Week {
			h.week[i] = spans(day.Spans)
		}
		for _, d := range m.hall.Hours.Dates {
			h.dates[d.Date] = spans(d.Spans)
		}
	}
	for i, name := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		if h.said {
			m.say("hours."+name, spanText(h.week[i]), source)
		}
	}
	h.cutOff = time.Duration(m.number("hours.cut_off", m.cfg.Hours.CutOff, m.hall.Queue.CutOffMinutes, 0)) * time.Minute
	m.rules.hours = h
	m.outside()
}

// outside is what is offered while the hall is closed.
func (m *merge) outside() {
	list, source := m.cfg.Outside, saidByConfig
	if len(list) == 0 {
		list, source = m.hall.Hours.Outside, m.hallSource()
		if !m.hall.Hours.Said {
			m.say("outside", "what needs no clerk", saidByProgram)
			return
		}
	}
	m.standing.Outside = map[journey.Service]bool{}
	for _, id := range list {
		m.standing.Outside[journey.Service(id)] = true
	}
	m.say("outside", strings.Join(list, " "), source)
}

func spans(of []hall.Span) []config.Span {
	var texts []string
	for _, s := range of {
		texts = append(texts, s.From+"-"+s.To)
	}
	out, err := config.ParseSpans(strings.Join(texts, " "))
	if err != nil {
		return nil
	}
	return out
}

func spanText(of []config.Span) string {
	if len(of) == 0 {
		return "closed"
	}
	var out []string
	for _, s := range of {
		out = append(out, dayClock(s.From)+"-"+dayClock(s.Until))
	}
	return strings.Join(out, " ")
}

// dayClock writes a time since midnight; a day ends at 24:00.
func dayClock(d time.Duration) string {
	if d == 24*time.Hour {
		return "24:00"
	}
	return time.Time{}.Add(d).Format("15:04")
}

// on are the spans of a day.
func (h openingHours) on(day time.Time) []config.Span {
	if of, special := h.dates[day.Format(time.DateOnly)]; special {
		return of
	}
	return h.week[(int(day.Weekday())+6)%7]
}

// open tells whether the hall is open at a time in its zone, until when, and
// whether the last number of the day has been given out.
func (h openingHours) open(at time.Time) (open bool, until string, lastCall bool) {
	midnight := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
	since := at.Sub(midnight)
	today := h.on(at)
	for i, s := range today {
		if since >= s.From && since < s.Until {
			last := i == len(today)-1 && since >= s.Until-h.cutOff
			return true, dayClock(s.Until), last
		}
	}
	return false, "", false
}

// daysAhead is how far the next opening is looked for.
const daysAhead = 21

// opens is when the hall opens next, in its zone; zero: nobody knows.
func (h openingHours) opens(at time.Time) time.Time {
	if !h.said {
		return time.Time{}
	}
	for n := range daysAhead {
		midnight := time.Date(at.Year(), at.Month(), at.Day()+n, 0, 0, 0, 0, at.Location())
		for _, s := range h.on(midnight) {
			if from := midnight.Add(s.From); from.After(at) {
				return from
			}
		}
	}
	return time.Time{}
}

// checkIn is how early and how late an appointment may be checked in.
func (m *merge) checkIn() {
	h := m.hall.CheckIn
	m.standing.CheckIn = journey.CheckInRule{
		Early: m.number("check_in.early", m.cfg.CheckIn.Early, h.EarlyMinutes, 0),
		Late:  m.number("check_in.late", m.cfg.CheckIn.Late, h.LateMinutes, 0),
		Then:  m.text("check_in.then", m.cfg.CheckIn.Then, string(known(h.Late)), ""),
	}
}

// missed is what becomes of a number when nobody comes to its call.
func (m *merge) missed() {
	h := m.hall.Missed
	m.standing.Missed = journey.MissedRule{
		Calls:  m.number("missed.calls", m.cfg.Missed.Calls, h.Calls, 0),
		Then:   m.text("missed.then", m.cfg.Missed.Then, string(known(h.Then)), ""),
		Behind: m.number("missed.behind", m.cfg.Missed.Behind, h.Behind, 0),
		Times:  m.number("missed.times", m.cfg.Missed.Times, h.Times, 0),
	}
}
