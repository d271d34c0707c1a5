package journey

import (
	"slices"
	"time"
)

// DraftSummary is a declaration that was begun and is not handed in.
type DraftSummary struct {
	ID, Item string
	Name     Words
	Detail   Words // when it was changed, what is missing
}

// SituationQuestion is asked before a declaration: the answers decide which
// materials are needed.
type SituationQuestion struct {
	Code          string
	Text, Explain Words
	Many          bool
	Choices       []Named
	After         SituationAnswer // asked only after this one; empty: always
}

// SituationAnswer is what was chosen of a question.
type SituationAnswer struct {
	Question string
	Choices  []string
}

// Draft is a declaration on its way: what is handed in, and the form filled
// as far as it can be.
type Draft struct {
	ID        string
	Version   int
	Item      string
	Name      Words
	Promised  Limit
	Legal     Limit
	Materials []Material
	Sections  []FormSection
	Missing   []string // codes of what it lacks
	Complete  bool
	Applicant string // masked, whom it is for
	Agent     string // masked, who acts for them; empty: nobody does
	Case      string // number of the case that it became; empty: it is not handed in
}

// Material is a paper of a declaration, or what stands for it.
type Material struct {
	Code     string
	Name     Words
	Explain  Words
	From     Words // of a shared one: where it came from
	Required bool
	State    string   // shared, attached, waiting-upload, deferred, promised, paper, missing, other
	Forms    []string // codes of the contract: 1 paper, 2 electronic, 3 licence, 4 容缺, 7 告知承诺
	Until    string   // with 容缺: by when, a day
	Promise  Commitment
	Licences []Licence
}

// Licence is an e-licence of the person that can stand for a material.
type Licence struct {
	ID           string
	Name, Issuer Words
	Number       string // masked
}

// FormSection is a part of a form.
type FormSection struct {
	Name   Words
	Fields []Field
}

// Field is one field of a form, with where its value comes from.
type Field struct {
	Code     string
	Label    Words
	Kind     string // text, address, date, choice, number, phone, id-number, area, yes-no, other
	Value    string
	Shown    Words // the value for the screen: masked, or the name of a choice
	Source   Words // 身份证, 已共享; empty: the citizen's own, or nothing yet
	Hint     Words
	Required bool
	Fixed    bool // from a source that cannot be changed here
	Most     int  // characters
	Choices  []Named
	From     string // of a date, the first that may be said, 2006-01-02; empty: any
	Until    string // of a date, the last
}

// Handover is a link and a code for the phone.
type Handover struct {
	ID       string
	Material string // to send; empty: to go on with the whole draft
	State    string // waiting, opened, done, expired, other
	Link     string
	Code     string
	Until    time.Time
}

// Accepted is the case that a draft became.
type Accepted struct {
	Number    string
	QueryCode string
	Name      Words
	At        time.Time
	Promised  Limit
	Legal     Limit
	Due       string // day
	Holder    Words
	Next      []Words
	Bring     []Words
	Link      string
}

// FindDeclarable asks for the matters that can be declared here, and for the
// drafts of a person.
type FindDeclarable struct{ Person Person }

// DeclarableFound answers FindDeclarable.
type DeclarableFound struct {
	Items    Catalogue
	Drafts   []DraftSummary
	Behalves []Behalf // for whom else; empty: nobody asks
}

// FindSituation asks for the situation questions of a matter.
type FindSituation struct{ Item string }

// SituationFound answers FindSituation.
type SituationFound struct{ Questions []SituationQuestion }

// ReadDraft asks for a draft whole.
type ReadDraft struct {
	ID     string
	Person Person
}

// FindHandover asks what the phone has done.
type FindHandover struct{ Draft, ID string }

// StartDraft begins a declaration.
type StartDraft struct {
	Item    string
	Person  Person
	For     string // ID number of whom it is for; empty: the person
	Answers []SituationAnswer
}

// Attach says how a material is handed in.
type Attach struct {
	Draft, Material, Form                string
	Licence, Handover, Commitment, Until string
}

// SaveField keeps what was filled in.
type SaveField struct{ Draft, Field, Value string }

// HandOver makes a link for the phone: for one material, or for the draft.
type HandOver struct{ Draft, Material string }

// SubmitDraft hands a draft in that the citizen has read through.
type SubmitDraft struct {
	Draft   string
	Version int
}

// DeclarationSlip is the number, the next steps and the limits, on paper.
type DeclarationSlip struct {
	Receipt Accepted
	Person  Person
}

func (FindDeclarable) query()   {}
func (FindSituation) query()    {}
func (ReadDraft) query()        {}
func (FindHandover) query()     {}
func (DeclarableFound) answer() {}
func (SituationFound) answer()  {}
func (Draft) answer()           {}
func (Handover) answer()        {}
func (Accepted) answer()        {}
func (StartDraft) order()       {}
func (Attach) order()           {}
func (SaveField) order()        {}
func (HandOver) order()         {}
func (SubmitDraft) order()      {}
func (DeclarationSlip) slip()   {}

// open tells whether it is still to be said how a material is handed in.
func (m Material) open() bool {
	switch m.State {
	case "missing", "waiting-upload":
		return m.Required
	}
	return false
}

// changeable tells whether a material was dealt with and can come in another
// way.
func (m Material) changeable() bool {
	return m.State != "shared" && !m.open() && len(m.Forms)+len(m.Licences) > 1
}

// Changeable tells whether any can.
func (d Draft) Changeable() bool { return slices.ContainsFunc(d.Materials, Material.changeable) }

// material is the draft's material with that code.
func (d Draft) material(code string) (Material, bool) {
	for _, m := range d.Materials {
		if m.Code == code {
			return m, true
		}
	}
	return Material{}, false
}

// Fields are those of all sections.
func (d Draft) Fields() []Field {
	var out []Field
	for _, s := range d.Sections {
		out = append(out, s.Fields...)
	}
	return out
}

// Lacks tells whether the field must be filled in and is empty.
func (f Field) Lacks() bool { return f.Required && f.Value == "" }

// Lacks is the first field that must be filled in and is empty.
func (d Draft) Lacks() (Field, bool) {
	for _, f := range d.Fields() {
		if f.Lacks() {
			return f, true
		}
	}
	return Field{}, false
}
