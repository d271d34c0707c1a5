package hall

import "time"

// Question is asked before a declaration.
type Question struct {
	Code    string
	Text    Words
	Many    bool // more than one choice may be made
	Choices []Choice
	Explain Words
	After   *AnswerGiven // asked only after this answer
}

// Choice is one that can be made.
type Choice struct {
	Code    string
	Name    Words
	Explain Words
}

// AnswerGiven is a choice that was made.
type AnswerGiven struct {
	Question string
	Choice   string
}

// DraftSummary is a draft in a list.
type DraftSummary struct {
	ID         string
	Item       string
	Name       Words
	Status     Code[DraftStatus] // open, submitted, discarded, expired
	UpdatedAt  time.Time
	ExpiresAt  time.Time
	Missing    int
	CaseNumber string
}

// Draft is a declaration that is not handed in yet.
type Draft struct {
	ID          string
	Version     int // one more with every change, of whichever device
	Item        string
	Name        Words
	Status      Code[DraftStatus] // open, submitted, discarded, expired
	UpdatedAt   time.Time
	ExpiresAt   time.Time
	Limits      Limits
	ProjectType Code[ProjectType]
	Answers     []Answer
	Materials   []Material
	Sections    []FormSection
	Complete    bool // it can be submitted
	Missing     []Missing
	Applicant   string // masked
	Agent       string // masked, who acts for the applicant; may be empty
	CaseNumber  string
}

// Answer is what was chosen of a question.
type Answer struct {
	Question string
	Choices  []string
}

// Missing is something that a draft lacks.
type Missing struct {
	Kind Code[MissingKind] // material, field, answer
	Code string
	Name Words
}

// Material is a paper of a declaration, or what stands for it.
type Material struct {
	Code          string
	Name          Words
	Required      bool                // is_need
	Forms         []Code[Form]        // 1 paper, 2 electronic, 3 licence reuse, 4 容缺, 7 告知承诺
	State         Code[MaterialState] // shared, attached, waiting-upload, deferred, promised, paper, missing
	SourceType    Code[string]        // who issues it
	SourceExplain Words
	Form          Code[Form] // in which it is handed in
	Explain       Words
	From          Words // of a shared or attached one: where it came from
	Pages         int
	DeferUntil    string
	Commitment    *CommitmentText
	Licences      []Licence // of this person, that can stand for it
}

// CommitmentText is read whole and agreed to (告知承诺).
type CommitmentText struct {
	Version string
	Title   Words
	Text    Words
}

// FormSection is a part of a form.
type FormSection struct {
	Code   string
	Name   Words
	Fields []Field
}

// Field is one field of a form, with the source of its value.
type Field struct {
	Code       string
	Label      Words
	Kind       Code[FieldKind]   // text, address, date, choice, number, phone, id-number, area, yes-no
	Value      string            // of a date 2006-01-02, of yes-no "yes" or "no", of a choice its code
	Source     Code[FieldSource] // id-card, earlier-case, e-licence, shared-data, citizen, none
	Required   bool
	Fixed      bool  // from a source that the citizen cannot change here
	SourceName Words // "身份证", "2025年的办件"
	Hint       Words
	MaxLength  int
	Choices    []Choice
	Earliest   string // of a date, the first that may be said; may be empty
	Latest     string // of a date, the last that may be said; may be empty
	Private    bool   // masked until the citizen asks
}

// Licence is an e-licence.
type Licence struct {
	ID         string
	Name       Words
	Issuer     Words
	State      Code[LicenceState] // as Certificate.licenceState
	Number     string             // masked
	ValidUntil string
	Materials  []string // of the item, that it can stand for
}

// Handover is a link and a code for the phone.
type Handover struct {
	ID        string
	Purpose   Code[HandoverPurpose]
	State     Code[HandoverState] // waiting, opened, done, expired
	Link      string
	Code      string // typed on the phone where no camera reads the QR
	ExpiresAt time.Time
	Pages     int
}

// SubmissionReceipt is the case that a draft became.
type SubmissionReceipt struct {
	Number      string
	QueryCode   string
	At          time.Time
	Name        Words
	Status      Code[CaseStatus]
	ProjectType Code[ProjectType]
	Limits      Limits
	Next        []Words // next steps, in order
	Link        string
	PromiseDate string
	Holder      *Holder
	Bring       []Words // deferred and paper materials
}
