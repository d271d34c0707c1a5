package journey

import "slices"

// Question is one question and its choices.
type Question struct {
	Key      string // which words the page has
	Title    Words  // from data, in place of those
	Lead     Words  // the same, of the sentence under it
	Choices  []Choice
	Many     bool   // any number of them, and a filled key
	Next     string // which word the filled key has
	Optional bool   // none of them will do as well
}

// Choice is one answer.
type Choice struct {
	ID     string
	Key    string // which words it has
	Name   Words  // from data, in place of those
	Detail Words
	Icon   string
	Chosen bool
	Reason Reason // why it cannot be had; empty: it can
}

// Ready tells whether the filled key works.
func (q Question) Ready() bool { return q.Optional || len(q.chosen()) > 0 }

// chosen are the IDs of what is ticked.
func (q Question) chosen() []string {
	var out []string
	for _, c := range q.Choices {
		if c.Chosen {
			out = append(out, c.ID)
		}
	}
	return out
}

// choice is the choice with that ID.
func (q Question) choice(id string) Choice {
	for _, c := range q.Choices {
		if c.ID == id {
			return c
		}
	}
	return Choice{}
}

// toQuestion shows a question; the service's chose takes the answer.
func (t *turn) toQuestion(q Question) {
	t.Page, t.Question = PageQuestion, q
	t.Left = t.allowance()
}

func (t *turn) touchQuestion(e Touch) {
	switch {
	case e.Do == "choose":
		t.choice(e.Arg)
	case e.Do == "next" && t.Question.Many && t.Question.Ready():
		t.chose(t.Question.chosen())
	default:
		t.own(e)
	}
}

func (t *turn) choice(id string) {
	at := slices.IndexFunc(t.Question.Choices, func(c Choice) bool { return c.ID == id })
	if at < 0 || t.Question.Choices[at].Reason != "" {
		return
	}
	if !t.Question.Many {
		t.chose([]string{id})
		return
	}
	t.Question.Choices = slices.Clone(t.Question.Choices)
	t.Question.Choices[at].Chosen = !t.Question.Choices[at].Chosen
}

func (t *turn) chose(ids []string) {
	if chose := chapterOf(t.Service).chose; chose != nil {
		chose(t, ids)
	}
}
