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
		t.tell(HandoutTaken, "")
		t.toTake()
	case drivers.NotDone:
		t.tell(HandoutLeft, "not-printed")
		t.Paper = Paper{Stage: PaperNone, Reason: e.Reason, Since: t.Now}
	default:
		t.Paper = Paper{Stage: PaperAsk, Reason: e.Reason, Since: t.Now}
	}
}

func (t *turn) touchPrintout(e Touch) {
	if t.Paper.Command != 0 {
		return
	}
	asked := t.Paper.Stage == PaperAsk
	switch {
	case e.Do == "yes" && asked:
		t.says(SaysAllTaken)
		t.tell(HandoutTaken, "")
		t.taken()
	case e.Do == "no" && asked:
		t.says(SaysEmpty)
		t.tell(HandoutLeft, "not-printed")
		t.Paper.Stage = PaperNone
	case (e.Do == "next" || e.Do == "done" || e.Do == "again") && !asked:
		t.do(StopMouth{})
		t.Paper = Paper{}
		t.nextHandout()
	}
}

// endPrintout ends a print of which nobody said whether it came out.
func (t *turn) endPrintout() {
	t.do(StopMouth{})
	t.tell(HandoutDoubt, "not-printed")
}

// pickupFinished shows what was taken. Without the hall's number the receipt
// says what there is to say.
func (t *turn) pickupFinished(e PickupFinished) {
	p := &t.Pickup
	if !t.awaited(e.ID, p.Finish) {
		return
	}
	p.Finish, p.Working, p.Leave = 0, 0, ""
	r := Receipt{Serial: e.Serial, Link: e.Link, Person: *t.Person, Holder: p.Holder}
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
	t.toDone(Done{Key: key, Number: e.Serial, Link: e.Link, Slip: r})
}
