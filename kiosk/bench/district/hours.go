package district

import (
	"fmt"
	"strings"
	"time"

	"govkiosk/kiosk/bench/district/registry"
)

// zone is the hall's. China has kept one offset without summer time since 1991.
var zone = time.FixedZone("CST", 8*60*60)

const dayFormat = "2006-01-02"

// span is a part of a day, both ends as time since midnight.
type span struct{ from, until time.Duration }

// hours knows when the doors are open.
type hours struct {
	week   map[time.Weekday][]span
	dates  map[string][]span
	cutOff time.Duration
	always bool // no doors at all: open day and night, no last number
}

var weekdays = map[string]time.Weekday{
	"mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday,
	"fri": time.Friday, "sat": time.Saturday, "sun": time.Sunday,
}

// newHours joins the hours of the week with the calendar: a holiday is closed,
// a working day that makes up for one has the hours of a Monday.
func newHours(d *data, c registry.Calendar, always bool) (*hours, error) {
	h := hours{
		week: map[time.Weekday][]span{}, dates: map[string][]span{},
		cutOff: time.Duration(d.CutOffMinutes) * time.Minute, always: always,
	}
	for name, texts := range d.Hours {
		day, known := weekdays[name]
		if !known {
			return nil, fmt.Errorf("district: hall.toml: hours.%s: no weekday", name)
		}
		spans, err := parseSpans(texts)
		if err != nil {
			return nil, fmt.Errorf("district: hall.toml: hours.%s: %w", name, err)
		}
		h.week[day] = spans
	}
	off, work := c.Days()
	for date := range off {
		h.dates[date] = nil
	}
	for date := range work {
		h.dates[date] = h.week[time.Monday]
	}
	return &h, nil
}

func parseSpans(texts []string) ([]span, error) {
	var spans []span
	for _, text := range texts {
		from, until, _ := strings.Cut(text, "-")
		a, errA := time.Parse("15:04", from)
		b, errB := time.Parse("15:04", until)
		if errA != nil || errB != nil || !a.Before(b) {
			return nil, fmt.Errorf("%q is no span such as 08:30-12:00", text)
		}
		spans = append(spans, span{sinceMidnight(a), sinceMidnight(b)})
	}
	return spans, nil
}

func sinceMidnight(t time.Time) time.Duration {
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}

func midnight(t time.Time) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

func dayOf(t time.Time) string { return t.In(zone).Format(dayFormat) }

// spans returns the spans of t's day, in order.
func (h *hours) spans(t time.Time) []span {
	if h.always {
		return []span{{0, 24 * time.Hour}}
	}
	if s, ok := h.dates[dayOf(t)]; ok {
		return s
	}
	return h.week[t.In(zone).Weekday()]
}

// doors is the state of the doors at one moment.
type doors struct {
	open    bool
	until   time.Time // while open
	opensAt time.Time // while closed; zero when no day within a month
	lastAt  time.Time // of today's last number; zero without
}

// numbers reports whether numbers are given out, and why not.
func (d doors) numbers(now time.Time) (ok bool, why string) {
	if !d.open {
		return false, "closed"
	}
	if !d.lastAt.IsZero() && !now.Before(d.lastAt) {
		return false, "cut-off"
	}
	return true, ""
}

func (h *hours) at(now time.Time) doors {
	var d doors
	today := midnight(now)
	for _, s := range h.spans(now) {
		if !now.Before(today.Add(s.from)) && now.Before(today.Add(s.until)) {
			d.open, d.until = true, today.Add(s.until)
		}
		if !h.always {
			d.lastAt = today.Add(s.until - h.cutOff)
		}
	}
	if !d.open {
		d.opensAt = h.next(now)
	}
	return d
}

func (h *hours) next(now time.Time) time.Time {
	for n := range 31 {
		day := midnight(now).AddDate(0, 0, n)
		for _, s := range h.spans(day) {
			if at := day.Add(s.from); at.After(now) {
				return at
			}
		}
	}
	return time.Time{}
}
