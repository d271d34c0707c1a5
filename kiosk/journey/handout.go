package journey

import "slices"

// NoteShut writes down that the door of a handout was closed.
type NoteShut struct{ Pickup, Certificate string }

// NoteOpened writes down that a door of which nobody knew was seen open.
type NoteOpened struct{ Pickup, Certificate string }

// NoteSays writes down what the citizen answered.
type NoteSays struct {
	Pickup, Certificate string
	Says                Says
}

// NoteGone writes down that a slip was taken out of the mouth; NoteBack that
// the printer took it back.
type (
	NoteGone struct{ Pickup, Certificate string }
	NoteBack struct{ Pickup, Certificate string }
)

// TellHandout writes down what the hall is told of a handout; the hall hears
// of it as soon as it can be reached. There is no completion. Where the record
// does not bear it out, the hall is told HandoutDoubt.
type TellHandout struct {
	Pickup, Certificate string
	As                  HandoutEnd
	Why                 string // a reason of the hall's contract
}

// PrintHandout prints a certificate: Printed. It is on record before the
// first byte.
type PrintHandout struct {
	ID                  CommandID
	Pickup, Certificate string
	Slip                Slip
}

// FinishPickup closes the books on a pickup: PickupFinished, where it has an
// ID. The hall hears of it in any case.
type FinishPickup struct {
	ID     CommandID
	Pickup string
	Why    string
	Away   bool // there is nobody to wait for
}

// PickupFinished answers FinishPickup.
type PickupFinished struct {
	At
	ID     CommandID
	Serial string // of the receipt; empty: the hall was not reached in time
	Link   string
}

func (NoteShut) effect()     {}
func (NoteOpened) effect()   {}
func (NoteSays) effect()     {}
func (NoteGone) effect()     {}
func (NoteBack) effect()     {}
func (TellHandout) effect()  {}
func (PrintHandout) effect() {}
func (FinishPickup) effect() {}

// now is the handout that is under way.
func (p Pickup) now() Handout { return p.Hand[p.At] }

// Handing is the handout that is under way, and the door of its cell.
func (s State) Handing() (Handout, Door) {
	if s.Pickup.At >= len(s.Pickup.Hand) {
		return Handout{}, DoorUnknown
	}
	h := s.Pickup.now()
	return h, s.World.Doors[h.Cell]
}

// startHandout begins with one certificate. No door is opened while another
// stands open.
func (t *turn) startHandout() {
	p := &t.Pickup
	p.Says, p.Stood, p.Again = SaysNothing, 0, 0
	if p.now().Cell == 0 {
		t.startPrintout()
		return
	}
	t.Page = PageCell
	switch {
	case len(t.World.OpenDoors()) > 0:
		p.Stage = CellShutFirst
	case t.World.Cabinet != "":
		t.cellAway("skipped")
	case len(t.World.Unshut()) > 0:
		p.Stage = CellShutFirst
	default:
		t.openCell()
	}
	t.Left = t.allowance()
}

func (t *turn) says(s Says) {
	t.Pickup.Says = s
	t.do(NoteSays{Pickup: t.Pickup.Leave, Certificate: t.Pickup.now().Certificate, Says: s})
}

// tell ends the handout that is under way.
func (t *turn) tell(as HandoutEnd, why string) {
	p := &t.Pickup
	p.Hand = slices.Clone(p.Hand)
	p.Hand[p.At].Told, p.Hand[p.At].Why = as, why
	t.do(TellHandout{Pickup: p.Leave, Certificate: p.now().Certificate, As: as, Why: why})
}

// endHandout ends the handout that is under way without an answer. Nothing
// that was opened is taken for untouched.
func (t *turn) endHandout() {
	p := &t.Pickup
	if p.At >= len(p.Hand) || p.now().Told != HandoutOpen {
		return
	}
	switch {
	case p.now().Cell == 0:
		t.endPrintout()
	case p.Stage == CellShutFirst:
		t.tell(HandoutLeft, "skipped")
	case p.Says == SaysAllTaken:
		t.tell(HandoutDoubt, "door-left-open")
	case p.Stage == CellUnsure || p.Stage == CellOpening:
		t.tell(HandoutDoubt, "power-lost")
	default:
		t.tell(HandoutDoubt, "citizen-left")
	}
}

// nextHandout goes on to the next certificate, or closes the books.
func (t *turn) nextHandout() {
	p := &t.Pickup
	if p.At+1 >= len(p.Hand) {
		t.finish()
		return
	}
	p.At++
	p.Stage = ""
	t.startHandout()
}

// finish closes the books: what was not taken stays where it is.
func (t *turn) finish() {
	p := &t.Pickup
	t.do(StopMouth{})
	t.Paper = Paper{}
	t.Page, p.Finish, p.Working = PageReceipt, t.nextID(), 0
	t.Left = t.allowance()
	t.do(FinishPickup{ID: p.Finish, Pickup: p.Leave, Why: "finished", Away: p.Away})
}
