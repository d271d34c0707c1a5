package journey

import "slices"

// AtForm tells whether it is the form that asks, and not the materials.
func (s State) AtForm() bool {
	return s.Declare.Field != "" || s.Page == PageQuestion && s.Question.Key == askWrongField
}

func (t *turn) touchForm(e Touch) {
	d := t.Declare.Draft
	switch e.Do {
	case "next":
		if f, lacks := d.Lacks(); lacks {
			t.fillIn(f.Code)
			return
		}
		t.submit("submit-draft", SubmitDraft{Draft: d.ID, Version: d.Version})
	case "no":
		t.askWrong()
	case "send":
		t.toPhone()
	}
}

// askWrong asks which field is wrong. One from a card or a register is put
// right where it comes from, and stands behind those that can be changed here.
func (t *turn) askWrong() {
	q := Question{Key: askWrongField}
	var fixed []Choice
	for _, f := range t.Declare.Draft.Fields() {
		c := Choice{ID: f.Code, Name: f.Label, Detail: f.Shown}
		if f.Fixed {
			c.Reason = ReasonFixed
			fixed = append(fixed, c)
			continue
		}
		q.Choices = append(q.Choices, c)
	}
	q.Choices = append(q.Choices, fixed...)
	t.toQuestion(q)
}

// fillIn asks for one field in the way that its kind is said best.
func (t *turn) fillIn(code string) {
	at := slices.IndexFunc(t.Declare.Draft.Fields(), func(f Field) bool { return f.Code == code })
	if at < 0 {
		return
	}
	f := t.Declare.Draft.Fields()[at]
	t.Declare.Field = code
	switch {
	case len(f.Choices) > 0:
		q := Question{Key: askFieldChoice, Title: f.Label, Lead: f.Hint}
		for _, c := range f.Choices {
			q.Choices = append(q.Choices, Choice{ID: c.Code, Name: c.Name, Chosen: c.Code == f.Value})
		}
		t.toQuestion(q)
	case f.Kind == "yes-no":
		t.toQuestion(Question{Key: askFieldChoice, Title: f.Label, Lead: f.Hint, Choices: []Choice{
			{ID: "yes", Key: "yes", Chosen: f.Value == "yes"}, {ID: "no", Key: "no", Chosen: f.Value == "no"},
		}})
	case f.Kind == "date":
		t.toDate(DateAsk{Key: padField, Title: f.Label, Lead: f.Hint, Optional: !f.Required}, f.From, f.Until)
	case f.padKind() != "":
		t.toPadOf(Pad{Kind: f.padKind(), Key: padField, Title: f.Label, Lead: f.Hint, Most: f.most(), Empty: !f.Required})
	default:
		w := Write{Key: askFieldChoice, Title: f.Label, Lead: f.Hint, Most: f.most(), Optional: !f.Required, Text: f.Value}
		if f.Kind == "address" {
			w.Hints = addressWords
		}
		t.toWrite(w)
	}
}

// addressWords are what addresses are made of.
var addressWords = []string{"号", "号楼", "单元", "室", "路", "街", "里", "小区", "村", "组", "镇", "街道"}

// padKind is the pad for a field; empty: it has none.
func (f Field) padKind() PadKind {
	switch f.Kind {
	case "phone":
		return PadPhone
	case "id-number":
		return PadIDNumber
	case "number":
		return PadNumber
	}
	return ""
}

// most is how many characters the field may have.
func (f Field) most() int {
	switch {
	case f.Kind == "number" && (f.Most == 0 || f.Most > digitsMost):
		return digitsMost
	case f.Most == 0:
		return fieldMost
	}
	return f.Most
}

func (t *turn) saveField(value string) {
	t.Page = PageForm // so that the way out of the call leads there
	t.submit("save-draft", SaveField{Draft: t.Declare.Draft.ID, Field: t.Declare.Field, Value: value})
}

// backFromField leaves a number, a text or a day without keeping it. The
// number of a child leads back to whom the declaration is for.
func (t *turn) backFromField() {
	if t.Page == PagePad && t.Pad.Key == padChild {
		t.askDeclareFor()
		return
	}
	t.Declare.Field = ""
	t.Page = PageForm
}
