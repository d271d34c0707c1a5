package journey

import "govkiosk/drivers"

// Done is a matter that is through: what it is known by from now on, and the
// slip that says so. What else the page shows is the service's own.
type Done struct {
	Key     string // which words the page has: "booked"
	Number  string // of the booking, case or report; empty: it has none
	Link    string // what a phone opens; empty: nothing
	Slip    Slip   // nil: there is no paper
	Reprint bool   // the slip is printed once more: 补打
	Back    Page   // of this service, where 返回 leads; empty: it leads home
}

// Slip is what a paper says, other than a queue number's.
type Slip interface{ slip() }

// toDone shows that a matter is through and prints its slip where the printer
// works. Where it does not, the page is what the citizen photographs.
func (t *turn) toDone(d Done) {
	t.Page, t.Done, t.Paper = PageDone, d, Paper{}
	t.Left = t.allowance()
	if d.Slip != nil {
		t.printSlip()
	}
}

func (t *turn) printSlip() {
	if why := t.World.Printer; why != "" {
		t.Paper = Paper{Stage: PaperNone, Reason: why, Since: t.Now}
		return
	}
	t.Paper = Paper{Stage: PaperPrinting, Command: t.nextID()}
	t.do(PrintSlip{ID: t.Paper.Command, Slip: t.Done.Slip, Reprint: t.Done.Reprint})
}

// slipPrinted takes the printer's word on the slip of a matter. Nothing hangs
// on it but the paper: what was done is done.
func (t *turn) slipPrinted(e Printed) {
	switch e.Outcome {
	case drivers.Done:
		t.toTake()
	case drivers.NotDone:
		t.Paper = Paper{Stage: PaperNone, Reason: e.Reason, Since: t.Now}
	default:
		t.Paper = Paper{Stage: PaperAsk, Reason: e.Reason, Since: t.Now}
	}
}

func (t *turn) touchDone(e Touch) {
	if t.Paper.Command != 0 {
		return
	}
	switch e.Do {
	case "yes":
		if t.Paper.Stage == PaperAsk {
			t.taken()
		}
	case "no", "reprint":
		if t.Paper.Stage == PaperAsk || t.Paper.Stage == PaperNone {
			t.Done.Reprint = t.Done.Reprint || t.Paper.Stage == PaperAsk
			t.printSlip()
		}
	case "again":
		t.leaveDone()
		if again := chapterOf(t.Service).again; again != nil {
			again(t)
			return
		}
		t.toHome()
	case "rate":
		t.toRating(t.rateable())
	case "done":
		t.leaveDone()
		t.endVisit("finished")
	default:
		t.own(e)
	}
}

// backFromDone leads to the page that the matter began on, where there is one
// to go back to.
func (t *turn) backFromDone() {
	back := t.Done.Back
	t.leaveDone()
	switch {
	case back != "":
		t.Page, t.Left = back, 0
		t.Left = t.allowance()
	case t.Origin.Service != "":
		t.comeBack()
	default:
		t.toHome()
	}
}

// leaveDone lets go of the slip.
func (t *turn) leaveDone() {
	if t.Page != PageDone {
		return
	}
	t.do(StopMouth{})
	t.Paper, t.Done = Paper{}, Done{}
}
