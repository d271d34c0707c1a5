package district

import (
	"errors"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// station is one stop on the way of a case.
type station struct {
	code string
	name api.Words
}

var (
	atHandIn  = station{"apply", words("交材料", "Handed in")}
	atReceive = station{"receive", words("收件", "Received")}
	atAccept  = station{"accept", words("受理", "Accepted")}
	atReview  = station{"review", words("审查", "Examined")}
	atDecide  = station{"decide", words("决定", "Decided")}
	atMake    = station{"make", words("制证", "Made")}
	atHand    = station{"deliver", words("领取", "Collected")}
	atFinish  = station{"finish", words("办结", "Finished")}
)

// route are the stations of an item; what is promised at once has few.
func route(i *registry.Item, r *registry.Result) []station {
	if i.ProjectType() == "1" {
		return []station{atHandIn, atAccept, atFinish}
	}
	out := []station{atHandIn, atReceive, atAccept, atReview, atDecide}
	if r.Certificate {
		return append(out, atMake, atHand)
	}
	return append(out, atFinish)
}

// reached is the station where a state stands, by the station's code.
var reached = map[string]string{
	"draft": "apply", "submitted": "receive", "precheck_returned": "receive", "received": "accept", "accepted": "review",
	"supplement_required": "review", "suspended": "review", "approved": "make", "not_accepted": "accept",
	"rejected": "decide", "withdrawn": "review", "abnormal_end": "review",
}

// stations tell where a case was, is and will be. Times between what is known
// are spread evenly.
func (d *District) stations(c fileCase, i *registry.Item, now time.Time) []api.Station {
	path := route(i, d.registry.Results[i.Result])
	here := len(path)
	for n, s := range path {
		if s.code == reached[c.Status] {
			here = n
		}
	}
	if c.Status != "finished" && here == len(path) {
		here = min(len(path)-1, 3) // a strange state, or one that this short route has no stop for
	}
	out := []api.Station{}
	step := now.Sub(c.AppliedAt) / time.Duration(max(1, here+1))
	for n, s := range path {
		v := api.Station{Event: api.Coded{Code: s.code}, Name: s.name, Holder: d.stationHolder(s, c, i)}
		from := d.atWork(c.AppliedAt.Add(step*time.Duration(n)), c.AppliedAt)
		switch {
		case n < here || n == here && c.over():
			v.State, v.From, v.Until = "done", optTime(from), optTime(d.atWork(c.AppliedAt.Add(step*time.Duration(n+1)), c.AppliedAt))
		case n == here:
			v.State, v.From = "now", optTime(from)
		case c.over():
			continue // it ended before
		default:
			v.State = "next"
		}
		if n == min(here, len(path)-1) && c.Opinion.Zh != "" {
			v.Opinion = ptr(api.Notice(c.Opinion))
		}
		out = append(out, v)
	}
	return out
}

// atWork moves a made-up moment into the hours and days in which somebody
// works, but not before the case began: nobody examines papers at night.
func (d *District) atWork(t, began time.Time) time.Time {
	const opens, shuts = 8*time.Hour + 40*time.Minute, 16*time.Hour + 50*time.Minute
	for works, err := d.registry.Calendar.Works(t); err == nil && !works; works, err = d.registry.Calendar.Works(t) {
		t = t.AddDate(0, 0, -1)
	}
	clock := t.Sub(midnight(t))
	t = midnight(t).Add(min(max(clock, opens), shuts))
	if t.Before(began) {
		return began
	}
	return t.Truncate(time.Minute)
}

func (d *District) stationHolder(s station, c fileCase, i *registry.Item) api.Holder {
	switch s {
	case atHandIn, atHand:
		return api.Holder{Name: words("您本人", "You")}
	case atReceive, atAccept:
		return api.Holder{Name: words("综合受理窗口", "General windows"), Window: ptr("1–4")}
	}
	if reached[c.Status] == s.code {
		return d.holderOf(c, i)
	}
	return api.Holder{Name: api.Words(i.Department.Name), DeptCode: &i.Department.Unit}
}

// clock fills in the limits: the last days by law and by promise, with the time
// that does not count added, and the working days used and left. In a year
// without a calendar the days stay away, and the answer says why.
func (d *District) clock(v *api.Case, c fileCase, i *registry.Item, now time.Time) {
	stopped := d.stops(v, c, now)
	accepted := c.accepted(now)
	v.AcceptedAt = optTime(accepted)
	if accepted.IsZero() {
		return
	}
	end := now
	if over := c.finished(now); !over.IsZero() {
		end = over
	}
	cal := d.registry.Calendar
	law, errLaw := d.lastDay(accepted, i.Statutory, stopped)
	promise, errPromise := d.lastDay(accepted, i.Promised, stopped)
	used, errUsed := cal.Between(accepted, end)
	left, errLeft := cal.Between(end, promise)
	if errLaw == nil {
		v.AnticipateDate = optDay(law)
	}
	if errUsed == nil {
		v.WorkingDaysUsed = ptr(max(0, used-stopped))
	}
	if err := errors.Join(errPromise, errLeft); err == nil {
		v.PromiseDate, v.WorkingDaysLeft = optDay(promise), &left
	}
	if errors.Join(errLaw, errPromise, errLeft) != nil {
		v.Limits.PromiseExplain = notice("下一年的放假安排还没公布，最后期限公布后才能算", "The next year’s holidays are not announced yet; the last day is not known")
	}
}

// stops fills in the clock stops and returns how many working days they took.
func (d *District) stops(v *api.Case, c fileCase, now time.Time) int {
	sum, standing := 0, false
	for _, s := range c.Stops {
		until := s.Until
		if until.IsZero() {
			until, standing = now, true
		}
		stop := api.ClockStop{
			Type: api.Coded{Code: s.Type}, Reason: api.Words(s.Reason), From: s.From.In(zone), Until: optTime(s.Until),
		}
		if n, err := d.registry.Calendar.Between(s.From, until); err == nil {
			stop.WorkingDays = &n
			sum += n
		}
		v.ClockStops = append(v.ClockStops, stop)
	}
	v.ClockStopped = opt(standing)
	return sum
}

// lastDay is the end of a limit that began on a day, later by the working days
// that did not count.
func (d *District) lastDay(from time.Time, l registry.Limit, stopped int) (time.Time, error) {
	cal := d.registry.Calendar
	switch l.Unit {
	case "1":
		return cal.Add(midnight(from), l.N+stopped)
	case "5":
		return cal.Add(midnight(from).AddDate(0, l.N, 0), stopped)
	case "2":
		return cal.Add(midnight(from).AddDate(0, 0, l.N), stopped)
	}
	return midnight(from), nil // hours and minutes end on the day
}
