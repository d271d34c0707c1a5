package journal

import (
	"errors"
	"fmt"
	"time"

	"govkiosk/drivers"
)

// Handout is one certificate that the hall has let one person take here, and
// what is known of it. Its methods are the rules by which it changes; each
// returns the record as it is to be written, or ErrForbidden.
//
// It holds nothing of the person: who may take what is between the hall and
// the visit, and Pickup is the hall's word for it.
type Handout struct {
	Pickup      string
	Certificate string
	Cell        int // 0: it is printed, there is no door
	Visit       int
	Until       time.Time       // the hall's leave ends
	Began       time.Time       // coil or printer was about to start; zero: nothing was moved
	Outcome     drivers.Outcome // of the coil by the door's contact, or of the print
	Ended       time.Time       // the outcome is known; zero while nobody could say
	Opened      time.Time       // by the contact; zero: it was not seen open
	Closed      time.Time       // after it was opened; of a slip: it left the mouth
	Says        string          // what the citizen answered; one of the Says words
	Told        string          // what the hall is told; empty: nothing yet
	Why         string          // of what was not collected
}

// What the hall is told of a handout.
const (
	Collected    = "collected"     // its cell is empty from here on
	NotCollected = "not-collected" // it lies where it lay
	Unsure       = "unknown"       // somebody must look
)

// What a citizen answers to "all taken?".
const (
	SaysAllTaken      = "all-taken"
	SaysNothingThere  = "nothing-there"
	SaysSomethingElse = "something-else"
	SaysNoAnswer      = "no-answer"
)

// ErrForbidden says that a rule of handing out does not allow a step. Nothing
// was written.
var ErrForbidden = errors.New("journal: not allowed")

// Over tells that nothing more happens to it.
func (h Handout) Over() bool { return h.Told != "" }

// Busy tells that a coil or a printer may have moved and nobody has told the
// hall how it ended.
func (h Handout) Busy() bool { return !h.Began.IsZero() && !h.Over() }

// Begin writes down that a coil or a printer is about to start. A cell is
// opened again only after it certainly stayed shut, or was shut again.
func (h Handout) Begin(now time.Time) (Handout, error) {
	again := h.Outcome == drivers.NotDone || !h.Closed.IsZero()
	switch {
	case h.Over():
		return h, h.forbid("it is over")
	case !now.Before(h.Until):
		return h, h.forbid("the hall's leave has ended")
	case !h.Began.IsZero() && !again:
		return h, h.forbid("it has been begun")
	}
	h.Began, h.Outcome, h.Ended = now, drivers.Unknown, time.Time{}
	h.Opened, h.Closed, h.Says = time.Time{}, time.Time{}, ""
	return h, nil
}

// End writes down how coil or printer ended. Of a cell, Done is what the
// door's contact said.
func (h Handout) End(o drivers.Outcome, now time.Time) (Handout, error) {
	if !h.Busy() || !h.Ended.IsZero() && h.Outcome != drivers.Unknown {
		return h, h.forbid("nothing was under way")
	}
	h.Outcome, h.Ended = o, now
	if o == drivers.Done && h.Cell > 0 {
		h.Opened = now
	}
	return h, nil
}

// Shut writes down that the door was seen closed after it was open.
func (h Handout) Shut(now time.Time) (Handout, error) {
	if !h.Busy() || h.Opened.IsZero() {
		return h, h.forbid("its door was not seen open")
	}
	h.Closed = now
	return h, nil
}

// Gone writes down that a slip left the mouth, by a hand and not by the
// printer's own.
func (h Handout) Gone(now time.Time) (Handout, error) {
	if !h.Busy() || h.Cell > 0 || h.Outcome != drivers.Done {
		return h, h.forbid("it was not printed")
	}
	h.Closed = now
	return h, nil
}

// Back writes down that the printer took a slip back: nobody has it, and it
// may be printed again.
func (h Handout) Back(now time.Time) (Handout, error) {
	if !h.Busy() || h.Cell > 0 || h.Outcome != drivers.Done || !h.Closed.IsZero() {
		return h, h.forbid("there is no slip in the mouth")
	}
	h.Outcome, h.Ended = drivers.NotDone, now
	return h, nil
}

// Answer writes down what the citizen said.
func (h Handout) Answer(says string) (Handout, error) {
	if !h.Busy() || h.Cell > 0 && h.Opened.IsZero() {
		return h, h.forbid("there is nothing to answer yet")
	}
	h.Says = says
	return h, nil
}

// Tell writes down what the hall is told. Collected empties a cell in the
// hall's books: it takes a door that was seen open and then shut, and the
// citizen's word that all was taken; of paper that it was seen to go, or the
// citizen's word. Of what has moved, NotCollected takes the outcome, or the
// citizen's word that nothing was there to take.
func (h Handout) Tell(as, why string) (Handout, error) {
	found := h.Says == SaysNothingThere || h.Says == SaysSomethingElse
	switch {
	case h.Over():
		return h, h.forbid("the hall has been told")
	case as == Collected && !h.collected():
		return h, h.forbid("nothing proves that it was taken")
	case as == NotCollected && !h.Began.IsZero() && h.Outcome != drivers.NotDone && !found:
		return h, h.forbid("it may have been taken")
	}
	h.Told, h.Why = as, why
	return h, nil
}

func (h Handout) collected() bool {
	if h.Cell == 0 {
		return !h.Began.IsZero() && (!h.Closed.IsZero() || h.Says == SaysAllTaken)
	}
	return !h.Opened.IsZero() && !h.Closed.IsZero() && h.Says == SaysAllTaken
}

// Settle is what the hall is told of a handout that a stopped terminal left
// behind, with the door as its contact says it is now. An empty word: it was
// not begun, and ends with its pickup.
func (h Handout) Settle(shut bool, now time.Time) (out Handout, as, why string) {
	switch {
	case h.Over() || h.Began.IsZero():
		return h, "", ""
	case h.Says == SaysNothingThere:
		return h, NotCollected, "empty"
	case h.Says == SaysSomethingElse:
		return h, NotCollected, "wrong-content"
	case h.Outcome == drivers.NotDone && !h.Ended.IsZero() && h.Cell > 0:
		return h, NotCollected, "door-did-not-open"
	case h.Outcome == drivers.NotDone && !h.Ended.IsZero():
		return h, NotCollected, "not-printed"
	}
	if shut && h.Closed.IsZero() && !h.Opened.IsZero() {
		h.Closed = now // it had been seen open
	}
	if h.collected() {
		return h, Collected, ""
	}
	return h, Unsure, "power-lost"
}

func (h Handout) forbid(why string) error {
	return fmt.Errorf("%w: certificate %s, cell %d: %s", ErrForbidden, h.Certificate, h.Cell, why)
}
