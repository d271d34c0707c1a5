package idcard

import (
	"slices"
	"time"
)

// question is a request, how long its answer may take (§8), and what can be an
// answer to it.
type question struct {
	op        string
	cmd, para byte
	data      []byte
	limit     time.Duration
	answers   []Shape
	refusals  []class // beside the module's own, which may come at any time
}

var (
	askReset  = question{op: "reset", cmd: 0x10, para: 0xFF, limit: 2 * time.Second, answers: []Shape{ShapeDone}}
	askStatus = question{op: "status", cmd: 0x11, para: 0xFF, limit: time.Second, answers: []Shape{ShapeDone}}
	askSAMID  = question{op: "sam id", cmd: 0x12, para: 0xFF, limit: time.Second, answers: []Shape{ShapeSAMID}}
	askFind   = question{op: "find card", cmd: 0x20, para: 0x01, limit: time.Second,
		answers: []Shape{ShapeFound}, refusals: []class{classNoCard, classForeign}}
	askSelect = question{op: "select card", cmd: 0x20, para: 0x02, limit: 1500 * time.Millisecond,
		answers: []Shape{ShapeSelected}, refusals: []class{classSelect, classCard, classForeign}}
	askRead = question{op: "read card", cmd: 0x30, para: 0x01, limit: 3 * time.Second,
		answers: []Shape{ShapeRecord}, refusals: []class{classSelect, classCard, classForeign}}
	// The answer alone takes 2.4 s at 9600 (§2).
	askReadAll = question{op: "read card with fingerprint", cmd: 0x30, para: 0x10, limit: 5 * time.Second,
		answers: []Shape{ShapeRecord}, refusals: []class{classSelect, classCard, classForeign}}
	askAddress = question{op: "read address", cmd: 0x30, para: 0x03, limit: 1500 * time.Millisecond,
		answers: []Shape{ShapeAddresses, ShapeNoItem}, refusals: []class{classNoCard, classSelect, classCard, classForeign}}
	askManagement = question{op: "read management number", cmd: 0x30, para: 0x05, limit: 1500 * time.Millisecond,
		answers: []Shape{ShapeManagement, ShapeNoItem}, refusals: []class{classNoCard, classSelect, classCard, classForeign}}
)

// askSpeed asks the module to change to the speed with this code.
func askSpeed(code byte) question {
	return question{op: "set speed", cmd: 0x60, para: code, limit: time.Second, answers: []Shape{ShapeDone}}
}

// askRFLength sets the longest frame on the radio.
func askRFLength(n byte) question {
	return question{op: "set longest radio frame", cmd: 0x61, para: 0xFF, data: []byte{n}, limit: 500 * time.Millisecond,
		answers: []Shape{ShapeDone}}
}

// fits reports whether r can be an answer at all. What cannot is the answer to
// an older question. To no question everything is.
func (q question) fits(r Reply) bool {
	if q.answers == nil {
		return false
	}
	if shape := r.Shape(); shape != ShapeRefusal {
		return slices.Contains(q.answers, shape)
	}
	c := r.SW3.meaning().class
	return c == classModule || slices.Contains(q.refusals, c)
}
