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

func (t *turn) touchDeclare(e Touch) {
	if t.Declare.Draft == nil {
		return
	}
	if t.Page == PageMaterials || t.Page == PageForm {
		t.Declare.Material, t.Declare.Field = "", "" // nothing is under way on these pages
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
	t.Declare.Changed = false
	switch e.Do {
	case "next":
		t.nextMaterial()
		if t.Page == PageMaterials {
			t.Page = PageForm
		}
	case "change":
		t.askChange()
	case "send":
		t.toPhone()
	}
}

// askChange asks which material is to come in another way. What departments
// share nobody has to bring.
func (t *turn) askChange() {
	q := Question{Key: askOtherWay}
	for _, m := range t.Declare.Draft.Materials {
		if m.changeable() {
			q.Choices = append(q.Choices, Choice{ID: m.Code, Name: m.Name, Detail: m.From})
		}
	}
	if len(q.Choices) > 0 {
		t.toQuestion(q)
	}
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

// backDeclare undoes one step. The draft stays in the hall.
func (t *turn) backDeclare() {
	switch t.Page {
	case PageForm:
		t.Page, t.Declare.Material, t.Declare.Field = PageMaterials, "", ""
	case PagePromise:
		t.handedBack()
	case PageHandover:
		t.Declare.Peek = 0
		t.backFromHandover()
	case PagePad, PageWrite, PageDate:
		t.backFromField()
	case PageQuestion:
		t.backFromDeclareQuestion()
	case PageList:
		t.askDeclareDepartment()
	default:
		t.toHome()
	}
	t.Left = t.allowance()
}

// backFromSituation leads to whom it is for, where that was asked, else to the
// matters.
func (t *turn) backFromSituation() {
	if len(t.Declare.Found.Behalves) > 0 {
		t.askDeclareFor()
		return
	}
	t.toMatters(t.Declare.Department)
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
	case askMaterialForm, askOtherWay:
		t.Declare.Material = ""
		t.Page = PageMaterials
	case askDeclareFor:
		t.toMatters(t.Declare.Department)
	case askWrongField, askFieldChoice:
		t.Declare.Field = ""
		t.Page = PageForm
	case askSituation:
		if n := len(t.Declare.Answers); n > 0 {
			t.Declare.Answers = t.Declare.Answers[:n-1]
			t.askSituation()
			return
		}
		t.backFromSituation()
	default:
		t.toHome()
	}
}
