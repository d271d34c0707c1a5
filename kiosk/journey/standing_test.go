package journey

import "testing"

// ruled is a terminal that works, under a rule of its own.
func ruled(t *testing.T, change func(*World)) *walk {
	w := start(t)
	world := allWell
	change(&world)
	return w.send(WorldChanged{World: world})
}

// The largest type is proposed to who is old enough, once, and nothing changes
// before they say so.
func TestLargeTypeIsProposedAndNotImposed(t *testing.T) {
	elders := func(w *World) { w.Rules.ElderAge = 65 }
	w := ruled(t, elders).press("start").send(Touch{Do: "service", Arg: "queue"})
	w.send(CardSeen{At: At{noon}, ID: last[WatchCard](w).ID, State: CardPresent, Person: &old}).at(PageList)
	if !w.Look.Propose || w.Text != rules.Text {
		t.Fatalf("proposed %v, type %d", w.Look.Propose, w.Text)
	}
	w.send(Touch{Do: "business", Arg: "bdc"}).at(PageList) // it lies under the question
	w.choose("as-is")
	if w.Look.Propose || w.Elder() {
		t.Error("who would not have it has it")
	}
	w.press("home").send(Touch{Do: "service", Arg: "queue"})
	if w.Look.Propose {
		t.Error("asked twice in one visit")
	}
}

func TestLargeTypeThatIsWantedDoublesTheTime(t *testing.T) {
	w := ruled(t, func(w *World) { w.Rules.ElderAge = 65 }).press("start").send(Touch{Do: "service", Arg: "queue"})
	w.send(CardSeen{At: At{noon}, ID: last[WatchCard](w).ID, State: CardPresent, Person: &old}).choose("elder").at(PageList)
	if !w.Elder() || w.Left != 2*rules.Visit {
		t.Errorf("type %d, %d s", w.Text, w.Left)
	}
}

func TestNobodyElseIsAskedForLargeType(t *testing.T) {
	for name, change := range map[string]func(*World){
		"young":   func(w *World) { w.Rules.ElderAge = 65 },
		"no rule": func(w *World) {},
	} {
		p := young
		if name == "no rule" {
			p = old
		}
		w := ruled(t, change).press("start").send(Touch{Do: "service", Arg: "queue"})
		w.send(CardSeen{At: At{noon}, ID: last[WatchCard](w).ID, State: CardPresent, Person: &p})
		if w.Look.Propose {
			t.Errorf("%s: asked", name)
		}
	}
}

func TestWalkingAwayFromTheProposalLeadsToRest(t *testing.T) {
	w := ruled(t, func(w *World) { w.Rules.ElderAge = 65 }).press("start").send(Touch{Do: "service", Arg: "queue"})
	w.send(CardSeen{At: At{noon}, ID: last[WatchCard](w).ID, State: CardPresent, Person: &old}).lift()
	w.seconds(2 * rules.Visit).at(PageAttract)
	if w.Look != (Look{}) {
		t.Errorf("left of the visit: %+v", w.Look)
	}
}

func TestWhileTheHallIsClosed(t *testing.T) {
	closed := func(outside map[Service]bool) *walk {
		return ruled(t, func(w *World) { w.Hall, w.Rules.Outside = ReasonClosed, outside })
	}
	w := closed(nil).press("start").at(PageHome)
	if w.Offered(ServiceQueue) != ReasonClosed || w.Offered(ServiceGuide) != "" {
		t.Error("without a rule, what needs no clerk is offered")
	}
	w = closed(map[Service]bool{ServiceInquiry: true}).press("start").at(PageHome)
	if w.Offered(ServiceGuide) != ReasonClosed || w.Offered(ServiceInquiry) != "" {
		t.Error("what is offered is not what the rule says")
	}
	closed(map[Service]bool{}).press("start", "help", "language").at(PageAttract) // closed with the hall
}

// A hall that closes takes no matter away that is under way.
func TestTheDayEndsInAVisit(t *testing.T) {
	w := start(t).withCard(young).send(Touch{Do: "business", Arg: "bdc"}).at(PageConfirm)
	w.send(PrinterChecked{ID: last[CheckPrinter](w).ID})
	w.send(world(func(w *World) { w.Hall, w.Rules.Outside = ReasonClosed, map[Service]bool{} })).at(PageConfirm)
	w.press("take")
	w.send(Reserved{ID: last[Reserve](w).ID, Reason: ReasonClosed}).at(PageNotice).press("home").at(PageHome)
	if w.Offered(ServiceQueue) != ReasonClosed {
		t.Error("a closed hall is offered")
	}
}

func TestNoMoreNumbersBeforeTheDoorsClose(t *testing.T) {
	w := ruled(t, func(w *World) { w.Rules.LastCall = true })
	if w.Offered(ServiceQueue) != ReasonCutOff || w.Offered(ServiceInquiry) != "" {
		t.Error("the last number has been given out")
	}
}

func TestWhoMayActForWhomIsARule(t *testing.T) {
	nobody := map[Acting]Deputy{ActBooking: {}, ActPickup: {}}
	w := deciding(t)
	w.World.Rules.Acting = nobody
	w.press("for-other").at(PageBooking)
	w.World.Rules.Acting = nil
	w.press("for-other").at(PagePad)
	w = collecting(t)
	w.World.Rules.Acting = nobody
	w.press("for-other").at(PagePickup)
}

func TestACoveredNumberStaysCovered(t *testing.T) {
	w := ruled(t, func(w *World) { w.Rules.Covered = true }).press("start").send(Touch{Do: "service", Arg: "queue"})
	w.press("by-number").write("1302").press("reveal")
	if w.Pad.Reveal {
		t.Error("it is shown")
	}
}

func TestAWindowsProofIsToldBeforeTheClassIsChosen(t *testing.T) {
	w := ruled(t, func(w *World) {
		b := bdc
		b.Classes = []Class{{Code: "veteran"}}
		w.Businesses = []Business{b}
		w.Rules.Proofs = map[string]Words{"veteran": {Zh: "优待证"}}
	}).withCard(young).send(Touch{Do: "business", Arg: "bdc"})
	w.send(PrinterChecked{ID: last[CheckPrinter](w).ID}).press("class").at(PageQuestion)
	if w.Question.Choices[0].Detail.Zh != "优待证" {
		t.Errorf("%+v", w.Question.Choices)
	}
}
