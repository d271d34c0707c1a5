package journey

import (
	"slices"

	"govkiosk/drivers"
)

// CellStage is how far the handing out of one certificate is.
type CellStage string

const (
	CellShutFirst CellStage = "shut-first" // another door stands open
	CellOpening   CellStage = "opening"
	CellOpen      CellStage = "open"     // its door was seen open
	CellStuck     CellStage = "stuck"    // it stayed shut
	CellUnsure    CellStage = "unsure"   // nobody can see the door
	CellReported  CellStage = "reported" // empty, or something else in it
	CellAway      CellStage = "away"     // it cannot be opened now
)

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

// openMost is how often a cell is opened once more for who says that it fell
// shut before all was taken.
const openMost = 2

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

func (t *turn) openCell() {
	p := &t.Pickup
	p.Stage, p.Open, p.Working, p.Says = CellOpening, t.nextID(), 0, SaysNothing
	t.do(OpenCell{ID: p.Open, Pickup: p.Leave, Certificate: p.now().Certificate, Cell: p.now().Cell})
}

// cellOpened takes what the door's contact said.
func (t *turn) cellOpened(e CellOpened) {
	p := &t.Pickup
	if !t.awaited(e.ID, p.Open) {
		return
	}
	p.Open, p.Working, p.Stood = 0, 0, 0
	t.Left, t.Warned = t.allowance(), false
	switch {
	case e.Outcome == drivers.Done:
		p.Stage = CellOpen
	case e.Outcome == drivers.NotDone && e.Reason == ReasonDoorStuck:
		p.Stage = CellStuck
		t.tell(HandoutLeft, "door-did-not-open")
		t.callPerson()
	case e.Outcome == drivers.NotDone:
		t.cellAway("door-did-not-open")
	default:
		p.Stage = CellUnsure
		t.callPerson()
	}
}

// cellAway says that a cell cannot be opened now. What lies in it stays.
func (t *turn) cellAway(why string) {
	t.Pickup.Stage = CellAway
	t.tell(HandoutLeft, why)
	t.callPerson()
}

// doorMoved follows the door of the cell that is being emptied.
func (t *turn) doorMoved(e DoorSeen) {
	p := &t.Pickup
	if t.Page == PageLeaving {
		t.leftDoorMoved(e)
		return
	}
	if p.Leave == "" || p.Finish != 0 {
		return
	}
	if p.Stage == CellShutFirst {
		if len(t.World.Unshut()) == 0 {
			t.startHandout()
		}
		return
	}
	if e.Cell != p.now().Cell {
		return
	}
	t.Left, t.Warned = max(t.Left, t.Policy.WarnBefore+1), t.Warned && e.Door == DoorUnknown // a door that moves is somebody
	switch {
	case e.Door == DoorOpen && p.Stage == CellUnsure:
		p.Stage = CellOpen
		t.do(NoteOpened{Pickup: p.Leave, Certificate: p.now().Certificate})
	case e.Door == DoorOpen:
		p.Stood = 0
	case e.Door == DoorClosed && p.Stage == CellOpen:
		t.do(NoteShut{Pickup: p.Leave, Certificate: p.now().Certificate})
		t.perhapsTaken()
	case e.Door == DoorUnknown && p.Stage == CellOpen:
		t.perhapsTaken()
	}
}

// perhapsTaken ends a handout once door and citizen agree that all was taken.
// A door that nobody can see any more leaves it to a person.
func (t *turn) perhapsTaken() {
	p := &t.Pickup
	_, door := t.Handing()
	switch {
	case p.Says != SaysAllTaken:
	case door == DoorClosed:
		t.tell(HandoutTaken, "")
		t.nextHandout()
	case door == DoorUnknown:
		p.Stage = CellUnsure
		t.callPerson()
	}
}

// Reopens tells whether the cell may be opened once more.
func (s State) Reopens() bool {
	_, door := s.Handing()
	return s.Pickup.Stage == CellOpen && s.Pickup.Says == SaysNothing && door == DoorClosed && s.Pickup.Again < openMost
}

func (t *turn) touchCell(e Touch) {
	p := &t.Pickup
	switch {
	case p.Stage == CellOpen && e.Do == "take" && p.Says == SaysNothing:
		t.says(SaysAllTaken)
		t.perhapsTaken()
	case p.Stage == CellOpen && e.Do == "empty" && p.Says == SaysNothing:
		t.toQuestion(Question{Key: "cell-wrong", Choices: []Choice{
			{ID: "empty", Key: "cell-empty", Icon: "circle-dashed"},
			{ID: "wrong", Key: "cell-wrong", Icon: "file-search"},
			{ID: "mistake", Key: "cell-mistake", Icon: "eye"},
		}})
	case e.Do == "reopen" && t.Reopens():
		p.Again++
		t.openCell()
	case e.Do == "next" && p.Stage == CellShutFirst && len(t.World.OpenDoors()) == 0:
		t.endHandout() // a door that nobody can see: nothing more is opened
		t.finish()
	case e.Do == "next" && (p.Stage == CellStuck || p.Stage == CellAway || p.Stage == CellUnsure || p.Stage == CellReported):
		t.endHandout()
		t.nextHandout()
	}
}

// wrongContent takes what is wrong with a cell: a person is called, and both
// records are kept, the hall's and the citizen's.
func (t *turn) wrongContent(ids []string) {
	t.Page = PageCell
	t.Left = t.allowance()
	if t.Pickup.Stage != CellOpen || t.Pickup.Says != SaysNothing {
		return
	}
	switch ids[0] {
	case "empty":
		t.report(SaysEmpty, "empty")
	case "wrong":
		t.report(SaysOtherItem, "wrong-content")
	}
}

func (t *turn) report(says Says, why string) {
	t.says(says)
	t.tell(HandoutLeft, why)
	t.Pickup.Stage = CellReported
	t.callPerson()
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
