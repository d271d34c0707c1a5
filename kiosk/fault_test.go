package kiosk_test

import (
	"sync"
	"testing"
	"time"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/hall"
	"govkiosk/screens"
)

const phone = "13812342266"

// A slip that certainly did not come: the same number goes onto the screen,
// the hall hears that it has no paper, and the page says why.
func TestSlipThatDoesNotComeIsShownOnTheScreen(t *testing.T) {
	for _, c := range []struct {
		name   string
		before func(*sim.Printer) // the page of the choice is opened
		during func(*sim.Printer) // the number is taken
		want   screens.Reason
	}{
		{"paper out before", func(p *sim.Printer) { p.SetPaper(sim.PaperOut) }, nil, screens.ReasonPaperOut},
		{"cover open before", func(p *sim.Printer) { p.SetCover(true) }, nil, screens.ReasonCoverOpen},
		{"paper ends in mid-ticket", nil, func(p *sim.Printer) { p.RunOut(300) }, screens.ReasonPaperOut},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			if c.before != nil {
				c.before(r.printer)
			}
			r.start()
			r.byPhone(phone)
			if c.before != nil {
				r.await("the page says so before a number is taken", func(v screens.View) bool {
					return v.Confirm != nil && v.Confirm.Paper == c.want
				})
			} else {
				r.paperReady()
				c.during(r.printer)
			}
			r.take()
			v := r.awaitPaper(screens.PaperNone)
			if v.Ticket.Reason != c.want || v.Ticket.Number == "" || v.Ticket.Link == "" {
				t.Errorf("the page says %+v", v.Ticket)
			}
			r.eventually("the hall knows that there is no paper", func() bool {
				return r.tickets()[0].Status == hall.ETicketed
			})
			if n := len(r.tickets()); n != 1 {
				t.Errorf("%d numbers were given", n)
			}
		})
	}
}

// The paper that was torn off in the middle never comes out later, when
// somebody has put in a new roll: the rest was cleared.
func TestRestOfATornTicketIsNotPrintedLater(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.byPhone(phone)
	r.paperReady()
	r.printer.RunOut(300)
	r.take()
	r.awaitPaper(screens.PaperNone)
	r.printer.SetPaper(sim.PaperFull)
	r.do(screens.ActKeep, "")
	r.byPhone("13912342266")
	r.paperReady()
	for _, s := range r.printer.Slips() {
		if s.Complete {
			t.Error("a second paper of the same number came out")
		}
	}
}

// From the cut on the whole slip may hang in the mouth: a fault there leaves
// open whether the citizen has it, and they are asked.
func TestFaultAtTheCutIsDecidedByTheCitizen(t *testing.T) {
	for name, fault := range map[string]func(*sim.Printer){
		"knife sticks":                func(p *sim.Printer) { p.JamAtNextCut() },
		"cover opened behind the cut": func(p *sim.Printer) { p.OnCut(func() { p.SetCover(true) }) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.start()
			r.byPhone(phone)
			r.paperReady()
			fault(r.printer)
			r.take()
			r.awaitPaper(screens.PaperAsk)
			if k := r.tickets()[0]; k.Status != hall.Reserved {
				t.Errorf("decided without the citizen: %s", k.Status)
			}
			r.do(screens.ActYes, "")
			r.eventually("confirmed", func() bool { return r.tickets()[0].Status == hall.Confirmed })
		})
	}
}

// The printer's word does not come, so the citizen is asked.
func TestUnknownSlipIsDecidedByTheCitizen(t *testing.T) {
	ask := func(t *testing.T) *rig {
		t.Parallel()
		r := newRig(t)
		r.start()
		r.byPhone(phone)
		r.paperReady()
		var once sync.Once
		r.printer.OnCut(func() { once.Do(func() { r.printer.SetSilent(true) }) })
		r.take()
		r.awaitPaper(screens.PaperAsk)
		if k := r.tickets()[0]; k.Status != hall.Reserved {
			t.Errorf("decided without the citizen: %s", k.Status)
		}
		return r
	}
	t.Run("yes", func(t *testing.T) {
		r := ask(t)
		r.do(screens.ActYes, "")
		r.awaitPaper(screens.PaperTaken)
		r.eventually("confirmed", func() bool { return r.tickets()[0].Status == hall.Confirmed })
	})
	t.Run("no", func(t *testing.T) {
		r := ask(t)
		number := r.now.Ticket.Number
		r.printer.TakePaper()
		r.printer.SetSilent(false)
		r.await("the printer answers again", func(v screens.View) bool { return v.Ticket != nil && v.Ticket.CanReprint })
		r.do(screens.ActNo, "")
		v := r.awaitPaper(screens.PaperTake)
		if v.Ticket.Number != number || !v.Ticket.Reprint {
			t.Errorf("%+v, want %s once more", v.Ticket, number)
		}
		r.eventually("the hall knows of the reprint", func() bool {
			k := r.tickets()[0]
			return k.Status == hall.Confirmed && k.Reprints == 1
		})
	})
}

// The hall's answer is lost in some way. The terminal says so and keeps the
// key: a second touch brings the same number, not a second one.
func TestLostAnswerNeverMakesASecondNumber(t *testing.T) {
	for _, c := range []struct {
		name         string
		broken, mend func(*rig)
	}{
		{"5xx", func(r *rig) { r.down = true }, func(r *rig) { r.down = false }},
		{"not JSON", func(r *rig) { r.garble = true }, func(r *rig) { r.garble = false }},
		{"slower than the time-out", func(r *rig) { r.slow = 3 * time.Second }, func(r *rig) { r.slow = 0 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.start()
			r.byPhone(phone)
			r.paperReady()
			r.set(c.broken)
			r.take()
			r.await("an honest page", func(v screens.View) bool { return v.Confirm != nil && v.Confirm.Failed != "" })
			r.set(c.mend)
			r.take()
			r.awaitPaper(screens.PaperTake)
			r.eventually("confirmed", func() bool {
				for _, k := range r.tickets() {
					if k.Status == hall.Confirmed {
						return true
					}
				}
				return false
			})
			if n := len(r.tickets()); n != 1 {
				t.Errorf("%d numbers for one person: %+v", n, r.tickets())
			}
		})
	}
}

// Somebody who goes away after an answer was lost leaves no number behind
// that is called in vain.
func TestNumberOfALostAnswerIsGivenBackWhenTheCitizenLeaves(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.byPhone(phone)
	r.set(func(r *rig) { r.garble = true })
	r.take()
	r.await("an honest page", func(v screens.View) bool { return v.Confirm != nil && v.Confirm.Failed != "" })
	r.set(func(r *rig) { r.garble = false })
	r.do(screens.ActHome, "")
	r.eventually("given back", func() bool { return r.tickets()[0].Status == hall.Cancelled })
}

// Devices that are missing at the start do not keep the terminal from
// starting; it says what is away, and takes them in when they appear.
func TestDevicesMissingAtTheStartAreTakenIn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.ports["reader"].Unplug()
	r.ports["printer"].Unplug()
	r.start()
	r.awaitScreen(screens.ScreenAttract)
	r.do(screens.ActStart, "")
	r.await("the queue is offered without paper", func(v screens.View) bool {
		return v.Home != nil && v.Home.Services[0].Reason == ""
	})
	r.do(screens.ActService, "queue")
	r.await("the page says that the reader is away", func(v screens.View) bool {
		return v.Identify != nil && v.Identify.State == screens.CardFault && v.Identify.Reason == screens.ReasonReaderAway && v.Identify.Phone
	})
	for _, name := range []string{"reader", "printer"} {
		if err := r.ports[name].Plug(); err != nil {
			t.Fatal(err)
		}
	}
	r.await("the reader is taken in", func(v screens.View) bool {
		return v.Identify != nil && v.Identify.State == screens.CardWaiting
	})
	r.reader.Lay(young())
	v := r.await("the card is read", func(v screens.View) bool { return v.List != nil && len(v.List.Rows) > 0 })
	r.do(screens.ActBusiness, v.List.Rows[0].Code)
	r.await("and so is the printer", func(v screens.View) bool { return v.Confirm != nil && v.Confirm.Paper == "" })
}

func TestHallAwayIsSaidAndComesBack(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.set(func(r *rig) { r.down = true })
	r.start()
	r.awaitScreen(screens.ScreenAttract)
	r.do(screens.ActStart, "")
	r.await("the tile says why", func(v screens.View) bool {
		return v.Home != nil && v.Home.Services[0].Reason == screens.ReasonUpstream
	})
	r.set(func(r *rig) { r.down = false })
	r.await("the queue is offered again", func(v screens.View) bool {
		return v.Home != nil && v.Home.Services[0].Reason == ""
	})
}

func TestCardLiftedTooSoonIsAskedForAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.awaitScreen(screens.ScreenAttract)
	r.do(screens.ActStart, "")
	r.await("the queue is offered", func(v screens.View) bool { return v.Home != nil && v.Home.Services[0].Reason == "" })
	r.do(screens.ActService, "queue")
	r.awaitScreen(screens.ScreenIdentify)
	r.reader.Lay(young())
	r.reader.SetFault(sim.LiftAndReplace)
	r.await("lift and put again", func(v screens.View) bool {
		return v.Identify != nil && v.Identify.State == screens.CardLift && v.Identify.Attempt == 1
	})
	r.reader.Lift()
	r.await("it is seen that the card was lifted", func(v screens.View) bool {
		return v.Identify != nil && v.Identify.State == screens.CardWaiting
	})
	r.reader.Lay(young())
	r.await("the card is read", func(v screens.View) bool { return v.List != nil })
}

// Whoever leaves a card behind is asked for it, and the next visit starts
// only once it is gone.
func TestCardLeftBehind(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.toConfirm(young())
	r.do(screens.ActHome, "")
	r.awaitScreen(screens.ScreenHome)
	r.do(screens.ActBack, "")
	v := r.awaitScreen(screens.ScreenCardLeft)
	if !v.CardLeft.Card {
		t.Errorf("%+v", v.CardLeft)
	}
	r.reader.Lift()
	r.awaitScreen(screens.ScreenAttract)
}

// A part of the hall that does not answer holds up no number: here nobody
// hears the calls for help.
func TestDeafHelpDeskHoldsUpNoNumber(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.set(func(r *rig) { r.deaf = "help" })
	r.start()
	r.awaitScreen(screens.ScreenAttract)
	r.do(screens.ActHelp, "")
	r.awaitScreen(screens.ScreenQuestion) // that says what comes of the call
	r.do(screens.ActChoose, "ok")
	r.awaitScreen(screens.ScreenHome)
	r.do(screens.ActBack, "")
	r.awaitScreen(screens.ScreenAttract)
	r.byPhone(phone)
	r.paperReady()
	r.take()
	r.awaitPaper(screens.PaperTake)
	r.eventually("confirmed", func() bool { return r.tickets()[0].Status == hall.Confirmed })
}

// The page says that somebody has been told of the fault, so somebody has.
func TestHallIsToldOfAFaultOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.printer.SetPaper(sim.PaperOut)
	r.start()
	r.awaitScreen(screens.ScreenAttract)
	calls := func() int { return r.count("help") }
	r.eventually("the hall is told", func() bool { return calls() == 1 })
	r.byPhone(phone)
	if n := calls(); n != 1 {
		t.Errorf("told %d times", n)
	}
}
