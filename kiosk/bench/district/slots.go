package district

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// slot is a time at a place in which a queue takes so many appointments.
type slot struct {
	place       registry.Place
	queue       *business
	from, until time.Time
}

// slotID names a slot; parseSlot reads it back.
func slotID(place, queue string, from time.Time) string {
	return place + "_" + queue + "_" + from.In(zone).Format("200601021504")
}

func (s slot) id() string { return slotID(s.place.Code, s.queue.Item, s.from) }

// parseSlot finds the slot with an id, and false when there is none such.
func (d *District) parseSlot(id string) (slot, bool) {
	parts := strings.Split(id, "_")
	if len(parts) != 3 {
		return slot{}, false
	}
	place, known := d.registry.Place(parts[0])
	at, err := time.ParseInLocation("200601021504", parts[2], zone)
	if !known || err != nil {
		return slot{}, false
	}
	for _, b := range d.data.businesses {
		if b.Item != parts[1] {
			continue
		}
		for _, s := range d.slotsOf(place, b, at) {
			if s.from.Equal(at) {
				return s, true
			}
		}
	}
	return slot{}, false
}

// slotsOf are the slots of a day, each an hour or what is left of a span.
func (d *District) slotsOf(p registry.Place, b *business, day time.Time) []slot {
	const length = time.Hour
	var out []slot
	for _, s := range d.officeHours(p, day) {
		for from := s.from; from < s.until; from += length {
			begin := midnight(day)
			out = append(out, slot{p, b, begin.Add(from), begin.Add(min(from+length, s.until))})
		}
	}
	return out
}

// officeHours are the hours in which a place takes appointments, also on a
// bench without doors. None in a year that nobody has announced yet.
func (d *District) officeHours(p registry.Place, day time.Time) []span {
	works, err := d.registry.Calendar.Works(day)
	if err != nil {
		return nil
	}
	if spans, special := d.hours.dates[dayOf(day)]; special {
		return spans
	}
	if p.Kind == "hall" {
		return d.hours.week[day.Weekday()]
	}
	if works || p.Kind == "township" && day.Weekday() == time.Saturday {
		return d.hours.week[time.Monday]
	}
	return nil
}

// places is how many appointments a slot takes.
func (d *District) places(s slot) int {
	switch {
	case s.place.Kind != "hall":
		return d.policy.Booking.PlacePlaces
	case s.queue.Cap > 0:
		return max(s.queue.Booked+2, s.queue.Cap/4)
	}
	return d.policy.Booking.SlotPlaces
}

// strangers is how many places of a slot the district's own people have taken.
// One slot in six is full.
func (d *District) strangers(s slot) int {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d/%s", d.opts.Seed, s.id())
	places := d.places(s)
	luck := int(h.Sum64() % 1000)
	if luck%6 == 0 {
		return places
	}
	return luck / 7 % places
}

// slotLeft is how many places of a slot are left.
func (d *District) slotLeft(q query, s slot) (int, error) {
	taken, err := number(q, `SELECT count(*) FROM bookings WHERE slot = ? AND status <> 'cancelled'`, s.id())
	return max(0, d.places(s)-d.strangers(s)-taken), err
}

// dayLeft is how many places are left in the slots of a day that have not begun.
func (d *District) dayLeft(tx *txn, p registry.Place, b *business, day time.Time) (int, error) {
	sum := 0
	for _, s := range d.slotsOf(p, b, day) {
		if !s.from.After(tx.now) {
			continue
		}
		left, err := d.slotLeft(tx, s)
		if err != nil {
			return 0, err
		}
		sum += left
	}
	return sum, nil
}

// bookable finds the place and the queue of an item there, or the code of the refusal.
func (d *District) bookable(place, item string) (registry.Place, *registry.Item, string) {
	p, known := d.registry.Place(place)
	if !known {
		return p, nil, "unknown-place"
	}
	i := d.registry.Item(item)
	if i == nil || !i.Schedule || !p.Takes(i.Department.Code) {
		return p, nil, "unknown-item"
	}
	return p, i, ""
}

func (d *District) placeList() api.PlaceList {
	out := api.PlaceList{Places: []api.Place{}}
	for _, p := range d.registry.Places {
		v := api.Place{
			Code: p.Code, Name: api.Words(p.Name), Kind: p.Kind, Area: p.Area, Address: api.Words(p.Address),
			Phone: &p.Phone, Hours: ptr(api.Notice(p.Hours)), Departments: []api.PlaceDepartment{},
		}
		for _, dep := range d.registry.Departments {
			if p.Takes(dep.Code) && d.anySchedule(dep) {
				v.Departments = append(v.Departments, api.PlaceDepartment{Code: dep.Unit, Name: api.Words(dep.Name), Short: api.Words(dep.Short)})
			}
		}
		out.Places = append(out.Places, v)
	}
	out.About = d.about(out)
	return out
}

func (d *District) anySchedule(dep *registry.Department) bool {
	return slices.ContainsFunc(d.registry.Items, func(i *registry.Item) bool { return i.Department == dep && i.Schedule })
}

func (d *District) placeItems(p registry.Place, department *string) api.PlaceItems {
	out := api.PlaceItems{Place: p.Code, Departments: []api.DepartmentItems{}}
	for _, dep := range d.registry.Departments {
		if !p.Takes(dep.Code) || department != nil && *department != dep.Unit || !d.anySchedule(dep) {
			continue
		}
		group := api.DepartmentItems{Code: dep.Unit, Name: api.Words(dep.Name), Items: []api.BookableItem{}}
		for _, i := range d.registry.Items {
			if i.Department == dep && i.Schedule {
				group.Items = append(group.Items, api.BookableItem{
					Code: i.Code(), Name: api.Words(i.Name), Bring: d.bring(i), Initials: &i.Initials, Aliases: &i.Aliases,
				})
			}
		}
		out.Departments = append(out.Departments, group)
	}
	return out
}

// bring says in one line what to bring: what is not shared and is needed.
func (d *District) bring(i *registry.Item) api.Notice {
	var zh, en []string
	for _, n := range i.Needs {
		m := d.registry.Materials[n.Code]
		if !n.Optional && !isShared(m) || n.Code == "id-card" {
			zh, en = append(zh, m.Name.Zh), append(en, m.Name.En)
		}
	}
	if zh == nil {
		return api.Notice{Zh: "带身份证就行", En: "Only your ID card"}
	}
	return api.Notice{Zh: strings.Join(zh, "、"), En: strings.Join(en, ", ")}
}

func (d *District) dayList(tx *txn, p registry.Place, i *registry.Item) (api.DayList, error) {
	out := api.DayList{Days: []api.BookableDay{}}
	b := d.queueOf(i)
	for n := range d.policy.Booking.Shown {
		at := midnight(tx.now).AddDate(0, 0, n)
		v := api.BookableDay{Date: day(at)}
		left, err := d.dayLeft(tx, p, b, at)
		if err != nil {
			return out, err
		}
		_, unknown := d.registry.Calendar.Works(at)
		switch {
		case n >= d.policy.Booking.Days || unknown != nil:
			v.Why = ptr("not-yet")
		case len(d.officeHours(p, at)) == 0:
			v.Why = ptr("holiday")
		case left == 0:
			v.Why = ptr("full")
		default:
			v.Open, v.Left = true, left
		}
		out.Days = append(out.Days, v)
	}
	return out, nil
}

func (d *District) slotList(tx *txn, p registry.Place, i *registry.Item, date string) (answer, error) {
	at, err := time.ParseInLocation(dayFormat, date, zone)
	last := midnight(tx.now).AddDate(0, 0, d.policy.Booking.Days)
	if err != nil || at.Before(midnight(tx.now)) || !at.Before(last) {
		return refuse("unknown-day"), nil
	}
	out := api.SlotList{Date: date, Slots: []api.Slot{}}
	for _, s := range d.slotsOf(p, d.queueOf(i), at) {
		if !s.from.After(tx.now) {
			continue
		}
		left, err := d.slotLeft(tx, s)
		if err != nil {
			return answer{}, err
		}
		v := api.Slot{ID: s.id(), Time: api.SlotTime{From: s.from, Until: s.until}, Left: left}
		if p.Kind == "hall" {
			v.Windows = &s.queue.queue.Windows
		}
		out.Slots = append(out.Slots, v)
	}
	return reply(200, out), nil
}
