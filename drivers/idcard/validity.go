package idcard

import "time"

// Validity is what a card's dates say of a day.
type Validity string

const (
	ValidityCurrent    Validity = "valid"
	ValidityLongTerm   Validity = "long-term" // valid, and never expires
	ValidityNotYet     Validity = "not-yet"
	ValidityExpired    Validity = "expired"
	ValidityUnreadable Validity = "unreadable" // a date is none, or the last day lies before the first; no proof of a valid card
)

// Valid tells what the card is worth on the day of on, in on's own time zone;
// the first and the last day count as valid. Cards name days in China's time:
// a terminal elsewhere passes a time in that zone. It neither asks a clock nor
// changes anything.
func (r *Record) Valid(on time.Time) Validity {
	today, forever := on.Format(date), r.ValidTo == LongTerm
	if !dated(r.ValidFrom) || !forever && (!dated(r.ValidTo) || r.ValidTo < r.ValidFrom) {
		return ValidityUnreadable
	}
	switch {
	case today < r.ValidFrom:
		return ValidityNotYet
	case forever:
		return ValidityLongTerm
	case today > r.ValidTo:
		return ValidityExpired
	}
	return ValidityCurrent
}
