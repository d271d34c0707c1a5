package journey

import (
	"time"

	"govkiosk/drivers"
)

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

// wayOut is how many seconds a call may run before the page offers to give
// up on it.
const wayOut = 20

// toConfirm asks whether to take this number. Paper, cover, cutter and mouth
// are looked at now, before any number is asked for.
func (t *turn) toConfirm(b Business) {
	t.Page = PageConfirm
	t.Choice = &b
	t.Confirm = Confirm{Paper: t.World.Printer}
	if c, ok := b.ClassFor(t.Person, t.Now); ok {
		t.Confirm.Priority = c.Code
	}
	t.checkPrinter()
}

func (t *turn) checkPrinter() {
	t.Confirm.Check = t.nextID()
	t.do(CheckPrinter{ID: t.Confirm.Check})
}

func (t *turn) printerChecked(e PrinterChecked) {
	if !t.awaited(e.ID, t.Confirm.Check) {
		return
	}
	t.Confirm.Check = 0
	t.Confirm.Paper = e.Reason
}

func (t *turn) touchConfirm(e Touch) {
	if t.Confirm.Reserve != 0 {
		if e.Do == "cancel" && t.Confirm.Working >= wayOut {
			t.backFromConfirm()
		}
		return
	}
	switch e.Do {
	case "priority":
		t.togglePriority()
	case "class":
		t.askClass()
	case "take":
		t.take()
	}
}

func (t *turn) togglePriority() {
	if t.Confirm.Key != "" {
		return // a second try must ask for the very same number
	}
	c, ok := t.Choice.ClassFor(t.Person, t.Now)
	if !ok {
		t.Confirm.Priority = "" // one that was declared is taken back
		return
	}
	t.Confirm.Priority = toggled(t.Confirm.Priority, c.Code)
}

// take asks the hall for the number, once the printer has been looked at.
func (t *turn) take() {
	if t.Confirm.Check != 0 || t.Confirm.Paper != "" && !t.Policy.ETicket {
		return
	}
	t.Confirm.Reserve = t.nextID()
	t.Confirm.Working, t.Confirm.Failed = 0, ""
	if t.World.Issues(t.Choice.Code) {
		t.takeIssued()
		return
	}
	t.do(Reserve{
		ID: t.Confirm.Reserve, Key: t.Confirm.Key,
		Business: *t.Choice, Person: *t.Person, Priority: t.Confirm.Priority,
		Booking: t.Confirm.Booking, Code: t.Checkin.Code,
	})
}

// reserved takes the hall's answer. An answer for a page that was left is
// dropped here: leaveConfirm has given its number back already.
func (t *turn) reserved(e Reserved) {
	if !t.awaited(e.ID, t.Confirm.Reserve) {
		return
	}
	t.Confirm.Reserve, t.Confirm.Working = 0, 0
	t.Left = t.allowance()
	switch {
	case e.Ticket != nil && e.Existing:
		t.haveAlready(*e.Ticket)
	case e.Ticket != nil:
		t.haveNumber(*e.Ticket)
	case e.Reason == ReasonFull || e.Reason == ReasonClosed, t.Confirm.Booking != nil && e.Reason.Final():
		t.Confirm = Confirm{}
		t.Page, t.Notice = PageNotice, e.Reason
	default:
		t.Confirm.Failed, t.Confirm.FailedAt = e.Reason, t.Now
		t.Confirm.Key = ""
		if e.Outcome != drivers.NotDone {
			t.Confirm.Key = e.Key // perhaps it was given: ask for the same again
		}
		t.checkPrinter()
	}
}

// leaveConfirm gives back a number that the hall may have given without this
// terminal hearing of it.
func (t *turn) leaveConfirm() {
	switch {
	case t.Confirm.Reserve != 0:
		t.do(Settle{Reserve: t.Confirm.Reserve, As: SettleAbandon, Why: "left-while-asking"})
	case t.Confirm.Key != "":
		t.do(Settle{Key: t.Confirm.Key, As: SettleAbandon, Why: "left-after-lost-answer"})
	}
	t.Confirm = Confirm{}
}

// backFromConfirm leads to where the number was chosen.
func (t *turn) backFromConfirm() {
	booked := t.Confirm.Booking != nil
	t.leaveConfirm()
	if booked {
		t.backFromBooked()
		return
	}
	t.toList()
}
