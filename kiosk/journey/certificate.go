package journey

import "time"

// Certificate is one that a person may take, or may take later, each with a
// state of its own.
type Certificate struct {
	ID       string // the hall's word
	Name     Words
	Copies   int
	Place    Whereabouts
	Cell     int       // with PlaceCell
	Where    Words     // the cabinet or the area
	Window   string    // with PlaceWindow
	Expected string    // with PlaceMaking, 2026-06-18; empty: nobody knows
	Sent     time.Time // with PlacePosted
	Tail     string    // with PlacePosted: last digits of the consignment
	Needs    Words     // what to bring
}

// Whereabouts says where a certificate is.
type Whereabouts string

const (
	PlaceCell    Whereabouts = "cell"    // in this terminal's cabinet
	PlacePrint   Whereabouts = "print"   // printed by this terminal
	PlaceOther   Whereabouts = "other"   // in another cabinet
	PlaceWindow  Whereabouts = "window"  // at a window
	PlacePosted  Whereabouts = "posted"  // on its way by post
	PlaceMaking  Whereabouts = "making"  // not ready
	PlaceTaken   Whereabouts = "taken"   // collected before
	PlaceUnknown Whereabouts = "unknown" // the hall says something that this program does not know
)

// FindCertificates asks what a person may take. An agent has the code that
// the holder was sent. Away: the hall cannot be asked, so take its last list
// of cells; it knows holders alone.
type FindCertificates struct {
	Person Person
	Code   string
	Away   bool
}

// CertificatesFound answers FindCertificates. Kept is when the list was made
// that it was read from; zero: the hall has just said so.
type CertificatesFound struct {
	Certificates []Certificate
	Holder       string // masked, where an agent asked
	Refused      Reason // the hall has understood, and tells nothing
	Kept         time.Time
}

// TakeCertificates asks for the hall's leave to take some. Away: they were
// read from the list of cells, which gives leave where the hall cannot.
type TakeCertificates struct {
	Person       Person
	Code         string
	Certificates []string
	Away         bool
}

// LeaveGiven answers TakeCertificates. The runner has it on record: no other
// cell than these can be opened.
type LeaveGiven struct {
	Pickup   string
	Handouts []Handout
	Desk     Desk
	Away     bool   // by the list of cells: the hall hears of it later
	Serial   string // with Away: what the receipt is called until then
	Link     string // with Away: of the receipt; empty: it has none
}

// Desk is where a person sees to what the cabinet did not give.
type Desk struct {
	Window string // empty: the hall has not said
	Area   Words
}

// Handout is one certificate that may be taken now, and what came of it.
type Handout struct {
	Certificate string
	Name        Words
	Copies      int
	Cell        int    // 0: it is printed
	Document    string // what the print's code leads to
	Told        HandoutEnd
	Why         string
}

// HandoutEnd is what the hall is told of a handout.
type HandoutEnd string

const (
	HandoutOpen  HandoutEnd = ""              // it is not over
	HandoutTaken HandoutEnd = "collected"     // its cell is empty from here on
	HandoutLeft  HandoutEnd = "not-collected" // it lies where it lay
	HandoutDoubt HandoutEnd = "unknown"       // somebody must look
)

// Says is what a citizen answers to "all taken?".
type Says string

const (
	SaysNothing   Says = "" // nobody has answered yet
	SaysAllTaken  Says = "all-taken"
	SaysEmpty     Says = "nothing-there"
	SaysOtherItem Says = "something-else"
)

func (FindCertificates) query()   {}
func (CertificatesFound) answer() {}
func (TakeCertificates) order()   {}
func (LeaveGiven) answer()        {}

// here tells whether it can be had at this terminal now.
func (c Certificate) here(w World) bool {
	switch c.Place {
	case PlaceCell:
		return w.Cabinet == "" || w.Cabinet == ReasonDoorOpen
	case PlacePrint:
		return w.Printer == ""
	}
	return false
}

// Here tells whether a certificate can be had at this terminal now.
func (s State) Here(c Certificate) bool { return c.here(s.World) }
