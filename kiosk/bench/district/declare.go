package district

import (
	"fmt"
	"slices"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// fileDraft is one declaration on disk, until it is handed in.
type fileDraft struct {
	ID          string
	Key         string // idempotency key that began it
	Version     int
	Item        string // basic code
	Person      api.Person
	For         *api.Person
	Corporation string
	Phone       string
	Status      string // open, submitted, discarded
	UpdatedAt   time.Time
	Answers     []api.AnswerKept
	Fields      map[string]string // what the citizen filled in or changed
	Materials   map[string]handedIn
	Case        string
}

// handedIn is how a material is handed in.
type handedIn struct {
	Form    string // code of the form
	Licence string
	Until   string // of a deferred one
	Pages   int
}

// owner is whom the declaration is for.
func (f fileDraft) owner() *api.Person {
	if f.For != nil {
		return f.For
	}
	return &f.Person
}

// agent is the masked name of who acts for the owner; nil: nobody does.
func (d *District) agent(f fileDraft) *string {
	if f.For == nil {
		return nil
	}
	return ptr(d.holder(&f.Person))
}

// mayDeclareFor returns the code of a refusal, or "". A guardian declares for a
// child; for everybody else a window looks at the power of attorney.
func (d *District) mayDeclareFor(by api.Person, child *api.Person, now time.Time) string {
	if code := d.mayActFor(by, child, now); code != "" || child == nil {
		return code
	}
	if who := d.registry.Person(child.Number); who == nil || who.Guardian == "" || who.Age(now) >= 18 {
		return "not-entitled"
	}
	return ""
}

// declarable finds an item that can be declared at a terminal, or the code of
// the refusal.
func (d *District) declarable(code string) (*registry.Item, string) {
	i := d.registry.Item(code)
	switch {
	case i == nil:
		return nil, "unknown-item"
	case !declarable(i):
		return nil, "not-declarable"
	}
	return i, ""
}

// questions ask for what decides which materials an item needs.
func (d *District) questions(i *registry.Item) api.QuestionList {
	v := api.QuestionList{Item: i.Code(), Name: api.Words(i.Name), Questions: []api.Question{}}
	for _, n := range i.Needs {
		if !n.Optional {
			continue
		}
		q := d.registry.Questions[n.Code]
		v.Questions = append(v.Questions, api.Question{
			Code: n.Code, Text: api.Words(q.Text),
			Choices: []api.Choice{{Code: "yes", Name: api.Words(q.Yes)}, {Code: "no", Name: api.Words(q.No)}},
		})
	}
	return v
}

// unanswered are the questions without exactly one known answer.
func (d *District) unanswered(i *registry.Item, answers []api.AnswerKept) []api.ID {
	var out []api.ID
	for _, q := range d.questions(i).Questions {
		if choice := chosen(answers, q.Code); choice != "yes" && choice != "no" {
			out = append(out, q.Code)
		}
	}
	return out
}

func chosen(answers []api.AnswerKept, question string) string {
	for _, a := range answers {
		if a.Question == question && len(a.Choices) == 1 {
			return a.Choices[0]
		}
	}
	return ""
}

func keptAnswers(answers []api.Answer) []api.AnswerKept {
	out := []api.AnswerKept{}
	for _, a := range answers {
		out = append(out, api.AnswerKept{Question: a.Question, Choices: list(a.Choices)})
	}
	return out
}

func (d *District) startDraft(tx *txn, n api.NewDraft) (answer, error) {
	i, code := d.declarable(n.Item)
	if code != "" {
		return refuse(code), nil
	}
	if n.Person.Kind != api.IDCard {
		return refuse("card-required"), nil
	}
	if code := d.mayDeclareFor(n.Person, n.For, tx.now); code != "" {
		return refuse(code), nil
	}
	answers := keptAnswers(n.Answers)
	if open := d.unanswered(i, answers); open != nil {
		return refuseMissing("answers-incomplete", open), nil
	}
	owner := d.person(&n.Person)
	open, err := d.openDraft(tx, owner, i)
	if err != nil || open != "" {
		p := problem("open-draft")
		p.Reference = &open
		return reply(p.Status, p), err
	}
	f := fileDraft{
		ID: "d-" + token()[:14], Key: tx.key, Version: 1, Item: i.Basic, Person: n.Person, For: n.For, Corporation: value(n.Corporation),
		Phone: value(n.Phone), Status: "open", UpdatedAt: tx.now, Answers: answers,
		Fields: map[string]string{}, Materials: map[string]handedIn{},
	}
	if err := put(tx, document{kind: kindDraft, id: f.ID, owner: owner, ref: f.Key, at: tx.now, doc: f}); err != nil {
		return answer{}, err
	}
	v, err := d.viewDraft(tx, f)
	return reply(201, v), err
}

func refuseMissing(code string, missing []api.ID) answer {
	p := problem(code)
	p.Missing = &missing
	return reply(p.Status, p)
}

// openDraft is the id of a person's open draft of an item, or "".
func (d *District) openDraft(tx *txn, owner []byte, i *registry.Item) (string, error) {
	drafts, err := of[fileDraft](tx, kindDraft, owner)
	n := slices.IndexFunc(drafts, func(f fileDraft) bool { return f.Item == i.Basic && d.draftStatus(f, tx.now) == "open" })
	if err != nil || n < 0 {
		return "", err
	}
	return drafts[n].ID, nil
}

func (d *District) draftExpires(f fileDraft) time.Time {
	return f.UpdatedAt.AddDate(0, 0, d.policy.Draft.Days)
}

func (d *District) draftStatus(f fileDraft, now time.Time) string {
	if f.Status == "open" && !now.Before(d.draftExpires(f)) {
		return "expired"
	}
	return f.Status
}

func (d *District) searchDrafts(tx *txn, q api.PersonQuestion) (answer, error) {
	if q.Person.Kind != api.IDCard {
		return refuse("card-required"), nil
	}
	drafts, err := of[fileDraft](tx, kindDraft, d.person(&q.Person))
	v := api.DraftList{Drafts: []api.DraftSummary{}}
	slices.SortStableFunc(drafts, func(a, b fileDraft) int { return b.UpdatedAt.Compare(a.UpdatedAt) })
	for _, f := range drafts {
		v.Drafts = append(v.Drafts, d.draftSummary(tx, f))
	}
	return reply(200, v), err
}

func (d *District) draftSummary(tx *txn, f fileDraft) api.DraftSummary {
	i := d.registry.Item(f.Item)
	missing := len(d.missing(f, i, d.materials(tx, f, i), d.sections(f, i)))
	return api.DraftSummary{
		ID: f.ID, Item: i.Code(), Name: api.Words(i.Name), Status: d.draftStatus(f, tx.now), UpdatedAt: f.UpdatedAt,
		ExpiresAt: d.draftExpires(f), CaseNumber: opt(f.Case), Missing: ptr(min(99, missing)),
	}
}

// readDraft shows a draft to its own applicant only.
func (d *District) readDraft(tx *txn, q api.DraftQuestion) (answer, error) {
	f, known, err := get[fileDraft](tx, kindDraft, q.Draft)
	if err != nil || !known || q.Person.Kind != api.IDCard || q.Person.Number != f.Person.Number {
		return refuse("unknown-draft"), err
	}
	v, err := d.viewDraft(tx, f)
	return reply(200, v), err
}

// withDraft finds a draft that can still be changed.
func (d *District) withDraft(tx *txn, id string, do func(fileDraft, *registry.Item) (answer, error)) (answer, error) {
	f, known, err := get[fileDraft](tx, kindDraft, id)
	if err != nil || !known {
		return refuse("unknown-draft"), err
	}
	if d.draftStatus(f, tx.now) != "open" {
		return refuse("draft-over"), nil
	}
	return do(f, d.registry.Item(f.Item))
}

// keepDraft writes a changed draft down as its next version.
func (d *District) keepDraft(tx *txn, f fileDraft) (answer, error) {
	f.Version++
	f.UpdatedAt = tx.now
	if err := change(tx, kindDraft, f.ID, f); err != nil {
		return answer{}, err
	}
	v, err := d.viewDraft(tx, f)
	return reply(200, v), err
}

func (d *District) discard(tx *txn, id string) (answer, error) {
	f, known, err := get[fileDraft](tx, kindDraft, id)
	switch {
	case err != nil || !known:
		return refuse("unknown-draft"), err
	case f.Status == "submitted":
		return refuse("draft-over"), nil
	case f.Status != "discarded":
		f.Status, f.UpdatedAt = "discarded", tx.now
		err = change(tx, kindDraft, f.ID, f)
	}
	return reply(200, d.draftSummary(tx, f)), err
}

func (d *District) viewDraft(tx *txn, f fileDraft) (api.Draft, error) {
	i := d.registry.Item(f.Item)
	materials, sections := d.materials(tx, f, i), d.sections(f, i)
	missing := d.missing(f, i, materials, sections)
	return api.Draft{
		ID: f.ID, Version: f.Version, Item: i.Code(), Name: api.Words(i.Name), Status: d.draftStatus(f, tx.now), UpdatedAt: f.UpdatedAt,
		ExpiresAt: d.draftExpires(f), Limits: limits(i), ProjectType: i.ProjectType(), Answers: list(f.Answers), Materials: materials,
		Sections: sections, Complete: len(missing) == 0, Missing: missing, Applicant: ptr(d.holder(f.owner())), Agent: d.agent(f), CaseNumber: opt(f.Case),
	}, nil
}

// missing is what must still be there before the draft can be handed in.
func (d *District) missing(f fileDraft, i *registry.Item, materials []api.Material, sections []api.FormSection) []api.Missing {
	out := []api.Missing{}
	for _, m := range materials {
		if m.Required && (m.State == "missing" || m.State == "waiting-upload") {
			out = append(out, api.Missing{Kind: "material", Code: m.Code, Name: m.Name})
		}
	}
	for _, s := range sections {
		for _, field := range s.Fields {
			if field.Required && field.Value == "" {
				out = append(out, api.Missing{Kind: "field", Code: field.Code, Name: field.Label})
			}
		}
	}
	for _, q := range d.unanswered(i, f.Answers) {
		out = append(out, api.Missing{Kind: "answer", Code: q, Name: api.Words(d.registry.Questions[q].Text)})
	}
	return out
}

// caseNumber is a number that no other case has.
func caseNumber(tx *txn) (string, error) {
	for {
		number := fmt.Sprintf("LN%s-%s", tx.now.Format("20060102"), code6()[:4])
		_, taken, err := get[fileCase](tx, kindCase, number)
		if err != nil || !taken {
			return number, err
		}
	}
}
