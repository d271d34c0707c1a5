package kiosk

import (
	"time"

	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// appoint fills in the pages of 预约办事.
func (v Viewer) appoint(out *screens.View, s journey.State) {
	switch s.Page {
	case journey.PageCalendar:
		out.Screen, out.Calendar = screens.ScreenCalendar, calendar(s.Appoint)
		steps(out, s, 2)
	case journey.PageBooking:
		out.Screen, out.Sheet = screens.ScreenSheet, bookingSheet(s)
		steps(out, s, 3)
	}
}

func calendar(a journey.Appoint) *screens.Calendar {
	month, _ := time.Parse("2006-01", a.Month) // the zero time shows an empty month
	first, last := a.Months()
	out := &screens.Calendar{Month: month, Chosen: a.Date, Slot: a.Slot, Back: a.Month > first, More: a.Month < last, Taken: a.Taken}
	for _, d := range a.Days {
		out.Days = append(out.Days, screens.Day{Date: d.Date, Left: d.Left})
	}
	for _, slot := range a.Slots {
		out.Slots = append(out.Slots, screens.Slot{ID: slot.ID, From: clockOf(slot.From), To: clockOf(slot.To), Left: slot.Left})
	}
	return out
}

// clockOf writes a time of day as people say it: 9:30.
func clockOf(t time.Time) string { return t.Format("15:04") }

// bookingSheet is an appointment that stands, or one that is about to be made
// or moved.
func bookingSheet(s journey.State) *screens.Sheet {
	a := s.Appoint
	if b := a.Standing(); b != nil {
		return standing(*b)
	}
	out := &screens.Sheet{Key: "booking"}
	where := screens.Section{Key: "when", Lines: []screens.Line{{Key: "matter", Value: words(a.Item.Name)}}}
	if slot := a.Chosen(); slot != nil {
		where.Lines = append(where.Lines, whenLines(slot.From, slot.To)...)
	}
	where.Lines = append(where.Lines,
		screens.Line{Key: "place", Value: words(a.Place.Name)}, screens.Line{Key: "address", Value: words(a.Place.Address)})
	out.Sections = []screens.Section{where}
	if a.Moving {
		out.Key = "moving"
		out.Acts = []screens.SheetAct{{Do: screens.ActTake, Key: "move", Icon: "check", Primary: true}}
		return out
	}
	out.Sections = append(out.Sections, screens.Section{Key: "who", Lines: bookedBy(s)})
	out.Acts = bookingActs(s)
	return out
}

// bookedBy says who makes the appointment, for whom, and where the message
// goes.
func bookedBy(s journey.State) []screens.Line {
	a := s.Appoint
	who := person(s.World.Rules.Mask, s.Person)
	name := screens.Text{Zh: who.Name, En: who.Name}
	if who.Name == "" {
		name = screens.Text{Zh: who.Number, En: who.Number}
	}
	lines := []screens.Line{{Key: "holder", Value: name}}
	if a.For != "" {
		n := masked(s.World.Rules.Mask, &journey.Person{Number: a.For, Source: journey.SourceTyped})
		lines = append(lines, screens.Line{Key: "for", Value: screens.Text{Zh: n, En: n}, Source: words(s.World.Rules.Acting[journey.ActBooking].Needs)})
	}
	if a.Phone != "" {
		n := masked(s.World.Rules.Mask, &journey.Person{Number: a.Phone, Source: journey.SourcePhone})
		lines = append(lines, screens.Line{Key: "message", Value: screens.Text{Zh: n, En: n}})
	}
	return lines
}

func bookingActs(s journey.State) []screens.SheetAct {
	a := s.Appoint
	sms, other := "sms", "for-other"
	if a.Phone != "" {
		sms = "sms-on"
	}
	if a.For != "" {
		other = "for-self"
	}
	why := screens.ReasonNone
	if a.For == "" && !s.MayAct(journey.ActBooking) {
		why = screens.ReasonNoDeputy
	}
	return []screens.SheetAct{
		{Do: screens.ActPhone, Key: sms, Icon: "smartphone"},
		{Do: screens.ActOther, Key: other, Icon: "users-round", Reason: why},
		{Do: screens.ActTake, Key: "book", Icon: "check", Primary: true},
	}
}

// standing is an appointment that stands.
func standing(b journey.Booking) *screens.Sheet {
	lines := append([]screens.Line{{Key: "matter", Value: words(b.Name)}}, whenLines(b.From, b.Until)...)
	lines = append(lines, screens.Line{Key: "place", Value: words(b.Where)}, screens.Line{Key: "address", Value: words(b.Address)},
		screens.Line{Key: "code", Value: screens.Text{Zh: b.Code, En: b.Code}})
	change := screens.SheetAct{Do: screens.ActChange, Key: "change", Icon: "calendar-clock"}
	if b.Changes == 0 {
		change.Reason = screens.ReasonTooMany
	}
	out := &screens.Sheet{Key: "booked", Sections: []screens.Section{{Key: "when", Lines: lines}}, Acts: []screens.SheetAct{
		{Do: screens.ActCancel, Key: "cancel-booking", Icon: "x"}, change,
		{Do: screens.ActPrint, Key: "print", Icon: "printer", Primary: true},
	}}
	if b.Bring.Zh != "" {
		out.Sections = append(out.Sections, screens.Section{Key: "bring", Note: words(b.Bring)})
	}
	return out
}

func whenLines(from, until time.Time) []screens.Line {
	span := clockOf(from) + "–" + clockOf(until)
	return []screens.Line{
		{Key: "day", Value: screens.Text{Zh: from.Format("1月2日"), En: from.Format("2 January")}},
		{Key: "time", Value: screens.Text{Zh: span, En: span}},
	}
}

// bookingFacts are what the page says of an appointment that was just made.
func bookingFacts(s journey.State) []screens.Line {
	b := s.Appoint.Booking
	if b == nil {
		return nil
	}
	out := append(whenLines(b.From, b.Until), screens.Line{Key: "place", Value: words(b.Where)})
	if !b.CheckInFrom.IsZero() {
		span := clockOf(b.CheckInFrom) + "–" + clockOf(b.CheckInUntil)
		out = append(out, screens.Line{Label: screens.Matter("check-in"), Value: screens.Text{Zh: span, En: span}})
	}
	return out
}
