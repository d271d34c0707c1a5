package screens

import "time"

// Confirm asks whether to take this number.
type Confirm struct {
	Business   Text
	Department Text
	Detail     Text   // what citizens call it: 二手房过户、继承、赠与
	Area       Text   // "C 区"
	Windows    string // "5–8"
	Booked     Text   // time of the appointment that the number is for; empty: it is a walk-in's
	Ahead      int    // Unknown: nobody knows
	Wait       Wait
	Accuracy   int // of ten estimates this many were right; 0: not known
	Person     *Person
	Priority   *Priority
	Classes    bool   // other priority classes can be asked for
	Paper      Reason // empty: a slip will be printed; else why only an e-ticket can be had
	PaperSince time.Time
	Working    time.Duration // 0: not yet asked for; else how long the call has run
	Failed     Reason        // the last try failed; nothing was taken
	FailedAt   time.Time
	Offline    *Offline  // the number is given out without the network
	AsOf       time.Time // with Offline: Ahead is of then
	Late       Text      // with Booked: what becomes of who comes too late; empty: no rule says
}

// Unknown stands for a number of people that nobody knows.
const Unknown = -1

// Priority is a queue of its own that this person may use.
type Priority struct {
	Class       string // "elder", "veteran", "disabled", "pregnant"
	Chosen      bool
	AheadNormal int
}

// Ticket is the number and what has become of its paper.
type Ticket struct {
	Number     string
	Business   Text
	Area       Text
	Windows    string
	Ahead      int // Unknown: nobody knows
	Wait       Wait
	Priority   string // class; empty: none
	Offline    bool   // given out without the network
	Link       string // what the QR says
	Paper      PaperStage
	Reason     Reason // with PaperNone
	Since      time.Time
	Reprint    bool // it is the same number once more: 补打
	CanReprint bool // with PaperExisting and ReasonSlipKept: paper can be had now
	Away       bool // with PaperExisting: its holder went away for a while
	Earlier    bool // with PaperExisting: from before the network was lost
	Pending    bool // the answer to the last touch is on its way
	Rate       bool // how it went can be rated
	Missed     Text // what becomes of it when nobody comes to its call; empty: no rule says
}

// PaperStage is the paper's way into the hand.
type PaperStage string

const (
	PaperPrinting  PaperStage = "printing"
	PaperTake      PaperStage = "take" // it stands in the mouth
	PaperTaken     PaperStage = "taken"
	PaperAsk       PaperStage = "ask"      // 小票出来了吗？
	PaperNone      PaperStage = "none"     // e-ticket: photograph this page
	PaperExisting  PaperStage = "existing" // this person already has this number
	PaperCancelled PaperStage = "cancelled"
)
