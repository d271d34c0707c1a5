package journey

import "govkiosk/drivers"

// Printout is the slip of a certificate that is printed here: what it is, and
// the code by which anybody can check it.
type Printout struct {
	Name     Words
	Copies   int
	Holder   string // masked; empty: Person
	Person   Person
	Document string
	Pickup   string
}

// Receipt is the slip of what was taken and what was left.
type Receipt struct {
	Serial string
	Link   string
	Person Person
	Holder string // masked, where an agent took it
	Taken  []Handout
	Left   []Handout
	Later  []Certificate // what is elsewhere, or not ready
	Desk   Desk          // that sees to what is left
	Away   bool          // the hall hears of it later
}

func (Printout) slip() {}
func (Receipt) slip()  {}

// startPrintout prints one certificate. A printer that cannot is said so, and
// the certificate stays to be printed another time.
func (t *turn) startPrintout() {
	p := &t.Pickup
	t.Page, p.Stage = PagePrintout, ""
	t.Left = t.allowance()
	if why := t.World.Printer; why != "" {
		t.Paper = Paper{Stage: PaperNone, Reason: why, Since: t.Now}
		t.tell(HandoutLeft, "not-printed")
		return
	}
	h := p.now()
	t.Paper = Paper{Stage: PaperPrinting, Command: t.nextID()}
	t.do(PrintHandout{ID: t.Paper.Command, Pickup: p.Leave, Certificate: h.Certificate, Slip: Printout{
		Name: h.Name, Copies: h.Copies, Holder: p.Holder, Person: *t.Person, Document: h.Document, Pickup: p.Leave,
	}})
}

// printoutPrinted takes the printer's word.
func (t *turn) printoutPrinted(e Printed) {
	switch e.Outcome {
	case drivers.Done:
		t.toTake() // it is collected once a hand has it
	case drivers.NotDone:
		t.tell(HandoutLeft, "not-printed")
		t.Paper = Paper{Stage: PaperNone, Reason: e.Reason, Since: t.Now}
	default:
		t.Paper = Paper{Stage: PaperAsk, Reason: e.Reason, Since: t.Now}
	}
}

// printoutShown is how many seconds a slip that was taken is looked at before
// the next certificate.
const printoutShown = 3

// printoutSecond passes a second of a slip that is there or was taken.
func (t *turn) printoutSecond() {
	switch {
	case t.Paper.Stage == PaperTaken:
		if t.Paper.Shown++; t.Paper.Shown >= printoutShown {
			t.Paper = Paper{}
			t.nextHandout()
		}
	case t.Paper.Stage == PaperTake && t.World.Mouth == drivers.MediaUnknown:
		if t.Paper.Shown++; t.Paper.Shown >= t.Policy.Take {
			t.printoutGone()
		}
	}
}

// printoutGone follows a slip that left the mouth.
func (t *turn) printoutGone() {
	t.do(NoteGone{Pickup: t.Pickup.Leave, Certificate: t.Pickup.now().Certificate})
	t.tell(HandoutTaken, "")
	t.taken()
}

// printoutBack follows a slip that the printer took back: it is nobody's.
func (t *turn) printoutBack() {
	t.do(NoteBack{Pickup: t.Pickup.Leave, Certificate: t.Pickup.now().Certificate})
	t.tell(HandoutLeft, "not-taken")
	t.keptBack()
}

func (t *turn) touchPrintout(e Touch) {
	if t.Paper.Command != 0 {
		return
	}
	goesOn := e.Do == "next" || e.Do == "done" || e.Do == "again"
	switch t.Paper.Stage {
	case PaperAsk:
		t.answerPrintout(e)
	case PaperTake:
		if goesOn && t.World.Mouth == drivers.MediaPresent {
			t.do(Chime{Why: ChimePaper}) // it is still there
			return
		}
		if goesOn {
			t.hasPrintout()
		}
	default:
		if goesOn {
			t.do(StopMouth{})
			t.Paper = Paper{}
			t.nextHandout()
		}
	}
}

// answerPrintout takes the word of who was asked whether it came out.
func (t *turn) answerPrintout(e Touch) {
	switch e.Do {
	case "yes":
		t.hasPrintout()
	case "no":
		t.says(SaysEmpty)
		t.tell(HandoutLeft, "not-printed")
		t.Paper.Stage = PaperNone
	}
}

// hasPrintout takes the citizen's word that the slip is in the hand.
func (t *turn) hasPrintout() {
	t.says(SaysAllTaken)
	t.tell(HandoutTaken, "")
	t.taken()
}

// endPrintout ends a print of which nobody said whether it came out, or who
// has it.
func (t *turn) endPrintout() {
	t.do(StopMouth{})
	why := "not-printed"
	if t.Paper.Stage == PaperTake {
		why = "not-taken"
	}
	t.tell(HandoutDoubt, why)
}

// pickupFinished shows what was taken. Without the hall's number the receipt
// says what there is to say.
func (t *turn) pickupFinished(e PickupFinished) {
	p := &t.Pickup
	if !t.awaited(e.ID, p.Finish) {
		return
	}
	p.Finish, p.Working, p.Leave = 0, 0, ""
	r := Receipt{Serial: e.Serial, Link: e.Link, Person: *t.Person, Holder: p.Holder, Desk: p.Desk}
	if p.Away {
		r.Serial, r.Link, r.Away = p.Serial, p.Link, true
	}
	for _, h := range p.Hand {
		if h.Told == HandoutTaken {
			r.Taken = append(r.Taken, h)
			continue
		}
		r.Left = append(r.Left, h)
	}
	for _, c := range p.Listed {
		if c.Place != PlaceCell && c.Place != PlacePrint && c.Place != PlaceTaken {
			r.Later = append(r.Later, c)
		}
	}
	key := "collected"
	switch {
	case len(r.Taken) == 0:
		key = "collected-none"
	case len(r.Left) > 0:
		key = "collected-part"
	}
	t.toDone(Done{Key: key, Number: r.Serial, Link: r.Link, Slip: r})
}
