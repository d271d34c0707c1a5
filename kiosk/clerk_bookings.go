package kiosk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
)

// bookings looks for appointments.
func (c *clerk) bookings(ctx context.Context, q journey.FindBookings) (journey.Answer, error) {
	search := hall.BookingSearch{Code: q.Code}
	if q.Code == "" {
		search.Person = whom(*q.Person)
	}
	if q.Today {
		search.Day = c.today()
	}
	found, err := c.hall.Bookings(ctx, search)
	if err != nil {
		return nil, err
	}
	out := journey.BookingsFound{}
	for _, b := range found {
		out.Bookings = append(out.Bookings, c.booking(b))
	}
	return out, nil
}

func (c *clerk) booking(b hall.Booking) journey.Booking { return bookingOf(b, c.zone) }

func bookingOf(b hall.Booking, zone *time.Location) journey.Booking {
	out := journey.Booking{
		ID: b.ID, Code: b.Code, Status: codeText(b.Status), Item: b.Item, Name: journey.Words(b.Name),
		Place: b.Place, Where: journey.Words(b.PlaceName), Address: journey.Words(b.Address),
		From: b.Time.From.In(zone), Until: b.Time.Until.In(zone), Bring: journey.Words(b.Bring), Link: b.Link,
		Changes: b.Changes, Area: journey.Words(b.Area), Windows: b.Windows, Holder: b.Holder,
	}
	if !b.CheckInFrom.IsZero() {
		out.CheckInFrom, out.CheckInUntil = b.CheckInFrom.In(zone), b.CheckInUntil.In(zone)
	}
	return out
}

// codeText is a code of the hall as text: ours where we know it, else as it
// came.
func codeText[T ~string](c hall.Code[T]) string {
	if string(c.Is) != hall.Other {
		return string(c.Is)
	}
	return c.Raw
}

// placesAtOnce is how many places are asked for their matters at a time.
const placesAtOnce = 4

// bookable asks every place what can be booked there.
func (c *clerk) bookable(ctx context.Context) (journey.Answer, error) {
	places, err := c.hall.Places(ctx)
	if err != nil {
		return nil, err
	}
	lists := make([][]hall.DepartmentItems, len(places))
	failed := make([]error, len(places))
	var group sync.WaitGroup
	slots := make(chan struct{}, placesAtOnce)
	for i, p := range places {
		group.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			lists[i], failed[i] = c.hall.PlaceItems(ctx, p.Code, "")
		})
	}
	group.Wait()
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	return journey.BookableFound{Bookable: bookableOf(places, lists)}, nil
}

// bookableOf joins what the places offer into one list.
func bookableOf(places []hall.Place, lists [][]hall.DepartmentItems) journey.Bookable {
	out := journey.Bookable{At: map[string][]string{}}
	for i, p := range places {
		out.Places = append(out.Places, journey.Place{
			Code: p.Code, Name: journey.Words(p.Name), Address: journey.Words(p.Address), Hours: journey.Words(p.Hours),
		})
		for _, d := range lists[i] {
			if _, known := out.Items.DepartmentOf(d.Code); !known {
				out.Items.Departments = append(out.Items.Departments, journey.Department{Code: d.Code, Name: journey.Words(d.Name), Short: journey.Words(d.Name)})
			}
			for _, item := range d.Items {
				if out.At[item.Code] == nil {
					out.Items.Businesses = append(out.Items.Businesses, matter(item.Code, d.Code, item.Name, item.Aliases))
				}
				out.At[item.Code] = append(out.At[item.Code], p.Code)
			}
		}
	}
	slices.SortStableFunc(out.Items.Businesses, func(a, b journey.Business) int {
		return strings.Compare(first(a.Readings), first(b.Readings))
	})
	return out
}

// matter is something that can be booked or read about, with its readings.
func matter(code, department string, name hall.Words, aliases []string) journey.Business {
	return business(hall.Business{Code: code, Department: department, Name: name, Aliases: aliases, Open: true})
}

func (c *clerk) days(ctx context.Context, q journey.FindDays) (journey.Answer, error) {
	days, err := c.hall.Days(ctx, q.Place, q.Item)
	if err != nil {
		return nil, err
	}
	out := journey.DaysFound{}
	for _, d := range days {
		left := d.Left
		if !d.Open {
			left = 0
		}
		out.Days = append(out.Days, journey.Day{Date: d.Date, Left: left})
	}
	return out, nil
}

func (c *clerk) slots(ctx context.Context, q journey.FindSlots) (journey.Answer, error) {
	slots, err := c.hall.Slots(ctx, q.Place, q.Item, q.Date)
	if err != nil {
		return nil, err
	}
	out := journey.SlotsFound{Date: q.Date}
	for _, s := range slots {
		out.Slots = append(out.Slots, journey.Slot{ID: s.ID, From: s.Time.From.In(c.zone), To: s.Time.Until.In(c.zone), Left: s.Left})
	}
	return out, nil
}

// book takes a slot.
func book(ctx context.Context, h *hall.Client, zone *time.Location, key string, o journey.Book) (journey.Answer, error) {
	n := hall.NewBooking{Slot: o.Slot, Item: o.Item, Place: o.Place, Phone: o.Phone}
	if who := whom(o.Person); who != nil {
		n.Person = *who
	}
	if o.For != "" {
		n.For = &hall.Person{Kind: hall.ByNumber, Number: o.For}
	}
	b, err := h.Book(ctx, key, n)
	return bookingMade(b, zone, err)
}

func bookingMade(b hall.Booking, zone *time.Location, err error) (journey.Answer, error) {
	if err != nil {
		return nil, err
	}
	return journey.BookingMade{Booking: bookingOf(b, zone)}, nil
}
