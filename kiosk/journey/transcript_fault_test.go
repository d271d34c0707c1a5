package journey

import (
	"testing"

	"govkiosk/drivers"
)

// noPaper is a roll that ran out while the citizen was at it.
func (w *walk) noPaper() *walk {
	return w.send(world(func(w *World) { w.Printer = "paper-out" }))
}

// networkGone is the hall lost while the citizen was at it.
func (w *walk) networkGone() *walk {
	return w.send(world(func(w *World) { w.Network = ReasonNetwork }))
}

// lost is a question that no answer came to; failed, an order that was not
// carried out; unheard, one whose answer was lost.
func (w *walk) lost(why Reason) *walk {
	return w.send(Answered{ID: last[Ask](w).ID, Reason: why})
}

func (w *walk) failed(why Reason) *walk {
	return w.send(Submitted{ID: last[Submit](w).ID, Reason: why, Outcome: drivers.NotDone})
}

func (w *walk) unheard() *walk {
	return w.send(Submitted{ID: last[Submit](w).ID, Key: "k7", Reason: ReasonSlow, Outcome: drivers.Unknown})
}

// toForm walks to the form of a declaration with nothing missing.
func toForm(t *testing.T) *walk {
	return drafted(t).press("next").choose("1").done(begun.withMaterial("paper").filled()).press("next").at(PageForm)
}

var receipt = Accepted{Number: "LN20260612-0173", Link: slipLink}

// faults are the visits in which something goes wrong: paper out at every slip,
// the hall lost at every call, a card that is lifted, a draft that is changed.
var faults = map[string]func(t *testing.T) *walk{
	"queue-card-lifted-early": func(t *testing.T) *walk {
		w := start(t).press("start").send(Touch{Do: "service", Arg: "queue"})
		id := last[WatchCard](w).ID
		w.send(CardSeen{ID: id, State: CardReading}, CardSeen{ID: id, State: CardLift}, CardSeen{ID: id, State: CardWaiting})
		p := young
		return w.send(CardSeen{ID: id, State: CardReading}, CardSeen{ID: id, State: CardPresent, Person: &p}).at(PageList)
	},
	"queue-other-card": func(t *testing.T) *walk {
		w := start(t).press("start").send(Touch{Do: "service", Arg: "queue"})
		return w.send(CardSeen{ID: last[WatchCard](w).ID, State: CardForeign}).press("by-number").at(PagePad)
	},
	"checkin-no-paper": func(t *testing.T) *walk {
		w := start(t).begun(ServiceCheckin, young).answer(BookingsFound{[]Booking{theirs}})
		w.send(PrinterChecked{ID: last[CheckPrinter](w).ID, Reason: "paper-out"}).press("take")
		w.send(Reserved{ID: last[Reserve](w).ID, Key: "k1", Outcome: drivers.Done, Ticket: &Ticket{ID: "t1", Key: "k1", Number: "Y003", Business: transfer}})
		return w.stage(PaperNone).press("keep")
	},
	"checkin-answer-lost": func(t *testing.T) *walk {
		w := start(t).begun(ServiceCheckin, young).answer(BookingsFound{[]Booking{theirs}})
		w.send(PrinterChecked{ID: last[CheckPrinter](w).ID}).press("take")
		w.send(Reserved{ID: last[Reserve](w).ID, Key: "k1", Reason: ReasonSlow, Outcome: drivers.Unknown})
		return w.send(PrinterChecked{ID: last[CheckPrinter](w).ID}).press("take")
	},
	"checkin-network-lost": func(t *testing.T) *walk {
		return start(t).begun(ServiceCheckin, young).networkGone().lost(ReasonNetwork).at(PageWorking).press("retry").answer(noneYet)
	},
	"appoint-no-paper": func(t *testing.T) *walk {
		return deciding(t).press("take").noPaper().done(BookingMade{theirs}).at(PageDone).leaves()
	},
	"appoint-network-lost": func(t *testing.T) *walk {
		return deciding(t).press("take").networkGone().failed(ReasonNetwork).at(PageWorking).press("cancel", "home")
	},
	"inquiry-no-paper": func(t *testing.T) *walk {
		return start(t).cases(house, food).choose(food.Number).answer(whole(food)).noPaper().press("supplements").at(PageDone)
	},
	"inquiry-network-lost": func(t *testing.T) *walk {
		return start(t).cases(house, food).choose(food.Number).networkGone().lost(ReasonNetwork).at(PageWorking).press("cancel")
	},
	"pickup-network-lost": func(t *testing.T) *walk {
		return collecting(t).press("take").networkGone().failed(ReasonNetwork).at(PageWorking).press("cancel")
	},
	"pickup-leave-unheard": func(t *testing.T) *walk {
		return collecting(t).press("take").unheard().at(PageWorking).press("home")
	},
	"pickup-receipt-no-paper": func(t *testing.T) *walk {
		w := collecting(t).granted().opened(drivers.Done, "").press("take").shut(11).opened(drivers.Done, "").press("take").noPaper().shut(12)
		return w
	},
	"guide-no-paper": func(t *testing.T) *walk {
		w := guided(t).choose(byDepartment).choose("market").send(Touch{Do: "business", Arg: "gth"}).answer(ItemFound{traderItem})
		return w.noPaper().press("print")
	},
	"guide-network-lost": func(t *testing.T) *walk {
		kept := found
		kept.Kept, kept.Events = noon, nil
		w := start(t).send(world(func(w *World) { w.Network, w.Offline.Guide = ReasonNetwork, true }))
		w.press("start").send(Touch{Do: "service", Arg: "guide"})
		return w.answer(kept).choose(byDepartment).choose("market").send(Touch{Do: "business", Arg: "gth"}).lost(ReasonNetwork)
	},
	"proof-no-paper": func(t *testing.T) *walk {
		w := checked(t, "no-home").done(ProofCheck{ID: "z", Status: "done", Result: "confirmed", Statement: statement})
		return w.noPaper().press("print")
	},
	"proof-pending": func(t *testing.T) *walk {
		w := checked(t, "no-home").done(ProofCheck{ID: "z", Status: "pending"}).press("retry")
		return w.answer(ProofCheck{ID: "z", Status: "done", Result: "no-record", Statement: statement}).press("print").paperTaken().leaves()
	},
	"proof-answer-lost": func(t *testing.T) *walk {
		w := checked(t, "no-home").unheard().press("retry")
		return w.done(ProofCheck{ID: "z", Status: "done", Result: "confirmed", Statement: statement}).press("home")
	},
	"declare-whole": func(t *testing.T) *walk {
		return toForm(t).press("next").done(receipt).paperTaken().leaves()
	},
	"declare-for-a-child": func(t *testing.T) *walk {
		w := start(t).press("start").send(Touch{Do: "service", Arg: "declare"})
		w.send(CardSeen{ID: last[WatchCard](w).ID, State: CardPresent, Person: &young})
		w.answer(DeclarableFound{Items: found.Items, Behalves: []Behalf{{Who: "parent"}}}).choose("market").send(Touch{Do: "business", Arg: "gth"})
		w.choose("parent").write(old.Number).send(NumberChecked{ID: last[CheckNumber](w).ID}).press("next").answer(SituationFound{})
		return w.failed(ReasonNotEntitled).at(PageWorking).press("cancel").at(PagePad)
	},
	"declare-on-the-phone": func(t *testing.T) *walk {
		return drafted(t).press("send").done(Handover{ID: "h2", State: "waiting", Link: slipLink}).leaves()
	},
	"declare-resumed": func(t *testing.T) *walk {
		return declaring(t, DraftSummary{ID: "d1", Item: "gth"}).choose("d1").answer(begun.withMaterial("attached").filled()).press("next", "next").done(receipt).paperTaken().leaves()
	},
	"declare-upload": func(t *testing.T) *walk {
		w := drafted(t).press("next").choose("2").done(Handover{ID: "h1", Material: "lease", State: "waiting", Link: slipLink}).seconds(peekEvery)
		w.send(Answered{ID: last[Ask](w).ID, Answer: Handover{ID: "h1", State: "done"}})
		return w.done(begun.withMaterial("attached")).at(PageMaterials)
	},
	"declare-upload-expired": func(t *testing.T) *walk {
		w := drafted(t).press("next").choose("2").done(Handover{ID: "h1", Material: "lease", State: "waiting", Link: slipLink}).seconds(peekEvery)
		return w.send(Answered{ID: last[Ask](w).ID, Answer: Handover{ID: "h1", State: "expired"}}).press("cancel").choose("4").done(begun.withMaterial("deferred"))
	},
	"declare-no-paper": func(t *testing.T) *walk {
		return toForm(t).press("next").noPaper().done(receipt).at(PageDone).leaves()
	},
	"declare-slip-unknown": func(t *testing.T) *walk {
		w := toForm(t).press("next").done(receipt)
		return w.send(Printed{ID: w.Paper.Command, Outcome: drivers.Unknown}).press("no").paperTaken().leaves()
	},
	"declare-answer-lost": func(t *testing.T) *walk {
		return toForm(t).press("next").unheard().press("retry").done(receipt).paperTaken().leaves()
	},
	"declare-given-up": func(t *testing.T) *walk {
		return toForm(t).press("next").unheard().press("home")
	},
	"declare-changed-elsewhere": func(t *testing.T) *walk {
		w := toForm(t).press("next").failed(ReasonDraftChanged).answer(begun.withMaterial("attached").filled()).at(PageMaterials)
		return w.press("next", "next").done(receipt).paperTaken().leaves()
	},
	"declare-field-refused": func(t *testing.T) *walk {
		w := toForm(t).press("no").choose("name").press("next").failed(ReasonField).at(PageWorking)
		return w.press("cancel").at(PageForm)
	},
	"declare-network-lost": func(t *testing.T) *walk {
		w := declaring(t).choose("market").send(Touch{Do: "business", Arg: "gth"}).networkGone().lost(ReasonNetwork).press("retry")
		return w.answer(SituationFound{}).failed(ReasonNetwork).press("cancel").at(PageList)
	},
	"declare-reader-away": func(t *testing.T) *walk {
		w := start(t).press("start").send(Touch{Do: "service", Arg: "declare"}).send(world(func(w *World) { w.Reader = ReasonReaderAway }))
		return w.at(PageIdentify).press("back").at(PageHome)
	},
	"declare-time-out": func(t *testing.T) *walk { return drafted(t).seconds(rules.Visit) },
	"report-no-paper": func(t *testing.T) *walk {
		return start(t).reported().noPaper().done(ReportReceipt{Number: "R-7"}).at(PageDone).leaves()
	},
	"rating-again": func(t *testing.T) *walk {
		return start(t).rate().send(Touch{Do: "rate", Arg: "4"}).failed(ReasonRated)
	},
}

func TestTranscriptsOfFaults(t *testing.T) { transcripts(t, faults) }
