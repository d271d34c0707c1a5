package hall

import "time"

// LateRule is what happens to somebody who checks in too late.
type LateRule string

const (
	LateRequeue LateRule = "requeue" // stands at the end
	LateVoid    LateRule = "void"    // the booking is over
	LateWindow  LateRule = "window"  // a person decides
)

// Known reports whether it is one of those above.
func (c LateRule) Known() bool {
	switch c {
	case LateRequeue, LateVoid, LateWindow:
		return true
	}
	return false
}

// MissedRule is what becomes of a number that was called and nobody came.
type MissedRule string

const (
	MissedRequeue MissedRule = "requeue" // waits again
	MissedVoid    MissedRule = "void"
)

// Known reports whether it is one of those above.
func (c MissedRule) Known() bool {
	switch c {
	case MissedRequeue, MissedVoid:
		return true
	}
	return false
}

// ActingService is what somebody may do for somebody else.
type ActingService string

const (
	ActQueue       ActingService = "queue"
	ActBooking     ActingService = "booking"
	ActPickup      ActingService = "pickup"
	ActInquiry     ActingService = "inquiry"
	ActDeclaration ActingService = "declaration"
)

// Known reports whether it is one of those above.
func (c ActingService) Known() bool {
	switch c {
	case ActQueue, ActBooking, ActPickup, ActInquiry, ActDeclaration:
		return true
	}
	return false
}

// Relation is who acts for somebody.
type Relation string

const (
	Parent              Relation = "parent"
	Child               Relation = "child"
	Spouse              Relation = "spouse"
	Agent               Relation = "agent"
	LegalRepresentative Relation = "legal-representative"
)

// Known reports whether it is one of those above.
func (c Relation) Known() bool {
	switch c {
	case Parent, Child, Spouse, Agent, LegalRepresentative:
		return true
	}
	return false
}

// Mask is how a name or a number is covered.
type Mask string

const (
	MaskMiddle      Mask = "middle"
	MaskAllButFirst Mask = "all-but-first"
	MaskFirst6Last4 Mask = "first-6-last-4"
	MaskLast4       Mask = "last-4"
	MaskFirst3Last4 Mask = "first-3-last-4"
)

// Known reports whether it is one of those above.
func (c Mask) Known() bool {
	switch c {
	case MaskMiddle, MaskAllButFirst, MaskFirst6Last4, MaskLast4, MaskFirst3Last4:
		return true
	}
	return false
}

// About says where a list or a set of rules comes from.
type About struct {
	Version string
	At      time.Time // when it was made
	Source  Words     // who says so
}

// Policy is the rules of a hall for a terminal.
type Policy struct {
	About       About
	Classes     []PriorityClass
	Queue       QueueRules
	CheckIn     CheckInRules
	Missed      MissedRules
	Acting      []ActingRule
	Hours       HoursRules
	Pickup      PickupRules
	Blocks      BlockRules
	Retention   RetentionRules
	Masking     MaskingRules
	ReportKinds []ReportKind
	Askers      []AskerKind
}

// PriorityClass is a kind of people who come first.
type PriorityClass struct {
	Code    string
	Name    Words
	AgeFrom int   // 0 when a paper shown at the window proves it
	Proof   Words // what is shown at the window
	Rank    int   // lower is called first
}

// QueueRules say how numbers are given out.
type QueueRules struct {
	SlotMinutes   int
	CutOffMinutes int // the last number is given out so long before the doors close
	PriorityRun   int // so many priority numbers in a row, then an ordinary one
	LeaveMinutes  int // how long a holder may be away; 0 when nobody may
	Leaves        int // how often
	Caps          []SlotCap
}

// SlotCap is how many numbers a business has in a time slot.
type SlotCap struct {
	Business string
	Cap      int // of one slot, the day's appointments taken off
}

// CheckInRules say how early and how late one may check in.
type CheckInRules struct {
	EarlyMinutes int
	LateMinutes  int
	Late         Code[LateRule] // what happens after: requeue (stands at the end), void (the booking is over), window (a person decides)
}

// MissedRules say what happens when nobody comes to a call.
type MissedRules struct {
	Calls   int              // how often a number is called
	Seconds int              // between two calls
	Then    Code[MissedRule] // requeue, or void
	Behind  int              // with requeue, behind so many others
	Times   int              // how often it may wait again
}

// ActingRule says who may act for whom.
type ActingRule struct {
	Service Code[ActingService] // queue, booking, pickup, inquiry, declaration
	Who     Code[Relation]      // parent, child, spouse, agent, legal-representative
	Needs   Words               // what to bring
	Allowed bool
}

// HoursRules are the opening hours.
type HoursRules struct {
	Week  []DayHours  // monday first
	Dates []DateHours // days unlike their weekday: holidays, and working days that make up for them

	Outside []string // services while the hall is closed
	Said    bool     // the hall says which those are
}

// DayHours are those of a weekday; no span: closed.
type DayHours struct {
	Spans []Span // none: closed
}

// DateHours are those of a day unlike its weekday.
type DateHours struct {
	Date    string
	Spans   []Span
	Name    Words
	Workday bool // counts as a working day for time limits
}

// Span is a part of a day, as "08:30".
type Span struct {
	From string
	To   string
}

// PickupRules are those of the cabinets.
type PickupRules struct {
	OfflineAllowed bool
	CellListHours  int // A cell list older than that is not used
	OpenSeconds    int // A door may stand open so long
	KeepDays       int // A certificate waits in its cell so long
}

// BlockRules are those of numbers for the time without the network.
type BlockRules struct {
	OfflineAllowed bool
	Numbers        int // of one block
	Hours          int // of one lease
}

// RetentionRules say how long things are kept.
type RetentionRules struct {
	VisitSeconds int // what a visit leaves in memory after its end
	JournalDays  int
	SealedDays   int // encrypted unfinished duties
	LogDays      int
}

// MaskingRules say how personal data is covered.
type MaskingRules struct {
	Name          Code[Mask] // middle, or all-but-first
	IDNumber      Code[Mask] // first-6-last-4, or last-4
	Phone         Code[Mask] // first-3-last-4
	ShowOnRequest bool       // the citizen may uncover it on the screen
}

// AskerKind is one who may want a proof.
type AskerKind struct {
	Code    string
	Name    Words
	Purpose Words
}

// ReportKind is a kind of 办不成事.
type ReportKind struct {
	Code string
	Name Words
}
