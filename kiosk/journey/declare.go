package journey

import "slices"

// Pages of 事项申报.
const (
	PageMaterials Page = "materials" // what is handed in, and how
	PagePromise   Page = "promise"   // a commitment to read and agree to
	PageHandover  Page = "handover"  // a code for the phone
	PageForm      Page = "form"      // what is filled in, to confirm
)

// Words of its questions and pads.
const (
	askDraft           = "declare-draft"
	askDeclareDept     = "declare-department"
	askSituation       = "situation"
	askMaterialForm    = "material"
	askWrongField      = "field-wrong"
	askFieldChoice     = "field"
	askOtherWay        = "material-change"
	askDeclareFor      = "declare-for"
	padField           = "field"
	padChild           = "child"
	forSelf            = "self"
	newDraft           = "new"
	licenceOf          = "licence-"
	formPaper          = "1"
	formElectronic     = "2"
	formLicence        = "3"
	formDeferred       = "4"
	formCommitment     = "7"
	fieldMost          = 60 // characters of a field that says nothing of it
	digitsMost         = 20 // digits of a number
	handoverStateReady = "done"

	handoverStateWaiting = "waiting"
)

// Declare is 事项申报 under way. What is said so far lies in the hall as a
// draft: who goes away finds it again here and on the phone.
type Declare struct {
	Wanted     string // matter that the guide led here with
	Found      DeclarableFound
	Department string // whose matters were listed
	For        string // ID number of whom it is for; empty: the person
	Item       *Business
	Asked      []SituationQuestion
	Answers    []SituationAnswer
	Draft      *Draft
	Material   string // code of the one that is asked for
	Field      string // code of the one that is filled in
	Handover   *Handover
	From       Page      // where the page of the phone was opened
	Peek       CommandID // a look at what the phone does; 0: none is under way
	Waited     int       // seconds since the last one
	Changed    bool      // the draft is not as it was shown a moment ago
	Receipt    Accepted
}

func declareChapter() chapter {
	return chapter{
		offered:   declareOffered,
		begin:     func(t *turn) { t.ask("declare", FindDeclarable{Person: *t.Person}) },
		touch:     (*turn).touchDeclare,
		back:      (*turn).backDeclare,
		listed:    func(s State) Catalogue { return s.Declare.Found.Items },
		picked:    (*turn).pickedMatter,
		chose:     (*turn).choseInDeclare,
		typed:     (*turn).typedInDeclare,
		dated:     (*turn).saveField,
		second:    (*turn).declareSecond,
		refused:   (*turn).declareRefused,
		wrote:     (*turn).saveField,
		answered:  (*turn).declareAnswered,
		submitted: (*turn).declareAnswered,
		clear: func(s *State) []string {
			held := s.Declare.Draft != nil || s.Declare.For != "" || len(s.Declare.Answers) > 0 || len(s.Declare.Found.Drafts) > 0 || s.Declare.Receipt.Number != ""
			s.Declare = Declare{}
			return named("declaration", held)
		},
	}
}

// declareOffered: a declaration needs the hall, and the card of who makes it.
func declareOffered(s State) Reason {
	if why := online(s); why != "" {
		return why
	}
	return s.World.Reader
}

func (t *turn) declareAnswered(a Answer) {
	switch a := a.(type) {
	case DeclarableFound:
		t.Declare.Found = a
		t.beginDeclare()
	case SituationFound:
		t.Declare.Asked, t.Declare.Answers = a.Questions, nil
		t.askSituation()
	case Draft:
		t.haveDraft(a)
	case Handover:
		t.haveHandover(a)
	case Accepted:
		t.Declare.Receipt = a
		s := DeclarationSlip{Receipt: a}
		if t.Person != nil {
			s.Person = *t.Person
		}
		t.toDone(Done{Key: "declared", Number: a.Number, Link: a.Link, Slip: s})
	}
}

// beginDeclare goes on with a draft where there is one, else asks for the
// matter; one that the guide led here with is known.
func (t *turn) beginDeclare() {
	wanted := t.Declare.Wanted
	q := Question{Key: askDraft}
	for _, d := range t.Declare.Found.Drafts {
		if wanted == "" || d.Item == wanted {
			q.Choices = append(q.Choices, Choice{ID: d.ID, Name: d.Name, Detail: d.Detail, Icon: "file-pen-line"})
		}
	}
	if len(q.Choices) > 0 {
		q.Choices = append(q.Choices, Choice{ID: newDraft, Key: "declare-new", Icon: "calendar-plus"})
		t.toQuestion(q)
		return
	}
	t.declareNew()
}

func (t *turn) declareNew() {
	if b, ok := t.Declare.Found.Items.Business(t.Declare.Wanted); ok {
		t.pickedMatter(b)
		return
	}
	t.askDeclareDepartment()
}

func (t *turn) askDeclareDepartment() {
	all := t.Declare.Found.Items
	q := Question{Key: askDeclareDept}
	for _, d := range all.Departments {
		if slices.ContainsFunc(all.Businesses, func(b Business) bool { return b.Department == d.Code }) {
			q.Choices = append(q.Choices, Choice{ID: d.Code, Name: d.Name})
		}
	}
	t.toQuestion(q)
}

// pickedMatter asks for the situation; a draft of that matter is gone on with,
// since the hall keeps one of each.
func (t *turn) pickedMatter(b Business) {
	t.Declare.Item, t.Declare.Draft, t.Declare.Department = &b, nil, t.List.Department
	for _, d := range t.Declare.Found.Drafts {
		if d.Item == b.Code {
			t.ask("draft", ReadDraft{ID: d.ID, Person: *t.Person})
			return
		}
	}
	if len(t.Declare.Found.Behalves) > 0 {
		t.askDeclareFor()
		return
	}
	t.findSituation()
}

func (t *turn) findSituation() { t.ask("situation", FindSituation{Item: t.Declare.Item.Code}) }

// askSituation asks the next question that the answers so far lead to; after
// the last one the draft is begun.
func (t *turn) askSituation() {
	for _, q := range t.Declare.Asked {
		if t.Declare.answered(q.Code) || !t.Declare.leadsTo(q) {
			continue
		}
		ask := Question{Key: askSituation, Title: q.Text, Lead: q.Explain, Many: q.Many}
		if q.Many {
			ask.Next = "next"
		}
		for _, c := range q.Choices {
			ask.Choices = append(ask.Choices, Choice{ID: c.Code, Name: c.Name})
		}
		t.toQuestion(ask)
		return
	}
	t.submit("start-draft", StartDraft{Item: t.Declare.Item.Code, Person: *t.Person, For: t.Declare.For, Answers: t.Declare.Answers})
}

func (d Declare) answered(question string) bool {
	return slices.ContainsFunc(d.Answers, func(a SituationAnswer) bool { return a.Question == question })
}

func (d Declare) leadsTo(q SituationQuestion) bool {
	if q.After.Question == "" {
		return true
	}
	return slices.ContainsFunc(d.Answers, func(a SituationAnswer) bool {
		return a.Question == q.After.Question && len(q.After.Choices) > 0 && slices.Contains(a.Choices, q.After.Choices[0])
	})
}

// asked is the question of a situation that stands.
func (d Declare) asked() (SituationQuestion, bool) {
	for _, q := range d.Asked {
		if !d.answered(q.Code) && d.leadsTo(q) {
			return q, true
		}
	}
	return SituationQuestion{}, false
}

func (t *turn) choseInDeclare(ids []string) {
	switch t.Question.Key {
	case askDraft:
		if ids[0] == newDraft {
			t.declareNew()
			return
		}
		t.ask("draft", ReadDraft{ID: ids[0], Person: *t.Person})
	case askDeclareDept:
		t.toMatters(ids[0])
	case askSituation:
		if q, ok := t.Declare.asked(); ok {
			t.Declare.Answers = append(slices.Clip(t.Declare.Answers), SituationAnswer{Question: q.Code, Choices: ids})
			t.askSituation()
		}
	case askDeclareFor:
		t.choseFor(ids[0])
	case askMaterialForm:
		t.handIn(ids[0])
	case askOtherWay:
		if m, ok := t.Declare.Draft.material(ids[0]); ok {
			t.askMaterial(m)
		}
	case askWrongField:
		t.fillIn(ids[0])
	case askFieldChoice:
		t.saveField(ids[0])
	}
}

// haveDraft shows what there is: a material that was just dealt with leads to
// the next one, a field back to the form.
func (t *turn) haveDraft(d Draft) {
	t.Declare.Draft = &d
	t.Declare.Found, t.Declare.Asked, t.Declare.Answers = DeclarableFound{}, nil, nil // what led here is through
	t.Declare.Handover, t.Declare.From = nil, ""
	t.Left = t.allowance()
	switch {
	case d.Case != "": // the phone has handed it in meanwhile
		t.toDone(Done{Key: "handed-in", Number: d.Case})
	case t.Declare.Field != "":
		t.Declare.Field = ""
		t.Page = PageForm
	case t.Declare.Material != "":
		t.Declare.Material = ""
		t.nextMaterial()
	default:
		t.Page = PageMaterials
	}
}
