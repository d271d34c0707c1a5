package locker

import "fmt"

const (
	maxBoard = 99 // highest number of any protocol (8A, by the sheet)
	maxLock  = 48 // most locks of any board (CU48)
)

// Cell is one door: a board and a lock of it. Its zero value is no door and
// every method of Dev refuses it; there is no value that means all doors.
type Cell struct {
	board uint8
	lock  uint8 // from 1; 0 only in the zero value
}

// NewCell returns lock 1..48 of board 0..99. Locks count from 1 as on the
// cabinet's plan, whatever the board's protocol counts from.
func NewCell(board, lock int) (Cell, error) {
	if board < 0 || board > maxBoard {
		return Cell{}, fmt.Errorf("locker: board %d is not 0 to %d", board, maxBoard)
	}
	if lock < 1 || lock > maxLock {
		return Cell{}, fmt.Errorf("locker: lock %d is not 1 to %d", lock, maxLock)
	}
	return Cell{uint8(board), uint8(lock)}, nil
}

// Board is the number of the cell's board.
func (c Cell) Board() int { return int(c.board) }

// Lock is the number of the cell's lock on its board, 0 for no cell.
func (c Cell) Lock() int { return int(c.lock) }

func (c Cell) String() string {
	if c == (Cell{}) {
		return "no cell"
	}
	return fmt.Sprintf("board %d lock %d", c.board, c.lock)
}

// DoorState is what the contact of a door says.
type DoorState string

const (
	DoorUnknown DoorState = "" // nobody has asked, or the board cannot tell
	DoorOpen    DoorState = "open"
	DoorClosed  DoorState = "closed"
)

// Door is one door and its state.
type Door struct {
	Cell  Cell
	State DoorState
}

// Polarity says which level of a contact means a closed door.
type Polarity string

const (
	OneIsClosed Polarity = "one-is-closed" // 8A feedback 11, bit 1, WKLY 01
	OneIsOpen   Polarity = "one-is-open"
)

// door reads a contact.
func (p Polarity) door(c Contact) DoorState {
	switch {
	case c == ContactFailed:
		return DoorUnknown
	case (c == ContactOne) == (p == OneIsClosed):
		return DoorClosed
	}
	return DoorOpen
}
