package bench

import (
	"time"

	"govkiosk/kiosk/bench/control"
)

// State is the bench at one moment: what its page shows.
type State struct {
	Terminal Terminal
	Cards    []Card
	OnReader int             // number of the card that lies on the reader, 0 for none
	Slips    []Slip          // the newest first
	Lit      map[string]bool // guidance lights, by place
	Hanging  int             // dots of paper that stand past the knife, printed and not cut; 0 for none
	Codes    []Code          // that can be held under the scanner
	Scanning bool            // the scanner is lit: a code is wanted
	Cabinet  Cabinet
	Said     []Said // the newest first
	Headset  bool   // one is in the jack
	Faults   []Fault
	Calls    []Call           // the newest first
	Devices  []control.Device // as the terminal sees them
}

// Terminal is the program under the hand.
type Terminal struct {
	Running  bool
	PID      int    // of the newest run
	Screen   string // page on the glass, as the terminal names it
	Restarts int
	Note     string // how it ended the last time; empty while it has not
	NoteAt   time.Time
}

// Card is a fictional person's ID card.
type Card struct {
	Number int // from 1, the place in the tray
	Name   string
	ID     string
	Note   string // what is special about it
}

// Slip is a piece of paper that came out of the printer.
type Slip struct {
	Number   int // from 1, in the order of printing
	At       time.Time
	Height   int // dots; the width is 576
	Complete bool
	InMouth  bool
}

// Fault is a switch for something that goes wrong in halls.
type Fault struct {
	ID     string
	Zh, En string
	On     bool
}

// Call is a call that the terminal made to the district's API.
type Call struct {
	At        time.Time
	Method    string
	Path      string
	Operation string // operationId of the contract
	Status    int    // 0: no answer was given
	Took      time.Duration
	Key       string // Idempotency-Key
}
