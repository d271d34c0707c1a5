package hall

import "time"

// Readiness is what can be done about a certificate now.
type Readiness string

const (
	InCell     Readiness = "in-cell"
	AtWindow   Readiness = "at-window"
	PrintsHere Readiness = "prints-here"
	Posted     Readiness = "posted"
	NotYet     Readiness = "not-yet"
	Collected  Readiness = "collected"
)

// Known reports whether it is one of those above.
func (c Readiness) Known() bool {
	switch c {
	case InCell, AtWindow, PrintsHere, Posted, NotYet, Collected:
		return true
	}
	return false
}

// ConflictKind is why what was taken without the network does not fit the
// hall's records.
type ConflictKind string

const (
	ConflictTaken       ConflictKind = "taken"
	ConflictOtherPerson ConflictKind = "not-for-this-person"
	ConflictMoved       ConflictKind = "moved" // the certificate lies elsewhere
	ConflictOldList     ConflictKind = "list-too-old"
	ConflictInDoubt     ConflictKind = "in-doubt" // nobody can tell whether it was taken
)

// Known reports whether it is one of those above.
func (c ConflictKind) Known() bool {
	switch c {
	case ConflictTaken, ConflictOtherPerson, ConflictMoved, ConflictOldList, ConflictInDoubt:
		return true
	}
	return false
}

// LicenceState is whether a licence is good.
type LicenceState string

const (
	LicenceValid     LicenceState = "01"
	LicenceHeld      LicenceState = "02"
	LicenceRevoked   LicenceState = "03"
	LicenceCancelled LicenceState = "04"
	LicenceExpired   LicenceState = "05"
	LicenceMoved     LicenceState = "06"
	LicenceWithdrawn LicenceState = "07"
	LicenceOther     LicenceState = "99"
)

// Known reports whether it is one of those above.
func (c LicenceState) Known() bool {
	switch c {
	case LicenceValid, LicenceHeld, LicenceRevoked, LicenceCancelled, LicenceExpired, LicenceMoved,
		LicenceWithdrawn, LicenceOther:
		return true
	}
	return false
}

// PickupWay is how a certificate is handed out.
type PickupWay string

const (
	FromCell   PickupWay = "cell"
	ByPrinting PickupWay = "print"
)

// Known reports whether it is one of those above.
func (c PickupWay) Known() bool {
	switch c {
	case FromCell, ByPrinting:
		return true
	}
	return false
}

// PickupState is what became of a certificate during a pickup.
type PickupState string

const (
	PickupWaiting      PickupState = "waiting"
	PickupCollected    PickupState = "collected"
	PickupNotCollected PickupState = "not-collected"
	PickupUnknown      PickupState = "unknown"
)

// Known reports whether it is one of those above.
func (c PickupState) Known() bool {
	switch c {
	case PickupWaiting, PickupCollected, PickupNotCollected, PickupUnknown:
		return true
	}
	return false
}

// CellState is what a cell is for the hall.
type CellState string

const (
	CellEmpty    CellState = "empty"
	CellLoaded   CellState = "loaded"
	CellReserved CellState = "reserved"
	CellBlocked  CellState = "blocked"
)

// Known reports whether it is one of those above.
func (c CellState) Known() bool {
	switch c {
	case CellEmpty, CellLoaded, CellReserved, CellBlocked:
		return true
	}
	return false
}

// Certificates are those of one person, what can be taken now first.
type Certificates struct {
	At           time.Time
	Holder       string // masked
	Certificates []Certificate
	Agent        bool // asked by an agent
}

// Certificate has a state of its own, whatever becomes of the others of its case.
type Certificate struct {
	ID            string
	Name          Words
	Readiness     Ready
	Copies        int
	CaseNumber    string
	CaseName      Words
	LicenceNumber string             // masked
	LicenceState  Code[LicenceState] // 01 valid, 02 held, 03 revoked, 04 cancelled, 05 expired, 06 moved out, 07 withdrawn, 99 other
	Holder        string             // masked
	KeptUntil     string
	Needs         Words // what to bring
	AgentAllowed  bool
}

// Ready is what can be done about a certificate now. The fields below State are set as it needs them.
type Ready struct {
	State       Code[Readiness] // what can be done
	Location    *CellLocation   // in-cell
	Window      string          // at-window
	Area        Words           // at-window
	Pages       int             // prints-here
	Expected    string          // not-yet
	Post        *PostState      // posted
	CollectedAt time.Time
	CollectedBy string // masked
}

// CellLocation is where a cell is.
type CellLocation struct {
	Cabinet   string
	Cell      int
	Place     string // of the cabinet
	PlaceName Words
}

// PostState is what is known of a consignment.
type PostState struct {
	Carrier    Words
	SentAt     time.Time
	NumberTail string // last digits of the consignment
}

// Pickup is the right of one person to take some certificates until ExpiresAt.
type Pickup struct {
	ID        string
	At        time.Time
	ExpiresAt time.Time
	Items     []PickupItem
	Serial    string // of the receipt, once finished
	Desk      *Desk
}

// Desk is where a person sees to what a cabinet did not give.
type Desk struct {
	Window string
	Area   Words
}

// PickupItem is one certificate of a pickup.
type PickupItem struct {
	Certificate string
	Name        Words
	Way         Code[PickupWay]   // cell, or print
	State       Code[PickupState] // waiting, collected, not-collected, unknown
	Location    *CellLocation
	Reason      string
	Reference   string // under which a person follows it
	Document    string // to print, with way print
}

// PickupReceipt lists what was taken and what was left.
type PickupReceipt struct {
	Serial    string
	At        time.Time
	Collected []PickupItem
	Left      []PickupItem // with a reason each, and a person who follows it
	Link      string
}

// CellList is what lies in which cell, for the time without the network. Cell.HeldBy tells whose.
type CellList struct {
	Cabinet string
	At      time.Time
	Salt    string // hexadecimal
	Rounds  int
	Cells   []Cell
	Desk    *Desk
	Link    string // of a receipt that is made without the network, once Taken.Pickup is put behind it
}

// Cell is one cell of a cabinet.
type Cell struct {
	Cell        int
	State       Code[CellState] // empty, loaded, reserved, blocked
	Certificate string
	Name        Words
	Holder      string
	Agent       string // of the agent's ID number and the pick-up code, joined by a colon
	KeptUntil   string
}

// CellReconciliation is what became of what was taken without the network.
type CellReconciliation struct {
	Accepted  []string
	Conflicts []CellConflict
}

// CellConflict is something that a person decides about, with both records.
type CellConflict struct {
	Key       string
	Cell      int
	Code      Code[ConflictKind] // taken, not-for-this-person, moved, list-too-old, in-doubt
	Reference string
	Hall      *Certificate // the hall's own record
}
