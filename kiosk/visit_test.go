package kiosk_test

import (
	"testing"

	"govkiosk/kiosk/hall"
	"govkiosk/screens"
)

// A visit over real bytes: the printer's own word confirms the number, the
// slip says the same as the screen, and nothing of the person is left.
func TestVisitByPhone(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.byPhone(phone)
	r.paperReady()
	r.take()
	v := r.awaitPaper(screens.PaperTake)
	r.eventually("the light shows where the slip is", r.lit)
	r.eventually("the hall has heard of the slip", func() bool {
		return r.tickets()[0].Status == hall.Confirmed
	})
	slips := r.printer.Slips()
	if len(slips) != 1 || linkOn(t, slips[0]) != v.Ticket.Link {
		t.Fatalf("%d slips; the screen's code is %s", len(slips), v.Ticket.Link)
	}
	if r.tickets()[0].Number != v.Ticket.Number {
		t.Errorf("the screen says %s, the hall %s", v.Ticket.Number, r.tickets()[0].Number)
	}
	if wrong := r.printer.Violations(); len(wrong) > 0 {
		t.Errorf("the printer was sent what its manual does not know: %v", wrong)
	}
	r.printer.TakePaper()
	r.awaitPaper(screens.PaperTaken)
	r.eventually("the light goes out", func() bool { return !r.lit() })
	r.do(screens.ActDone, "")
	r.awaitScreen(screens.ScreenAttract)
}
