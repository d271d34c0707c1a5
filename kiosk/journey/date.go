package journey

import (
	"slices"
	"strconv"
	"time"
)

// PageDate asks for a day that may lie far away: a birthday, the last day of a
// card. The decade comes first, so that no year is more than two touches off.
const PageDate Page = "date"

// DateAsk is a day that is being chosen, part by part. 0: not chosen yet.
type DateAsk struct {
	Key         string // which words the page has
	Title, Lead Words  // from data, in place of those
	From, Until time.Time
	Optional    bool // it may be left out

	Decade, Year, Month, Day int
}

// Bounds of a day of which nothing is said: nobody alive was born before, and
// no card is valid for longer.
const (
	dateFirst = 1900
	dateAhead = 50 // years from now
)

// toDate asks for a day between two; the service's dated takes it. A bound
// that is no day is none.
func (t *turn) toDate(d DateAsk, from, until string) {
	d.From = time.Date(dateFirst, 1, 1, 0, 0, 0, 0, time.UTC)
	d.Until = time.Date(t.Now.Year()+dateAhead, 12, 31, 0, 0, 0, 0, time.UTC)
	if day, err := time.Parse(time.DateOnly, from); err == nil {
		d.From = day
	}
	if day, err := time.Parse(time.DateOnly, until); err == nil && !day.Before(d.From) {
		d.Until = day
	}
	t.Page, t.Date = PageDate, d.settled()
	t.Left = t.allowance()
}

// fewYears are shown at once, without their decades.
const fewYears = 12

// Decades are the first years of those that can be chosen; none: the years
// are shown at once.
func (d DateAsk) Decades() []int {
	if d.Until.Year()-d.From.Year() < fewYears {
		return nil
	}
	return span(d.From.Year()/10, d.Until.Year()/10, 10)
}

// Years are those of the decade, or all of them.
func (d DateAsk) Years() []int {
	first, last := d.From.Year(), d.Until.Year()
	if d.Decade != 0 {
		first, last = max(first, d.Decade), min(last, d.Decade+9)
	}
	return span(first, last, 1)
}

// Months are those of the year in which a day can be chosen.
func (d DateAsk) Months() []int {
	first, last := 1, 12
	if d.Year == d.From.Year() {
		first = int(d.From.Month())
	}
	if d.Year == d.Until.Year() {
		last = int(d.Until.Month())
	}
	return span(first, last, 1)
}

// Days are those of the month that can be chosen.
func (d DateAsk) Days() []int {
	first, last := 1, time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	if d.Year == d.From.Year() && d.Month == int(d.From.Month()) {
		first = d.From.Day()
	}
	if d.Year == d.Until.Year() && d.Month == int(d.Until.Month()) {
		last = min(last, d.Until.Day())
	}
	return span(first, last, 1)
}

// span counts from first to last, both included.
func span(first, last, by int) []int {
	var out []int
	for n := first; n <= last; n++ {
		out = append(out, n*by)
	}
	return out
}

// Date is the day as it is written, once the whole of it is chosen.
func (d DateAsk) Date() string {
	if d.Day == 0 {
		return ""
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// settled chooses what leaves no choice.
func (d DateAsk) settled() DateAsk {
	if len(d.Years()) == 1 && d.Year == 0 && (d.Decade != 0 || d.Decades() == nil) {
		d.Year = d.Years()[0]
	}
	if d.Year != 0 && d.Month == 0 && len(d.Months()) == 1 {
		d.Month = d.Months()[0]
	}
	return d
}

func (t *turn) touchDate(e Touch) {
	d := t.Date
	n, err := strconv.Atoi(e.Arg)
	switch {
	case e.Do == "next" && d.Day != 0:
		t.dated(d.Date())
	case e.Do == "skip" && d.Optional:
		t.dated("")
	case err != nil:
		t.own(e)
	case e.Do == "decade" && slices.Contains(d.Decades(), n):
		d.Decade, d.Year, d.Month, d.Day = n, 0, 0, 0
	case e.Do == "year" && slices.Contains(d.Years(), n):
		d.Year, d.Month, d.Day = n, 0, 0
	case e.Do == "month" && d.Year != 0 && slices.Contains(d.Months(), n):
		d.Month, d.Day = n, 0
	case e.Do == "day" && d.Month != 0 && slices.Contains(d.Days(), n):
		d.Day = n
	}
	if t.Page == PageDate {
		t.Date = d.settled()
	}
}

// backFromDate takes back the last part that was a choice; before the first,
// the service leads back.
func (t *turn) backFromDate() {
	d := t.Date
	switch {
	case d.Day != 0:
		d.Day = 0
	case d.Month != 0 && len(d.Months()) > 1:
		d.Month = 0
	case d.Year != 0 && len(d.Years()) > 1:
		d.Year, d.Month = 0, 0
	case d.Decade != 0:
		d.Decade, d.Year, d.Month = 0, 0, 0
	default:
		t.backOwn()
		return
	}
	t.Date, t.Left = d, t.allowance()
}

func (t *turn) dated(day string) {
	if dated := chapterOf(t.Service).dated; dated != nil {
		dated(t, day)
	}
}
