package kiosk

import (
	"strings"
	"time"

	"govkiosk/kiosk/journey"
	"govkiosk/kiosk/slip"
	"govkiosk/screens"
)

// stationMarks are as wide as a Han character.
var stationMarks = map[screens.CaseState]string{
	screens.CaseDone: "●", screens.CaseNow: "◎", screens.CasePaused: "□", screens.CaseNext: "○",
}

// viewer says on paper what the pages say.
func (p *promise) viewer() Viewer { return Viewer{Config: p.cfg, Zone: p.zone} }

// casePaper is how far a case is.
func (p *promise) casePaper(c journey.Case, f slip.Frame, reprint bool) slip.Case {
	v := p.viewer()
	out := slip.Case{
		Frame: f, Number: c.Number, QueryCode: c.QueryCode, Name: c.Name.Zh, Applicant: c.Applicant, Reprint: reprint,
		Status: caseState(c.CaseSummary).Zh, Missing: len(c.Supplements), Ready: c.Ready, Opinion: c.Opinion.Zh, Link: c.Link,
	}
	out.Sort = codeIn("sort", c.Sort).Zh
	if c.Promise.Unit != "" {
		out.Promised, out.Legal = limitText(c.Promise).Zh, limitText(c.Legal).Zh
	}
	if !c.Status.Over() {
		out.Holder, out.Window, out.Tel = c.Holder.Name.Zh, c.Holder.Window, c.Holder.Phone
		out.Left, out.Due = caseLeft(c.CaseSummary).Zh, dayZh(v.dayOf(c.Due))
		out.Since = dayZh(zoned(c.Holder.Since, p.zone))
	}
	for _, s := range c.Stops {
		out.Stops = append(out.Stops, v.stopText(s).Zh)
	}
	for _, e := range v.caseEvents(c, p.clock()) {
		out.Stations = append(out.Stations, slip.Station{When: e.When.Zh, Name: e.Title.Zh, Where: e.Detail.Zh, Mark: stationMarks[e.State]})
	}
	return out
}

// lacksPaper is what a case lacks.
func (p *promise) lacksPaper(c journey.Case, f slip.Frame, reprint bool) slip.Supplement {
	v := p.viewer()
	out := slip.Supplement{
		Frame: f, Number: c.Number, Name: c.Name.Zh, Applicant: c.Applicant, Reprint: reprint, Link: c.Link,
		Where: strings.TrimSpace(c.Holder.Name.Zh + " " + c.Holder.Window),
	}
	for _, s := range c.Supplements {
		lacks := slip.Lacking{Name: s.Name.Zh, Explain: s.Explain.Zh, Until: dayZh(v.dayOf(s.Until))}
		var forms []string
		for _, form := range s.Forms {
			if word := codeIn("form", form).Zh; word != "" {
				forms = append(forms, word)
			}
		}
		lacks.Forms = strings.Join(forms, "、")
		out.Items = append(out.Items, lacks)
	}
	out.Until = oneDay(out.Items)
	return out
}

// oneDay is the day by which everything has to be there, where it is one; it
// is not said again for each then.
func oneDay(items []slip.Lacking) string {
	for _, i := range items {
		if i.Until != items[0].Until {
			return ""
		}
	}
	if len(items) == 0 {
		return ""
	}
	day := items[0].Until
	for i := range items {
		items[i].Until = ""
	}
	return day
}

// reportPaper is what was told, and who answers.
func (p *promise) reportPaper(s journey.ReportSlip, f slip.Frame, reprint bool) slip.Report {
	out := slip.Report{
		Frame: f, Number: s.Number, Reference: s.Reference, QueryCode: s.Code, Reprint: reprint,
		What: s.What.Zh, Where: s.Where.Zh, Case: s.Case, Told: zoned(s.At, p.zone), Answers: s.Answers.Zh, Link: s.Link,
	}
	if !s.Until.IsZero() {
		out.Until = screens.DayAndTime(s.Until.In(p.zone)).Zh
	}
	if s.Contact.Number != "" {
		out.Contact = masked(p.mask, &s.Contact)
	}
	return out
}

// zoned keeps a time that is not known as it is.
func zoned(t time.Time, zone *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(zone)
}

func dayZh(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return screens.DayText(t).Zh
}
