package journey

import (
	"maps"
	"slices"

	"govkiosk/drivers"
)

// Reasons that only scanner and cabinet have.
const (
	ReasonScannerAway   Reason = "scanner-away"
	ReasonCabinetAway   Reason = "cabinet-away"
	ReasonCabinetBroken Reason = "cabinet-broken"
	ReasonDoorOpen      Reason = "door-left-open"
	ReasonDoorStuck     Reason = "door-stuck"
	ReasonUnknownCode   Reason = "unknown-code" // there is no such code, or it is for somebody else
	ReasonTooManyTries  Reason = "too-many-tries"
)

// Door is what the contact of a cell's door says.
type Door string

const (
	DoorUnknown Door = "" // nobody can tell now
	DoorOpen    Door = "open"
	DoorClosed  Door = "closed"
)

// OpenCell opens one door of the cabinet: CellOpened. One door at a time is
// opened; the runner writes it down before the coil.
type OpenCell struct {
	ID                  CommandID
	Pickup, Certificate string // the hall's leave, which the runner has on record
	Cell                int
}

// CellOpened answers OpenCell.
type CellOpened struct {
	At
	ID      CommandID
	Cell    int
	Outcome drivers.Outcome // by the door's contact alone
	Reason  Reason          // why it is not Done
}

// DoorSeen reports a door whose contact says something else than before, by
// whatever hand. It answers no command.
type DoorSeen struct {
	At
	Cell int
	Door Door
}

func (OpenCell) effect() {}

// doorSeen takes in a door.
func (t *turn) doorSeen(e DoorSeen) {
	doors := maps.Clone(t.World.Doors)
	if doors == nil {
		doors = map[int]Door{}
	}
	doors[e.Cell] = e.Door
	t.World.Doors = doors
	t.doorMoved(e)
}

// Unshut are the cells of which it is not known that their doors are closed,
// those that stand open first. While there is one no other is opened.
func (w World) Unshut() []int {
	var unseen []int
	for cell, d := range w.Doors {
		if d == DoorUnknown {
			unseen = append(unseen, cell)
		}
	}
	slices.Sort(unseen)
	return append(w.OpenDoors(), unseen...)
}

// OpenDoors are the cells whose doors stand open, in order.
func (w World) OpenDoors() []int {
	var open []int
	for cell, d := range w.Doors {
		if d == DoorOpen {
			open = append(open, cell)
		}
	}
	slices.Sort(open)
	return open
}
