package district

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"govkiosk/kiosk/hall"
)

// withdrawal is 租房提取公积金: ID card, homes (shared), bank card.
const withdrawal = "00050080100101"

// permitItem is 居住证首次申领, with questions.
const permitItem = "00070020300101"

func (b *bench) draft(key, item string, answers ...hall.Answer) hall.Draft {
	b.t.Helper()
	return must(b.StartDraft(b.ctx(), b.key(), hall.NewDraft{Item: b.code(item), Person: b.card(key), Answers: answers}))(b.t)
}

func material(d hall.Draft, code string) hall.Material {
	for _, m := range d.Materials {
		if m.Code == code {
			return m
		}
	}
	return hall.Material{}
}

func formField(d hall.Draft, code string) hall.Field {
	for _, s := range d.Sections {
		for _, f := range s.Fields {
			if f.Code == code {
				return f
			}
		}
	}
	return hall.Field{}
}

// uploadAs does on the hand-over's page what a phone would.
func (b *bench) uploadAs(link, material string) {
	b.t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		b.t.Fatal(err)
	}
	if status, body := b.phone("GET", u.Path, "zh-CN"); status != 200 || !strings.Contains(body, "上传") {
		b.t.Fatalf("page of the hand-over: %d", status)
	}
	r, err := http.NewRequest("POST", b.url+u.Path+"/"+material, strings.NewReader("sample=1"))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if status, _ := answerOf(b.t, r); status != http.StatusSeeOther {
		b.t.Fatalf("upload: %d", status)
	}
}

func TestDeclare(t *testing.T) {
	b := start(t, Options{}, nil)
	d := b.draft("zhang", withdrawal)
	if d.Complete || len(d.Missing) == 0 || d.Applicant != "张*样" {
		t.Errorf("a fresh draft: complete %v, missing %+v", d.Complete, d.Missing)
	}
	if m := material(d, "no-home"); m.State.Is != hall.MaterialShared || m.From.Zh == "" {
		t.Errorf("what departments share: %+v", m)
	}
	if f := formField(d, "name"); f.Value != "张三样" || f.Source.Is != hall.FromIDCard || !f.Fixed {
		t.Errorf("name: %+v", f)
	}
	if f := formField(d, "phone"); f.Value == "" || f.Source.Is != hall.FromEarlierCase {
		t.Errorf("phone: %+v", f)
	}
	_, err := b.StartDraft(b.ctx(), b.key(), hall.NewDraft{Item: b.code(withdrawal), Person: b.card("zhang")})
	var e *hall.Error
	if !asError(err, &e) || e.Code != hall.CodeOpenDraft || e.Reference != d.ID {
		t.Errorf("a second draft: %v", err)
	}

	own := material(d, "id-card").Licences
	if len(own) != 1 {
		t.Fatalf("e-licences for the ID card: %+v", own)
	}
	d = must(b.Attach(b.ctx(), b.key(), d.ID, "id-card", hall.Attachment{Form: hall.LicenceReuse, Licence: own[0].ID}))(t)
	if m := material(d, "id-card"); m.State.Is != hall.MaterialAttached {
		t.Errorf("attached: %+v", m)
	}
	_, err = b.Attach(b.ctx(), b.key(), d.ID, "bank-card", hall.Attachment{Form: hall.OnPaper})
	refused(t, err, hall.CodeFormNotAllowed)
	_, err = b.Attach(b.ctx(), b.key(), d.ID, "bank-card", hall.Attachment{Form: hall.LicenceReuse, Licence: own[0].ID})
	refused(t, err, hall.CodeNoLicence)

	h := must(b.HandOver(b.ctx(), b.key(), d.ID, hall.ToUpload, "bank-card"))(t)
	_, err = b.Attach(b.ctx(), b.key(), d.ID, "bank-card", hall.Attachment{Form: hall.Electronic, Handover: h.ID})
	refused(t, err, hall.CodeNothingUploaded)
	b.uploadAs(h.Link, "bank-card")
	if now := must(b.Handover(b.ctx(), d.ID, h.ID))(t); now.State.Is != hall.HandoverDone || now.Pages != 1 {
		t.Errorf("after the upload: %+v", now)
	}
	d = must(b.Attach(b.ctx(), b.key(), d.ID, "bank-card", hall.Attachment{Form: hall.Electronic, Handover: h.ID}))(t)

	_, err = b.SaveDraft(b.ctx(), b.key(), d.ID, []hall.FieldValue{{Code: "phone", Value: "123"}}, nil)
	if !asError(err, &e) || e.Code != hall.CodeFieldInvalid || len(e.Missing) != 1 || e.Missing[0] != "phone" {
		t.Errorf("a wrong number: %v", err)
	}
	_, err = b.SaveDraft(b.ctx(), b.key(), d.ID, []hall.FieldValue{{Code: "name", Value: "别人"}}, nil)
	refused(t, err, hall.CodeFieldInvalid)
	d = must(b.SaveDraft(b.ctx(), b.key(), d.ID, []hall.FieldValue{{Code: "phone", Value: "13800002266"}}, nil))(t)
	if !d.Complete || formField(d, "phone").Source.Is != hall.FromCitizen {
		t.Fatalf("not complete: %+v", d.Missing)
	}
	_, err = b.Submit(b.ctx(), b.key(), d.ID, hall.Submission{Version: d.Version - 1})
	refused(t, err, hall.CodeDraftChanged)
	key := b.key()
	r := must(b.Submit(b.ctx(), key, d.ID, hall.Submission{Version: d.Version}))(t)
	if again := must(b.Submit(b.ctx(), key, d.ID, hall.Submission{Version: d.Version}))(t); again.Number != r.Number {
		t.Errorf("the same key: %s and %s", r.Number, again.Number)
	}
	c := must(b.Case(b.ctx(), hall.CaseSearch{Number: r.Number, QueryCode: r.QueryCode}))(t)
	if c.Status.Is != hall.CaseFinished || c.Source.Is != hall.ByTerminal {
		t.Errorf("what is promised at once: %+v", c.Status)
	}
	_, err = b.DiscardDraft(b.ctx(), b.key(), d.ID, "citizen")
	refused(t, err, hall.CodeDraftOver)
}

func TestQuestionsDecideTheMaterials(t *testing.T) {
	b := start(t, Options{}, nil)
	qs := must(b.Questions(b.ctx(), b.code(permitItem)))(t)
	if len(qs) != 2 || len(qs[0].Choices) != 2 {
		t.Fatalf("questions: %+v", qs)
	}
	_, err := b.StartDraft(b.ctx(), b.key(), hall.NewDraft{Item: b.code(permitItem), Person: b.card("li")})
	var e *hall.Error
	if !asError(err, &e) || e.Code != hall.CodeAnswersIncomplete || len(e.Missing) != 2 {
		t.Errorf("without answers: %v", err)
	}
	d := b.draft("li", permitItem, hall.Answer{Question: "job", Choices: []string{"yes"}}, hall.Answer{Question: "study", Choices: []string{"no"}})
	if material(d, "job").Code == "" || material(d, "study").Code != "" {
		t.Errorf("materials: %+v", d.Materials)
	}
	d = must(b.SaveDraft(b.ctx(), b.key(), d.ID, nil, []hall.Answer{{Question: "job", Choices: []string{"no"}}, {Question: "study", Choices: []string{"yes"}}}))(t)
	if material(d, "job").Code != "" || material(d, "study").Code == "" {
		t.Errorf("after another answer: %+v", d.Materials)
	}
	// The promise is agreed to in the words that are shown, and no others.
	m := material(d, "residence")
	if m.Commitment == nil {
		t.Fatalf("no promise for %+v", m)
	}
	_, err = b.Attach(b.ctx(), b.key(), d.ID, "residence", hall.Attachment{Form: hall.ByCommitment, Commitment: "another-text"})
	refused(t, err, hall.CodeFormNotAllowed)
	d = must(b.Attach(b.ctx(), b.key(), d.ID, "residence", hall.Attachment{Form: hall.ByCommitment, Commitment: m.Commitment.Version}))(t)
	if material(d, "residence").State.Is != hall.MaterialPromised {
		t.Errorf("promised: %+v", material(d, "residence"))
	}
	// On the phone the whole draft goes on.
	h := must(b.HandOver(b.ctx(), b.key(), d.ID, hall.ToContinue, ""))(t)
	b.uploadAs(h.Link, "photo")
	d = must(b.Draft(b.ctx(), d.ID, b.card("li")))(t)
	if material(d, "photo").State.Is != hall.MaterialAttached {
		t.Errorf("from the phone: %+v", material(d, "photo"))
	}
	_, err = b.Draft(b.ctx(), d.ID, b.card("zhang"))
	refused(t, err, hall.CodeNoDraft)
	if mine := must(b.Drafts(b.ctx(), b.card("li")))(t); len(mine) != 1 || mine[0].ID != d.ID {
		t.Errorf("drafts: %+v", mine)
	}
	b.clock.Add(8 * 24 * time.Hour)
	_, err = b.SaveDraft(b.ctx(), b.key(), d.ID, nil, nil)
	refused(t, err, hall.CodeDraftOver)
	_, err = b.Questions(b.ctx(), b.code("00010060100102"))
	refused(t, err, hall.CodeNotDeclarable)
}

func TestHandoverByItsFigures(t *testing.T) {
	b := start(t, Options{}, nil)
	d := b.draft("wu", withdrawal)
	h := must(b.HandOver(b.ctx(), b.key(), d.ID, hall.ToUpload, "bank-card"))(t)
	if status, body := b.phone("GET", "/h?code=nothing", "zh"); status != 200 || !strings.Contains(body, "没有这个码") {
		t.Errorf("a wrong code: %d", status)
	}
	if status, _ := b.phone("GET", "/h?code="+h.Code, "zh"); status != http.StatusSeeOther {
		t.Errorf("the code: %d", status)
	}
	b.clock.Add(16 * time.Minute)
	if now := must(b.Handover(b.ctx(), d.ID, h.ID))(t); now.State.Is != hall.HandoverExpired {
		t.Errorf("later: %+v", now)
	}
	if l := must(b.Licences(b.ctx(), b.card("zhang"), ""))(t); len(l) < 6 {
		t.Errorf("%d e-licences", len(l))
	}
}
