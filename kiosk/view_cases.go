package kiosk

import (
	"slices"
	"strconv"
	"time"

	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// cases is the list of a person's matters.
func (v Viewer) cases(s journey.State) *screens.Cases {
	out := &screens.Cases{}
	if s.Inquiry.By.Person != nil {
		out.Person = person(s.World.Rules.Mask, s.Inquiry.By.Person)
	}
	for _, c := range s.Inquiry.List {
		row := screens.CaseRow{Number: c.Number, Name: words(c.Name), Status: caseState(c), Left: caseLeft(c)}
		if !c.Status.Over() {
			row.Holder = held(c.Holder, time.Time{})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// caseState is where a case is, in plain words. A code that nobody knows is
// shown as other, with what came.
func caseState(c journey.CaseSummary) screens.Text {
	key := "state." + string(c.Status)
	switch {
	case screens.HasMatter(key):
		return screens.Matter(key)
	case c.Raw.Name.Zh != "":
		return words(c.Raw.Name)
	}
	return screens.Matter("other", "raw", c.Raw.Raw)
}

// caseLeft is how many working days are left, for the end of a row.
func caseLeft(c journey.CaseSummary) screens.Text {
	switch {
	case c.Status.Over() || c.Due == "":
		return screens.Text{}
	case c.Left < 0:
		return screens.Matter("late", "n", strconv.Itoa(-c.Left))
	case c.Left == 0:
		return screens.Matter("lastDay")
	}
	return screens.Matter("left", "n", strconv.Itoa(c.Left))
}

// held says who holds a case, and since when where that is told.
func held(h journey.Holder, since time.Time) screens.Text {
	if since.IsZero() {
		return filled("held", "who", words(h.Name))
	}
	return filled("heldSince", "who", words(h.Name), "date", screens.DayText(since))
}

// dayOf reads a day of the contract.
func (v Viewer) dayOf(date string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, date, v.Zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// matter is one case whole.
func (v Viewer) matter(s journey.State) *screens.Case {
	c := *s.Inquiry.Case
	out := &screens.Case{
		Name: words(c.Name), Number: c.Number, Applicant: c.Applicant, Left: c.Left, Due: v.dayOf(c.Due),
		Promised: screens.Limit{Days: workingDays(c.Promise), Used: c.Used}, Legal: screens.Limit{Days: workingDays(c.Legal), Used: c.Used},
		Note: v.caseNote(c), Events: v.caseEvents(c, s.Now), Status: v.caseStatus(c),
		Lacks: len(c.Supplements), Ready: c.Ready, Phone: c.Link != "", Paper: s.World.Printer == "",
		Rate: c.CanRate && s.Offered(journey.ServiceRating) == "",
	}
	out.Sort = codeIn("sort", c.Sort)
	if c.Status.Over() {
		out.Due, out.Promised, out.Legal = time.Time{}, screens.Limit{}, screens.Limit{}
	}
	return out
}

// caseStatus stands in place of the days left where there are none to count.
func (v Viewer) caseStatus(c journey.Case) screens.Text {
	switch {
	case c.Status.Over(), c.Due == "":
		return caseState(c.CaseSummary)
	case c.Stopped:
		return screens.Matter("stopped")
	}
	return screens.Text{}
}

const unitWorkingDays = "1"

// workingDays is a limit for the bar; those in other units are told in words.
func workingDays(l journey.Limit) int {
	if l.Unit == unitWorkingDays {
		return l.Count
	}
	return 0
}

// caseNote says what the bars do not: days used, limits in other units, times
// that do not count, and what the department remarks.
func (v Viewer) caseNote(c journey.Case) screens.Text {
	var notes []screens.Text
	if workingDays(c.Promise)+workingDays(c.Legal) > 0 && !c.Status.Over() {
		notes = append(notes, screens.Matter("used", "n", strconv.Itoa(c.Used)))
	}
	for _, l := range []struct {
		key   string
		limit journey.Limit
	}{{"limitPromise", c.Promise}, {"limitLegal", c.Legal}} {
		if l.limit.Unit != unitWorkingDays || l.limit.Count == 0 {
			notes = append(notes, filled(l.key, "limit", limitText(l.limit)))
		}
	}
	for _, s := range c.Stops {
		notes = append(notes, v.stopText(s))
	}
	if c.Opinion.Zh != "" {
		notes = append(notes, filled("opinion", "text", words(c.Opinion)))
	}
	return screens.Joined("", " ", notes...)
}

// limitText is a time limit in words.
func limitText(l journey.Limit) screens.Text {
	key := "unit." + l.Unit
	switch {
	case l.Count == 0:
		return screens.Matter("immediate")
	case screens.HasMatter(key):
		return screens.Matter(key, "n", strconv.Itoa(l.Count))
	}
	n := screens.Text{Zh: strconv.Itoa(l.Count), En: strconv.Itoa(l.Count)}
	if l.Unit == "" {
		return n
	}
	return screens.Joined("", " ", n, screens.Matter("other", "raw", l.Unit))
}

// codeIn is a code of a list in words; one that nobody knows is shown as other
// with what came.
func codeIn(list, code string) screens.Text {
	switch key := list + "." + code; {
	case code == "":
		return screens.Text{}
	case screens.HasMatter(key):
		return screens.Matter(key)
	}
	return screens.Matter("other", "raw", code)
}

// filled is a phrase with places that differ by language.
func filled(key string, places ...any) screens.Text {
	var zh, en []string
	for i := 0; i+1 < len(places); i += 2 {
		t := places[i+1].(screens.Text)
		zh, en = append(zh, places[i].(string), t.Zh), append(en, places[i].(string), t.In(screens.English))
	}
	return screens.Text{Zh: screens.Matter(key, zh...).Zh, En: screens.Matter(key, en...).En}
}

// stopText says which days do not count, and why.
func (v Viewer) stopText(s journey.ClockStop) screens.Text {
	from, why := screens.DayText(s.From.In(v.Zone)), words(s.Reason)
	if s.Until.IsZero() {
		return filled("stopNow", "from", from, "why", why)
	}
	return filled("stop", "from", from, "until", screens.DayText(s.Until.In(v.Zone)), "why", why)
}

var stationStates = map[string]screens.CaseState{"done": screens.CaseDone, "now": screens.CaseNow, "next": screens.CaseNext}

// timed is an event with what it is sorted by.
type timed struct {
	at time.Time
	screens.CaseEvent
}

// caseEvents are the stations and the times that do not count, in order.
func (v Viewer) caseEvents(c journey.Case, now time.Time) []screens.CaseEvent {
	var list []timed
	for _, s := range c.Stations {
		list = append(list, v.stationEvent(s, now))
	}
	for _, s := range c.Stops {
		e := timed{s.From, screens.CaseEvent{When: screens.DayText(s.From.In(v.Zone)), Title: filled("stopTitle", "why", words(s.Reason)), State: screens.CasePaused}}
		if !s.Until.IsZero() {
			e.Detail = filled("stopDays", "n", number(s.Days), "date", screens.DayText(s.Until.In(v.Zone)))
		}
		list = append(list, e)
	}
	slices.SortStableFunc(list, func(a, b timed) int { return a.at.Compare(b.at) })
	out := make([]screens.CaseEvent, len(list))
	for i, e := range list {
		out[i] = e.CaseEvent
	}
	return out
}

func number(n int) screens.Text { return screens.Text{Zh: strconv.Itoa(n), En: strconv.Itoa(n)} }

// farAhead sorts stations without a day behind all others, in their order.
var farAhead = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func (v Viewer) stationEvent(s journey.Station, now time.Time) timed {
	e := timed{s.From, screens.CaseEvent{Title: words(s.Name), Detail: words(s.Holder.Name), State: stationStates[s.State]}}
	switch e.State {
	case screens.CaseNow:
		e.When, e.Detail = screens.Matter("today"), held(s.Holder, zoned(s.From, v.Zone))
		if s.From.IsZero() {
			e.at = now
		}
	case screens.CaseDone:
		e.When = screens.DayText(s.From.In(v.Zone))
	default:
		e.State, e.at = screens.CaseNext, farAhead
		if d := v.dayOf(s.Expected); !d.IsZero() {
			e.at, e.When = d.Add(24*time.Hour), filled("due", "date", screens.DayText(d))
		}
	}
	return e
}

// conflict shows two records of one case that contradict each other.
func (v Viewer) conflict(s journey.State) *screens.Sheet {
	q := s.Inquiry
	out := &screens.Sheet{Key: "conflict"}
	if q.Listed != nil {
		out.Sections = append(out.Sections, recordSection("listed", "fromListed", *q.Listed))
	}
	out.Sections = append(out.Sections, recordSection("whole", "fromWhole", q.Case.CaseSummary))
	if s.Offered(journey.ServiceReport) == "" {
		out.Acts = append(out.Acts, screens.SheetAct{Do: screens.ActReport, Key: "report", Icon: "megaphone"})
	}
	out.Acts = append(out.Acts, screens.SheetAct{Do: screens.ActHelp, Key: "call", Icon: "bell-ring", Primary: true})
	return out
}

func recordSection(key, source string, c journey.CaseSummary) screens.Section {
	raw := c.Raw.Raw
	if raw == "" {
		raw = c.Raw.Code
	}
	return screens.Section{Title: screens.Matter(key), Lines: []screens.Line{
		{Label: screens.Matter("number"), Value: screens.Text{Zh: c.Number}, Source: screens.Matter(source)},
		{Label: screens.Matter("name"), Value: words(c.Name)},
		{Label: screens.Matter("status"), Value: caseState(c)},
		{Label: screens.Matter("raw"), Value: screens.Text{Zh: raw}},
		{Label: screens.Matter("holder"), Value: words(c.Holder.Name)},
	}}
}
