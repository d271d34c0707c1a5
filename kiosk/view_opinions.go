package kiosk

import (
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// rating asks how it went.
func (v Viewer) rating(s journey.State) *screens.Rating {
	out := &screens.Rating{Service: string(s.Rating.Service), Over: s.Rating.Of.Over}
	switch {
	case s.Rating.Of.Number != "":
		out.Name, out.Detail = words(s.Rating.Of.Name), screens.Text{Zh: s.Rating.Of.Number}
	case s.Rating.Service == journey.ServiceRating:
		out.Name = screens.Matter("visit")
	}
	return out
}

// ratedFacts say who answers a bad grade, by when.
func (v Viewer) ratedFacts(s journey.State) []screens.Line {
	var out []screens.Line
	if d := v.dayOf(s.Rating.Receipt.FollowUp); !d.IsZero() {
		out = append(out, screens.Line{Label: screens.Matter("followUp"), Value: screens.DayText(d)})
	}
	return append(out, lineOf("answers", words(s.Rating.Receipt.Answers))...)
}

// reportFacts say who answers by when, and what to ask with.
func (v Viewer) reportFacts(s journey.State) []screens.Line {
	r := s.Report
	out := lineOf("queryCode", screens.Text{Zh: r.Receipt.Code})
	out = append(out, lineOf("answers", words(r.Receipt.Answers))...)
	if !r.Receipt.Until.IsZero() {
		out = append(out, screens.Line{Label: screens.Matter("until"), Value: screens.DayAndTime(r.Receipt.Until.In(v.Zone))})
	}
	out = append(out, lineOf("what", words(r.Kind.Name))...)
	if r.Receipt.Number == "" {
		out = append(out, lineOf("where", words(r.Where.Name))...)
	}
	return out
}

// lineOf is a fact, where there is one.
func lineOf(key string, value screens.Text) []screens.Line {
	if value.Zh == "" {
		return nil
	}
	return []screens.Line{{Label: screens.Matter(key), Value: value}}
}

// reported is what became of a report.
func (v Viewer) reported(s journey.State) *screens.Sheet {
	r := s.Inquiry.Report
	state := words(r.State.Name)
	if key := "report." + r.State.Code; screens.HasMatter(key) {
		state = screens.Matter(key)
	}
	first := screens.Section{Title: state, Lines: []screens.Line{
		{Label: screens.Matter("number"), Value: screens.Text{Zh: r.Number}, Source: screens.Matter("fromReport")},
	}}
	first.Lines = append(first.Lines, lineOf("told", screens.DayAndTime(r.At.In(v.Zone)))...)
	first.Lines = append(first.Lines, lineOf("answers", words(r.Answers))...)
	first.Lines = append(first.Lines, lineOf("until", screens.DayAndTime(r.Until.In(v.Zone)))...)
	out := &screens.Sheet{Key: "reported", Sections: []screens.Section{first}}
	if r.Answer.Zh != "" {
		out.Sections = append(out.Sections, screens.Section{
			Title: screens.Matter("answer"), Note: words(r.Answer),
			Lines: []screens.Line{{Label: screens.Matter("answered"), Value: screens.DayAndTime(r.Answered.In(v.Zone)), Source: screens.Matter("fromReport")}},
		})
	}
	if reportable(s) {
		out.Acts = append(out.Acts, screens.SheetAct{Do: screens.ActReport, Key: "report", Icon: "megaphone"})
	}
	out.Acts = append(out.Acts, screens.SheetAct{Do: screens.ActHome, Key: "finish", Icon: "house", Primary: true})
	return out
}
