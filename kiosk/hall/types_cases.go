package hall

import "time"

// CaseStatus is where a case is.
type CaseStatus string

const (
	CaseDraft            CaseStatus = "draft"
	CaseSubmitted        CaseStatus = "submitted"
	CasePrecheckReturned CaseStatus = "precheck_returned"
	CaseReceived         CaseStatus = "received"
	CaseAccepted         CaseStatus = "accepted"
	CaseSupplement       CaseStatus = "supplement_required"
	CaseSuspended        CaseStatus = "suspended" // special procedure: the clock stands
	CaseApproved         CaseStatus = "approved"
	CaseRejected         CaseStatus = "rejected"
	CaseNotAccepted      CaseStatus = "not_accepted"
	CaseWithdrawn        CaseStatus = "withdrawn"
	CaseFinished         CaseStatus = "finished"
	CaseAbnormalEnd      CaseStatus = "abnormal_end"
)

// Known reports whether it is one of those above.
func (c CaseStatus) Known() bool {
	switch c {
	case CaseDraft, CaseSubmitted, CasePrecheckReturned, CaseReceived, CaseAccepted, CaseSupplement,
		CaseSuspended, CaseApproved, CaseRejected, CaseNotAccepted, CaseWithdrawn, CaseFinished,
		CaseAbnormalEnd:
		return true
	}
	return false
}

// ProjectType is the kind of a case (project_type 办件类型).
type ProjectType string

const (
	Immediate ProjectType = "1" // 即办件
	Promised  ProjectType = "2" // 承诺件
	Joint     ProjectType = "3" // 联办件
	Forwarded ProjectType = "4" // 上报件
)

// Known reports whether it is one of those above.
func (c ProjectType) Known() bool {
	switch c {
	case Immediate, Promised, Joint, Forwarded:
		return true
	}
	return false
}

// Unit is the unit of a time limit.
type Unit string

const (
	WorkingDays Unit = "1"
	NaturalDays Unit = "2"
	Hours       Unit = "3"
	Minutes     Unit = "4"
	Months      Unit = "5"
)

// Known reports whether it is one of those above.
func (c Unit) Known() bool {
	switch c {
	case WorkingDays, NaturalDays, Hours, Minutes, Months:
		return true
	}
	return false
}

// Channel is where a case was handed in.
type Channel string

const (
	ByHall     Channel = "hall"
	ByTerminal Channel = "terminal"
	ByWeb      Channel = "web"
	ByMobile   Channel = "phone"
	ByTownship Channel = "township"
)

// Known reports whether it is one of those above.
func (c Channel) Known() bool {
	switch c {
	case ByHall, ByTerminal, ByWeb, ByMobile, ByTownship:
		return true
	}
	return false
}

// StationState is whether a station of a case is behind, now or ahead.
type StationState string

const (
	StationDone StationState = "done"
	StationNow  StationState = "now"
	StationNext StationState = "next"
)

// Known reports whether it is one of those above.
func (c StationState) Known() bool {
	switch c {
	case StationDone, StationNow, StationNext:
		return true
	}
	return false
}

// StopKind is why the clock of a case stands.
type StopKind string

const (
	StopSupplement StopKind = "supplement"
	StopProcedure  StopKind = "special-procedure"
	StopHearing    StopKind = "hearing"
	StopReview     StopKind = "expert-review"
)

// Known reports whether it is one of those above.
func (c StopKind) Known() bool {
	switch c {
	case StopSupplement, StopProcedure, StopHearing, StopReview:
		return true
	}
	return false
}

// CaseSummary is a case in a list.
type CaseSummary struct {
	Number          string
	Name            Words
	Status          Code[CaseStatus]
	ProjectType     Code[ProjectType]
	AppliedAt       time.Time
	Holder          Holder
	TaskCode        string
	PromiseDate     string
	WorkingDaysLeft int // below 0 when overdue
	Missing         int // materials that are waited for
	Ready           int // certificates that can be taken
}

// Case is one case whole.
type Case struct {
	Number          string
	Name            Words
	Applicant       string // masked
	Status          Code[CaseStatus]
	ProjectType     Code[ProjectType]
	Source          Code[Channel] // where it was handed in: hall, terminal, web, phone, township
	AppliedAt       time.Time
	Holder          Holder
	Limits          Limits
	Stations        []Station
	ClockStops      []ClockStop
	Supplements     []Supplement
	Certificates    []Certificate
	Link            string
	TaskCode        string
	AcceptedAt      time.Time
	FinishedAt      time.Time
	AnticipateDate  string // statutory last day, clock stops counted
	PromiseDate     string
	WorkingDaysUsed int
	WorkingDaysLeft int  // of the promise; below 0 when overdue
	ClockStopped    bool // the clock stands now
	Opinion         Words
	CanRate         bool
	QueryCode       string
}

// Limits are the statutory and the promised time limit.
type Limits struct {
	AnticipateDay     int // anticipate_day 法定, in units of anticipateType
	AnticipateType    Code[Unit]
	PromiseDay        int // promise_day 承诺, in units of promiseType
	PromiseType       Code[Unit]
	AnticipateExplain Words
	PromiseExplain    Words
}

// Holder is the department or post that holds a case.
type Holder struct {
	Name     Words // department or post that holds it now
	DeptCode string
	Since    time.Time
	Window   string
	Phone    string
}

// Station is a stop on the way of a case.
type Station struct {
	Event    Code[string]
	Name     Words
	State    Code[StationState] // done, now, next
	Holder   Holder
	From     time.Time
	Until    time.Time
	Expected string // of one that is to come
	Opinion  Words
}

// ClockStop is a time that does not count.
type ClockStop struct {
	Type        Code[StopKind] // supplement, special-procedure, hearing, expert-review
	Reason      Words
	From        time.Time
	Until       time.Time
	WorkingDays int
}

// Supplement is something that is missing.
type Supplement struct {
	Code       string
	Name       Words
	Explain    Words
	Forms      []Code[Form] // as GuideMaterial.forms
	Until      string
	SampleLink string
}
