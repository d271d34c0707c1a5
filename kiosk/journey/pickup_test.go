package journey

import (
	"slices"
	"testing"
	"time"

	"govkiosk/drivers"
)

var (
	deed    = Certificate{ID: "x11", Name: Words{Zh: "不动产权证书"}, Copies: 1, Place: PlaceCell, Cell: 11}
	licence = Certificate{ID: "x12", Name: Words{Zh: "食品经营许可证"}, Copies: 1, Place: PlaceCell, Cell: 12}
	permit  = Certificate{ID: "p1", Name: Words{Zh: "准予行政许可决定书"}, Copies: 1, Place: PlacePrint}
	later   = Certificate{ID: "m1", Name: Words{Zh: "居住证"}, Place: PlaceMaking, Expected: "2026-06-18"}
	listed  = []Certificate{deed, licence, permit, later}
)

// collecting walks to the list of certificates with a card on the reader.
func collecting(t *testing.T) *walk {
	t.Helper()
	w := start(t)
	w.World.Offers = map[string]bool{"pickup": true}
	w.World.Doors = map[int]Door{11: DoorClosed, 12: DoorClosed, 30: DoorClosed}
	w.press("start").send(Touch{Do: "service", Arg: "pickup"}).at(PageIdentify)
	id := last[WatchCard](w).ID
	w.send(CardSeen{ID: id, State: CardPresent, Person: &young}).at(PageWorking)
	if q := last[Ask](w).Query.(FindCertificates); q.Person.Number != young.Number || q.Code != "" {
		t.Fatalf("%+v", q)
	}
	return w.send(Answered{ID: last[Ask](w).ID, Answer: CertificatesFound{Certificates: listed}}).at(PagePickup)
}

// granted walks to the first certificate of those that are ticked.
func (w *walk) granted() *walk {
	w.t.Helper()
	w.press("take").at(PageWorking)
	order := last[Submit](w).Order.(TakeCertificates)
	var hand []Handout
	for _, c := range listed {
		if slices.Contains(order.Certificates, c.ID) {
			hand = append(hand, Handout{Certificate: c.ID, Name: c.Name, Cell: c.Cell})
		}
	}
	return w.send(Submitted{ID: last[Submit](w).ID, Outcome: drivers.Done, Answer: LeaveGiven{Pickup: "pk", Handouts: hand}})
}

func (w *walk) opened(o drivers.Outcome, why Reason) *walk {
	w.t.Helper()
	e := last[OpenCell](w)
	if o == drivers.Done {
		w.send(DoorSeen{Cell: e.Cell, Door: DoorOpen})
	}
	return w.send(CellOpened{ID: e.ID, Cell: e.Cell, Outcome: o, Reason: why})
}

func (w *walk) shut(cell int) *walk { return w.send(DoorSeen{Cell: cell, Door: DoorClosed}) }

func (w *walk) cell(n int, stage CellStage) *walk {
	w.t.Helper()
	w.at(PageCell)
	if h, _ := w.Handing(); h.Cell != n || w.Pickup.Stage != stage {
		w.t.Fatalf("cell %d %q, want %d %q", h.Cell, w.Pickup.Stage, n, stage)
	}
	return w
}

func (w *walk) toldAs(as HandoutEnd, why string) *walk {
	w.t.Helper()
	if e := last[TellHandout](w); e.As != as || e.Why != why || e.Pickup != "pk" {
		w.t.Fatalf("told %+v, want %s %s", e, as, why)
	}
	return w
}

func TestTwoCellsAndAPrint(t *testing.T) {
	w := collecting(t)
	if !slices.Equal(w.Pickup.Chosen, []string{"x11", "x12", "p1"}) {
		t.Fatalf("ticked %v: all that is here, and nothing else", w.Pickup.Chosen)
	}
	w.granted().cell(11, CellOpening).opened(drivers.Done, "").cell(11, CellOpen)
	w.press("home", "back").cell(11, CellOpen) // an open door is not walked away from
	w.press("take").cell(11, CellOpen)
	if count[TellHandout](w) != 0 {
		t.Fatal("told as taken with the door open")
	}
	w.shut(11).toldAs(HandoutTaken, "").cell(12, CellOpening).opened(drivers.Done, "")
	w.shut(12).cell(12, CellOpen)
	if count[TellHandout](w) != 1 {
		t.Fatal("told as taken without the citizen's word")
	}
	w.press("take").toldAs(HandoutTaken, "").at(PagePrintout)
	print := last[PrintHandout](w)
	w.send(Printed{ID: print.ID, Outcome: drivers.Done}).at(PagePrintout)
	if count[TellHandout](w) != 2 {
		t.Fatal("told as taken while it is in the mouth")
	}
	w.send(MouthSeen{ID: w.Paper.Mouth, State: drivers.MediaPresent}).press("next").at(PagePrintout)
	w.send(MouthSeen{ID: w.Paper.Mouth, State: drivers.MediaNotPresent}).toldAs(HandoutTaken, "")
	if last[NoteGone](w).Certificate != "p1" {
		t.Error("that it was taken is not on record")
	}
	w.press("next").at(PageReceipt)
	w.send(PickupFinished{ID: last[FinishPickup](w).ID, Serial: "R-1"}).at(PageDone)
	if r := w.Done.Slip.(Receipt); len(r.Taken) != 3 || len(r.Left) != 0 || len(r.Later) != 1 || w.Done.Number != "R-1" {
		t.Errorf("%+v", r)
	}
	w.send(Printed{ID: last[PrintSlip](w).ID, Outcome: drivers.Done}).lift().press("done").at(PageAttract)
	if w.Pickup.Listed != nil || w.Person != nil {
		t.Error("something of the person is left")
	}
	if count[FinishPickup](w) != 1 {
		t.Error("the books were closed twice")
	}
}

func TestStuckDoorIsSaidAndTheNextOneOpens(t *testing.T) {
	w := collecting(t).granted().opened(drivers.NotDone, ReasonDoorStuck)
	w.cell(11, CellStuck).toldAs(HandoutLeft, "door-did-not-open")
	if count[CallHelp](w) != 1 {
		t.Error("nobody was called")
	}
	w.press("next").cell(12, CellOpening)
}

func TestWhatNobodySawGoesToAPerson(t *testing.T) {
	w := collecting(t).granted().opened(drivers.Unknown, ReasonCabinetAway).cell(11, CellUnsure)
	if count[TellHandout](w) != 0 {
		t.Fatal("decided while the door may still be seen")
	}
	w.press("next").toldAs(HandoutDoubt, "power-lost")
	w = collecting(t).granted().opened(drivers.Unknown, ReasonCabinetAway)
	w.send(DoorSeen{Cell: 11, Door: DoorOpen}).cell(11, CellOpen) // the line came back, and the door stands open
	if last[NoteOpened](w).Certificate != "x11" {
		t.Error("it is not on record")
	}
	w.press("take").shut(11).toldAs(HandoutTaken, "")
}

func TestEmptyCellIsReported(t *testing.T) {
	for id, want := range map[string]string{"empty": "empty", "wrong": "wrong-content"} {
		w := collecting(t).granted().opened(drivers.Done, "").press("empty").at(PageQuestion)
		w.send(Touch{Do: "choose", Arg: id}).cell(11, CellReported).toldAs(HandoutLeft, want)
		if count[CallHelp](w) != 1 {
			t.Error("nobody was called")
		}
		w.press("next").cell(12, CellShutFirst) // its door still stands open
		w.shut(11).cell(12, CellOpening)
	}
	w := collecting(t).granted().opened(drivers.Done, "").press("empty")
	w.send(Touch{Do: "choose", Arg: "mistake"}).cell(11, CellOpen).press("take").shut(11).toldAs(HandoutTaken, "")
}

func TestWhoWalksAwayFromAnOpenDoor(t *testing.T) {
	w := collecting(t).granted().opened(drivers.Done, "")
	w.lift().seconds(rules.Visit).at(PageLeaving).toldAs(HandoutDoubt, "citizen-left")
	if w.Leaving.Door != 11 || last[FinishPickup](w).ID != 0 || w.Person != nil || w.Pickup.Hand != nil {
		t.Fatalf("%+v %+v", w.Leaving, w.Pickup)
	}
	w.shut(11).at(PageAttract)
	w = collecting(t).granted().opened(drivers.Done, "").lift().seconds(rules.Visit + leavingPatience + 1).at(PageAttract)
	w.World.Offers = map[string]bool{"pickup": true}
	if got := w.Offered(ServicePickup); got != ReasonDoorOpen {
		t.Errorf("handed out with a door open: %q", got)
	}
	if got := w.shut(11).Offered(ServicePickup); got != "" {
		t.Errorf("withheld with all doors shut: %q", got)
	}
}

func TestDoorThatFellShutOpensOnceMore(t *testing.T) {
	w := collecting(t).granted().opened(drivers.Done, "").shut(11)
	for range openMost {
		w.press("reopen").cell(11, CellOpening).opened(drivers.Done, "").shut(11)
	}
	if w.press("reopen").cell(11, CellOpen); count[OpenCell](w) != 1+openMost {
		t.Errorf("opened %d times", count[OpenCell](w))
	}
}

func TestAgentBringsTheCode(t *testing.T) {
	w := collecting(t).press("for-other").at(PagePad)
	watch := last[WatchCode](w)
	if !slices.Equal(watch.Kinds, []CodeKind{CodePickup}) {
		t.Fatalf("%+v", watch)
	}
	w.send(CodeSeen{ID: watch.ID}).at(PagePad) // some other code
	w.send(CodeSeen{ID: watch.ID, Kind: CodePickup, Text: "739204"}).at(PageWorking)
	if count[StopCode](w) == 0 {
		t.Error("the scanner stays lit")
	}
	if q := last[Ask](w).Query.(FindCertificates); q.Code != "739204" || q.Person.Number != young.Number {
		t.Fatalf("%+v: the agent's own card and the code", q)
	}
	w.send(Answered{ID: last[Ask](w).ID, Answer: CertificatesFound{Refused: ReasonUnknownCode}}).at(PagePad)
	if w.Pad.Problem != "unknown" || w.Pad.Value != "739204" {
		t.Errorf("%+v", w.Pad)
	}
	w.send(CodeSeen{ID: last[WatchCode](w).ID, Kind: CodePickup, Text: "739205"})
	w.send(Answered{ID: last[Ask](w).ID, Answer: CertificatesFound{Holder: "张*三", Certificates: []Certificate{deed}}}).at(PagePickup)
	w.press("take")
	if o := last[Submit](w).Order.(TakeCertificates); o.Code != "739205" || !slices.Equal(o.Certificates, []string{"x11"}) {
		t.Errorf("%+v", o)
	}
}

func TestCabinetThatIsAway(t *testing.T) {
	w := start(t)
	w.World.Offers = map[string]bool{"pickup": true}
	w.World.Cabinet = ReasonCabinetAway
	if got := w.Offered(ServicePickup); got != ReasonCabinetAway {
		t.Errorf("offered: %q", got)
	}
	w = collecting(t)
	away := w.World
	away.Cabinet = ReasonCabinetAway
	w.send(WorldChanged{World: away}).granted().at(PagePrintout)
	w = collecting(t).press("take")
	w.send(WorldChanged{World: away})
	w.send(Submitted{ID: last[Submit](w).ID, Outcome: drivers.Done, Answer: LeaveGiven{Pickup: "pk", Handouts: []Handout{{Certificate: "x11", Cell: 11}}}})
	w.cell(11, CellAway).toldAs(HandoutLeft, "skipped")
	if count[OpenCell](w) != 0 {
		t.Error("a coil was asked for without a cabinet")
	}
}

func TestPrintThatDidNotCome(t *testing.T) {
	ask := func() *walk {
		w := collecting(t)
		w.send(Touch{Do: "item", Arg: "x11"}, Touch{Do: "item", Arg: "x12"}).granted().at(PagePrintout)
		return w.send(Printed{ID: last[PrintHandout](w).ID, Outcome: drivers.Unknown})
	}
	ask().press("yes").toldAs(HandoutTaken, "")
	ask().press("no").toldAs(HandoutLeft, "not-printed").press("next").at(PageReceipt)
	ask().lift().seconds(rules.Visit+rules.Extend).toldAs(HandoutDoubt, "not-printed").at(PageAttract)
}

// printing walks to a certificate that stands in the mouth.
func printing(t *testing.T) *walk {
	t.Helper()
	w := collecting(t)
	w.send(Touch{Do: "item", Arg: "x11"}, Touch{Do: "item", Arg: "x12"}).granted().at(PagePrintout)
	return w.send(Printed{ID: last[PrintHandout](w).ID, Outcome: drivers.Done})
}

// A printed certificate is collected once a hand has it, and never before.
func TestPrintThatNobodyTook(t *testing.T) {
	w := printing(t)
	w.send(MouthSeen{ID: w.Paper.Mouth, State: drivers.MediaRetracted}).toldAs(HandoutLeft, "not-taken").at(PagePrintout)
	if last[NoteBack](w).Certificate != "p1" || w.Paper.Reason != ReasonSlipKept {
		t.Errorf("%+v", w.Paper)
	}
	w = printing(t)
	w.send(MouthSeen{ID: w.Paper.Mouth, State: drivers.MediaPresent}).press("home").toldAs(HandoutDoubt, "not-taken")
	w = printing(t) // a mouth without a sensor
	w.send(MouthSeen{ID: w.Paper.Mouth, State: drivers.MediaUnknown}).seconds(rules.Take).toldAs(HandoutTaken, "")
	w = printing(t)
	w.send(MouthSeen{ID: w.Paper.Mouth, State: drivers.MediaUnknown}).press("next").toldAs(HandoutTaken, "")
	if last[NoteSays](w).Says != SaysAllTaken {
		t.Error("it is told as taken on nobody's word")
	}
}

// apart is the world without the network, in which cells may be opened.
func apart() World {
	w := allWell
	w.Offers, w.Network = map[string]bool{"pickup": true}, ReasonNetwork
	w.Doors = map[int]Door{11: DoorClosed, 12: DoorClosed, 30: DoorClosed}
	w.Offline.Cells = noon.Add(-time.Hour)
	return w
}

// collectingAway walks to what the list of cells has of the card's holder.
func collectingAway(t *testing.T) *walk {
	t.Helper()
	w := start(t).send(WorldChanged{World: apart()})
	w.press("start").send(Touch{Do: "service", Arg: "pickup"}).at(PageIdentify)
	w.send(CardSeen{ID: last[WatchCard](w).ID, State: CardPresent, Person: &young}).at(PageWorking)
	if q := last[Ask](w).Query.(FindCertificates); !q.Away {
		t.Fatal("it waits for a hall that is not there")
	}
	return w.answer(CertificatesFound{Certificates: []Certificate{deed, licence}, Kept: noon.Add(-time.Hour)}).at(PagePickup)
}

func TestPickupWithoutTheNetwork(t *testing.T) {
	w := collectingAway(t)
	if w.press("for-other").at(PagePickup); count[WatchCode](w) > 0 {
		t.Error("an agent's code is taken, and nobody can check it")
	}
	w.press("take").at(PageWorking)
	if o := last[Submit](w).Order.(TakeCertificates); !o.Away {
		t.Error("the hall's leave is waited for")
	}
	given := LeaveGiven{Pickup: "pk", Handouts: []Handout{{Certificate: "x11", Cell: 11}}, Away: true, Serial: "3F2A91BC", Link: "https://hall.example/k/1"}
	w.send(Submitted{ID: last[Submit](w).ID, Outcome: drivers.Done, Answer: given}).opened(drivers.Done, "").press("take").shut(11)
	w.toldAs(HandoutTaken, "").at(PageReceipt)
	if !last[FinishPickup](w).Away {
		t.Error("the hall's receipt is waited for")
	}
	w.send(PickupFinished{ID: last[FinishPickup](w).ID}).at(PageDone)
	if r := w.Done.Slip.(Receipt); !r.Away || r.Serial != given.Serial || r.Link != given.Link || w.Done.Link != given.Link {
		t.Errorf("%+v", r)
	}
}

// Without the network it is offered only with a list that may be used, and to
// who has a card.
func TestPickupIsNotOfferedWithoutAList(t *testing.T) {
	w := start(t)
	for name, c := range map[string]struct {
		change func(*World)
		want   Reason
	}{
		"with a list":    {func(*World) {}, ""},
		"without a list": {func(w *World) { w.Offline.Cells = time.Time{} }, ReasonNetwork},
		"starting":       {func(w *World) { w.Network = ReasonStarting }, ReasonStarting},
		"no reader":      {func(w *World) { w.Reader = ReasonReaderAway }, ReasonReaderAway},
		"an open door":   {func(w *World) { w.Doors = map[int]Door{30: DoorOpen} }, ReasonDoorOpen},
	} {
		world := apart()
		c.change(&world)
		if got := w.send(WorldChanged{World: world}).Offered(ServicePickup); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
