package district

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// open reports whether the booking is still to come, or to be checked in.
func (d *District) open(b booking, now time.Time) bool {
	return b.Status == "booked" && now.Before(d.checkInUntil(b))
}

func (d *District) checkInUntil(b booking) time.Time {
	return b.Until.Add(minutes(d.policy.CheckIn.LateMinutes))
}

// viewBooking tells a booking; one whose time went by unused is missed.
func (d *District) viewBooking(tx *txn, b booking) (api.Booking, error) {
	i := d.registry.Item(b.Item)
	place, _ := d.registry.Place(b.Place)
	q := d.queueOf(i).queue
	v := api.Booking{
		ID: b.ID, Code: b.Code, Status: b.Status, Item: i.Code(), Name: api.Words(i.Name), Place: b.Place,
		PlaceName: api.Words(place.Name), Address: api.Words(place.Address), Time: api.SlotTime{From: b.From, Until: b.Until},
		Bring: d.bring(i), Link: d.opts.BaseURL + "/b/" + b.Token, Changes: max(0, d.policy.Booking.Changes-b.Changes),
		Slot: &b.Slot, Holder: &b.Holder,
		CheckInFrom:  ptr(b.From.Add(-minutes(d.policy.CheckIn.EarlyMinutes))),
		CheckInUntil: ptr(d.checkInUntil(b)),
	}
	if place.Kind == "hall" {
		v.Area, v.Windows = &q.Area, &q.Windows
	}
	if b.Status == "booked" && !d.open(b, tx.now) {
		v.Status = "missed"
	}
	if b.Ticket == "" {
		return v, nil
	}
	r, known, err := find(tx, "id", b.Ticket)
	if err != nil || !known {
		return v, err
	}
	t := d.view(tx.world, r)
	v.Ticket = &t
	if t.Status == api.Served {
		v.Status = "served"
	}
	return v, nil
}

func (d *District) viewBookings(tx *txn, rows []booking) ([]api.Booking, error) {
	out := []api.Booking{}
	for _, b := range rows {
		v, err := d.viewBooking(tx, b)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (d *District) searchBookings(tx *txn, s api.BookingSearch) (answer, error) {
	var rows []booking
	var err error
	since := midnight(tx.now).UnixMilli()
	switch {
	case s.Person != nil:
		rows, err = selectBookings(tx, `person = ? AND until_at >= ?`, d.person(d.known(s.Person)), since)
	case d.guessing(tx):
		return refuse("too-many-tries"), nil
	case s.Code != nil:
		rows, err = selectBookings(tx, `code = ? AND until_at >= ?`, *s.Code, since)
		if len(rows) == 0 {
			d.wrong(tx)
		}
	default:
		return refuse("invalid-request"), nil
	}
	if err != nil {
		return answer{}, err
	}
	var shown []booking
	for _, b := range rows {
		if s.Day == nil || dayOf(b.From) == *s.Day {
			shown = append(shown, b)
		}
	}
	views, err := d.viewBookings(tx, shown)
	return reply(http.StatusOK, api.BookingList{At: tx.now, Bookings: views}), err
}

// known is the person behind a telephone that the district knows, so that card
// and telephone find the same things.
func (d *District) known(p *api.Person) *api.Person {
	if p == nil || p.Kind != api.Phone {
		return p
	}
	if who := d.registry.Person(p.Number); who != nil {
		return &api.Person{Kind: api.Phone, Number: who.Number}
	}
	return p
}

// book takes a place in a slot, if one is left.
func (d *District) book(tx *txn, r api.NewBooking) (answer, error) {
	who := &r.Person
	if r.For != nil {
		who = r.For
	}
	if code := d.mayActFor(r.Person, r.For, tx.now); code != "" {
		return refuse(code), nil
	}
	_, item, code := d.bookable(r.Place, r.Item)
	if code != "" {
		return refuse("unknown-slot"), nil
	}
	s, code, err := d.freeSlot(tx, r.Slot, r.Place, item)
	if err != nil || code != "" {
		return refuse(code), err
	}
	person := d.person(d.known(who))
	replaced, refusal, err := d.others(tx, person, item, value(r.Replaces))
	if err != nil || refusal != nil {
		return *refusal, err
	}
	b := booking{
		ID: "b-" + token()[:12], Code: code6(), Key: tx.key, Person: person, Holder: d.holder(who), Item: item.Basic, Place: r.Place,
		Slot: s.id(), From: s.from, Until: s.until, Status: "booked", Token: token(),
	}
	if err := insertBooking(tx, b); err != nil {
		return answer{}, err
	}
	if replaced != nil {
		replaced.Status = "cancelled"
		if err := updateBooking(tx, *replaced); err != nil {
			return answer{}, err
		}
	}
	v, err := d.viewBooking(tx, b)
	return reply(http.StatusCreated, v), err
}

// mayActFor returns the code of a refusal that is about the persons, or "". Who
// is young and known has a guardian, and nobody else books for them.
func (d *District) mayActFor(by api.Person, child *api.Person, now time.Time) string {
	for _, p := range []*api.Person{&by, child} {
		if p != nil && p.Kind != api.Phone && !registry.ValidNumber(p.Number) {
			return "invalid-request"
		}
	}
	if child == nil {
		return ""
	}
	who := d.registry.Person(child.Number)
	if who == nil || who.Guardian == "" || who.Age(now) >= 18 {
		return ""
	}
	if d.registry.Person(who.Guardian) != d.registry.Person(by.Number) {
		return "not-entitled"
	}
	return ""
}

// freeSlot finds a slot with a place left, or the code of the refusal.
func (d *District) freeSlot(tx *txn, id, place string, item *registry.Item) (slot, string, error) {
	s, known := d.parseSlot(id)
	last := midnight(tx.now).AddDate(0, 0, d.policy.Booking.Days)
	if !known || s.place.Code != place || s.queue != d.queueOf(item) || !s.from.Before(last) {
		return s, "unknown-slot", nil
	}
	if !s.from.After(tx.now) {
		return s, "slot-over", nil
	}
	left, err := d.slotLeft(tx, s)
	if err != nil || left == 0 {
		return s, "slot-full", err
	}
	return s, "", nil
}

// others looks at what the person has booked already. replaced is the booking
// that the new one stands for.
func (d *District) others(tx *txn, person []byte, item *registry.Item, replaces string) (replaced *booking, refusal *answer, err error) {
	rows, err := selectBookings(tx, `person = ? AND status = 'booked'`, person)
	if err != nil {
		return nil, &answer{}, err
	}
	n := 0
	for _, b := range rows {
		switch {
		case b.ID == replaces:
			replaced = &b
			continue
		case !d.open(b, tx.now):
			continue
		case b.Item == item.Basic:
			v, err := d.viewBooking(tx, b)
			p := problem("open-booking")
			p.ExistingBooking = &v
			a := reply(p.Status, p)
			return nil, &a, err
		}
		n++
	}
	if n >= d.policy.Booking.OpenMost {
		a := refuse("booking-limit")
		return nil, &a, nil
	}
	if replaces != "" && replaced == nil {
		a := refuse("unknown-booking")
		return nil, &a, nil
	}
	return replaced, nil, nil
}

func (d *District) withBooking(tx *txn, id string, do func(booking) (answer, error)) (answer, error) {
	b, known, err := findBooking(tx, "id", id)
	if err != nil || !known {
		return refuse("unknown-booking"), err
	}
	return do(b)
}

func (d *District) keepBooking(tx *txn, b booking) (answer, error) {
	if err := updateBooking(tx, b); err != nil {
		return answer{}, err
	}
	v, err := d.viewBooking(tx, b)
	return reply(http.StatusOK, v), err
}

func (d *District) changeBooking(tx *txn, id string, r api.BookingChange) (answer, error) {
	return d.withBooking(tx, id, func(b booking) (answer, error) {
		if !d.open(b, tx.now) {
			return refuse("booking-over"), nil
		}
		if b.Changes >= d.policy.Booking.Changes {
			return refuse("change-limit"), nil
		}
		s, code, err := d.freeSlot(tx, r.Slot, b.Place, d.registry.Item(b.Item))
		if err != nil || code != "" {
			return refuse(code), err
		}
		b.Slot, b.From, b.Until = s.id(), s.from, s.until
		b.Changes++
		return d.keepBooking(tx, b)
	})
}

func (d *District) cancelBooking(tx *txn, id string) (answer, error) {
	return d.withBooking(tx, id, func(b booking) (answer, error) {
		if b.Status == "cancelled" {
			return d.keepBooking(tx, b)
		}
		if !d.open(b, tx.now) {
			return refuse("booking-over"), nil
		}
		b.Status = "cancelled"
		return d.keepBooking(tx, b)
	})
}

// holder is the masked name of somebody who is served.
func (d *District) holder(p *api.Person) string {
	if who := d.registry.Person(p.Number); who != nil {
		return maskName(who.Name)
	}
	if p.Name != nil {
		return maskName(*p.Name)
	}
	return maskNumber(p.Number)
}

// code6 is a word of six digits that goes with something on a slip.
func code6() string { return fmt.Sprintf("%06d", rand.IntN(1_000_000)) }
