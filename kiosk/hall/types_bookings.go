package hall

import "time"

// PlaceKind is where appointments are kept.
type PlaceKind string

const (
	PlaceHall      PlaceKind = "hall"
	PlaceTownship  PlaceKind = "township"
	PlaceStreet    PlaceKind = "street"
	PlaceCommunity PlaceKind = "community"
)

// Known reports whether it is one of those above.
func (c PlaceKind) Known() bool {
	switch c {
	case PlaceHall, PlaceTownship, PlaceStreet, PlaceCommunity:
		return true
	}
	return false
}

// DayReason is why a day cannot be booked.
type DayReason string

const (
	DayFull    DayReason = "full"
	DayHoliday DayReason = "holiday"
	DayNotYet  DayReason = "not-yet"
)

// Known reports whether it is one of those above.
func (c DayReason) Known() bool {
	switch c {
	case DayFull, DayHoliday, DayNotYet:
		return true
	}
	return false
}

// BookingStatus is what has become of a booking.
type BookingStatus string

const (
	Booked           BookingStatus = "booked"
	CheckedIn        BookingStatus = "checked-in"
	BookingServed    BookingStatus = "served"
	BookingMissed    BookingStatus = "missed"
	BookingCancelled BookingStatus = "cancelled"
)

// Known reports whether it is one of those above.
func (c BookingStatus) Known() bool {
	switch c {
	case Booked, CheckedIn, BookingServed, BookingMissed, BookingCancelled:
		return true
	}
	return false
}

// Place takes appointments.
type Place struct {
	Code        string
	Name        Words
	Kind        Code[PlaceKind] // hall, township, street, community
	Area        string
	Address     Words
	Departments []PlaceDepartment
	Phone       string
	Hours       Words
}

// PlaceDepartment is a department of a place.
type PlaceDepartment struct {
	Code  string // dept_code
	Name  Words
	Short Words
}

// DepartmentItems are the items of a department that can be booked.
type DepartmentItems struct {
	Code  string
	Name  Words
	Items []BookableItem
}

// BookableItem can be booked.
type BookableItem struct {
	Code     string
	Name     Words
	Bring    Words // what to bring, one line
	Initials []string
	Aliases  []string
}

// BookableDay is a day of the calendar of an item.
type BookableDay struct {
	Date string
	Open bool            // slots of it can be booked
	Left int             // places left
	Why  Code[DayReason] // why not: full, holiday, not-yet
}

// Slot is a part of a day that can be booked.
type Slot struct {
	ID      string
	Time    TimeSlot
	Left    int
	Windows string
}

// TimeSlot is from when until when.
type TimeSlot struct {
	From  time.Time
	Until time.Time
}

// Booking is an appointment.
type Booking struct {
	ID           string
	Code         string              // of the booking, on its slip
	Status       Code[BookingStatus] // booked, checked-in, served, missed, cancelled
	Item         string
	Name         Words
	Place        string
	PlaceName    Words
	Address      Words
	Time         TimeSlot
	Bring        Words
	Link         string
	Changes      int // how often it may still be moved
	Slot         string
	Area         Words
	Windows      string
	Ticket       *Ticket // once checked in
	CheckInFrom  time.Time
	CheckInUntil time.Time
	Holder       string // masked name
}
