package hall

import (
	"errors"
	"fmt"
	"time"

	"govkiosk/drivers"
)

// ErrKind says what sort of failure an Error is.
type ErrKind string

const (
	Unreachable ErrKind = "unreachable" // no connection, or it broke
	Timeout     ErrKind = "timeout"     // no answer in time
	Refused     ErrKind = "refused"     // the hall said no, and Code says why
	Server      ErrKind = "server"      // the hall has a fault (5xx)
	Upstream    ErrKind = "upstream"    // an answer that is not the hall's, or breaks the contract
	GivenUp     ErrKind = "given-up"    // the caller gave up
	BadRequest  ErrKind = "bad-request" // developer: the call's own arguments are wrong; nothing was sent
)

// Codes of a refusal. The hall may know more; these are decided by.
const (
	CodeClosed      = "closed"            // outside opening hours
	CodeCutOff      = "cut-off"           // open, but today's last number is given out
	CodeFull        = "full"              // the time slot has no numbers left
	CodeUnknown     = "unknown-business"  // no such code
	CodeIdentity    = "identity-required" // not without saying who
	CodeNotEntitled = "not-entitled"      // the priority class is for others
	CodeOpenTicket  = "open-ticket"       // this person already has one; Existing holds it
	CodeAbandoned   = "abandoned"         // the key was given up; ask with a new one
	CodeDelivered   = "delivered"         // not abandoned: it is in the citizen's hand
	CodeCalled      = "called"            // not cancelled: a window has called it
	CodeOver        = "over"              // cancelled, served, or of another day
	CodeNoTicket    = "unknown-ticket"
	CodeInvalid     = "invalid-request" // the request breaks the contract
	CodeKeyReused   = "key-reused"      // the key was used for something else
	CodeInProgress  = "in-progress"     // the first call with this key still runs
	CodeSignature   = "signature"       // of an upstream error: the gateway does not take who asks
)

// Error is the failure of one call. Its text holds nothing of a person.
type Error struct {
	Op       string // "reserve", "confirm", ...
	Kind     ErrKind
	Code     string // of a refusal; else empty
	Status   int    // of HTTP; 0 without an answer
	Outcome  drivers.Outcome
	Existing *Ticket // with CodeOpenTicket and CodeDelivered
	Err      error

	after time.Duration // the hall asked not to come back sooner
}

func (e *Error) Error() string {
	text := "hall: " + e.Op + ": " + string(e.Kind)
	if e.Code != "" {
		text += " " + e.Code
	}
	if e.Status != 0 {
		text += fmt.Sprintf(" (%d)", e.Status)
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the ErrKind of the first Error in err's chain, else "".
func KindOf(err error) ErrKind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// CodeOf returns the refusal's code of the first Error in err's chain, else "".
func CodeOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// OutcomeOf says whether the hall did what was asked: Done without an error,
// Unknown for an error that is none of this package.
func OutcomeOf(err error) drivers.Outcome {
	if err == nil {
		return drivers.Done
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Outcome
	}
	return drivers.Unknown
}
