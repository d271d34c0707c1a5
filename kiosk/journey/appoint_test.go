package journey

import (
	"testing"
	"time"

	"govkiosk/drivers"
)

var (
	bookWell = func() World {
		w := allWell
		w.Offers = map[string]bool{"queue": true, "checkin": true, "appoint": true}
		return w
	}()
	transfer = Business{Code: "bdc", Name: Words{Zh: "不动产转移登记"}, Department: "house", Initials: []string{"bdczydj"}}
	bookable = Bookable{
		Places: []Place{{Code: "hall", Name: Words{Zh: "政务服务中心"}}, {Code: "town", Name: Words{Zh: "稻地镇"}}},
		At:     map[string][]string{"bdc": {"hall", "town"}, "sb": {"hall"}},
		Items:  Catalogue{Departments: []Department{{Code: "house"}, {Code: "care"}}, Businesses: []Business{transfer, shebao}},
	}
	nine    = time.Date(2026, 6, 17, 9, 0, 0, 0, time.UTC)
	theirs  = Booking{ID: "b1", Code: "LN7K3Q", Status: "booked", Item: "bdc", Name: transfer.Name, Place: "hall", From: nine, Until: nine.Add(30 * time.Minute), Changes: 2}
	days    = []Day{{Date: "2026-06-17", Left: 3}, {Date: "2026-06-18"}, {Date: "2026-07-01", Left: 1}}
	theDay  = []Slot{{ID: "s1", From: nine, To: nine.Add(30 * time.Minute), Left: 2}, {ID: "s2", Left: 0}}
	noneYet = BookingsFound{}
)

// at walks to the first page of a service, with a card on the reader.
func (w *walk) begun(s Service, p Person) *walk {
	w.t.Helper()
	w.send(WorldChanged{World: bookWell})
	w.press("start").send(Touch{Do: "service", Arg: string(s)}).at(PageIdentify)
	w.send(CardSeen{ID: last[WatchCard](w).ID, State: CardPresent, Person: &p})
	return w.at(PageWorking)
}

// choosing walks to the calendar of a transfer at the hall.
func choosing(t *testing.T) *walk {
	t.Helper()
	w := start(t).begun(ServiceAppoint, young).answer(noneYet).answer(BookableFound{bookable}).at(PageList)
	w.send(Touch{Do: "business", Arg: "bdc"}).choose("hall")
	return w.answer(DaysFound{days}).at(PageCalendar)
}

// deciding walks to the last look before the slot is taken.
func deciding(t *testing.T) *walk {
	t.Helper()
	w := choosing(t).send(Touch{Do: "day", Arg: "2026-06-17"})
	w.answer(SlotsFound{"2026-06-17", theDay}).at(PageCalendar)
	return w.send(Touch{Do: "slot", Arg: "s1"}, Touch{Do: "next"}).at(PageBooking)
}

func TestBookASlot(t *testing.T) {
	w := deciding(t).press("take")
	order, ok := last[Submit](w).Order.(Book)
	if !ok || order.Slot != "s1" || order.Place != "hall" || order.Person.Number != young.Number {
		t.Fatalf("%+v", last[Submit](w))
	}
	w.send(Submitted{ID: last[Submit](w).ID, Answer: BookingMade{theirs}, Outcome: drivers.Done}).at(PageDone)
	slip, ok := last[PrintSlip](w).Slip.(BookingSlip)
	if !ok || slip.Booking.Code != "LN7K3Q" || w.Done.Number != "LN7K3Q" {
		t.Fatalf("%+v, %+v", last[PrintSlip](w), w.Done)
	}
	w.lift().send(Printed{ID: last[PrintSlip](w).ID, Outcome: drivers.Done})
	w.send(MouthSeen{ID: w.Paper.Mouth, State: drivers.MediaNotPresent}).press("done").at(PageAttract)
	if w.Appoint.Booking != nil || w.Appoint.Item != nil || w.Person != nil {
		t.Errorf("something is left: %+v", w.Appoint)
	}
}

func TestSlotThatWentToSomebodyElse(t *testing.T) {
	w := deciding(t).press("take")
	w.send(Submitted{ID: last[Submit](w).ID, Reason: ReasonSlotTaken, Outcome: drivers.NotDone})
	w.answer(DaysFound{days}).at(PageCalendar)
	if !w.Appoint.Taken || w.Appoint.Slot != "" {
		t.Errorf("the page does not say why another day is asked for: %+v", w.Appoint)
	}
	if count[Undo](w) != 0 {
		t.Error("what the hall refused was undone")
	}
}

func TestLostBookingIsAskedForUnderTheSameKey(t *testing.T) {
	w := deciding(t).press("take")
	w.send(Submitted{ID: last[Submit](w).ID, Key: "k7", Reason: ReasonSlow, Outcome: drivers.Unknown}).at(PageWorking)
	if !w.Call.Unsure() {
		t.Error("the page says that nothing was done, which nobody knows")
	}
	w.press("retry")
	if last[Submit](w).Key != "k7" {
		t.Fatalf("asked anew: %+v", last[Submit](w))
	}
	w.press("cancel").at(PageBooking)
	if u := last[Undo](w); u.Submit == 0 && u.Key != "k7" {
		t.Errorf("left, and the hall may have booked: %+v", u)
	}
}

func TestChangeAndGiveUp(t *testing.T) {
	w := start(t).begun(ServiceAppoint, young).answer(BookingsFound{[]Booking{theirs}}).choose("b1").at(PageBooking)
	w.press("change").answer(DaysFound{days}).send(Touch{Do: "day", Arg: "2026-07-01"})
	w.answer(SlotsFound{"2026-07-01", theDay}).send(Touch{Do: "slot", Arg: "s1"}, Touch{Do: "next"}).press("take")
	if order, ok := last[Submit](w).Order.(MoveBooking); !ok || order.ID != "b1" || order.Slot != "s1" {
		t.Fatalf("%+v", last[Submit](w))
	}
	w.send(Submitted{ID: last[Submit](w).ID, Answer: BookingMade{theirs}, Outcome: drivers.Done}).at(PageDone)

	w = start(t).begun(ServiceAppoint, young).answer(BookingsFound{[]Booking{theirs}}).choose("b1")
	w.press("cancel").choose("no").at(PageBooking)
	w.press("cancel").choose("yes")
	if order, ok := last[Submit](w).Order.(CancelBooking); !ok || order.ID != "b1" {
		t.Fatalf("%+v", last[Submit](w))
	}
	gone := theirs
	gone.Status = "cancelled"
	w.send(Submitted{ID: last[Submit](w).ID, Answer: BookingMade{gone}, Outcome: drivers.Done}).at(PageDone)
	if count[PrintSlip](w) != 0 {
		t.Error("an appointment that is no more was printed")
	}
}

// Back undoes one step at a time, down to the home page.
func TestBackFromBooking(t *testing.T) {
	w := deciding(t)
	for _, want := range []Page{PageCalendar, PageCalendar, PageQuestion, PageList, PageHome} {
		w.press("back").at(want)
	}
	if w.Appoint.Item != nil {
		t.Errorf("home, and something is half done: %+v", w.Appoint)
	}
}

func TestMonthsWithoutDaysAreNotShown(t *testing.T) {
	w := choosing(t).send(Touch{Do: "month", Arg: "back"})
	if w.Appoint.Month != "2026-06" {
		t.Errorf("before the first day: %s", w.Appoint.Month)
	}
	w.send(Touch{Do: "month", Arg: "next"}, Touch{Do: "month", Arg: "next"})
	if w.Appoint.Month != "2026-07" {
		t.Errorf("after the last day: %s", w.Appoint.Month)
	}
	w.send(Touch{Do: "day", Arg: "2026-06-18"})
	if w.Page != PageCalendar || count[Ask](w) != 3 {
		t.Error("a full day was asked for")
	}
}

func TestCheckInIsANumberLikeAnyOther(t *testing.T) {
	w := start(t).begun(ServiceCheckin, young).answer(BookingsFound{[]Booking{theirs}}).at(PageConfirm)
	w.send(PrinterChecked{ID: last[CheckPrinter](w).ID}).press("take")
	r := last[Reserve](w)
	if r.Booking == nil || r.Booking.ID != "b1" || r.Person.Number != young.Number {
		t.Fatalf("%+v", r)
	}
	w.send(Reserved{ID: r.ID, Key: "k1", Outcome: drivers.Done, Ticket: &Ticket{ID: "t1", Key: "k1", Number: "Y003", Business: transfer}})
	w.stage(PaperPrinting)
	w.send(Printed{ID: last[Print](w).ID, Outcome: drivers.NotDone, Reason: "cutter"}).stage(PaperNone)
	if last[Settle](w).As != SettleETicket {
		t.Errorf("%+v", last[Settle](w))
	}
}

func TestCheckInByCode(t *testing.T) {
	w := start(t).send(WorldChanged{World: bookWell}).press("start").send(Touch{Do: "service", Arg: "checkin"})
	w.press("by-code").at(PagePad)
	for _, c := range "ln7k3q" {
		w.send(Touch{Do: "key", Arg: string(c)})
	}
	w.press("next")
	if q := last[Ask](w).Query.(FindBookings); q.Code != "LN7K3Q" || q.Person != nil || !q.Today {
		t.Fatalf("%+v", q)
	}
	w.answer(BookingsFound{[]Booking{theirs}}).at(PageConfirm)
	w.send(PrinterChecked{ID: last[CheckPrinter](w).ID}).press("take")
	if r := last[Reserve](w); r.Code != "LN7K3Q" || r.Person.Source != SourceNone {
		t.Fatalf("%+v", r)
	}
	w.send(Reserved{ID: last[Reserve](w).ID, Reason: ReasonTooLate, Outcome: drivers.NotDone}).at(PageNotice)
	w.press("back").at(PageHome)
	if w.Checkin.Code != "" {
		t.Error("the code is still known")
	}
}

func TestEarlyIsSaidBeforeTheHallIsAsked(t *testing.T) {
	early := theirs
	early.CheckInFrom = noon.Add(time.Hour)
	w := start(t).begun(ServiceCheckin, young).answer(BookingsFound{[]Booking{early}}).at(PageQuestion)
	if w.Question.Choices[0].Reason != ReasonTooEarly {
		t.Errorf("%+v", w.Question)
	}
	w.choose("b1").at(PageQuestion)
}

func TestNoBookingLeadsOn(t *testing.T) {
	w := start(t).begun(ServiceCheckin, young).answer(noneYet).choose("queue").at(PageList)
	if w.Service != ServiceQueue || w.Person == nil {
		t.Error("the card that was just read is asked for again")
	}
}

func TestAnotherBookingIsNotTheOneLookedAtBefore(t *testing.T) {
	w := start(t).begun(ServiceAppoint, young).answer(BookingsFound{[]Booking{theirs}}).choose("b1").press("back").choose("new")
	w.answer(BookableFound{bookable}).send(Touch{Do: "business", Arg: "sb"}).answer(DaysFound{days}).send(Touch{Do: "day", Arg: "2026-06-17"})
	w.answer(SlotsFound{"2026-06-17", theDay}).send(Touch{Do: "slot", Arg: "s1"}, Touch{Do: "next"}).at(PageBooking)
	if w.press("take"); count[Submit](w) != 1 || last[Submit](w).Order.(Book).Item != "sb" {
		t.Errorf("the key works on %+v", w.Appoint.Booking)
	}
}

func TestNothingIsMovedBeforeATimeIsChosen(t *testing.T) {
	w := start(t).begun(ServiceAppoint, young).answer(BookingsFound{[]Booking{theirs}}).choose("b1").press("change", "cancel").at(PageBooking)
	if w.press("take"); count[Submit](w) != 0 {
		t.Fatalf("moved to nowhere: %+v", last[Submit](w))
	}
	w.press("back").choose("new").answer(BookableFound{bookable}).send(Touch{Do: "business", Arg: "sb"})
	if w.Appoint.Moving {
		t.Error("a new appointment would move the old one")
	}
}

// A card that lies there is not read a second time: the page that waits for
// one would wait for ever.
func TestBackFromCheckInDoesNotWaitForACardThatWasRead(t *testing.T) {
	start(t).begun(ServiceCheckin, young).answer(BookingsFound{[]Booking{theirs}}).at(PageConfirm).press("back").at(PageHome)
	start(t).begun(ServiceCheckin, young).answer(noneYet).at(PageQuestion).press("back").at(PageHome)
	w := start(t).begun(ServiceCheckin, young).answer(BookingsFound{[]Booking{theirs}}).lift().press("back").at(PageIdentify)
	if w.Person != nil || w.Checkin.Found != nil {
		t.Errorf("a code typed now would be taken for %+v", w.Person)
	}
}
