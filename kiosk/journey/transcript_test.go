package journey

import (
	"strings"
	"testing"

	"govkiosk/drivers"
)

// paperTaken follows the newest slip into the hand.
func (w *walk) paperTaken() *walk {
	w.t.Helper()
	w.send(Printed{ID: w.Paper.Command, Outcome: drivers.Done})
	return w.send(MouthSeen{ID: w.Paper.Mouth, State: drivers.MediaPresent}, MouthSeen{ID: w.Paper.Mouth, State: drivers.MediaNotPresent})
}

// leaves ends the visit with the card in the hand.
func (w *walk) leaves() *walk {
	w.t.Helper()
	if w.Card.Watch != 0 {
		w.lift()
	}
	w.press("done")
	if w.Leaving.Look != 0 {
		w.send(LeftSeen{ID: w.Leaving.Look, Card: drivers.MediaNotPresent})
	}
	return w.at(PageAttract)
}

func world(change func(*World)) WorldChanged {
	w := allWell
	change(&w)
	return WorldChanged{World: w}
}

// played are the visits that are kept as transcripts: each journey as it should
// go, and each thing that goes wrong.
var played = map[string]func(t *testing.T) *walk{
	"queue": func(t *testing.T) *walk { return start(t).given(young, "").paperTaken().leaves() },
	"queue-no-paper": func(t *testing.T) *walk {
		return start(t).given(young, "paper-out").stage(PaperNone).press("keep")
	},
	"queue-slip-lost": func(t *testing.T) *walk {
		w := start(t).given(young, "")
		return w.send(Printed{ID: w.Paper.Command, Outcome: drivers.NotDone, Reason: "cutter"}).stage(PaperNone).press("keep")
	},
	"queue-slip-unknown": func(t *testing.T) *walk {
		w := start(t).given(young, "")
		w.send(Printed{ID: w.Paper.Command, Outcome: drivers.Unknown}).stage(PaperAsk)
		return w.press("no").stage(PaperPrinting).paperTaken().leaves()
	},
	"queue-answer-lost": func(t *testing.T) *walk {
		w := start(t).asking(young, "")
		w.send(Reserved{ID: last[Reserve](w).ID, Key: "k1", Reason: ReasonSlow, Outcome: drivers.Unknown}).at(PageConfirm)
		w.send(PrinterChecked{ID: last[CheckPrinter](w).ID}).press("take")
		return w.press("back").send(Reserved{ID: last[Reserve](w).ID, Key: "k1", Reason: ReasonNetwork, Outcome: drivers.Unknown}).press("home")
	},
	"queue-full": func(t *testing.T) *walk {
		w := start(t).asking(young, "")
		return w.send(Reserved{ID: last[Reserve](w).ID, Reason: ReasonFull, Outcome: drivers.NotDone}).at(PageNotice).press("back")
	},
	"queue-reader-away": func(t *testing.T) *walk {
		w := start(t).press("start").send(Touch{Do: "service", Arg: "queue"})
		w.send(world(func(w *World) { w.Reader = ReasonReaderAway })).press("by-phone").write("13812342266")
		return w.send(NumberChecked{ID: last[CheckNumber](w).ID}).press("next").at(PageList)
	},
	"queue-network-lost": func(t *testing.T) *walk {
		w := start(t).asking(young, "")
		w.send(world(func(w *World) { w.Network = ReasonNetwork }))
		return w.send(Reserved{ID: last[Reserve](w).ID, Reason: ReasonNetwork, Outcome: drivers.NotDone}).at(PageConfirm).press("home").at(PageHome)
	},
	"queue-away-and-back": func(t *testing.T) *walk {
		w := start(t).asking(young, "")
		w.send(Reserved{ID: last[Reserve](w).ID, Existing: true, Outcome: drivers.NotDone, Ticket: &Ticket{ID: "t1", Number: "A037", Business: bdc}})
		w.press("leave").done(TicketMoved{Away: true})
		return w.press("return").done(TicketMoved{}).press("keep")
	},
	"time-out": func(t *testing.T) *walk {
		w := start(t).withCard(young).seconds(rules.Visit - rules.WarnBefore).press("extend")
		return w.seconds(rules.Extend)
	},
	"card-left": func(t *testing.T) *walk { return start(t).withCard(young).press("home", "back").at(PageLeaving).lift() },
	"checkin": func(t *testing.T) *walk {
		w := start(t).begun(ServiceCheckin, young).answer(BookingsFound{[]Booking{theirs}})
		w.send(PrinterChecked{ID: last[CheckPrinter](w).ID}).press("take")
		w.send(Reserved{ID: last[Reserve](w).ID, Key: "k1", Outcome: drivers.Done, Ticket: &Ticket{ID: "t1", Key: "k1", Number: "Y003", Business: transfer}})
		return w.paperTaken().leaves()
	},
	"appoint": func(t *testing.T) *walk {
		return deciding(t).press("take").done(BookingMade{theirs}).paperTaken().leaves()
	},
	"appoint-slot-taken": func(t *testing.T) *walk {
		w := deciding(t).press("take")
		w.send(Submitted{ID: last[Submit](w).ID, Reason: ReasonSlotTaken, Outcome: drivers.NotDone})
		return w.answer(DaysFound{days}).at(PageCalendar).press("home")
	},
	"appoint-answer-lost": func(t *testing.T) *walk {
		w := deciding(t).press("take")
		w.send(Submitted{ID: last[Submit](w).ID, Key: "k7", Reason: ReasonSlow, Outcome: drivers.Unknown}).press("retry")
		return w.done(BookingMade{theirs}).paperTaken().leaves()
	},
	"appoint-given-up": func(t *testing.T) *walk {
		w := deciding(t).press("take")
		w.send(Submitted{ID: last[Submit](w).ID, Key: "k7", Reason: ReasonSlow, Outcome: drivers.Unknown})
		return w.press("cancel", "home")
	},
	"inquiry": func(t *testing.T) *walk {
		w := start(t).cases(house, food).choose(food.Number).answer(whole(food)).press("supplements")
		return w.paperTaken().leaves()
	},
	"pickup": func(t *testing.T) *walk {
		w := collecting(t).granted().opened(drivers.Done, "").press("take").shut(11)
		w.opened(drivers.Done, "").press("take").shut(12).at(PagePrintout)
		w.paperTaken().press("done").at(PageReceipt)
		w.send(PickupFinished{ID: last[FinishPickup](w).ID, Serial: "R-1"})
		return w.paperTaken().leaves()
	},
	"pickup-without-network": func(t *testing.T) *walk {
		w := collectingAway(t).granted().opened(drivers.Done, "").press("take").shut(11)
		w.opened(drivers.Done, "").press("take").shut(12).at(PageReceipt)
		w.send(PickupFinished{ID: last[FinishPickup](w).ID})
		return w.paperTaken().leaves()
	},
	"pickup-slip-taken-back": func(t *testing.T) *walk {
		w := printing(t)
		w.send(MouthSeen{ID: w.Paper.Mouth, State: drivers.MediaPresent}).seconds(rules.Take)
		return w.send(MouthSeen{ID: w.Paper.Mouth, State: drivers.MediaRetracted}).press("next").at(PageReceipt)
	},
	"pickup-slip-left": func(t *testing.T) *walk {
		w := printing(t)
		w.send(MouthSeen{ID: w.Paper.Mouth, State: drivers.MediaPresent}).lift()
		return w.seconds(rules.Visit).at(PageLeaving).seconds(leavingPatience).at(PageAttract)
	},
	"queue-number-of-before": func(t *testing.T) *walk {
		w := start(t).send(world(func(w *World) { w.Network, w.Offline.Left = ReasonNetwork, map[string]int{"bdc": 3} })).asking(young, "")
		w.send(Reserved{ID: last[Reserve](w).ID, Existing: true, Outcome: drivers.NotDone, Ticket: &Ticket{ID: "t1", Number: "A012", Business: bdc, Earlier: true}})
		w.press("anew").at(PageConfirm).send(PrinterChecked{ID: last[CheckPrinter](w).ID}).press("take")
		w.send(Reserved{ID: last[Reserve](w).ID, Key: "k2", Outcome: drivers.Done, Ticket: &Ticket{ID: "k2", Key: "k2", Number: "A901", Business: bdc, Offline: true}})
		return w.paperTaken().leaves()
	},
	"pickup-door-stuck": func(t *testing.T) *walk {
		return collecting(t).granted().opened(drivers.NotDone, ReasonDoorStuck).press("next").cell(12, CellOpening)
	},
	"pickup-cell-empty": func(t *testing.T) *walk {
		w := collecting(t).granted().opened(drivers.Done, "").press("empty").choose("empty").cell(11, CellReported)
		return w.press("next").shut(11).cell(12, CellOpening)
	},
	"pickup-cabinet-away": func(t *testing.T) *walk {
		return collecting(t).granted().opened(drivers.Unknown, ReasonCabinetAway).press("next")
	},
	"guide": func(t *testing.T) *walk {
		w := guided(t).choose(byDepartment).choose("market").send(Touch{Do: "business", Arg: "gth"})
		return w.answer(ItemFound{traderItem}).press("print").paperTaken().leaves()
	},
	"proof": func(t *testing.T) *walk {
		w := checked(t, "no-home").done(ProofCheck{ID: "z", Status: "done", Result: "confirmed", Statement: statement})
		return w.press("print").paperTaken().leaves()
	},
	"declare": func(t *testing.T) *walk {
		return drafted(t).press("next").choose("1").done(begun.withMaterial("attached")).press("next").at(PageForm).press("home")
	},
	"rating": func(t *testing.T) *walk {
		return start(t).rate().send(Touch{Do: "rate", Arg: "5"}).done(RatingReceipt{}).leaves()
	},
	"rating-kept": func(t *testing.T) *walk {
		w := start(t).send(world(func(w *World) { w.Network = ReasonNetwork })).rate().send(Touch{Do: "rate", Arg: "4"})
		return w.send(Kept{ID: last[Keep](w).ID, Reference: "3F2A91BC"}).leaves()
	},
	"report": func(t *testing.T) *walk {
		return start(t).reported().done(ReportReceipt{Number: "R-7"}).paperTaken().leaves()
	},
	"report-answer-lost": func(t *testing.T) *walk {
		w := start(t).reported()
		w.send(Submitted{ID: last[Submit](w).ID, Key: "k1", Reason: ReasonSlow, Outcome: drivers.Unknown})
		return w.send(Kept{ID: last[Keep](w).ID, Reference: "3F2A91BC"}).paperTaken().leaves()
	},
}

// Every visit goes as it is written down, and nothing that a person said is in
// its transcript.
func TestTranscripts(t *testing.T) { transcripts(t, played) }

func transcripts(t *testing.T, visits map[string]func(t *testing.T) *walk) {
	for name, play := range visits {
		t.Run(name, func(t *testing.T) {
			text := play(t).tape.String()
			for _, personal := range []string{young.Number, old.Number, young.Name, old.Name, testPhone} {
				if strings.Contains(text, personal) {
					t.Errorf("it holds %q", personal)
				}
			}
			golden(t, "testdata/transcript/"+name+".txt", text)
		})
	}
}

// A service without a transcript of how it should go is none.
func TestEveryServiceHasATranscript(t *testing.T) {
	for _, s := range Services {
		if _, ok := played[string(s)]; !ok {
			t.Errorf("%s has none", s)
		}
	}
}
