package journey

import "time"

// CaseStatus is where a case is, in the words of the hall's contract. One that
// nobody knows is CaseOther.
type CaseStatus string

const (
	CaseSupplement CaseStatus = "supplement_required"
	CaseFinished   CaseStatus = "finished"
	CaseOther      CaseStatus = "other"
)

// caseOver are the statuses of cases that nobody works on any more.
var caseOver = map[CaseStatus]bool{
	CaseFinished: true, "rejected": true, "not_accepted": true, "withdrawn": true, "abnormal_end": true,
}

// Over tells whether nobody works on the case any more.
func (s CaseStatus) Over() bool { return caseOver[s] }

// Coded is a code of another department's program: ours, theirs, and what it
// is called.
type Coded struct {
	Code string
	Raw  string
	Name Words
}

// Holder is who holds a case.
type Holder struct {
	Name       Words
	Department string // code of its unit
	Since      time.Time
	Window     string
	Phone      string
}

// CaseSummary is a case in a list.
type CaseSummary struct {
	Number  string
	Name    Words
	Status  CaseStatus
	Raw     Coded  // of the status
	Sort    string // project_type: "1" 即办件 …
	Applied time.Time
	Holder  Holder
	Due     string // 2026-06-17; empty: no day is promised
	Left    int    // working days; below 0: overdue
	Missing int    // materials that are waited for
	Ready   int    // certificates that can be taken
}

// Case is one case whole.
type Case struct {
	CaseSummary
	Applicant   string // masked
	Source      Coded
	Finished    time.Time
	Promise     Limit
	Legal       Limit
	LegalDue    string
	Used        int // working days
	Stopped     bool
	Stations    []Station
	Stops       []ClockStop
	Supplements []Supplement
	Opinion     Words
	CanRate     bool
	TaskCode    string
	QueryCode   string
	Link        string
}

// Limit is a time limit; Unit is that of the contract: "1" working days …
type Limit struct {
	Count int
	Unit  string
	Note  Words
}

// Station is one place that a case passes.
type Station struct {
	Name     Words
	State    string // done, now, next
	Holder   Holder
	From     time.Time
	Until    time.Time
	Expected string // day
	Opinion  Words
}

// ClockStop is a time that does not count.
type ClockStop struct {
	Type   Coded
	Reason Words
	From   time.Time
	Until  time.Time // zero: it lasts
	Days   int
}

// Supplement is something that a case lacks.
type Supplement struct {
	Name    Words
	Explain Words
	Forms   []string
	Until   string // day
}

// FindCases looks for the cases of a person, or the one of a number with its
// query code, or of the code on a slip.
type FindCases struct {
	Person *Person
	Number string
	Code   string
	Link   string
}

// ReadCase asks for one case whole, by what it was found by.
type ReadCase struct {
	Number string
	By     FindCases
}

// Cases answers FindCases, the newest first.
type Cases struct{ List []CaseSummary }

// CaseSlip is how far a case is, on paper.
type CaseSlip struct{ Case Case }

// SupplementSlip is what a case lacks, on paper.
type SupplementSlip struct{ Case Case }

func (FindCases) query()     {}
func (ReadCase) query()      {}
func (Cases) answer()        {}
func (Case) answer()         {}
func (CaseSlip) slip()       {}
func (SupplementSlip) slip() {}

// agrees tells whether the list and the case itself say the same. They may
// come from two departments' programs.
func (c CaseSummary) agrees(whole Case) bool {
	return c.Name.Zh == whole.Name.Zh && c.Status == whole.Status && c.Raw.Raw == whole.Raw.Raw
}
