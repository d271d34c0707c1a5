package journey

import "slices"

// Appoint is 预约办事: what is being booked, moved or given up.
type Appoint struct {
	Bookable Bookable
	Mine     []Booking // those of the person that still stand
	Booking  *Booking  // the one that is looked at, moved or just made
	Moving   bool      // Booking gets another time

	Department string
	Item       *Business
	Place      *Place
	Days       []Day
	Month      string // that is shown, 2026-06
	Date       string // that was chosen
	Slots      []Slot
	Slot       string // that was chosen
	Taken      bool   // the slot that was chosen before went to somebody else
	For        string // ID number of whom it is for; empty: the person
	Phone      string // for a message
}

// Pages of 预约办事.
const (
	PageCalendar Page = "calendar" // a day, then a time on it
	PageBooking  Page = "booking"  // an appointment that stands, or is about to be made
)

// departmentsMost is how many departments a list has chips for; where there
// are more, they are asked for first.
const departmentsMost = 8

func appointChapter() chapter {
	return chapter{
		offered: appointOffered,
		ways:    func(s State) Ways { return Ways{Number: s.Policy.Number} },
		begin:   func(t *turn) { t.ask("bookings", FindBookings{Person: t.Person}) },
		touch:   (*turn).touchAppoint,
		back:    (*turn).backFromAppoint,
		listed:  func(s State) Catalogue { return s.Appoint.Bookable.Items },
		picked:  (*turn).pickedItem,
		typed:   (*turn).typedForBooking,
		chose:   (*turn).choseInAppoint,
		answered: func(t *turn, a Answer) {
			switch a := a.(type) {
			case BookingsFound:
				t.foundMine(a.Bookings)
			case BookableFound:
				t.Appoint.Bookable = a.Bookable
				t.askDepartment()
			case DaysFound:
				t.toCalendar(a.Days)
			case SlotsFound:
				t.Appoint.Date, t.Appoint.Slots, t.Appoint.Slot = a.Date, a.Slots, ""
			}
		},
		submitted: (*turn).booked,
		refused:   (*turn).bookingRefused,
		clear: func(s *State) []string {
			held := s.Appoint.Item != nil || s.Appoint.Booking != nil || len(s.Appoint.Mine) > 0 || s.Appoint.For != "" || s.Appoint.Phone != ""
			s.Appoint = Appoint{}
			if held {
				return []string{"booking"}
			}
			return nil
		},
		again: func(t *turn) {
			t.Appoint = Appoint{}
			t.ask("bookings", FindBookings{Person: t.Person})
		},
	}
}

// appointOffered: without the hall there is no calendar, and an appointment
// belongs to somebody.
func appointOffered(s State) Reason {
	if s.World.Reader != "" && !s.Policy.Number {
		return s.World.Reader
	}
	return online(s)
}

// foundMine begins with the appointments that stand; who has none books one.
func (t *turn) foundMine(all []Booking) {
	t.Appoint.Mine = nil
	for _, b := range all {
		if b.Open() {
			t.Appoint.Mine = append(t.Appoint.Mine, b)
		}
	}
	if len(t.Appoint.Mine) == 0 {
		t.ask("bookable", FindBookable{})
		return
	}
	t.askMine()
}

func (t *turn) askMine() {
	q := Question{Key: "mine"}
	for _, b := range t.Appoint.Mine {
		q.Choices = append(q.Choices, Choice{ID: b.ID, Name: b.Name, Detail: b.when(), Icon: "calendar-check"})
	}
	q.Choices = append(q.Choices, Choice{ID: "new", Key: "another-booking", Icon: "calendar-plus"})
	t.toQuestion(q)
}

// askDepartment lists the departments where there are many, and their matters
// at once where there are few.
func (t *turn) askDepartment() {
	all := t.Appoint.Bookable.Items
	if len(all.Departments) <= departmentsMost {
		t.toMatters("")
		return
	}
	q := Question{Key: "department"}
	q.Choices = append(q.Choices, Choice{ID: "", Key: "all-departments", Icon: "search"})
	for _, d := range all.Departments {
		if slices.ContainsFunc(all.Businesses, func(b Business) bool { return b.Department == d.Code }) {
			q.Choices = append(q.Choices, Choice{ID: d.Code, Name: d.Name})
		}
	}
	t.toQuestion(q)
}

// pickedItem goes on to the place; one place alone is no question.
func (t *turn) pickedItem(b Business) {
	t.Appoint.Item, t.Appoint.Department = &b, t.List.Department
	places := t.Appoint.Bookable.PlacesOf(b.Code)
	if len(places) == 1 {
		t.pickedPlace(places[0])
		return
	}
	q := Question{Key: "place"}
	for _, p := range places {
		q.Choices = append(q.Choices, Choice{ID: p.Code, Name: p.Name, Detail: p.Address, Icon: "map-pin"})
	}
	t.toQuestion(q)
}

func (t *turn) pickedPlace(p Place) {
	t.Appoint.Place = &p
	t.ask("days", FindDays{Place: p.Code, Item: t.Appoint.Item.Code})
}

// choseInAppoint takes the answer to whatever was asked.
func (t *turn) choseInAppoint(ids []string) {
	id := ids[0]
	switch t.Question.Key {
	case "mine":
		if at := slices.IndexFunc(t.Appoint.Mine, func(b Booking) bool { return b.ID == id }); at >= 0 {
			b := t.Appoint.Mine[at]
			t.toBooking(&b)
			return
		}
		t.Appoint.Booking, t.Appoint.Moving = nil, false // it was only looked at
		t.ask("bookable", FindBookable{})
	case "department":
		t.toMatters(id)
	case "place":
		for _, p := range t.Appoint.Bookable.Places {
			if p.Code == id {
				t.pickedPlace(p)
				return
			}
		}
	case "cancel-booking":
		if id == "yes" {
			t.submit("cancel-booking", CancelBooking{ID: t.Appoint.Booking.ID})
			return
		}
		t.toBooking(t.Appoint.Booking)
	}
}

// toBooking shows an appointment that stands.
func (t *turn) toBooking(b *Booking) {
	t.Page, t.Appoint.Booking = PageBooking, b
	t.Appoint.Moving, t.Appoint.Slot = false, ""
	t.Left = t.allowance()
}
