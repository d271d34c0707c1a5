package hall

import (
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"govkiosk/kiosk/hall/api"
)

// PickupReason is why a certificate was not taken, or why nobody knows.
type PickupReason string

const (
	ReasonEmpty          PickupReason = "empty"
	ReasonWrongContent   PickupReason = "wrong-content"
	ReasonDoorDidNotOpen PickupReason = "door-did-not-open"
	ReasonCitizenLeft    PickupReason = "citizen-left"
	ReasonSkipped        PickupReason = "skipped"
	ReasonNotPrinted     PickupReason = "not-printed"
	ReasonNotTaken       PickupReason = "not-taken" // printed, and still in the mouth or taken back by the printer
	ReasonDoorLeftOpen   PickupReason = "door-left-open"
	ReasonPowerLost      PickupReason = "power-lost"
)

// DoorContact is what the contact of a door said.
type DoorContact string

const (
	DoorOpenedAndClosed DoorContact = "opened-and-closed"
	DoorOpened          DoorContact = "opened" // and stands open
	DoorNeverOpened     DoorContact = "never-opened"
	DoorWithoutContact  DoorContact = "none"
)

// CitizenSays is the answer to "all taken?".
type CitizenSays string

const (
	SaysAllTaken      CitizenSays = "all-taken"
	SaysNothingThere  CitizenSays = "nothing-there"
	SaysSomethingElse CitizenSays = "something-else"
	SaysNoAnswer      CitizenSays = "no-answer"
)

// PickupReport is what became of one certificate.
type PickupReport struct {
	Certificate string
	Outcome     PickupState // PickupCollected, PickupNotCollected or PickupUnknown
	At          time.Time
	Reason      PickupReason // of one not collected or unknown; else empty
	Contact     DoorContact  // empty: there was no door
	OpenedAt    time.Time    // zero: it did not
	ClosedAt    time.Time
	Says        CitizenSays // empty: nobody was asked
}

// Taken is something that was taken out of a cell without the network.
type Taken struct {
	Key    string // drawn when it was taken; told again under the same
	Pickup string // the same for all that one person took at a time
	Cell   int
	Holder string // Digest as it was matched
	ListAt time.Time
	Report PickupReport
}

func toReport(r PickupReport) api.PickupReport {
	out := api.PickupReport{Certificate: r.Certificate, Outcome: api.PickupReportOutcome(r.Outcome), At: r.At}
	if r.Reason != "" {
		reason := api.PickupReportReason(r.Reason)
		out.Reason = &reason
	}
	if r.Says != "" {
		says := api.PickupReportSays(r.Says)
		out.Says = &says
	}
	if r.Contact != "" {
		out.Door = &api.DoorEvidence{
			Contact: api.DoorEvidenceContact(r.Contact), OpenedAt: optionalOf(r.OpenedAt), ClosedAt: optionalOf(r.ClosedAt),
		}
	}
	return out
}

func toTaken(t Taken) api.Taken {
	return api.Taken{Key: t.Key, Pickup: optional(t.Pickup), Cell: t.Cell, Holder: t.Holder, ListAt: t.ListAt, Report: toReport(t.Report)}
}

// Digest is what stands in a cell list for a holder's ID number, or for an
// agent's with the pick-up code: then both joined by a colon. It takes as long
// as Rounds asks for; make it once a visit.
func (l CellList) Digest(who string) (string, error) {
	salt, err := hex.DecodeString(l.Salt)
	if err != nil {
		return "", err
	}
	key, err := pbkdf2.Key(sha256.New, who, salt, l.Rounds, sha256.Size)
	if err != nil {
		return "", err
	}
	return hex.EncodeToString(key), nil
}

// HeldBy returns the loaded cells that are for whoever has this digest.
func (l CellList) HeldBy(digest string) []Cell {
	var out []Cell
	for _, c := range l.Cells {
		mine := hmac.Equal([]byte(c.Holder), []byte(digest)) || hmac.Equal([]byte(c.Agent), []byte(digest))
		if digest != "" && c.State.Is == CellLoaded && mine {
			out = append(out, c)
		}
	}
	return out
}
