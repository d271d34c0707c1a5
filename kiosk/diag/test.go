package diag

import (
	"context"
	"time"
)

// TestID names a test: device, dot, what of it.
type TestID string

// Judge says who gives the verdict.
type Judge string

const (
	Automatic Judge = "automatic" // the hardware can tell
	ByPerson  Judge = "person"    // a person looks, listens or acts
)

// Test is one entry of the catalogue. Its words are service.test.<ID> of the
// screens' catalogue.
type Test struct {
	ID     TestID        `json:"id"`
	Device Device        `json:"device"`
	Judge  Judge         `json:"judge"`
	Quiet  bool          `json:"quiet"`           // nothing moves, shines or sounds, and nobody is needed: fit for a self-test
	Steps  []string      `json:"steps,omitempty"` // of its guidance: keys behind service.step.
	Limit  time.Duration `json:"-"`               // for all of it, people included

	// run does it. It returns when ctx ends, with nothing energised.
	run func(ctx context.Context, t Terminal, g Guide) Finding
}

// Of returns the tests of a device.
func Of(d Device) []Test {
	var out []Test
	for _, t := range Catalogue() {
		if t.Device == d {
			out = append(out, t)
		}
	}
	return out
}

// Find returns a test by its name.
func Find(id TestID) (Test, bool) {
	for _, t := range Catalogue() {
		if t.ID == id {
			return t, true
		}
	}
	return Test{}, false
}

// Quiet returns the tests that a terminal can run by itself.
func Quiet() []Test {
	var out []Test
	for _, t := range Catalogue() {
		if t.Quiet {
			out = append(out, t)
		}
	}
	return out
}

// Answer is a person's word.
type Answer string

const (
	Yes  Answer = "yes"
	No   Answer = "no"
	Skip Answer = "skip" // cannot be told or done now
)

// Prompt is what a test shows to its technician, one at a time.
type Prompt struct {
	Step  string            `json:"step"`            // key behind service.step.
	Fill  map[string]string `json:"fill,omitempty"`  // of the gaps in its words
	Ask   bool              `json:"ask"`             // yes, no or skip is waited for
	Field Field             `json:"field,omitempty"` // that covers the glass meanwhile
	Code  string            `json:"code,omitempty"`  // shown as a QR code
	// Choices are what may be answered instead of yes, no and skip.
	Choices []string `json:"choices,omitempty"`
	Grid    *Grid    `json:"grid,omitempty"`
	Cross   *Cross   `json:"cross,omitempty"`
	Tally   *Tally   `json:"tally,omitempty"`  // of a soak, which nobody answers
	LeftS   int      `json:"left_s,omitempty"` // seconds until the test gives up
	Number  int      `json:"number"`           // counts prompts: an answer names the one that it is for
}

// Field is a picture that covers the glass.
type Field string

const (
	FieldNone     Field = ""
	FieldWhite    Field = "white"
	FieldBlack    Field = "black"
	FieldRed      Field = "red"
	FieldGreen    Field = "green"
	FieldBlue     Field = "blue"
	FieldGrey     Field = "grey"     // middle: uniformity
	FieldGradient Field = "gradient" // sixteen steps of grey: banding
)

// Grid is a map of the glass: which cells have been touched.
type Grid struct {
	Columns int    `json:"columns"`
	Rows    int    `json:"rows"`
	Touched []bool `json:"touched"` // row by row from the upper left
}

// Cross is a place to touch: parts of the glass from the upper left, 0 to 1.
type Cross struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// Guide leads the technician of a test. It is the owner's session; a self-test
// has one that nobody answers.
type Guide interface {
	// Say shows what is to be done or goes on.
	Say(Prompt)
	// Ask shows a question and waits for the answer, or for the end of ctx.
	Ask(ctx context.Context, p Prompt) (Answer, error)
}
