package journey

import (
	"slices"
	"strings"
)

// nextMaterial asks how the next material is handed in; where nothing is left
// to say, the list of them is shown.
func (t *turn) nextMaterial() {
	for _, m := range t.Declare.Draft.Materials {
		if m.open() && len(m.Forms)+len(m.Licences) > 0 {
			t.askMaterial(m)
			return
		}
	}
	t.Page = PageMaterials
}

// askMaterial offers first what is there already, then what spares a way.
func (t *turn) askMaterial(m Material) {
	t.Declare.Material = m.Code
	q := Question{Key: askMaterialForm, Title: m.Name, Lead: m.Explain}
	for _, l := range m.Licences {
		q.Choices = append(q.Choices, Choice{ID: licenceOf + l.ID, Name: l.Name, Detail: l.Issuer, Icon: "file-badge"})
	}
	for _, form := range []struct{ code, key, icon string }{
		{formElectronic, "by-phone", "smartphone"}, {formCommitment, "by-promise", "file-pen-line"},
		{formDeferred, "by-later", "calendar-clock"}, {formPaper, "by-paper", "briefcase"},
	} {
		if slices.Contains(m.Forms, form.code) {
			q.Choices = append(q.Choices, Choice{ID: form.code, Key: form.key, Icon: form.icon})
		}
	}
	t.toQuestion(q)
}

// handIn says to the hall how a material comes.
func (t *turn) handIn(how string) {
	d := t.Declare.Draft
	m, ok := d.material(t.Declare.Material)
	if !ok {
		t.Page = PageMaterials
		return
	}
	a := Attach{Draft: d.ID, Material: m.Code, Form: how}
	if licence, ok := strings.CutPrefix(how, licenceOf); ok {
		a.Form, a.Licence = formLicence, licence
	}
	switch how {
	case formElectronic:
		t.Declare.From = PageMaterials
		t.submit("handover", HandOver{Draft: d.ID, Material: m.Code})
		return
	case formCommitment:
		t.Page = PagePromise
		t.Left = t.allowance()
		return
	case formDeferred:
		a.Until = m.Until
	}
	t.submit("attach", a)
}

// Handing is the material that is asked for.
func (d Declare) Handing() (Material, bool) {
	if d.Draft == nil {
		return Material{}, false
	}
	return d.Draft.material(d.Material)
}

// haveHandover shows the code for the phone, or takes what the phone has sent.
func (t *turn) haveHandover(h Handover) {
	if h.Material == "" && t.Declare.Handover != nil && t.Declare.Handover.ID == h.ID {
		h.Material = t.Declare.Handover.Material
	}
	t.Declare.Handover = &h
	t.Left = t.allowance()
	if h.Material != "" && h.State == handoverStateReady {
		t.Page = PageMaterials // so that the way out of the call leads there
		t.submit("attach", Attach{Draft: t.Declare.Draft.ID, Material: h.Material, Form: formElectronic, Handover: h.ID})
		return
	}
	t.Page = PageHandover
}

func (t *turn) touchDeclare(e Touch) {
	if t.Declare.Draft == nil {
		return
	}
	switch t.Page {
	case PageMaterials:
		t.touchMaterials(e)
	case PagePromise:
		t.touchPromise(e)
	case PageHandover:
		t.touchHandover(e)
	case PageForm:
		t.touchForm(e)
	}
}

func (t *turn) touchMaterials(e Touch) {
	switch e.Do {
	case "next":
		t.nextMaterial()
		if t.Page == PageMaterials {
			t.Page = PageForm
		}
	case "send":
		t.toPhone()
	}
}

// toPhone makes a code with which the whole draft goes on on the phone.
func (t *turn) toPhone() {
	t.Declare.From, t.Declare.Material = t.Page, ""
	t.submit("handover", HandOver{Draft: t.Declare.Draft.ID})
}

func (t *turn) touchPromise(e Touch) {
	m, ok := t.Declare.Handing()
	switch {
	case !ok:
		t.Page = PageMaterials
	case e.Do == "yes":
		t.submit("attach", Attach{Draft: t.Declare.Draft.ID, Material: m.Code, Form: formCommitment, Commitment: m.Promise.Version})
	case e.Do == "no":
		t.askMaterial(m)
	}
}

func (t *turn) touchHandover(e Touch) {
	h := t.Declare.Handover
	switch {
	case e.Do == "next" && h.Material != "":
		t.ask("handover", FindHandover{Draft: t.Declare.Draft.ID, ID: h.ID})
	case e.Do == "done" && h.Material == "": // on the phone from here on
		t.leaveService()
		t.endVisit("finished")
	case e.Do == "cancel":
		t.backFromHandover()
	}
}

func (t *turn) backFromHandover() {
	if m, ok := t.Declare.Handing(); ok {
		t.askMaterial(m)
		return
	}
	t.Page = t.Declare.From
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
// right where it comes from.
func (t *turn) askWrong() {
	q := Question{Key: askWrongField}
	for _, f := range t.Declare.Draft.Fields() {
		c := Choice{ID: f.Code, Name: f.Label, Detail: f.Shown}
		if f.Fixed {
			c.Reason = ReasonFixed
		}
		q.Choices = append(q.Choices, c)
	}
	t.toQuestion(q)
}

// fillIn asks for one field, by touch where it can be.
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
		t.toQuestion(Question{Key: askFieldChoice, Title: f.Label, Lead: f.Hint, Choices: []Choice{{ID: "true", Key: "yes"}, {ID: "false", Key: "no"}}})
	case f.Kind == "phone":
		t.toPadFor(PadPhone, padField)
	case f.Kind == "id-number":
		t.toPadFor(PadIDNumber, padField)
	default:
		most := f.Most
		if most == 0 {
			most = fieldMost
		}
		t.toWrite(Write{Key: askFieldChoice, Title: f.Label, Lead: f.Hint, Most: most, Optional: !f.Required, Text: f.Value})
		if f.Kind == "number" || f.Kind == "date" {
			t.Write.Layout = "digits"
		}
	}
}

func (t *turn) saveField(value string) {
	t.Page = PageForm // so that the way out of the call leads there
	t.submit("save-draft", SaveField{Draft: t.Declare.Draft.ID, Field: t.Declare.Field, Value: value})
}

// backDeclare undoes one step. The draft stays in the hall.
func (t *turn) backDeclare() {
	switch t.Page {
	case PageForm:
		t.Page = PageMaterials
	case PagePromise:
		t.handedBack()
	case PageHandover:
		t.backFromHandover()
	case PagePad, PageWrite:
		t.Declare.Field = ""
		t.Page = PageForm
	case PageQuestion:
		t.backFromDeclareQuestion()
	case PageList:
		t.askDeclareDepartment()
	default:
		t.toHome()
	}
	t.Left = t.allowance()
}

func (t *turn) handedBack() {
	if m, ok := t.Declare.Handing(); ok {
		t.askMaterial(m)
		return
	}
	t.Page = PageMaterials
}

func (t *turn) backFromDeclareQuestion() {
	switch t.Question.Key {
	case askMaterialForm:
		t.Declare.Material = ""
		t.Page = PageMaterials
	case askWrongField, askFieldChoice:
		t.Declare.Field = ""
		t.Page = PageForm
	case askSituation:
		if n := len(t.Declare.Answers); n > 0 {
			t.Declare.Answers = t.Declare.Answers[:n-1]
			t.askSituation()
			return
		}
		t.askDeclareDepartment()
	default:
		t.toHome()
	}
}
