package district

import (
	"math"
	"time"
)

// afterHours is how long those with a number are still served when the doors
// are closed for the day.
const afterHours = 90 * time.Minute

// onDuty is how many windows serve at a moment of the day: all while the doors
// are open and in the hours after, the duty windows between two spans.
func (l *line) onDuty(at time.Time) int {
	if len(l.spans) == 0 {
		return 0
	}
	t := at.Sub(l.midnight)
	for _, s := range l.spans {
		if t >= s.from && t < s.until {
			return len(l.windows)
		}
	}
	end := l.spans[len(l.spans)-1].until
	switch {
	case t < l.spans[0].from || t >= end+afterHours:
		return 0
	case t >= end:
		return len(l.windows)
	}
	return l.spec.Duty
}

// borders are the moments at which the windows on duty change, in order.
func (l *line) borders() []time.Time {
	var out []time.Time
	for _, s := range l.spans {
		out = append(out, l.midnight.Add(s.from), l.midnight.Add(s.until))
	}
	if len(out) > 0 {
		out = append(out, out[len(out)-1].Add(afterHours))
	}
	return out
}

// wait is a waiting time in minutes, a range.
type wait struct{ min, max int }

// holds reports whether the time that somebody really waited is in the range.
func (w wait) holds(d time.Duration) bool {
	return d.Minutes() >= float64(w.min) && d.Minutes() <= float64(w.max)+1
}

// estimate is the wait behind so many people, in steps of five minutes.
func (l *line) estimate(ahead int) wait {
	if ahead == 0 && l.free() > 0 && l.onDuty(l.now) > 0 {
		return wait{}
	}
	middle := l.until(float64(ahead) + 0.7).Sub(l.now).Minutes()
	fives := func(m float64, round func(float64) float64) int { return 5 * int(round(m/5)) }
	return wait{min: fives(middle*0.6, math.Floor), max: max(5, fives(middle*1.35, math.Ceil))}
}

// until is when so many visits will have begun, by the mean and the windows
// that will be on duty; as if all were, once nobody is any more today.
func (l *line) until(visits float64) time.Time {
	minutes := visits * l.spec.Minutes // of one window
	at := l.now
	for _, border := range l.borders() {
		if !border.After(at) {
			continue
		}
		served := border.Sub(at).Minutes() * float64(l.onDuty(at))
		if served >= minutes {
			return at.Add(share(minutes, l.onDuty(at)))
		}
		minutes -= served
		at = border
	}
	return at.Add(share(minutes, len(l.windows)))
}

func share(minutes float64, windows int) time.Duration {
	return time.Duration(minutes / float64(windows) * float64(time.Minute))
}
