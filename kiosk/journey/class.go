package journey

import "slices"

// Declared are the classes that people say themselves to belong to; a window
// asks for the proof.
func (b Business) Declared() []Class {
	var out []Class
	for _, c := range b.Classes {
		if c.MinAge == 0 {
			out = append(out, c)
		}
	}
	return out
}

// MayDeclare tells whether the page asks for a class: nobody is asked whose
// age opens one, or who stays unknown.
func (s State) MayDeclare() bool {
	if s.Choice == nil || s.Confirm.Booking != nil || s.Person == nil || s.Person.Source == SourceNone {
		return false
	}
	_, byAge := s.Choice.ClassFor(s.Person, s.Now)
	return !byAge && s.Confirm.Priority == "" && len(s.Choice.Declared()) > 0
}

// askClass asks which class it is.
func (t *turn) askClass() {
	if !t.MayDeclare() || t.Confirm.Key != "" {
		return // a second try must ask for the very same number
	}
	q := Question{Key: "class"}
	for _, c := range t.Choice.Declared() {
		q.Choices = append(q.Choices, Choice{ID: c.Code, Key: "class-" + c.Code, Name: c.Name, Detail: t.World.Rules.Proofs[c.Code]})
	}
	q.Choices = append(q.Choices, Choice{ID: "", Key: "class-none"})
	t.toQuestion(q)
}

// choseClass goes back to the number with the class that was chosen.
func (t *turn) choseClass(ids []string) {
	if t.Choice == nil || ids[0] != "" && !slices.ContainsFunc(t.Choice.Declared(), func(c Class) bool { return c.Code == ids[0] }) {
		return
	}
	t.Confirm.Priority = ids[0]
	t.backFromClass()
}

func (t *turn) backFromClass() {
	t.Page = PageConfirm
	t.Left = t.allowance()
}
