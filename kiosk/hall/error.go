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

// Error is the failure of one call. Its text holds nothing of a person.
type Error struct {
	Op        string // "reserve", "confirm", ...
	Kind      ErrKind
	Code      string // of a refusal; else empty
	Status    int    // of HTTP; 0 without an answer
	Outcome   drivers.Outcome
	Existing  *Ticket   // with CodeOpenTicket, CodeDelivered and CodeCheckedIn
	Booking   *Booking  // with CodeOpenBooking
	Reference string    // with codes that say so, the id of what is there already
	At        time.Time // with CodeTooEarly, when it can be had
	Missing   []string  // with codes that say so, what is missing or wrong
	NotAsked  bool      // nothing was sent: what was to be asked failed too often just now
	Err       error

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
