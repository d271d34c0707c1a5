package screens

import (
	"fmt"
	"strconv"
	"time"
)

// clock writes a time of day as people say it: 9:36.
func clock(t time.Time) string { return fmt.Sprintf("%d:%02d", t.Hour(), t.Minute()) }

var weekdays = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// day returns the date and the weekday.
func (c *catalogue) day(t time.Time) (date, weekday string) {
	date = c.say("date.day", "m", strconv.Itoa(int(t.Month())), "d", strconv.Itoa(t.Day()), "month", t.Month().String())
	return date, c.say("date." + weekdays[t.Weekday()])
}

// span writes a range with an en dash; equal ends are one figure.
func (w Wait) span() string {
	if w.Min == w.Max {
		return strconv.Itoa(w.Max)
	}
	return fmt.Sprintf("%d–%d", w.Min, w.Max)
}

func (w Wait) none() bool { return w.Min <= 0 && w.Max <= 0 }

// wait writes a waiting time with its unit; key is a sentence with {range}.
func (c *catalogue) wait(w Wait, key string) string {
	if w.none() {
		return c.say("unit.none")
	}
	return c.say(key, "range", w.span())
}

// reason is the citizen's sentence, with the time where it is known.
func (c *catalogue) reason(r Reason, since time.Time) string {
	if since.IsZero() {
		return c.say("reason." + string(r) + ".say")
	}
	return c.say("reason."+string(r)+".since", "time", clock(since))
}

// people is the unit behind a number of people.
func (c *catalogue) people(n int) string {
	if n == 1 {
		return c.say("unit.person")
	}
	return c.say("unit.people")
}
