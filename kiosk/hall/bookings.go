package hall

import (
	"context"
	"errors"
	"net/http"
	"time"

	"govkiosk/kiosk/hall/api"
)

// BookingSearch is by person or by code.
type BookingSearch struct {
	Person *Person
	Code   string // on the slip of the booking
	Day    string // "2006-01-02": of this day only; empty: of any
}

// NewBooking asks for a slot.
type NewBooking struct {
	Slot, Item, Place string
	Person            Person
	Phone             string  // for messages; may be empty
	For               *Person // for whom, when somebody else
	Corporation       string  // 统一社会信用代码; may be empty
}

// CheckIn is by person or by the booking's code.
type CheckIn struct {
	Person *Person
	Code   string
	Class  string // priority class; may be empty
}

// Places asks where appointments are kept.
func (c *Client) Places(ctx context.Context) ([]Place, error) {
	return cached(ctx, c, func(a api.PlaceList) []Place { return each(a.Places, c.seen.place) }, reading(ofBookings, "places", "PlaceList", nil), "places",
		func(ctx context.Context, known *string) (*http.Response, error) {
			return c.api.ListPlaces(ctx, &api.ListPlacesParams{XTerminalID: c.opts.Terminal, IfNoneMatch: known})
		}, nil)
}

// KeptPlaces returns the places without the network.
func (c *Client) KeptPlaces() ([]Place, time.Time, bool) {
	return keptAs(c, "PlaceList", "places", func(a api.PlaceList) []Place { return each(a.Places, c.seen.place) }, nil)
}

// PlaceItems asks what can be booked at a place, of one department or of all.
func (c *Client) PlaceItems(ctx context.Context, place, department string) ([]DepartmentItems, error) {
	return ask(ctx, c, func(a api.PlaceItems) []DepartmentItems { return each(a.Departments, c.seen.departmentItems) }, reading(ofBookings, "place-items", "PlaceItems", func(ctx context.Context) (*http.Response, error) {
		return c.api.ListPlaceItems(ctx, place, &api.ListPlaceItemsParams{XTerminalID: c.opts.Terminal, Department: optional(department)})
	}), func(a api.PlaceItems) error { return same("place", a.Place, place) })
}

// Days asks for the calendar of an item, full days included.
func (c *Client) Days(ctx context.Context, place, item string) ([]BookableDay, error) {
	return ask(ctx, c, func(a api.DayList) []BookableDay { return each(a.Days, c.seen.bookableDay) }, reading(ofBookings, "days", "DayList", func(ctx context.Context) (*http.Response, error) {
		return c.api.ListDays(ctx, place, item, &api.ListDaysParams{XTerminalID: c.opts.Terminal})
	}), nil)
}

// Slots asks for the slots of a day ("2006-01-02"), full ones included.
func (c *Client) Slots(ctx context.Context, place, item, day string) ([]Slot, error) {
	return ask(ctx, c, func(a api.SlotList) []Slot { return each(a.Slots, c.seen.slot) }, reading(ofBookings, "slots", "SlotList", func(ctx context.Context) (*http.Response, error) {
		return c.api.ListSlots(ctx, place, item, day, &api.ListSlotsParams{XTerminalID: c.opts.Terminal})
	}), func(a api.SlotList) error { return same("day", a.Date, day) })
}

// Bookings looks for bookings. Nothing found is no error.
func (c *Client) Bookings(ctx context.Context, q BookingSearch) ([]Booking, error) {
	body := api.BookingSearch{Person: maybe(q.Person, person), Code: optional(q.Code), Day: optional(q.Day)}
	return ask(ctx, c, func(a api.BookingList) []Booking { return each(a.Bookings, c.seen.booking) }, reading(ofBookings, "bookings", "BookingList", func(ctx context.Context) (*http.Response, error) {
		return c.api.SearchBookings(ctx, &api.SearchBookingsParams{XTerminalID: c.opts.Terminal}, body)
	}), nil)
}

// Book takes a slot. A refusal because this person already has a booking
// (CodeOpenBooking) brings it in Error.Booking.
func (c *Client) Book(ctx context.Context, key string, n NewBooking) (Booking, error) {
	body := api.NewBooking{
		Slot: n.Slot, Item: n.Item, Place: n.Place, Person: person(n.Person), Phone: optional(n.Phone),
		For: maybe(n.For, person), Corporation: optional(n.Corporation),
	}
	return ask(ctx, c, c.seen.booking, writing(ofBookings, "book", key, http.StatusCreated, "Booking",
		func(ctx context.Context) (*http.Response, error) {
			return c.api.Book(ctx, &api.BookParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}, body)
		}), func(a api.Booking) error {
		return errors.Join(same("item", a.Item, n.Item), same("place", a.Place, n.Place))
	})
}

// ChangeBooking moves a booking to another slot.
func (c *Client) ChangeBooking(ctx context.Context, key, bookingID, slot string) (Booking, error) {
	return ask(ctx, c, c.seen.booking, writing(ofBookings, "change-booking", key, http.StatusOK, "Booking",
		func(ctx context.Context) (*http.Response, error) {
			p := api.ChangeBookingParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.ChangeBooking(ctx, bookingID, &p, api.BookingChange{Slot: slot})
		}), func(a api.Booking) error { return same("booking", a.ID, bookingID) })
}

// CancelBooking gives a booking up.
func (c *Client) CancelBooking(ctx context.Context, key, bookingID, reason string) (Booking, error) {
	return ask(ctx, c, c.seen.booking, writing(ofBookings, "cancel-booking", key, http.StatusOK, "Booking",
		func(ctx context.Context) (*http.Response, error) {
			p := api.CancelBookingParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.CancelBooking(ctx, bookingID, &p, api.Reason{Reason: reason})
		}), func(a api.Booking) error {
		return errors.Join(same("booking", a.ID, bookingID), same("status", a.Status, string(BookingCancelled)))
	})
}

// CheckIn turns a booking into a number in its slot, reserved as by Reserve:
// Confirm, ETicket, Cancel and Abandon follow. A second one is refused with
// CodeCheckedIn and the ticket in Error.Existing, one too early with
// CodeTooEarly and the time in Error.At.
func (c *Client) CheckIn(ctx context.Context, key, bookingID string, in CheckIn) (Ticket, error) {
	body := api.CheckIn{Person: maybe(in.Person, person), Code: optional(in.Code), Class: optional(in.Class)}
	return c.ticket(ctx, writing(ofBookings, "check-in", key, http.StatusCreated, "Ticket",
		func(ctx context.Context) (*http.Response, error) {
			p := api.CheckInParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.CheckIn(ctx, bookingID, &p, body)
		}), not(Cancelled, Expired, Served), func(t Ticket) error { return same("booking", t.Booking, bookingID) })
}
