package kiosk

import (
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// question is what a service asks, with its choices.
func question(s journey.State) *screens.Question {
	q := s.Question
	out := &screens.Question{Key: q.Key, Title: words(q.Title), Lead: words(q.Lead), Person: person(s.World.Rules.Mask, s.Person), Many: q.Many, Next: q.Next, Ready: q.Ready()}
	if q.Key == "material" && q.Title.Zh != "" {
		out.Title = filled("how-handed-in", "name", words(q.Title))
	}
	for _, c := range q.Choices {
		out.Choices = append(out.Choices, screens.Choice{
			ID: c.ID, Key: c.Key, Name: words(c.Name), Detail: words(c.Detail),
			Icon: c.Icon, Chosen: c.Chosen, Reason: screens.Reason(c.Reason),
		})
	}
	return out
}

// date is a day being chosen, with what can be chosen of it now.
func date(d journey.DateAsk) *screens.Date {
	out := &screens.Date{Key: d.Key, Title: words(d.Title), Lead: words(d.Lead), Year: d.Year, Month: d.Month, Day: d.Day, Optional: d.Optional}
	switch {
	case d.Month != 0:
		out.Days = d.Days()
	case d.Year != 0:
		out.Months = d.Months()
	case d.Decade != 0 || d.Decades() == nil:
		out.Years = d.Years()
	default:
		out.Decades = d.Decades()
	}
	return out
}

// write is a text being written.
func write(w journey.Write) *screens.Write {
	out := &screens.Write{
		Key: w.Key, Title: words(w.Title), Lead: words(w.Lead), Text: w.Text, Most: w.Most, Optional: w.Optional,
		Composing: w.Letters, Letters: w.Layout, Ready: w.Ready(),
	}
	if w.Letters == "" {
		out.Candidates = w.Hints
	}
	for _, s := range w.Words {
		out.Candidates = append(out.Candidates, s.Word)
	}
	return out
}
