package journey

import "govkiosk/drivers"

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

// openMost is how often a cell is opened once more for who says that it fell
// shut before all was taken.
const openMost = 2

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
