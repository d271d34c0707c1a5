package screens

import "time"

// Identify asks for the card and shows what the reader sees, live.
type Identify struct {
	State    CardState
	Attempt  int // of Attempts, for lift-and-replace
	Attempts int
	Reason   Reason    // with CardAway, CardFault
	Since    time.Time // of Reason
	Phone    bool      // a phone number will do as well
	Number   bool      // so will a typed ID number
	None     bool      // so will nothing at all
	Code     string    // so will this number: identify.code.<Code>; empty: none
	Scan     bool      // so will the code on a slip, before the scanner
	Strange  bool      // the code that was shown is none of the hall's
}

// CardState is what the card reader sees.
type CardState string

const (
	CardWaiting     CardState = "waiting"
	CardReading     CardState = "reading"
	CardLift        CardState = "lift"         // lift and put again
	CardNotResident CardState = "not-resident" // some other card
	CardInvalid     CardState = "invalid"      // read, but its own fields contradict each other or it has expired
	CardFault       CardState = "fault"        // the reader is broken or away
	CardDone        CardState = "done"
)

// Pad is a keypad for one number.
type Pad struct {
	Kind     PadKind
	Key      string // of a code: pad.<Key>Title and Lead; empty: those of any code
	Title    Text   // from data, in place of the catalogue's
	Lead     Text
	Value    string  // what has been typed, unmasked: masking is the screen's
	Reveal   bool    // the citizen asked to see it
	Covered  bool    // it may not be shown
	Length   int     // characters that are wanted; of a code at most, 0: up to 20, of a case number 50
	Ready    bool    // complete and right: the filled key works
	Problem  string  // "", "check-digit", "date", "phone-prefix", "character", "length", "unknown"
	At       int     // the character that is wrong, from 1; 0: not known
	Switch   PadKind // the other kind offered; empty for none
	Optional bool    // it may be left empty, with ActSkip
}

// PadKind names what is typed.
type PadKind string

const (
	PadIDNumber PadKind = "id-number"
	PadPhone    PadKind = "phone"
	PadCode     PadKind = "code"        // of a booking, a pick-up, a query: digits and capital letters
	PadCase     PadKind = "case-number" // digits, capital letters and dashes
	PadNumber   PadKind = "number"      // digits, up to Length
)

// Person is who the visit is for, masked before it comes here.
type Person struct {
	Name   string // 张*三; empty where only a number is known
	Number string // 130202********002X or 138****2266
	Source Source
}

// Source says where a fact came from.
type Source string

const (
	SourceCard  Source = "id-card"
	SourceTyped Source = "typed"
	SourcePhone Source = "phone"
	SourceNone  Source = "none"
)
