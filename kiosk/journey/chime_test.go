package journey

import (
	"testing"

	"govkiosk/drivers"
)

// chimes are what a visit called the hand to.
func (w *walk) chimes() map[string]int {
	out := map[string]int{}
	for _, e := range w.effects {
		if c, ok := e.(Chime); ok {
			out[c.Why]++
		}
	}
	return out
}

// Who goes away from a card, a slip or a door is called after at once, and
// again.
func TestChimeCallsAfterWhatIsLeft(t *testing.T) {
	w := start(t).withCard(young).press("home", "back").at(PageLeaving)
	if w.chimes()[ChimeCard] != 1 {
		t.Errorf("a card is left: %v", w.chimes())
	}
	if w.seconds(leavingPatience); w.chimes()[ChimeCard] < 4 {
		t.Errorf("nobody calls again: %v", w.chimes())
	}
	w = start(t).given(young, "")
	w.send(Printed{ID: w.Paper.Command, Outcome: drivers.Done})
	w.send(MouthSeen{ID: w.Paper.Mouth, State: drivers.MediaPresent}).seconds(rules.Take - 1)
	if n := w.chimes()[ChimePaper]; n != 0 {
		t.Errorf("called %d times for a slip that just came", n)
	}
	if w.seconds(1); w.chimes()[ChimePaper] != 1 {
		t.Errorf("a slip that stands in the mouth: %v", w.chimes())
	}
	if w.lift().press("done").at(PageLeaving); w.chimes()[ChimePaper] != 2 {
		t.Errorf("a slip is left: %v", w.chimes())
	}
	w = collecting(t).granted().opened(drivers.Done, "").lift().seconds(rules.Visit).at(PageLeaving)
	if w.chimes()[ChimeDoor] == 0 {
		t.Errorf("a door is left open: %v", w.chimes())
	}
}
