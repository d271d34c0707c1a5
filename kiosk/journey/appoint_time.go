package journey

import (
	"slices"
	"time"
)

// toCalendar shows the days from the first one that can be had.
func (t *turn) toCalendar(days []Day) {
	t.Page = PageCalendar
	t.Appoint.Days, t.Appoint.Date, t.Appoint.Slot, t.Appoint.Slots = days, "", "", nil
	t.Appoint.Month = t.Now.Format("2006-01")
	if at := slices.IndexFunc(days, func(d Day) bool { return d.Left > 0 }); at >= 0 {
		t.Appoint.Month = days[at].Date[:len("2006-01")]
	}
	t.Left = t.allowance()
}

// Months are the first and the last month that the calendar has days in.
func (a Appoint) Months() (first, last string) {
	first, last = a.Month, a.Month
	for _, d := range a.Days {
		month := d.Date[:min(len("2006-01"), len(d.Date))]
		first, last = min(first, month), max(last, month)
	}
	return first, last
}

func (t *turn) touchAppoint(e Touch) {
	switch {
	case t.Page == PageCalendar:
		t.touchCalendar(e)
	case t.Page == PageBooking && t.Appoint.Standing() != nil:
		t.touchBooking(e)
	case t.Page == PageBooking:
		t.touchNewBooking(e)
	}
}

func (t *turn) touchCalendar(e Touch) {
	a := &t.Appoint
	switch e.Do {
	case "month":
		t.turnMonth(e.Arg)
	case "day":
		if e.Arg == "" {
			a.Date, a.Slot, a.Slots = "", "", nil
			return
		}
		t.pickDay(e.Arg)
	case "slot":
		if at := a.slot(e.Arg); at != nil && at.Left > 0 {
			a.Slot = e.Arg
		}
	case "next":
		if a.Slot != "" {
			t.Page = PageBooking
		}
	}
}

func (t *turn) turnMonth(way string) {
	month, err := time.Parse("2006-01", t.Appoint.Month)
	if err != nil {
		return
	}
	step := 1
	if way == "back" {
		step = -1
	}
	next := month.AddDate(0, step, 0).Format("2006-01")
	if first, last := t.Appoint.Months(); next >= first && next <= last {
		t.Appoint.Month = next
	}
}

func (t *turn) pickDay(date string) {
	if !slices.ContainsFunc(t.Appoint.Days, func(d Day) bool { return d.Date == date && d.Left > 0 }) {
		return
	}
	t.Appoint.Taken = false
	t.ask("slots", FindSlots{Place: t.Appoint.Place.Code, Item: t.Appoint.Item.Code, Date: date})
}

// slot is the one with that ID, of the day that was chosen.
func (a Appoint) slot(id string) *Slot {
	for _, s := range a.Slots {
		if s.ID == id {
			return &s
		}
	}
	return nil
}

// Standing is the appointment that the page shows as it stands; nil once a
// slot is chosen for a new one, or to move it to.
func (a Appoint) Standing() *Booking {
	if a.Slot != "" {
		return nil
	}
	return a.Booking
}

// Chosen is the slot that was chosen, nil before.
func (a Appoint) Chosen() *Slot { return a.slot(a.Slot) }

// touchBooking serves an appointment that stands.
func (t *turn) touchBooking(e Touch) {
	b := *t.Appoint.Booking
	switch e.Do {
	case "change":
		if b.Changes > 0 {
			t.Appoint.Moving = true
			t.Appoint.Item = &Business{Code: b.Item, Name: b.Name}
			t.pickedPlace(Place{Code: b.Place, Name: b.Where, Address: b.Address})
		}
	case "cancel":
		t.toQuestion(Question{Key: "cancel-booking", Choices: []Choice{
			{ID: "yes", Key: "cancel-booking-yes", Icon: "x"}, {ID: "no", Key: "cancel-booking-no", Icon: "calendar-check"},
		}})
	case "print":
		t.toDone(t.bookingDone("booked", b))
	}
}

// touchNewBooking serves the last look before a slot is taken.
func (t *turn) touchNewBooking(e Touch) {
	a := t.Appoint
	switch e.Do {
	case "take":
		if a.Moving {
			t.submit("move", MoveBooking{ID: a.Booking.ID, Slot: a.Slot})
			return
		}
		t.submit("book", Book{Slot: a.Slot, Item: a.Item.Code, Place: a.Place.Code, Person: *t.Person, For: a.For, Phone: a.Phone})
	case "by-phone":
		t.toPadFor(PadPhone, "sms")
	case "for-other":
		switch {
		case a.For != "":
			t.Appoint.For = ""
		case t.MayAct(ActBooking):
			t.toPadFor(PadIDNumber, "for")
		}
	}
}

// typedForBooking takes the phone for the message, or whom the appointment is
// for.
func (t *turn) typedForBooking(p Pad) {
	switch p.Key {
	case "sms":
		t.Appoint.Phone = p.Value
	case "for":
		t.Appoint.For = p.Value
	}
	t.Pad = Pad{}
	t.Page = PageBooking
}

// booked shows what came of it, and prints it.
func (t *turn) booked(a Answer) {
	made, ok := a.(BookingMade)
	if !ok {
		return
	}
	t.Appoint.Booking = &made.Booking
	switch {
	case made.Booking.Status == "cancelled":
		t.toDone(Done{Key: "booking-cancelled"})
	case t.Appoint.Moving:
		t.Appoint.Moving = false
		t.toDone(t.bookingDone("moved", made.Booking))
	default:
		t.toDone(t.bookingDone("booked", made.Booking))
	}
}

func (t *turn) bookingDone(key string, b Booking) Done {
	return Done{Key: key, Number: b.Code, Link: b.Link, Slip: BookingSlip{Booking: b, Person: *t.Person}}
}

// bookingRefused leads back to where another choice helps: somebody else has
// taken the slot meanwhile.
func (t *turn) bookingRefused(why Reason) bool {
	if why != ReasonSlotTaken || t.Appoint.Place == nil || t.Appoint.Item == nil {
		return false
	}
	t.Page, t.Appoint.Slot, t.Appoint.Taken = PageCalendar, "", true
	t.ask("days", FindDays{Place: t.Appoint.Place.Code, Item: t.Appoint.Item.Code})
	return true
}

// backFromAppoint undoes one step.
func (t *turn) backFromAppoint() {
	a := &t.Appoint
	switch {
	case t.Page == PagePad:
		t.Pad, t.Page = Pad{}, PageBooking
	case t.Page == PageBooking && a.Slot != "":
		t.Page = PageCalendar
	case t.Page == PageBooking:
		t.askMine()
	case t.Page == PageCalendar && a.Date != "":
		a.Date, a.Slot, a.Slots = "", "", nil
	case t.Page == PageCalendar && a.Moving:
		a.Moving, a.Item, a.Place = false, nil, nil
		t.toBooking(a.Booking)
	case t.Page == PageCalendar && len(a.Bookable.PlacesOf(a.Item.Code)) > 1:
		t.pickedItem(*a.Item)
	case t.Page == PageCalendar, t.Page == PageQuestion && t.Question.Key == "place":
		t.toMatters(a.Department)
	case t.Page == PageList && len(a.Bookable.Items.Departments) > departmentsMost:
		t.askDepartment()
	case t.Page == PageQuestion && t.Question.Key == "cancel-booking":
		t.toBooking(a.Booking)
	case t.Page != PageQuestion && len(a.Mine) > 0, t.Page == PageQuestion && t.Question.Key == "department" && len(a.Mine) > 0:
		t.askMine()
	default:
		t.toHome()
	}
}
