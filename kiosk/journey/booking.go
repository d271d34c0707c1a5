package journey

import (
	"slices"
	"time"
)

// Booking is an appointment.
type Booking struct {
	ID      string
	Code    string // on its slip
	Status  string // booked, checked-in, served, missed, cancelled, or what the hall calls it
	Item    string
	Name    Words
	Place   string // its code
	Where   Words  // its name
	Address Words
	From    time.Time // of the slot, in the hall's zone, as Until
	Until   time.Time
	Bring   Words
	Link    string
	Changes int // how often it may still be moved
	Area    Words
	Windows string
	Holder  string // masked

	CheckInFrom  time.Time // zero: the hall has not said
	CheckInUntil time.Time
}

// Open tells whether the appointment still stands.
func (b Booking) Open() bool { return b.Status == "booked" }

// when is the day and the time: 6月17日 9:00–9:30.
func (b Booking) when() Words {
	clock := func(t time.Time) string { return t.Format("15:04") }
	span := clock(b.From) + "–" + clock(b.Until)
	return Words{Zh: b.From.Format("1月2日 ") + span, En: b.From.Format("2 January, ") + span}
}

// Place is where appointments are kept.
type Place struct {
	Code    string
	Name    Words
	Address Words
	Hours   Words
}

// Bookable is what can be booked, and at which places.
type Bookable struct {
	Places []Place
	At     map[string][]string // places by the code of the matter
	Items  Catalogue
}

// PlacesOf are the places at which a matter can be booked, in the hall's
// order.
func (b Bookable) PlacesOf(item string) []Place {
	var out []Place
	for _, p := range b.Places {
		if slices.Contains(b.At[item], p.Code) {
			out = append(out, p)
		}
	}
	return out
}

// Day is a day of the calendar.
type Day struct {
	Date string // 2026-06-17
	Left int    // 0: it cannot be had
}

// Slot is a part of a day.
type Slot struct {
	ID       string
	From, To time.Time // in the hall's zone
	Left     int
}

// FindBookings looks for the appointments of a person, or for the one with a
// code.
type FindBookings struct {
	Person *Person
	Code   string
	Today  bool
}

// FindBookable asks what can be booked, and where.
type FindBookable struct{}

// FindDays asks for the calendar of a matter at a place.
type FindDays struct{ Place, Item string }

// FindSlots asks for the times of a day.
type FindSlots struct{ Place, Item, Date string }

// BookingsFound answers FindBookings.
type BookingsFound struct{ Bookings []Booking }

// BookableFound answers FindBookable.
type BookableFound struct{ Bookable Bookable }

// DaysFound answers FindDays.
type DaysFound struct{ Days []Day }

// SlotsFound answers FindSlots.
type SlotsFound struct {
	Date  string
	Slots []Slot
}

// Book takes a slot, for the person or for somebody they act for.
type Book struct {
	Slot, Item, Place string
	Person            Person
	For               string // ID number of whom it is for; empty: the person
	Phone             string // for a message; may be empty
}

// MoveBooking moves an appointment to another slot.
type MoveBooking struct{ ID, Slot string }

// CancelBooking gives an appointment up.
type CancelBooking struct{ ID string }

// BookingMade answers Book, MoveBooking and CancelBooking.
type BookingMade struct{ Booking Booking }

// BookingSlip is the paper of an appointment.
type BookingSlip struct {
	Booking Booking
	Person  Person
}

func (FindBookings) query()   {}
func (FindBookable) query()   {}
func (FindDays) query()       {}
func (FindSlots) query()      {}
func (BookingsFound) answer() {}
func (BookableFound) answer() {}
func (DaysFound) answer()     {}
func (SlotsFound) answer()    {}
func (BookingMade) answer()   {}
func (Book) order()           {}
func (MoveBooking) order()    {}
func (CancelBooking) order()  {}
func (BookingSlip) slip()     {}
