package journey

import "slices"

// Checkin is 预约签到: today's appointments of whoever is there.
type Checkin struct {
	Code  string // that they were found by, where nobody said who they are
	Found []Booking
}

func checkinChapter() chapter {
	return chapter{
		offered: checkinOffered,
		ways: func(s State) Ways {
			return Ways{Number: s.Policy.Number, Code: PadCode, For: "booking"}
		},
		begin: func(t *turn) { t.findToday(FindBookings{Person: t.Person, Today: true}) },
		back:  (*turn).leaveBookings,
		typed: func(t *turn, p Pad) {
			t.Pad = Pad{}
			t.Checkin.Code = p.Value
			t.findToday(FindBookings{Code: p.Value, Today: true})
		},
		codes: func(s State) []CodeKind {
			if s.Page == PageIdentify || s.Page == PagePad {
				return []CodeKind{CodeBooking, CodeSlip}
			}
			return nil
		},
		scanned: func(t *turn, e CodeSeen) {
			if e.Kind == CodeSlip {
				t.scannedSlip(e)
				return
			}
			t.stopCardUnlessPresent()
			t.Checkin.Code = e.Text
			t.findToday(FindBookings{Code: e.Text, Today: true})
		},
		chose:     (*turn).choseBooked,
		submitted: (*turn).ticketMoved,
		answered:  (*turn).foundToday,
		leave:     (*turn).leaveQueue,
		clear: func(s *State) []string {
			held := s.Checkin.Code != "" || len(s.Checkin.Found) > 0
			s.Checkin = Checkin{}
			if held {
				return []string{"bookings"}
			}
			return nil
		},
	}
}

// checkinOffered is as for a number: it is one, and its paper the same.
func checkinOffered(s State) Reason {
	switch {
	case s.World.Network != "":
		return s.World.Network
	case s.World.Printer != "" && !s.Policy.ETicket:
		return s.World.Printer
	}
	return ""
}

func (t *turn) findToday(q FindBookings) { t.ask("bookings-today", q) }

// foundToday asks which appointment it is; a single one that can be checked in
// now is no question.
func (t *turn) foundToday(a Answer) {
	if linked, ok := a.(LinkFound); ok {
		t.linked(linked)
		return
	}
	found, ok := a.(BookingsFound)
	if !ok {
		return
	}
	t.Checkin.Found = found.Bookings
	t.Left = t.allowance()
	if one := found.Bookings; len(one) == 1 && t.checkable(one[0]) == "" {
		t.toBooked(one[0])
		return
	}
	if len(found.Bookings) == 0 {
		t.toQuestion(Question{Key: "none-today", Choices: []Choice{
			{ID: "queue", Key: "take-number", Icon: "ticket", Reason: t.Offered(ServiceQueue)},
			{ID: "appoint", Key: "book-another-day", Icon: "calendar-plus", Reason: t.Offered(ServiceAppoint)},
			{ID: "again", Key: "look-again", Icon: "search"},
		}})
		return
	}
	t.askToday()
}

func (t *turn) askToday() {
	q := Question{Key: "today"}
	for _, b := range t.Checkin.Found {
		q.Choices = append(q.Choices, Choice{ID: b.ID, Name: b.Name, Detail: b.when(), Icon: "calendar-check", Reason: t.checkable(b)})
	}
	t.toQuestion(q)
}

// checkable says why an appointment cannot be checked in now; empty: it can,
// or the hall has to be asked.
func (t *turn) checkable(b Booking) Reason {
	switch {
	case !b.Open() && b.Status != "checked-in":
		return ReasonTooLate
	case !b.CheckInFrom.IsZero() && t.Now.Before(b.CheckInFrom):
		return ReasonTooEarly
	}
	return ""
}

func (t *turn) choseBooked(ids []string) {
	switch t.Question.Key {
	case "none-today":
		t.noneToday(ids[0])
	case "today":
		if at := slices.IndexFunc(t.Checkin.Found, func(b Booking) bool { return b.ID == ids[0] }); at >= 0 {
			t.toBooked(t.Checkin.Found[at])
		}
	}
}

// noneToday leads on to what helps who has no appointment here today.
func (t *turn) noneToday(id string) {
	if id == "again" {
		t.clearServices()
		t.Person = nil
		t.toIdentify()
		return
	}
	t.toHome()
	t.touchHome(Touch{Do: "service", Arg: id})
}

// toBooked asks whether to take the number of an appointment. From here on it
// is a number like any other.
func (t *turn) toBooked(b Booking) {
	if t.Person == nil {
		t.Person = &Person{Source: SourceNone}
	}
	t.toConfirm(Business{Code: b.Item, Name: b.Name, Area: b.Area, Windows: b.Windows})
	t.Confirm.Booking = &b
}

// backFromBooked leads from the number of an appointment back to the others.
func (t *turn) backFromBooked() {
	t.Choice = nil
	if t.Person != nil && t.Person.Source == SourceNone {
		t.Person = nil
	}
	if len(t.Checkin.Found) > 1 {
		t.askToday()
		return
	}
	t.leaveBookings()
}

// leaveBookings goes back to whose they are: what one way of asking has found
// is nothing to the next.
func (t *turn) leaveBookings() {
	t.Checkin = Checkin{}
	t.backToIdentify()
}
