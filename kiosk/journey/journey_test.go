package journey

import (
	"slices"
	"testing"
	"time"

	"govkiosk/drivers"
)

// A slip that the printer took back is in nobody's hand: no thanks, the number
// on the page, and one more print for whoever comes back to it.
func TestSlipThatThePrinterTookBack(t *testing.T) {
	w := start(t).given(old, "").stage(PaperPrinting)
	w.lift()
	w.send(Printed{ID: last[Print](w).ID, Outcome: drivers.Done}).stage(PaperTake)
	w.send(MouthSeen{ID: last[WatchMouth](w).ID, State: drivers.MediaRetracted}).stage(PaperNone).at(PageTicket)
	if w.Paper.Reason != ReasonSlipKept || w.Ticket == nil || count[StopMouth](w) == 0 || count[Settle](w) != 0 {
		t.Fatalf("%+v, %d settled", w.Paper, count[Settle](w))
	}
	w.press("reprint").stage(PaperPrinting)
	if again := last[Reprint](w); again.Ticket.Number != w.Ticket.Number || !w.Ticket.Reprint {
		t.Errorf("%+v", again)
	}
	w.send(Printed{ID: w.Paper.Command, Outcome: drivers.Done}).stage(PaperTake)
	w.send(MouthSeen{ID: last[WatchMouth](w).ID, State: drivers.MediaRetracted}).press("keep").at(PageAttract)
}

// Nor is the slip of a matter thanked for; it can be printed once more.
func TestSlipOfAMatterThatWasTakenBack(t *testing.T) {
	s := State{Page: PageDone, Done: Done{Key: "booked", Slip: BookingSlip{}}, Paper: Paper{Stage: PaperTake, Mouth: 7}, Policy: rules}
	s, _ = Step(s, MouthSeen{ID: 7, State: drivers.MediaRetracted})
	if s.Page != PageDone || s.Paper.Stage != PaperNone || s.Paper.Reason != ReasonSlipKept {
		t.Fatalf("%+v", s.Paper)
	}
	if s, _ = Step(s, Touch{Do: "reprint"}); s.Paper.Stage != PaperPrinting {
		t.Errorf("%+v", s.Paper)
	}
}

func TestTakeANumber(t *testing.T) {
	w := start(t).given(old, "").stage(PaperPrinting)
	w.lift()
	print := last[Print](w)
	if print.Ticket.Number != "A037" || print.Person.Number != old.Number {
		t.Fatalf("%+v", print)
	}
	w.send(Printed{ID: print.ID, Outcome: drivers.Done}).stage(PaperTake)
	w.send(MouthSeen{ID: last[WatchMouth](w).ID, State: drivers.MediaPresent}).stage(PaperTake)
	w.send(MouthSeen{ID: last[WatchMouth](w).ID, State: drivers.MediaNotPresent}).stage(PaperTaken)
	if w.Left != 2*rules.Thanks {
		t.Errorf("the farewell says %d s, and lasts %d", w.Left, 2*rules.Thanks)
	}
	w.seconds(2 * rules.Thanks).at(PageAttract)
	if count[Settle](w) != 0 {
		t.Error("a slip that is Done was settled a second time")
	}
	if w.Person != nil || w.Ticket != nil {
		t.Error("something of the person is left")
	}
}

func TestAgeOffersTheElderQueue(t *testing.T) {
	w := start(t).withCard(old).send(Touch{Do: "business", Arg: "bdc"})
	if w.Confirm.Priority != "elder" {
		t.Fatalf("76 years old: %q", w.Confirm.Priority)
	}
	w.press("priority")
	if w.Confirm.Priority != "" {
		t.Error("imposed: it could not be declined")
	}
	w = start(t).withCard(young).send(Touch{Do: "business", Arg: "bdc"})
	w.press("priority")
	if w.Confirm.Priority != "" {
		t.Error("36 years old, in the elder queue")
	}
}

func TestNoPaperIsSaidBeforeANumberIsAskedFor(t *testing.T) {
	w := start(t).withCard(young).send(Touch{Do: "business", Arg: "bdc"})
	w.press("take")
	if count[Reserve](w) != 0 {
		t.Fatal("a number was asked for before the printer was looked at")
	}
	w.send(PrinterChecked{ID: last[CheckPrinter](w).ID, Reason: "paper-out"})
	if w.Confirm.Paper != "paper-out" {
		t.Fatalf("the page does not say so: %q", w.Confirm.Paper)
	}
	w.press("take").send(Reserved{ID: last[Reserve](w).ID, Ticket: &Ticket{ID: "t1", Key: "k1", Number: "A037"}})
	w.stage(PaperNone)
	if count[Print](w) != 0 {
		t.Error("printed without paper")
	}
	if s := last[Settle](w); s.As != SettleETicket || s.Key != "k1" {
		t.Errorf("%+v", s)
	}
}

func TestSlipThatDidNotComeBecomesAnETicket(t *testing.T) {
	w := start(t).given(young, "")
	w.send(Printed{ID: last[Print](w).ID, Outcome: drivers.NotDone, Reason: "cutter"}).stage(PaperNone)
	if w.Paper.Reason != "cutter" || last[Settle](w).As != SettleETicket {
		t.Errorf("%+v, %+v", w.Paper, last[Settle](w))
	}
}

func TestUnknownSlipIsAskedAbout(t *testing.T) {
	ask := func() *walk {
		w := start(t).given(young, "")
		return w.send(Printed{ID: last[Print](w).ID, Outcome: drivers.Unknown}).stage(PaperAsk)
	}
	w := ask()
	if count[Settle](w) != 0 || count[Print](w) != 1 {
		t.Error("Unknown was decided without the citizen")
	}
	if w = ask().press("yes").stage(PaperTaken); last[Settle](w).As != SettleSeen {
		t.Errorf("yes: %+v", last[Settle](w))
	}
	w = ask().press("no").stage(PaperPrinting)
	if again := last[Reprint](w); again.Ticket.Number != "A037" || !again.Ticket.Reprint {
		t.Errorf("no: %+v", again)
	}
	w = ask().lift().seconds(rules.Visit + rules.Extend).at(PageAttract)
	if s := last[Settle](w); s.As != SettleUnknown {
		t.Errorf("walked away: %+v; the number must stay valid", s)
	}
}

func TestLostAnswerIsAskedForAgainUnderTheSameKey(t *testing.T) {
	w := start(t).asking(young, "")
	w.send(Reserved{ID: last[Reserve](w).ID, Key: "k1", Reason: ReasonSlow, Outcome: drivers.Unknown}).at(PageConfirm)
	w.send(PrinterChecked{ID: last[CheckPrinter](w).ID}).press("take")
	if again := last[Reserve](w); again.Key != "k1" {
		t.Fatalf("a second number might be issued: %+v", again)
	}
	w.send(Reserved{ID: last[Reserve](w).ID, Key: "k1", Reason: ReasonSlow, Outcome: drivers.Unknown})
	w.press("back").at(PageList)
	if s := last[Settle](w); s.As != SettleAbandon || s.Key != "k1" {
		t.Errorf("left with a number nobody has: %+v", s)
	}
}

func TestCertainRefusalIsNotKept(t *testing.T) {
	w := start(t).asking(young, "")
	w.send(Reserved{ID: last[Reserve](w).ID, Key: "k1", Reason: ReasonNetwork, Outcome: drivers.NotDone}).at(PageConfirm)
	if w.Confirm.Key != "" || w.Confirm.Failed != ReasonNetwork {
		t.Fatalf("%+v", w.Confirm)
	}
	if w.press("back"); count[Settle](w) != 0 {
		t.Error("settled a number that never was")
	}
}

func TestLeavingWhileTheHallIsAskedGivesTheNumberBack(t *testing.T) {
	w := start(t).asking(young, "")
	asked := last[Reserve](w).ID
	w.press("home").at(PageHome)
	if s := last[Settle](w); s.As != SettleAbandon || s.Reserve != asked {
		t.Fatalf("%+v", s)
	}
	before := w.Dropped
	w.send(Reserved{ID: asked, Key: "k1", Ticket: &Ticket{Number: "A037"}}).at(PageHome)
	if w.Dropped != before+1 || w.Ticket != nil {
		t.Error("a number of something already left was shown")
	}
}

func TestSlowHallHasAWayOutAfterTwentySeconds(t *testing.T) {
	w := start(t).asking(young, "")
	w.seconds(wayOut - 1).press("cancel").at(PageConfirm)
	w.seconds(1).press("cancel").at(PageList)
	if last[Settle](w).As != SettleAbandon {
		t.Error("the number was not given back")
	}
}

func TestWaitingForTheHallIsNotATimeOut(t *testing.T) {
	w := start(t).asking(young, "").seconds(3 * rules.Visit).at(PageConfirm)
	if w.Warned {
		t.Error("asked whether anybody is there while the citizen was waiting")
	}
}

func TestOneOpenTicketIsReprintedNotDoubled(t *testing.T) {
	w := start(t).asking(young, "")
	w.send(Reserved{ID: last[Reserve](w).ID, Existing: true, Ticket: &Ticket{ID: "t9", Number: "A012"}}).stage(PaperExisting)
	if w.press("reprint").stage(PaperPrinting); last[Reprint](w).Ticket.Number != "A012" {
		t.Errorf("%+v", last[Reprint](w))
	}
	w = start(t).asking(young, "")
	w.send(Reserved{ID: last[Reserve](w).ID, Existing: true, Ticket: &Ticket{ID: "t9", Number: "A012"}})
	w.press("cancel").stage(PaperExisting)
	if c := last[Cancel](w); c.Ticket != "t9" {
		t.Errorf("%+v", c)
	}
	w.send(Cancelled{ID: last[Cancel](w).ID}).stage(PaperCancelled)
}

func TestNumberIsCancelledOnlyWhenTheHallSaysSo(t *testing.T) {
	w := start(t).asking(young, "")
	w.send(Reserved{ID: last[Reserve](w).ID, Existing: true, Ticket: &Ticket{ID: "t9", Number: "A012"}})
	w.press("cancel").send(Cancelled{ID: last[Cancel](w).ID, Reason: ReasonNetwork}).at(PageNotice)
	if w.Notice != ReasonNetwork {
		t.Errorf("notice %q", w.Notice)
	}
}

func TestNumberShownAgainIsKept(t *testing.T) {
	w := start(t).asking(young, "")
	w.send(Reserved{ID: last[Reserve](w).ID, Existing: true, Ticket: &Ticket{ID: "t9", Number: "A012"}})
	if s := last[Settle](w); s.As != SettleETicket || s.Ticket != "t9" {
		t.Errorf("another terminal may still give it back: %+v", s)
	}
}

func TestHelpIsCalledOnceTheHallHasHeard(t *testing.T) {
	w := start(t).press("start", "help", "help")
	if w.Help || count[CallHelp](w) != 1 {
		t.Fatalf("called %v after %d calls", w.Help, count[CallHelp](w))
	}
	if w.send(HelpCalled{ID: last[CallHelp](w).ID}); !w.Help {
		t.Error("the hall has heard, and the key does not say so")
	}
	w.choose("ok").at(PageHome).press("back").at(PageAttract)
	if w.press("start"); w.Help || w.Look.Calls {
		t.Error("the next visitor is told that somebody comes")
	}
}

func TestKeysDoNothingWhileTheSlipIsPrinted(t *testing.T) {
	w := start(t).given(young, "")
	w.press("back", "home", "done", "again").stage(PaperPrinting)
	w.seconds(5 * rules.Visit).stage(PaperPrinting)
}

func TestTimeOutWarnsAndCanBePutOffTenTimes(t *testing.T) {
	w := start(t).withCard(young).lift()
	for range rules.Extensions {
		w.seconds(w.Left - rules.WarnBefore)
		if !w.Warned || w.Left < 20 {
			t.Fatalf("warned %v with %d s left", w.Warned, w.Left)
		}
		w.press("extend").at(PageList)
		if w.Warned {
			t.Fatal("one touch did not extend")
		}
	}
	w.seconds(w.Left).at(PageAttract)
	if wiped := last[Wiped](w); wiped.Cause != "time-out" || !slices.Contains(wiped.Cleared, "person") {
		t.Errorf("%+v", wiped)
	}
}

func TestTouchThatHitsNothingShowsThatSomebodyIsThere(t *testing.T) {
	w := start(t).withCard(young).seconds(60).press("alive")
	if w.Left != rules.Visit {
		t.Errorf("%d s left", w.Left)
	}
}

func TestCardLeftBehindIsAskedForBeforeTheNextVisit(t *testing.T) {
	w := start(t).withCard(young).press("home", "back").at(PageLeaving)
	if w.Person != nil {
		t.Error("the person is kept while the card is waited for")
	}
	w.press("start").at(PageLeaving)
	w.send(CardSeen{ID: w.Leaving.Watch, State: CardPresent, Person: &old}).at(PageLeaving)
	w.send(CardSeen{ID: w.Leaving.Watch, State: CardWaiting}).at(PageAttract)
	if w.Person != nil {
		t.Error("a card laid down between visits was read into one")
	}
}

func TestCardPutBackAfterReadingIsFoundAtTheEnd(t *testing.T) {
	w := start(t).withCard(young).lift().press("home", "back").at(PageAttract)
	w.send(LeftSeen{ID: last[LookForCard](w).ID, Card: drivers.MediaPresent}).at(PageLeaving)
}

func TestPaperLeftInTheMouthIsAskedFor(t *testing.T) {
	w := start(t).given(young, "")
	w.lift().send(Printed{ID: last[Print](w).ID, Outcome: drivers.Done})
	w.send(MouthSeen{ID: last[WatchMouth](w).ID, State: drivers.MediaPresent})
	w.press("done").at(PageLeaving)
	if !w.Leaving.Paper {
		t.Fatalf("%+v", w.Leaving)
	}
	w.send(MouthSeen{ID: w.Paper.Mouth, State: drivers.MediaNotPresent}).at(PageAttract)
}

func TestMouthWithoutSensorCountsAsTakenAfterAWhile(t *testing.T) {
	w := start(t).given(young, "").lift()
	w.send(Printed{ID: last[Print](w).ID, Outcome: drivers.Done})
	w.send(MouthSeen{ID: last[WatchMouth](w).ID, State: drivers.MediaUnknown}).stage(PaperTake)
	w.seconds(rules.Take).stage(PaperTaken)
}

func TestLiftAndReplaceIsCounted(t *testing.T) {
	w := start(t).press("start").send(Touch{Do: "service", Arg: "queue"})
	id := last[WatchCard](w).ID
	w.send(CardSeen{ID: id, State: CardReading}, CardSeen{ID: id, State: CardLift}, CardSeen{ID: id, State: CardLift})
	if w.Card.Attempt != 1 {
		t.Errorf("attempt %d", w.Card.Attempt)
	}
	w.send(CardSeen{ID: id, State: CardWaiting}, CardSeen{ID: id, State: CardReading}, CardSeen{ID: id, State: CardLift})
	if w.Card.Attempt != 2 {
		t.Errorf("attempt %d", w.Card.Attempt)
	}
}

func TestSecondCardDoesNotChangeThePerson(t *testing.T) {
	w := start(t).withCard(young)
	w.send(CardSeen{ID: w.Card.Watch, State: CardPresent, Person: &old})
	if w.Person.Number != young.Number {
		t.Fatal("somebody else's card took over the visit")
	}
}

func TestReaderAwayLeavesTheOtherWays(t *testing.T) {
	away := allWell
	away.Reader = ReasonReaderAway
	w := start(t).send(WorldChanged{World: away}).press("start").send(Touch{Do: "service", Arg: "queue"})
	if w.at(PageIdentify).Card.State != CardFault {
		t.Errorf("card %q", w.Card.State)
	}
	w.press("by-phone").at(PagePad)
	for _, digit := range "13812342266" {
		w.send(Touch{Do: "key", Arg: string(digit)})
	}
	w.send(NumberChecked{ID: last[CheckNumber](w).ID}).press("next").at(PageList)
	if w.Person.Source != SourcePhone || w.Person.Number != "13812342266" {
		t.Errorf("%+v", w.Person)
	}
}

func TestPadTakesOnlyWhatANumberCanHold(t *testing.T) {
	w := start(t).press("start").send(Touch{Do: "service", Arg: "queue"}).press("by-number")
	for _, key := range []string{"X", "1", "中", "1", "0", "12"} {
		w.send(Touch{Do: "key", Arg: key})
	}
	if w.Pad.Value != "110" {
		t.Fatalf("%q", w.Pad.Value)
	}
	for _, digit := range "10519491231002" {
		w.send(Touch{Do: "key", Arg: string(digit)})
	}
	w.press("next").at(PagePad)
	w.send(Touch{Do: "key", Arg: "X"})
	w.send(NumberChecked{ID: last[CheckNumber](w).ID, Problem: "check-digit"}).press("next").at(PagePad)
	if w.Pad.Value != "11010519491231002X" {
		t.Errorf("what was typed did not stay: %q", w.Pad.Value)
	}
	w.press("delete").send(Touch{Do: "key", Arg: "X"})
	w.send(NumberChecked{ID: last[CheckNumber](w).ID, Birth: old.Birth}).press("next").at(PageList)
}

func TestListFindsByInitialsReadingNameAndAlias(t *testing.T) {
	for query, want := range map[string]string{"bdc": "bdc", "zhuanyi": "bdc", "过户": "bdc", "sbk": "sb", "xyz": ""} {
		shown := List{Query: query}.Shown(allWell.Catalogue)
		switch {
		case want == "" && len(shown) != 0, want != "" && (len(shown) != 1 || shown[0].Code != want):
			t.Errorf("%q finds %v", query, shown)
		}
	}
	if got := (List{Group: "RST"}).Shown(allWell.Catalogue); len(got) != 1 || got[0].Code != "sb" {
		t.Errorf("RST: %v", got)
	}
	if !(List{}).GroupEmpty(allWell.Catalogue, "KLM") || (List{}).GroupEmpty(allWell.Catalogue, "ABC") {
		t.Error("the index shows the wrong groups as empty")
	}
}

func TestBusinessWithoutNumbersCannotBeChosen(t *testing.T) {
	start(t).withCard(young).send(Touch{Do: "business", Arg: "full"}).at(PageList)
}

func TestServiceIsOfferedByWhatWorks(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*World, *Policy)
		want   Reason
	}{
		"all well":            {func(*World, *Policy) {}, ""},
		"network":             {func(w *World, _ *Policy) { w.Network = ReasonNetwork }, ReasonNetwork},
		"closed":              {func(w *World, _ *Policy) { w.Hall = ReasonClosed }, ReasonClosed},
		"journal":             {func(w *World, _ *Policy) { w.Journal = ReasonJournal }, ReasonJournal},
		"printer, e-ticket":   {func(w *World, _ *Policy) { w.Printer = "paper-out" }, ""},
		"printer, paper only": {func(w *World, p *Policy) { w.Printer, p.ETicket = "paper-out", false }, "paper-out"},
		"reader, phone":       {func(w *World, _ *Policy) { w.Reader = ReasonReaderAway }, ""},
		"reader, card only": {func(w *World, p *Policy) {
			w.Reader, p.Phone, p.Number = ReasonReaderAway, false, false
		}, ReasonReaderAway},
	} {
		s := New(rules)
		s.World = allWell
		c.change(&s.World, &s.Policy)
		if got := s.Offered(ServiceQueue); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAge(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		birth, today time.Time
		want         int
	}{
		{day(1956, 6, 12), day(2026, 6, 11), 69},
		{day(1956, 6, 12), day(2026, 6, 12), 70},
		{day(1956, 2, 29), day(2026, 2, 28), 69},
		{day(1956, 2, 29), day(2026, 3, 1), 70},
	} {
		if got := Age(c.birth, c.today); got != c.want {
			t.Errorf("born %v, on %v: %d, want %d", c.birth, c.today, got, c.want)
		}
	}
}

func TestPaperThatNobodyTakesDoesNotCloseTheTerminal(t *testing.T) {
	w := start(t).given(young, "")
	w.lift().send(Printed{ID: last[Print](w).ID, Outcome: drivers.Done})
	w.send(MouthSeen{ID: last[WatchMouth](w).ID, State: drivers.MediaPresent})
	w.press("done").at(PageLeaving)
	w.seconds(leavingPatience - 1).at(PageLeaving)
	w.seconds(1).at(PageAttract)
	if count[Retract](w) != 1 {
		t.Error("the paper was not taken back")
	}
}

func TestCardIsNeverGivenUpOn(t *testing.T) {
	start(t).withCard(young).press("home", "back").seconds(10 * leavingPatience).at(PageLeaving)
}

func TestLargestTypeGivesTwiceTheTime(t *testing.T) {
	larger, smaller := Touch{Do: "look-text", Arg: "larger"}, Touch{Do: "look-text", Arg: "smaller"}
	w := start(t).press("start", "text-size").send(larger, larger, larger).press("done").at(PageHome)
	if w.Text != 4 || !w.Elder() || w.Left != 2*rules.Visit {
		t.Errorf("step %d, %d s", w.Text, w.Left)
	}
	w.press("text-size").send(smaller, smaller).press("done", "alive")
	if w.Text != 2 || w.Left != rules.Visit {
		t.Errorf("back at step %d, %d s", w.Text, w.Left)
	}
}

// What goes on behind the page of text size and contrast goes on, and nothing
// of it is left for the next visitor.
func TestLookLiesOverThePage(t *testing.T) {
	w := start(t).press("start").send(Touch{Do: "service", Arg: "queue"}).at(PageIdentify)
	w.press("text-size", "look-contrast", "look-low")
	w.send(CardSeen{ID: last[WatchCard](w).ID, State: CardPresent, Person: &young}).at(PageList)
	if !w.Look.Open || !w.Look.Contrast || !w.Look.LowReach {
		t.Fatalf("%+v", w.Look)
	}
	w.press("done").at(PageList).lift().press("home", "back")
	w.send(LeftSeen{ID: w.Leaving.Look, Card: drivers.MediaNotPresent}).at(PageAttract)
	if w.Look != (Look{}) {
		t.Errorf("the next visitor finds it so: %+v", w.Look)
	}
}

func TestClassThatAgeDoesNotTell(t *testing.T) {
	w := start(t)
	some := allWell
	some.Businesses = []Business{bdc}
	some.Businesses[0].Classes = append(slices.Clone(bdc.Classes), Class{Code: "veteran", Ahead: 1})
	w.send(WorldChanged{World: some}).withCard(young).send(Touch{Do: "business", Arg: "bdc"}).at(PageConfirm)
	w.press("class").at(PageQuestion).choose("elder").at(PageQuestion)
	w.choose("veteran").at(PageConfirm)
	w.send(PrinterChecked{ID: last[CheckPrinter](w).ID}).press("take")
	if r := last[Reserve](w); r.Priority != "veteran" {
		t.Fatalf("%+v", r)
	}
	w = start(t).send(WorldChanged{World: some}).withCard(old).send(Touch{Do: "business", Arg: "bdc"})
	if w.MayDeclare() {
		t.Error("who has a class by age is asked for another")
	}
}

func TestLeaveAndReturn(t *testing.T) {
	w := start(t).asking(young, "")
	w.send(Reserved{ID: last[Reserve](w).ID, Existing: true, Outcome: drivers.NotDone, Ticket: &Ticket{ID: "t1", Number: "A037", Business: bdc, Ahead: 8}})
	w.stage(PaperExisting).press("return").stage(PaperExisting)
	if count[Submit](w) != 0 {
		t.Fatal("came back without having been away")
	}
	w.press("leave").at(PageWorking)
	if o, ok := last[Submit](w).Order.(LeaveTicket); !ok || o.ID != "t1" {
		t.Fatalf("%+v", last[Submit](w))
	}
	w.send(Submitted{ID: last[Submit](w).ID, Answer: TicketMoved{Away: true, Ahead: 6}, Outcome: drivers.Done}).stage(PaperExisting)
	if !w.Ticket.Away || w.Ticket.Ahead != 6 || w.Ticket.Number != "A037" {
		t.Errorf("%+v", w.Ticket)
	}
	w.press("return").send(Submitted{ID: last[Submit](w).ID, Answer: TicketMoved{Ahead: 5}, Outcome: drivers.Done})
	if w.Ticket.Away {
		t.Error("still away")
	}
}
