package journey

import (
	"testing"

	"govkiosk/drivers"
)

// Whatever becomes of the paper of a number, its page offers to rate, and the
// rating says which number it is of.
func TestANumberIsRatedAtItsEnd(t *testing.T) {
	ends := map[string]func(*walk) *walk{
		"taken":    func(w *walk) *walk { return w.given(young, "").paperTaken() },
		"no paper": func(w *walk) *walk { return w.given(young, "paper-out") },
		"given back": func(w *walk) *walk {
			w.asking(young, "").send(Reserved{ID: last[Reserve](w).ID, Existing: true, Outcome: drivers.NotDone, Ticket: &Ticket{ID: "t1", Number: "A037", Business: bdc}})
			return w.press("cancel").send(Cancelled{ID: last[Cancel](w).ID})
		},
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			w := end(start(t)).at(PageTicket)
			if !w.TicketRated() {
				t.Fatal("not offered")
			}
			w.press("rate").at(PageRating).send(Touch{Do: "rate", Arg: "4"})
			if o := last[Submit](w).Order.(RateOrder); o.Ticket != "t1" || o.Case != "" {
				t.Errorf("%+v", o)
			}
		})
	}
}

func TestWhoDoesNotRateANumberIsDone(t *testing.T) {
	w := start(t).given(young, "").paperTaken().press("rate").at(PageRating)
	w.press("back").at(PageTicket).press("rate").at(PageRating)
	w.lift().press("done").at(PageAttract)
	if count[Submit](w) != 0 {
		t.Error("something was said of who would not say anything")
	}
}

func TestANumberWhosePaperIsOnTheWayIsNotRated(t *testing.T) {
	w := start(t).given(young, "").press("rate").stage(PaperPrinting)
	w.send(Printed{ID: w.Paper.Command, Outcome: drivers.Unknown}).press("rate").stage(PaperAsk)
}
