package journey

import (
	"time"

	"govkiosk/drivers"
)

// Event is something that happened. Its time is when it reached the loop.
type Event interface{ when() time.Time }

// At is embedded in every Event.
type At struct{ At time.Time }

func (a At) when() time.Time { return a.At }

// Touch is a key that a citizen pressed; Do and Arg are those of
// screens.Intent.
type Touch struct {
	At
	Do, Arg string
}

// TimerFired answers StartTimer.
type TimerFired struct {
	At
	ID Timer
}

// WorldChanged replaces what is true of the terminal and the hall.
type WorldChanged struct {
	At
	World World
}

// CardSeen reports what the reader sees, for WatchCard.
type CardSeen struct {
	At
	ID     CommandID
	State  CardState
	Person *Person // with CardPresent, a fresh one for every read
}

// NumberChecked answers CheckNumber.
type NumberChecked struct {
	At
	ID      CommandID
	Problem string // empty: good
	Birth   time.Time
}

// ListFetched answers FetchList. The list itself came with WorldChanged.
type ListFetched struct {
	At
	ID     CommandID
	Reason Reason // empty: fetched
	Tries  int
}

// PrinterChecked answers CheckPrinter.
type PrinterChecked struct {
	At
	ID     CommandID
	Reason Reason
}

// Reserved answers Reserve.
type Reserved struct {
	At
	ID       CommandID
	Key      string
	Ticket   *Ticket
	Existing bool            // Ticket is one that this person already had
	Reason   Reason          // why there is none
	Outcome  drivers.Outcome // of the reservation at the hall
}

// Answered answers Ask.
type Answered struct {
	At
	ID     CommandID
	Answer Answer
	Reason Reason // why there is none
	Tries  int
}

// Submitted answers Submit.
type Submitted struct {
	At
	ID      CommandID
	Key     string
	Answer  Answer
	Reason  Reason // why there is none
	Outcome drivers.Outcome
	Tries   int
}

// Kept answers Keep.
type Kept struct {
	At
	ID        CommandID
	Reference string // a short word to ask this terminal by
	Reason    Reason // why it is not kept
}

// Spelled answers Spell.
type Spelled struct {
	At
	ID    CommandID
	Words []Spelling // the likeliest first
}

// Printed answers Print, Reprint and PrintSlip.
type Printed struct {
	At
	ID      CommandID
	Outcome drivers.Outcome
	Reason  Reason // why it is not Done
}

// Cancelled answers Cancel.
type Cancelled struct {
	At
	ID     CommandID
	Reason Reason // why it is not; empty: it is
}

// HelpCalled answers CallHelp.
type HelpCalled struct {
	At
	ID CommandID
}

// MouthSeen reports what stands in the mouth, for WatchMouth.
type MouthSeen struct {
	At
	ID    CommandID
	State drivers.MediaState
}

// LeftSeen answers LookForCard.
type LeftSeen struct {
	At
	ID   CommandID
	Card drivers.MediaState
}
