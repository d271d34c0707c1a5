package registry

import (
	"errors"
	"fmt"
	"time"
)

const dayFormat = "2006-01-02"

// ErrUnknownYear says that no calendar of a year is known: nobody can count
// working days in it.
var ErrUnknownYear = errors.New("no calendar of this year")

// Calendar knows which days are worked. It has the years that were announced.
type Calendar struct {
	years map[int]bool
	off   map[string]Words // holiday by day, with its name
	work  map[string]bool  // make-up working days
}

func (r *Registry) readCalendar() error {
	var years map[string]struct {
		Off []struct {
			From string `toml:"from"`
			To   string `toml:"to"`
			Name Words  `toml:"name"`
		} `toml:"off"`
		Work []string `toml:"work"`
	}
	if err := read("calendar.toml", &years); err != nil {
		return err
	}
	c := Calendar{years: map[int]bool{}, off: map[string]Words{}, work: map[string]bool{}}
	for name, year := range years {
		var y int
		if _, err := fmt.Sscan(name, &y); err != nil {
			return fmt.Errorf("registry: calendar.toml: year %q: %w", name, err)
		}
		c.years[y] = true
		for _, span := range year.Off {
			if err := c.addHoliday(span.From, span.To, span.Name); err != nil {
				return fmt.Errorf("registry: calendar.toml: %w", err)
			}
		}
		for _, day := range year.Work {
			c.work[day] = true
		}
	}
	r.Calendar = c
	return nil
}

func (c Calendar) addHoliday(from, to string, name Words) error {
	first, err := time.Parse(dayFormat, from)
	if err != nil {
		return err
	}
	last, err := time.Parse(dayFormat, to)
	if err != nil || last.Before(first) {
		return fmt.Errorf("holiday from %s to %q", from, to)
	}
	for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
		c.off[day.Format(dayFormat)] = name
	}
	return nil
}

// Days returns the days that are unlike their weekday: holidays with their
// names, and the working days that make up for them.
func (c Calendar) Days() (off map[string]Words, work map[string]bool) { return c.off, c.work }

// Works reports whether a day is worked; ErrUnknownYear when nobody knows yet.
func (c Calendar) Works(day time.Time) (bool, error) {
	if !c.years[day.Year()] {
		return false, fmt.Errorf("registry: %d: %w", day.Year(), ErrUnknownYear)
	}
	key := day.Format(dayFormat)
	if c.work[key] {
		return true, nil
	}
	if _, holiday := c.off[key]; holiday {
		return false, nil
	}
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday, nil
}

// Add goes n working days on from a day, or back when n is below 0. The day
// itself does not count.
func (c Calendar) Add(day time.Time, n int) (time.Time, error) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		day = day.AddDate(0, 0, step)
		works, err := c.Works(day)
		if err != nil {
			return day, err
		}
		if works {
			n--
		}
	}
	return day, nil
}

// Between counts the working days after from up to and with to; below 0 when to
// lies before from.
func (c Calendar) Between(from, to time.Time) (int, error) {
	sign := 1
	if to.Before(from) {
		from, to, sign = to, from, -1
	}
	n := 0
	last := to.Format(dayFormat)
	for day := from; day.Format(dayFormat) < last; {
		day = day.AddDate(0, 0, 1)
		works, err := c.Works(day)
		if err != nil {
			return 0, err
		}
		if works {
			n++
		}
	}
	return sign * n, nil
}
