package journey

import (
	"time"

	"govkiosk/drivers"
)

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

// haveNumber follows a fresh number: paper where it can be had, the screen
// where not.
func (t *turn) haveNumber(k Ticket) {
	why := t.Confirm.Paper
	t.toTicket(k)
	if why != "" {
		t.noPaper(why)
		return
	}
	t.Paper = Paper{Stage: PaperPrinting, Command: t.nextID()}
	t.do(Print{ID: t.Paper.Command, Ticket: k, Person: *t.Person})
}

// haveAlready shows the number that this person already has.
func (t *turn) haveAlready(k Ticket) {
	t.toTicket(k)
	t.Paper = Paper{Stage: PaperExisting}
	t.settle(SettleETicket, "shown-again")
}

func (t *turn) toTicket(k Ticket) {
	t.Page = PageTicket
	t.Ticket = &k
	t.Confirm = Confirm{}
	t.Left = t.allowance()
}

// noPaper makes the number an e-ticket and says so.
func (t *turn) noPaper(why Reason) {
	t.Paper = Paper{Stage: PaperNone, Reason: why, Since: t.Now}
	t.settle(SettleETicket, string(why))
}

func (t *turn) settle(as Settlement, why string) {
	t.do(Settle{Key: t.Ticket.Key, Ticket: t.Ticket.ID, As: as, Why: why})
}

// printed takes the printer's word. Done has been written down by the runner
// before this event; the two other outcomes are decided with the citizen.
func (t *turn) printed(e Printed) {
	if !t.awaited(e.ID, t.Paper.Command) {
		return
	}
	t.Paper.Command = 0
	t.Left = t.allowance()
	switch t.Page {
	case PageDone:
		t.slipPrinted(e)
		return
	case PagePrintout:
		t.printoutPrinted(e)
		return
	}
	switch e.Outcome {
	case drivers.Done:
		t.toTake()
	case drivers.NotDone:
		t.noPaper(e.Reason)
	default:
		t.Paper = Paper{Stage: PaperAsk, Reason: e.Reason, Since: t.Now}
	}
}

func (t *turn) toTake() {
	t.Paper = Paper{Stage: PaperTake, Mouth: t.nextID()}
	t.do(WatchMouth{ID: t.Paper.Mouth})
}

// mouthSeen sees the slip being taken. A mouth without a sensor says nothing
// and is left to paperSecond.
func (t *turn) mouthSeen(e MouthSeen) {
	t.World.Mouth = e.State
	if !t.awaited(e.ID, t.Paper.Mouth) {
		return
	}
	gone := e.State == drivers.MediaNotPresent || e.State == drivers.MediaRetracted
	switch {
	case t.Page == PageLeaving:
		t.Leaving.Paper = !gone && e.State != drivers.MediaUnknown
		t.showLeaving()
	case t.Paper.Stage != PaperTake:
	case e.State == drivers.MediaRetracted && t.Page == PagePrintout:
		t.printoutBack()
	case e.State == drivers.MediaRetracted:
		t.keptBack()
	case gone && t.Page == PagePrintout:
		t.printoutGone()
	case gone:
		t.taken()
	}
}

// keptBack follows a slip that the printer took back: nobody has it. What it
// says is settled all the same, so the page is what the citizen carries away.
func (t *turn) keptBack() {
	t.do(StopMouth{})
	t.Paper = Paper{Stage: PaperNone, Reason: ReasonSlipKept, Since: t.Now}
	t.Left = t.allowance()
}

func (t *turn) taken() {
	t.do(StopMouth{})
	t.Paper = Paper{Stage: PaperTaken}
	t.Left = t.allowance()
}

// endsByItself tells whether a stage is a farewell, which waits for nobody.
func (p Paper) endsByItself() bool { return p.Stage == PaperTaken || p.Stage == PaperCancelled }

// paperSecond passes a second on the stages that end by themselves, and tells
// whether this was one.
func (t *turn) paperSecond() bool {
	if t.Page != PageTicket && t.Page != PageDone || t.Warned {
		return false
	}
	switch t.Paper.Stage {
	case PaperTaken, PaperCancelled:
		t.Paper.Shown++
		t.Left = t.allowance()
		if t.Left == 0 {
			t.endVisit("finished")
		}
		return true
	case PaperTake:
		if t.World.Mouth == drivers.MediaUnknown {
			t.Paper.Shown++
			if t.Paper.Shown >= t.Policy.Take {
				t.taken()
			}
		}
	}
	return false
}

func (t *turn) touchTicket(e Touch) {
	if t.Paper.Command != 0 {
		return
	}
	switch e.Do {
	case "yes":
		if t.Paper.Stage == PaperAsk {
			t.settle(SettleSeen, "citizen-has-slip")
			t.taken()
		}
	case "no":
		if t.Paper.Stage == PaperAsk {
			t.reprint("citizen-saw-no-slip")
		}
	case "reprint":
		if t.Paper.Stage == PaperExisting || t.Paper.Reason == ReasonSlipKept {
			t.reprint("citizen-asked")
		}
	case "cancel":
		t.cancelTicket()
	case "anew":
		t.takeAnew()
	case "leave":
		t.moveTicket(true)
	case "return":
		t.moveTicket(false)
	case "again":
		t.leaveTicket()
		t.toHome()
	case "rate":
		if t.TicketRated() {
			t.toRating(t.rateable())
		}
	case "done", "keep":
		t.leaveTicket()
		t.endVisit("finished")
	}
}

// reprint prints the same number once more. Without a printer that works the
// number is shown instead.
func (t *turn) reprint(why string) {
	if t.World.Printer != "" {
		t.noPaper(t.World.Printer)
		return
	}
	k := *t.Ticket
	k.Reprint = true
	t.Ticket = &k
	t.Paper = Paper{Stage: PaperPrinting, Command: t.nextID()}
	t.do(Reprint{ID: t.Paper.Command, Ticket: k, Person: *t.Person, Why: why})
}

// cancelTicket gives the number back. It is gone only when the hall says so.
func (t *turn) cancelTicket() {
	if t.Paper.Stage != PaperExisting {
		return
	}
	t.Paper.Command = t.nextID()
	t.do(Cancel{ID: t.Paper.Command, Ticket: t.Ticket.ID})
}

func (t *turn) cancelled(e Cancelled) {
	if !t.awaited(e.ID, t.Paper.Command) {
		return
	}
	t.Paper.Command = 0
	if e.Reason != "" {
		t.Page, t.Notice = PageNotice, e.Reason
		return
	}
	t.Paper = Paper{Stage: PaperCancelled}
	t.Left = t.allowance()
}

// leaveTicket decides what nobody answered: a number whose slip may have come
// out stays valid.
func (t *turn) leaveTicket() {
	if t.Paper.Stage == PaperAsk {
		t.settle(SettleUnknown, "nobody-said")
	}
	t.do(StopMouth{})
	t.Paper = Paper{}
}
