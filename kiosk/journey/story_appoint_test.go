package journey

func checkinStory() story {
	return story{says: func(call any) []said {
		q, ok := call.(FindBookings)
		if !ok || !q.Today {
			return nil
		}
		other := theirs
		other.ID, other.Code = "b2", "LN9P2R"
		early := theirs
		early.CheckInFrom = noon.AddDate(0, 0, 1)
		return []said{
			{what: "a booking", answer: BookingsFound{[]Booking{theirs}}},
			{what: "two bookings", answer: BookingsFound{[]Booking{theirs, other}}},
			{what: "one that is too early", answer: BookingsFound{[]Booking{early}}},
			{what: "no bookings", answer: noneYet},
			{what: "too many tries", why: ReasonTooMany},
		}
	}}
}

func appointStory() story {
	return story{
		says: appointSays,
		keys: func(s State) []Touch {
			if s.Page != PageCalendar {
				return nil
			}
			return []Touch{{Do: "day", Arg: "2026-06-17"}, {Do: "slot", Arg: "s1"}}
		},
		sub: func(s State) string {
			switch {
			case s.Page == PageCalendar && s.Appoint.Date == "":
				return "day"
			case s.Page == PageCalendar && s.Appoint.Slot != "":
				return "time chosen"
			case s.Page == PageCalendar:
				return "time"
			case s.Page == PageBooking && s.Appoint.Slot == "":
				return "stands"
			case s.Page == PageBooking && s.Appoint.Moving:
				return "moves"
			case s.Page == PageBooking:
				return "new"
			}
			return ""
		},
	}
}

func appointSays(call any) []said {
	gone := theirs
	gone.Status = "cancelled"
	many := bookable
	many.Items.Departments = make([]Department, departmentsMost+1)
	copy(many.Items.Departments, bookable.Items.Departments)
	switch q := call.(type) {
	case FindBookings:
		if q.Today {
			return nil
		}
		return []said{{what: "a booking", answer: BookingsFound{[]Booking{theirs}}}, {what: "no bookings", answer: noneYet}}
	case FindBookable:
		return []said{{what: "matters", answer: BookableFound{bookable}}, {what: "many departments", answer: BookableFound{many}}}
	case FindDays:
		return []said{{what: "days", answer: DaysFound{days}}, {what: "no days", answer: DaysFound{}}}
	case FindSlots:
		return []said{{what: "times", answer: SlotsFound{"2026-06-17", theDay}}, {what: "no times", answer: SlotsFound{Date: "2026-06-17"}}}
	case Book:
		return []said{
			{what: "booked", answer: BookingMade{theirs}},
			{what: "slot taken", why: ReasonSlotTaken},
			{what: "has one already", why: ReasonOneAlready},
		}
	case MoveBooking:
		return []said{{what: "moved", answer: BookingMade{theirs}}, {what: "slot taken", why: ReasonSlotTaken}, {what: "too late", why: ReasonTooLate}}
	case CancelBooking:
		return []said{{what: "given up", answer: BookingMade{gone}}, {what: "too late", why: ReasonTooLate}}
	}
	return nil
}
