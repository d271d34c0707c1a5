// Package drivers holds the words that every device driver and everything
// above it share: what went wrong, who acts on it, and whether something
// physical happened. It does no I/O.
//
// State words follow XFS4IoT (CEN/CWA 17852); the comment of each says where
// a word departs from it.
package drivers

import (
	"errors"
	"fmt"
)

// Kind says what sort of failure an Error is and so who acts on it.
type Kind string

const (
	KindUnknown   Kind = ""              // not classified; a defect where it reaches a log
	Timeout       Kind = "timeout"       // the device did not answer in time; ask again, status only
	Protocol      Kind = "protocol"      // the device answered something that cannot be
	NoDevice      Kind = "noDevice"      // the line is gone; the supervisor reopens it
	NotReady      Kind = "notReady"      // the device is there and cannot work yet
	PaperOut      Kind = "paperOut"      // attendant: put in paper
	PaperJammed   Kind = "paperJammed"   // attendant: free the paper way or the cutter
	MediaRetained Kind = "mediaRetained" // attendant: paper or card left in the device
	UserError     Kind = "userError"     // the citizen, told by a screen
	HardwareError Kind = "hardwareError" // technician
	Unsupported   Kind = "unsupported"   // developer: this unit cannot do that
	CoverOpen     Kind = "coverOpen"     // attendant: close the cover (UnifiedPOS CoverOpen)
	Cancelled     Kind = "cancelled"     // the caller gave up; nothing is known to be wrong
	BadRequest    Kind = "badRequest"    // developer: the call's own arguments are wrong
)

// Outcome answers one question: did something physical happen?
//
// Unknown is the zero value, and it is never repeated by itself: it is
// resolved by a status, a sensor or a question to the citizen.
type Outcome string

const (
	Unknown Outcome = ""        // nobody can tell yet
	Done    Outcome = "done"    // the device itself said so
	NotDone Outcome = "notDone" // the device itself said so, or not one byte left the terminal
)

// String writes the zero Outcome out, so that a log never shows a hole.
func (o Outcome) String() string {
	if o == Unknown {
		return "unknown"
	}
	return string(o)
}

// Error is the failure of one operation of one device.
type Error struct {
	Device  string  // "idcard", "escpos", ...; begins the text
	Op      string  // "read card", "print", ...
	Kind    Kind    // who acts
	Outcome Outcome // whether something physical happened all the same
	Err     error   // cause, for the technician's chain
}

func (e *Error) Error() string {
	text := e.Device + ": " + e.Op
	if e.Kind != KindUnknown {
		text += ": " + string(e.Kind)
	}
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", text, e.Err)
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the Kind of the first Error in err's chain, and KindUnknown
// where there is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return KindUnknown
}

// OutcomeOf returns the Outcome of the first Error in err's chain; an error
// that is no Error leaves the outcome Unknown. A nil error is Done.
func OutcomeOf(err error) Outcome {
	if err == nil {
		return Done
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Outcome
	}
	return Unknown
}
