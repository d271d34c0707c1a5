package journey

import "time"

// Effect is something to be done in the world. Those with an ID are answered
// by exactly one completion, or by several where their doc says so, or by
// none after a Stop.
type Effect interface{ effect() }

// Timer names a timer. Starting a running one starts it anew.
type Timer string

// TimerSecond is the only timer: it beats while somebody is being served.
const TimerSecond Timer = "second"

// StartTimer asks for one TimerFired.
type StartTimer struct {
	ID    Timer
	After time.Duration
}

// WatchCard looks for a card and reads it: CardSeen, every time something
// changes, until StopCard.
type WatchCard struct{ ID CommandID }

// StopCard ends every watch on the reader.
type StopCard struct{}

// LookForCard asks once whether a card lies on the reader: LeftSeen.
type LookForCard struct{ ID CommandID }

// CheckNumber checks a typed number: NumberChecked.
type CheckNumber struct {
	ID    CommandID
	Kind  PadKind
	Value string
}

// FetchList fetches the businesses: WorldChanged, then ListFetched.
type FetchList struct{ ID CommandID }

// CheckPrinter looks at paper, cover, cutter and mouth now: PrinterChecked.
type CheckPrinter struct{ ID CommandID }

// Reserve takes a number: Reserved. An empty Key begins a new reservation,
// another one goes on with a reservation whose answer was lost. Offline takes
// one of those that the hall has leased, without asking it.
type Reserve struct {
	ID       CommandID
	Booking  *Booking // the number is one for this appointment; nil: it is a walk-in's
	Code     string   // that the appointment was found by, where nobody said who they are
	Key      string
	Offline  bool
	Anew     bool // with Offline: the number that this person had was called already
	Business Business
	Person   Person
	Priority string
}

// Print prints a number that was just reserved: Printed.
type Print struct {
	ID     CommandID
	Ticket Ticket
	Person Person
}

// Reprint tells the hall and prints the same number once more, marked 补打:
// Printed.
type Reprint struct {
	ID     CommandID
	Ticket Ticket
	Person Person
	Why    string
}

// Cancel gives a number back at the citizen's wish: Cancelled.
type Cancel struct {
	ID     CommandID
	Ticket string // the hall's id
}

// Settle writes down what became of a number; the hall is told as soon as it
// can be reached. There is no completion: it cannot fail.
type Settle struct {
	Reserve CommandID // a reservation that is still under way
	Key     string    // else the reservation in the journal
	Ticket  string    // else the hall's id, for a number of another visit
	As      Settlement
	Why     string // a word of a-z, 0-9 and -, for the hall's statistics
}

// Settlement is what became of a number.
type Settlement string

const (
	SettleSeen    Settlement = "seen"     // the citizen says the slip came out
	SettleUnknown Settlement = "unknown"  // nobody said; the number stays valid
	SettleETicket Settlement = "e-ticket" // no paper; the citizen has it from the screen
	SettleAbandon Settlement = "abandon"  // nobody ever had it in the hand
)

// Ask looks something up in the hall: Answered.
type Ask struct {
	ID    CommandID
	Query Query
}

// Submit has the hall do something: Submitted. An empty Key begins a new
// filing, another one goes on with one whose answer was lost.
type Submit struct {
	ID      CommandID
	Key     string
	Service Service
	Order   Order
}

// StopCall gives up the Ask or Submit that is under way. There is no
// completion: one that comes all the same is dropped.
type StopCall struct{ ID CommandID }

// Undo writes down that nobody waits for an Order any more: what it may have
// done is undone, where it can be, as soon as the hall can be reached. There
// is no completion.
type Undo struct {
	Submit CommandID // an Order that is still under way
	Key    string    // else the filing in the journal
	Why    string    // a word of a-z, 0-9 and -
}

// Keep writes an Order down, sealed, for the hall to hear as soon as it can
// be reached: Kept, where it has an ID. What was submitted already is kept
// under the same key, so that it is heard once.
type Keep struct {
	ID     CommandID
	Submit CommandID // an Order that is still under way
	Key    string    // else the filing in the journal; empty: a new one
	Order  KeptOrder
}

// Spell looks up what letters may mean: Spelled. Words that were chosen before
// come first.
type Spell struct {
	ID      CommandID
	Letters string
	Chosen  []Chosen // the newest last
}

// PrintSlip prints what a matter came to: Printed.
type PrintSlip struct {
	ID      CommandID
	Slip    Slip
	Reprint bool // it is printed once more: 补打
}

// WatchMouth reports what stands in the mouth, MouthSeen at every change and
// at once, until StopMouth.
type WatchMouth struct{ ID CommandID }

// StopMouth ends every watch on the mouth.
type StopMouth struct{}

// Retract takes the paper in the mouth back, where the printer can.
type Retract struct{}

// CallHelp calls a person to this terminal: HelpCalled, once the hall has
// heard it.
type CallHelp struct {
	ID   CommandID
	Page Page
	Step string // of the page; may be empty
}

// Wiped records that a visit is over and nothing of it is left.
type Wiped struct {
	Visit   int
	Cause   string
	Cleared []string // names of what was cleared, never values
}

func (StartTimer) effect()   {}
func (WatchCard) effect()    {}
func (StopCard) effect()     {}
func (LookForCard) effect()  {}
func (CheckNumber) effect()  {}
func (FetchList) effect()    {}
func (CheckPrinter) effect() {}
func (Reserve) effect()      {}
func (Print) effect()        {}
func (Reprint) effect()      {}
func (Cancel) effect()       {}
func (Settle) effect()       {}
func (Ask) effect()          {}
func (Submit) effect()       {}
func (StopCall) effect()     {}
func (Undo) effect()         {}
func (Keep) effect()         {}
func (Spell) effect()        {}
func (PrintSlip) effect()    {}
func (WatchMouth) effect()   {}
func (StopMouth) effect()    {}
func (Retract) effect()      {}
func (CallHelp) effect()     {}
func (Wiped) effect()        {}
