package kiosk

import (
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// question is what a service asks, with its choices.
func question(s journey.State) *screens.Question {
	q := s.Question
	out := &screens.Question{Key: q.Key, Title: words(q.Title), Lead: words(q.Lead), Person: person(s.World.Rules.Mask, s.Person), Many: q.Many, Next: q.Next, Ready: q.Ready()}
	for _, c := range q.Choices {
		out.Choices = append(out.Choices, screens.Choice{
			ID: c.ID, Key: c.Key, Name: words(c.Name), Detail: words(c.Detail),
			Icon: c.Icon, Chosen: c.Chosen, Reason: screens.Reason(c.Reason),
		})
	}
	return out
}

// write is a text being written.
func write(w journey.Write) *screens.Write {
	out := &screens.Write{
		Key: w.Key, Title: words(w.Title), Lead: words(w.Lead), Text: w.Text, Most: w.Most, Optional: w.Optional,
		Composing: w.Letters, Letters: w.Layout, Ready: w.Ready(),
	}
	for _, s := range w.Words {
		out.Candidates = append(out.Candidates, s.Word)
	}
	return out
}
