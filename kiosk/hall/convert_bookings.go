package hall

import "govkiosk/kiosk/hall/api"

func (s *tally) place(a api.Place) Place {
	return Place{
		Code:        a.Code,
		Name:        words(a.Name),
		Kind:        codeOf[PlaceKind](s, "Place.kind", a.Kind),
		Area:        a.Area,
		Address:     words(a.Address),
		Departments: each(a.Departments, s.placeDepartment),
		Phone:       value(a.Phone),
		Hours:       notice(value(a.Hours)),
	}
}

func (s *tally) placeDepartment(a api.PlaceDepartment) PlaceDepartment {
	return PlaceDepartment{
		Code:  a.Code,
		Name:  words(a.Name),
		Short: words(a.Short),
	}
}

func (s *tally) departmentItems(a api.DepartmentItems) DepartmentItems {
	return DepartmentItems{
		Code:  a.Code,
		Name:  words(a.Name),
		Items: each(a.Items, s.bookableItem),
	}
}

func (s *tally) bookableItem(a api.BookableItem) BookableItem {
	return BookableItem{
		Code:     a.Code,
		Name:     words(a.Name),
		Bring:    notice(a.Bring),
		Initials: value(a.Initials),
		Aliases:  value(a.Aliases),
	}
}

func (s *tally) bookableDay(a api.BookableDay) BookableDay {
	return BookableDay{
		Date: a.Date,
		Open: a.Open,
		Left: a.Left,
		Why:  codeOf[DayReason](s, "BookableDay.why", value(a.Why)),
	}
}

func (s *tally) slot(a api.Slot) Slot {
	return Slot{
		ID:      a.ID,
		Time:    s.timeSlot(a.Time),
		Left:    a.Left,
		Windows: value(a.Windows),
	}
}

func (s *tally) timeSlot(a api.SlotTime) TimeSlot {
	return TimeSlot{
		From:  a.From,
		Until: a.Until,
	}
}

func (s *tally) booking(a api.Booking) Booking {
	return Booking{
		ID:           a.ID,
		Code:         a.Code,
		Status:       codeOf[BookingStatus](s, "Booking.status", a.Status),
		Item:         a.Item,
		Name:         words(a.Name),
		Place:        a.Place,
		PlaceName:    words(a.PlaceName),
		Address:      words(a.Address),
		Time:         s.timeSlot(a.Time),
		Bring:        notice(a.Bring),
		Link:         a.Link,
		Changes:      a.Changes,
		Slot:         value(a.Slot),
		Area:         words(value(a.Area)),
		Windows:      value(a.Windows),
		Ticket:       maybe(a.Ticket, ticket),
		CheckInFrom:  value(a.CheckInFrom),
		CheckInUntil: value(a.CheckInUntil),
		Holder:       value(a.Holder),
	}
}
