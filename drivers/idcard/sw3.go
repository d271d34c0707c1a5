package idcard

import (
	"fmt"

	"govkiosk/drivers"
)

// SW3 is the third status byte of a reply, which alone says how a request
// went. SW1 and SW2 may carry the card's own status beside it (§6).
type SW3 byte

const (
	Success       SW3 = 0x90
	NoSuchItem    SW3 = 0x91 // the card is there and has none of it
	CardFound     SW3 = 0x9F
	HeardBadSum   SW3 = 0x10
	HeardBadSize  SW3 = 0x11
	BadCommand    SW3 = 0x21
	NotCitizen    SW3 = 0x40
	SelfTestFault SW3 = 0x60
	NotAuthorised SW3 = 0x66
	NoCard        SW3 = 0x80
	NotSelected   SW3 = 0x81
)

// class says what an SW3 speaks of, and so which request it can answer.
type class string

const (
	classDone    class = "done"
	classModule  class = "module" // may answer anything
	classCard    class = "card"   // only where a card was spoken to
	classForeign class = "foreign card"
	classNoCard  class = "no card"
	classSelect  class = "not selected"
)

type meaning struct {
	text  string
	class class
	kind  drivers.Kind
}

var meanings = map[SW3]meaning{
	Success:       {"success", classDone, ""},
	CardFound:     {"card found", classDone, ""},
	NoSuchItem:    {"the card has no such item", classDone, ""},
	HeardBadSum:   {"the module received a bad checksum", classModule, drivers.Protocol},
	HeardBadSize:  {"the module received a bad length", classModule, drivers.Protocol},
	BadCommand:    {"bad command or parameter", classModule, drivers.Unsupported},
	0x23:          {"privilege violation", classModule, drivers.Unsupported},
	0x24:          {"unidentifiable error", classModule, drivers.Protocol},
	0x31:          {"the card failed to authenticate the SAM", classCard, drivers.UserError},
	0x32:          {"the SAM failed to authenticate the card", classCard, drivers.UserError},
	0x33:          {"information verification failed", classCard, drivers.UserError},
	0x37:          {"fingerprint verification failed", classCard, drivers.UserError},
	0x3F:          {"information length error", classCard, drivers.UserError},
	NotCitizen:    {"unrecognised card type", classForeign, drivers.UserError},
	0x41:          {"reading the card failed", classCard, drivers.UserError},
	0x47:          {"random number failed", classCard, drivers.UserError},
	SelfTestFault: {"SAM self-test failed", classModule, drivers.HardwareError},
	NotAuthorised: {"SAM not authorised", classModule, drivers.HardwareError},
	NoCard:        {"no card found", classNoCard, drivers.UserError},
	NotSelected:   {"selecting the card failed", classSelect, drivers.UserError},
}

// meaning of a code that no source lists is a module's own: makers extend the
// table (§4).
func (s SW3) meaning() meaning {
	if m, ok := meanings[s]; ok {
		return m
	}
	return meaning{"unknown status", classModule, drivers.Protocol}
}

// Text says in words what the code means.
func (s SW3) Text() string { return s.meaning().text }

// String is the code and its meaning.
func (s SW3) String() string { return fmt.Sprintf("%02X %s", byte(s), s.Text()) }

// StatusError is a reply that says no.
type StatusError struct {
	SW1, SW2 byte // the card's own status, for the log
	SW3      SW3
}

func (e *StatusError) Error() string {
	if e.SW1 == 0 && e.SW2 == 0 {
		return "SW3 " + e.SW3.String()
	}
	return fmt.Sprintf("SW3 %s (SW1 %02X, SW2 %02X)", e.SW3, e.SW1, e.SW2)
}
