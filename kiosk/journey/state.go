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
