package hall

import "slices"

// Codes of a refusal. The hall may know more; these are decided by.
const (
	CodeClosed      = "closed"            // outside opening hours
	CodeCutOff      = "cut-off"           // open, but today's last number is given out
	CodeFull        = "full"              // the time slot has no numbers left
	CodeUnknown     = "unknown-business"  // no such code
	CodeIdentity    = "identity-required" // not without saying who
	CodeNotEntitled = "not-entitled"      // the priority class is for others, or one may not act for this person
	CodeOpenTicket  = "open-ticket"       // this person already has one; Existing holds it
	CodeAbandoned   = "abandoned"         // the key was given up; ask with a new one
	CodeDelivered   = "delivered"         // not abandoned: it is in the citizen's hand
	CodeCalled      = "called"            // not cancelled: a window has called it
	CodeOver        = "over"              // cancelled, served, or of another day
	CodeNoTicket    = "unknown-ticket"
	CodeLeaveLimit  = "leave-limit"  // its holder was away often enough
	CodeMissedLimit = "missed-limit" // called in vain too often

	// Numbers for the time without the network.

	CodeNotAllowed   = "blocks-not-allowed" // this hall leases none for this business
	CodeBlockLimit   = "block-limit"        // the terminal holds enough
	CodeUnknownBlock = "unknown-block"
	CodeBlockOver    = "block-over" // released, reconciled or expired

	// Appointments and checking in.

	CodeNoPlace      = "unknown-place"
	CodeNoDay        = "unknown-day"
	CodeNoSlot       = "unknown-slot"
	CodeSlotFull     = "slot-full"
	CodeSlotOver     = "slot-over"
	CodeOpenBooking  = "open-booking" // this person already has one; Booking holds it
	CodeBookingLimit = "booking-limit"
	CodeNoBooking    = "unknown-booking"
	CodeBookingOver  = "booking-over" // served, missed or cancelled
	CodeChangeLimit  = "change-limit" // moved often enough
	CodeTooEarly     = "too-early"    // At says from when
	CodeTooLate      = "too-late"
	CodeWrongPlace   = "wrong-place" // booked elsewhere
	CodeCheckedIn    = "checked-in"  // Existing holds its ticket

	// Cases and certificates.

	CodeNoCase            = "unknown-case"
	CodeNoLink            = "unknown-link"
	CodeCardRequired      = "card-required" // a typed number does not do: the card itself
	CodeNoPickupCode      = "unknown-pickup-code"
	CodeNoCertificate     = "unknown-certificate"
	CodeNotReady          = "not-ready"
	CodeTaken             = "taken"
	CodeCabinetElsewhere  = "cabinet-elsewhere"
	CodePickupOpen        = "pickup-open" // another is going on; Reference names it
	CodeNoPickup          = "unknown-pickup"
	CodePickupOver        = "pickup-over"
	CodeAlreadyReported   = "already-reported"
	CodeNoCabinet         = "unknown-cabinet"
	CodeOfflineNotAllowed = "offline-not-allowed"

	// Declarations.

	CodeNoItem            = "unknown-item"
	CodeNotDeclarable     = "not-declarable"     // not at a terminal
	CodeOpenDraft         = "open-draft"         // there is one already; Reference names it
	CodeAnswersIncomplete = "answers-incomplete" // Missing names the questions
	CodeNoDraft           = "unknown-draft"
	CodeDraftOver         = "draft-over"       // submitted, discarded or expired
	CodeDraftChanged      = "draft-changed"    // on another device since it was read
	CodeDraftIncomplete   = "draft-incomplete" // Missing names what
	CodeFieldInvalid      = "field-invalid"    // Missing names the fields
	CodeNoMaterial        = "unknown-material"
	CodeNoLicence         = "unknown-licence"
	CodeFormNotAllowed    = "form-not-allowed" // this material not in this form
	CodeNothingUploaded   = "nothing-uploaded"
	CodeNoHandover        = "unknown-handover"
	CodeNotConfirmed      = "not-confirmed" // the citizen has not read it through

	// Proofs, ratings, reports.

	CodeNoProof         = "unknown-proof"
	CodeProofKept       = "proof-kept" // it must be brought
	CodeConsentRequired = "consent-required"
	CodeNoCheck         = "unknown-check"
	CodeCheckPending    = "check-pending"
	CodeNoStatement     = "unknown-statement"
	CodeAlreadyRated    = "already-rated" // Reference names the first
	CodeNoReport        = "unknown-report"

	// Of any call.

	CodeTooManyTries = "too-many-tries"  // of codes; later again
	CodeNotAvailable = "not-available"   // this hall does not offer it
	CodeInvalid      = "invalid-request" // the request breaks the contract
	CodeKeyReused    = "key-reused"      // the key was used for something else
	CodeInProgress   = "in-progress"     // the first call with this key still runs
	CodeSignature    = "signature"       // of an upstream error: the gateway does not take who asks
)

// settled are the refusals that the hall remembers under the key of the call.
// One of them, even after an attempt whose answer was lost, says that the lost
// one did nothing either.
var settled = []string{
	CodeClosed, CodeCutOff, CodeFull, CodeUnknown, CodeIdentity, CodeNotEntitled, CodeOpenTicket, CodeAbandoned,
	CodeDelivered, CodeCalled, CodeOver, CodeNoTicket, CodeLeaveLimit, CodeMissedLimit, CodeNotAllowed,
	CodeBlockLimit, CodeUnknownBlock, CodeBlockOver, CodeNoPlace, CodeNoDay, CodeNoSlot, CodeSlotFull, CodeSlotOver,
	CodeOpenBooking, CodeBookingLimit, CodeNoBooking, CodeBookingOver, CodeChangeLimit, CodeTooEarly, CodeTooLate,
	CodeWrongPlace, CodeCheckedIn, CodeNoCase, CodeNoLink, CodeCardRequired, CodeNoPickupCode, CodeNoCertificate,
	CodeNotReady, CodeTaken, CodeCabinetElsewhere, CodePickupOpen, CodeNoPickup, CodePickupOver,
	CodeAlreadyReported, CodeNoCabinet, CodeOfflineNotAllowed, CodeNoItem, CodeNotDeclarable, CodeOpenDraft,
	CodeAnswersIncomplete, CodeNoDraft, CodeDraftOver, CodeDraftChanged, CodeDraftIncomplete, CodeFieldInvalid,
	CodeNoMaterial, CodeNoLicence, CodeFormNotAllowed, CodeNothingUploaded, CodeNoHandover, CodeNotConfirmed,
	CodeNoProof, CodeProofKept, CodeConsentRequired, CodeNoCheck, CodeCheckPending, CodeNoStatement,
	CodeAlreadyRated, CodeNoReport,
}

// Refusals are all codes that are decided by.
func Refusals() []string {
	return append(slices.Clone(settled),
		CodeTooManyTries, CodeNotAvailable, CodeInvalid, CodeKeyReused, CodeInProgress, CodeSignature)
}
