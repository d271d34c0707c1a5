package config

// Values of the keys that choose from a list.
const (
	FlowNone    = "none"
	FlowRTSCTS  = "rts-cts"
	FlowXonXoff = "xon-xoff"

	ConfirmProfile   = "profile"
	ConfirmProcessID = "process-id"
	ConfirmGSR       = "gs-r"
	ConfirmNone      = "none"

	ThenHold    = "hold"
	ThenEject   = "eject"
	ThenRetract = "retract"

	EncodingGB18030 = "gb18030"
	EncodingGBK     = "gbk"
	EncodingNone    = "none"

	TouchElo        = "elo"
	TouchMicroTouch = "microtouch"
	TouchEGalax     = "egalax"
	TouchEvdev      = "evdev"
	TouchGoodix     = "goodix"
	TouchFocalTech  = "focaltech"
	TouchXPT2046    = "xpt2046"
	TouchNone       = "none"

	SchemeNone     = "none"
	SchemeDistrict = "district"

	ProtocolSmartSet = "smartset"
	ProtocolE281A    = "e281a-4002"
	ProtocolE271     = "e271-140"
)

var (
	flows     = []string{FlowNone, FlowRTSCTS, FlowXonXoff}
	confirms  = []string{ConfirmProfile, ConfirmProcessID, ConfirmGSR, ConfirmNone}
	encodings = []string{EncodingGB18030, EncodingGBK, EncodingNone}
	touches   = []string{TouchElo, TouchMicroTouch, TouchEGalax, TouchEvdev, TouchGoodix, TouchFocalTech, TouchXPT2046, TouchNone}
	touchBus  = []string{TouchGoodix, TouchFocalTech, TouchXPT2046} // the others have a port
	protocols = []string{ProtocolSmartSet, ProtocolE281A, ProtocolE271}
	builtIn   = []string{"zh-Hans", "en"} // languages
	widths    = []int{384, 576}

	// bauds are the rates that both the boards in use and the serial library know.
	bauds = []int{1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600}
)

// Places of guidance lights and sensors of the cabinet.
var (
	LightPlaces = []string{"reader", "mouth", "cabinet", "card"}
	Sensors     = []string{"door", "tamper", "service", "call", "presence", "next", "select", "headset"}
)

// ServiceIDs are the services of the home page, in the order of use.
var ServiceIDs = []string{
	"queue", "checkin", "inquiry", "pickup", "declare", "appoint", "guide", "proof", "rating", "report",
}

// Schemes are the ways to sign a call, each with its algorithms, the usual one
// first.
var Schemes = map[string][]string{
	SchemeNone:     {""},
	"gjgxjhpt":     {"hmac-sha256", "hmac-sm3"},
	"gjzwfwpt":     {"hmac-sha256", "hmac-sm3"},
	"x-tif":        {"sha256", "sm3"},
	"x-rio":        {"sha256", "sm3"},
	"x-sal":        {"sha256", "sm3"},
	"x-bg-hmac":    {"hmac-sha256", "hmac-sm3"},
	"x-hmac":       {"hmac-sha256", "hmac-sm3"},
	"sorted-kv":    {"sha256", "sm2", "sm2-der"},
	SchemeDistrict: {"hmac-sha256", "hmac-sm3"},
}

// Operations are the calls to the hall's API.
var Operations = []string{
	"overview", "businesses", "ticket", "reserve", "confirm", "e-ticket", "cancel", "reprint", "abandon", "help", "abandon-filing",
	"policy", "tickets", "leave", "return", "blocks", "lease", "renew", "release", "reconcile", "places",
	"place-items", "days", "slots", "bookings", "book", "change-booking", "cancel-booking", "check-in", "cases",
	"case", "link", "certificates", "pickup", "pickup-report", "pickup-finish", "cells", "cells-reconcile", "questions",
	"draft-start", "drafts", "draft", "draft-save", "attach", "hand-over", "handover", "submit", "discard",
	"licences", "guide", "item", "proofs", "check-proof", "proof-check", "send-proof", "verify-statement",
	"indicators", "rate", "report", "report-status", "self-test",
}

// Refusals are the words for why the hall refuses a call.
var Refusals = []string{
	"closed", "cut-off", "full", "unknown-business", "identity-required", "not-entitled", "open-ticket",
	"abandoned", "delivered", "called", "over", "unknown-ticket", "leave-limit", "missed-limit",
	"blocks-not-allowed", "block-limit", "unknown-block", "block-over", "unknown-place", "unknown-day",
	"unknown-slot", "slot-full", "slot-over", "open-booking", "booking-limit", "unknown-booking", "booking-over",
	"change-limit", "too-early", "too-late", "wrong-place", "checked-in", "unknown-case", "unknown-link", "card-required",
	"unknown-pickup-code", "unknown-certificate", "not-ready", "taken", "cabinet-elsewhere", "pickup-open",
	"unknown-pickup", "pickup-over", "already-reported", "unknown-cabinet", "offline-not-allowed", "unknown-item",
	"not-declarable", "open-draft", "answers-incomplete", "unknown-draft", "draft-over", "draft-changed",
	"draft-incomplete", "field-invalid", "unknown-material", "unknown-licence", "form-not-allowed",
	"nothing-uploaded", "unknown-handover", "not-confirmed", "unknown-proof", "proof-kept", "consent-required",
	"unknown-check", "check-pending", "unknown-statement", "already-rated", "unknown-report", "too-many-tries",
	"not-available", "invalid-request", "key-reused", "in-progress", "signature",
}
