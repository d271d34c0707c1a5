package journey

import (
	"time"

	"govkiosk/drivers"
)

// State is everything that a visit knows. Personal data lives in Person,
// Pad, List.Query and Ticket only, and endVisit forgets all of them.
type State struct {
	Now    time.Time // of the newest event
	Policy Policy
	World  World

	Visit      int // counts visits; 0 before the first
	Page       Page
	Lang       string // "zh-Hans" or "en"
	Text       int    // text step, 1 to 4
	Look       Look
	Voice      Voice
	Told       Told
	Idle       int       // seconds without a touch
	Veiled     bool      // the page is covered: nobody has touched it for a while
	Left       int       // seconds until the visit ends by itself
	Warned     bool      // the time-out page lies over Page
	Extensions int       // how often the time-out can still be put off
	Help       bool      // a person has been called, and the hall has heard it
	Calling    CommandID // the call that is on its way

	Service  Service // what this visit is at; empty: nothing chosen yet
	Call     Call    // what the hall is being asked or told
	Done     Done    // a matter that is through, and its slip
	Card     Card
	Scan     Scan
	Person   *Person
	Pad      Pad
	Write    Write
	Chosen   []Chosen // words that were chosen in this visit, the newest last
	Date     DateAsk
	Question Question
	Origin   Origin // where a service was turned aside from
	Inquiry  Inquiry
	Rating   Rating
	Rated    []string // the numbers of cases that this visit has rated; empty: the visit itself
	Report   Report
	Guide    Guide
	Proof    ProofVisit
	Declare  Declare
	List     List
	Pickup   Pickup
	Choice   *Business
	Confirm  Confirm
	Ticket   *Ticket
	Checkin  Checkin
	Appoint  Appoint
	Paper    Paper
	Notice   Reason
	Leaving  Leaving

	Closing bool // the visit ends as soon as nothing physical is under way

	lastID  CommandID
	Dropped int // completions that came for something already left
}

// CommandID ties a completion to its command. Zero is none.
type CommandID int

// Page is where the citizen is.
type Page string

const (
	PageAttract  Page = "attract"
	PageHome     Page = "home"
	PageIdentify Page = "identify"
	PagePad      Page = "pad"
	PageList     Page = "list"
	PageConfirm  Page = "confirm"
	PageTicket   Page = "ticket"
	PageLeaving  Page = "leaving" // something was left behind
	PageNotice   Page = "notice"
	PageWorking  Page = "working" // the hall is being asked
	PageQuestion Page = "question"
	PageWrite    Page = "write"
	PageDone     Page = "done" // a matter is through; its slip is on the way
)

// Policy is the part of the configuration that visits run by. Seconds,
// unless a field says otherwise.
type Policy struct {
	Lang       string
	Langs      []string // that the language key goes through
	Text       int
	Visit      int // without a touch, on most pages
	Reading    int // on the page that waits for a card
	WarnBefore int
	Extend     int
	Extensions int
	Thanks     int // the last page stays this long once the paper is taken
	DoorOpen   int // a door of the cabinet may stand open so long before it is called after
	Veil       int // without a touch, on pages that show what is somebody's own; 0: they stay
	Take       int // paper without a sensor counts as taken after this
	Attempts   int // lift-and-replace rounds before another way is proposed
	Phone      bool
	Number     bool
	Anonymous  bool
	ETicket    bool
	AskWhy     int // up to this grade the reasons are asked for, 0 to 5
}

// World is what is true of the terminal and the hall whoever stands there.
type World struct {
	Reader  Reason // empty: works
	Printer Reason // empty: a slip can be printed now
	Network Reason // empty: the hall's API answers
	Hall    Reason // empty: the hall hands out numbers now
	Journal Reason // empty: the terminal can keep records
	Locked  bool   // from afar: no visit begins; one that runs goes on
	Night   bool   // it is time for night colours
	Scanner Reason // empty: codes can be read
	Cabinet Reason // empty: cells can be opened
	Mouth   drivers.MediaState
	Doors   map[int]Door    // of the cabinet, by cell, as DoorSeen last told
	Offers  map[string]bool // services that this terminal has been given
	Offline Offline
	Rules   Standing
	Catalogue
}

// Elder tells whether the citizen has chosen the largest type, and with it
// pages that ask one thing at a time.
func (s State) Elder() bool { return s.Text == 4 }

// Card is what the reader sees, and which command looks for it.
type Card struct {
	Watch   CommandID // 0: nobody looks
	State   CardState
	Attempt int
}

// CardState is one of the reader's states as a citizen understands them.
type CardState string

const (
	CardWaiting CardState = "" // nothing in the field
	CardReading CardState = "reading"
	CardPresent CardState = "present"
	CardLift    CardState = "lift"
	CardForeign CardState = "not-resident"
	CardInvalid CardState = "invalid"
	CardFault   CardState = "fault"
)

// Person is whom the visit is for, as the card or the pad gave it.
type Person struct {
	Name   string // empty when only a number is known
	Number string // citizen number, or phone number with SourcePhone
	Birth  time.Time
	Source Source
}

// Source says where a Person came from.
type Source string

const (
	SourceCard  Source = "id-card"
	SourceTyped Source = "typed"
	SourcePhone Source = "phone"
	SourceNone  Source = "none"
)

// Pad is a number being typed.
type Pad struct {
	Kind    PadKind
	Key     string // what it is for, where it does not say who is there: "query-code"
	Title   Words  // from data, in place of the words of Key
	Lead    Words
	Most    int  // digits, with PadNumber
	Empty   bool // it may be left empty
	Value   string
	Reveal  bool
	Check   CommandID // a finished number is being checked
	Problem string    // what is wrong with a finished number
	Ready   bool
	Birth   time.Time // from a good ID number
}

// PadKind names what is typed.
type PadKind string

const (
	PadIDNumber PadKind = "id-number"
	PadPhone    PadKind = "phone"
	PadCode     PadKind = "code"        // of a booking, a pick-up, a query
	PadCase     PadKind = "case-number" // of a case or a report
	PadNumber   PadKind = "number"      // digits, as many as the form wants
)

// Length is how many characters the number has; of a code or a number that
// is counted, how many it may have.
func (p Pad) Length() int {
	switch p.Kind {
	case PadNumber:
		return p.Most
	case PadPhone:
		return 11
	case PadCode:
		return 16
	case PadCase:
		return 50
	}
	return 18
}

// least is how few characters a code may have; 0: the number's length is
// fixed, and the whole of it is checked.
func (k PadKind) least() int {
	switch k {
	case PadCode, PadCase:
		return 4
	case PadNumber:
		return 1
	}
	return 0
}

// List is how the list of businesses is looked at.
type List struct {
	Fetch      CommandID
	Department string
	Group      string
	Query      string
	Keyboard   bool
	Failed     Reason
	FailedAt   time.Time
	Tries      int
}

// Confirm is the question before a number is taken.
type Confirm struct {
	Check    CommandID // a fresh look at the printer
	Paper    Reason    // why no slip can come; empty: it can
	Priority string    // class that the citizen chose; empty: none
	Booking  *Booking  // the number is one for this appointment
	Reserve  CommandID // the call that is under way; 0: none
	Key      string    // of the reservation; kept for a second try
	Anew     bool      // the number of before was called already, as the citizen says
	Working  int       // seconds that the call has run
	Failed   Reason
	FailedAt time.Time
}

// Ticket is a number that the hall has given.
type Ticket struct {
	ID       string
	Key      string // of the reservation in the journal; empty for one of another visit
	Number   string
	Business Business
	Ahead    int
	Wait     Wait
	Priority string
	Link     string
	Serial   int
	At       time.Time
	Reprint  bool
	Offline  bool // given out without the hall: how many are ahead nobody knows
	Away     bool // its holder went away for a while
	Earlier  bool // from before the network was lost: whether it was called nobody knows here
}

// Paper is the way of the slip into the hand.
type Paper struct {
	Stage   PaperStage
	Command CommandID // print or reprint that is under way
	Mouth   CommandID // watch on the mouth
	Reason  Reason    // of a slip that did not come
	Since   time.Time
	Shown   int // seconds on a stage that ends by itself
	Stood   int // seconds that it has stood in the mouth
}

// PaperStage is where the slip is.
type PaperStage string

const (
	PaperPrinting  PaperStage = "printing"
	PaperTake      PaperStage = "take"
	PaperTaken     PaperStage = "taken"
	PaperAsk       PaperStage = "ask"
	PaperNone      PaperStage = "none"
	PaperExisting  PaperStage = "existing"
	PaperCancelled PaperStage = "cancelled"
)

// Leaving is what a visitor left on the machine, and the commands that look.
type Leaving struct {
	Card, Paper bool
	Door        int // of the cabinet, that stands open; 0: none
	Look        CommandID
	Watch       CommandID
	Shown       int // seconds that it has been asked for
}
