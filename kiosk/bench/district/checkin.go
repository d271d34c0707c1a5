package district

import (
	"bytes"
	"net/http"

	"govkiosk/kiosk/hall/api"
)

// bookedClass is how the world knows somebody with an appointment: they are
// called as priority visitors are. It is no class that anybody can ask for.
const bookedClass = "booked"

// checkIn turns a booking of today into a number in its slot.
func (d *District) checkIn(tx *txn, id string, r api.CheckIn) (answer, error) {
	return d.withBooking(tx, id, func(b booking) (answer, error) {
		fits := r.Person != nil && bytes.Equal(d.person(d.known(r.Person)), b.Person) || r.Code != nil && *r.Code == b.Code
		if !fits {
			return refuse("unknown-booking"), nil
		}
		if code := d.checkInRefusal(tx, b); code != "" {
			return d.refuseCheckIn(tx, b, code)
		}
		return d.takeIn(tx, b, r)
	})
}

// checkInRefusal is the code of why a booking cannot be checked in now, or "".
func (d *District) checkInRefusal(tx *txn, b booking) string {
	switch {
	case b.Status == "checked-in":
		return "checked-in"
	case b.Status != "booked":
		return "booking-over"
	case b.Place != "hall": // every terminal of this bench stands in the hall
		return "wrong-place"
	case tx.now.Before(b.From.Add(-minutes(d.policy.CheckIn.EarlyMinutes))):
		return "too-early"
	case !d.open(b, tx.now) && d.policy.CheckIn.Late != "requeue":
		return "too-late"
	}
	return ""
}

func (d *District) refuseCheckIn(tx *txn, b booking, code string) (answer, error) {
	p := problem(code)
	switch code {
	case "too-early":
		p.At = ptr(b.From.Add(-minutes(d.policy.CheckIn.EarlyMinutes)))
	case "checked-in":
		v, err := d.viewBooking(tx, b)
		if err != nil {
			return answer{}, err
		}
		p.Existing = v.Ticket
	case "too-late":
		if d.policy.CheckIn.Late == "void" {
			b.Status = "missed"
			if err := updateBooking(tx, b); err != nil {
				return answer{}, err
			}
		}
	}
	return reply(p.Status, p), nil
}

// takeIn gives the number. Caps do not bind it: its place was counted when it
// was booked. Who is late where that is allowed stands at the end.
func (d *District) takeIn(tx *txn, b booking, r api.CheckIn) (answer, error) {
	item := d.registry.Item(b.Item)
	queue := d.queueOf(item)
	if ok, why := d.hours.at(tx.now).numbers(tx.now); !ok && why == "closed" {
		return refuse(why), nil
	}
	late := !d.open(b, tx.now)
	what := asked{item: itemOf(item.Code(), queue), booked: &b}
	if late {
		what.booked = nil
	}
	t, err := d.giveOut(tx, queue, value(r.Class), b.Person, what)
	if err != nil {
		return answer{}, err
	}
	b.Status, b.Ticket = "checked-in", t.ID
	if err := updateBooking(tx, b); err != nil {
		return answer{}, err
	}
	return reply(http.StatusCreated, d.view(tx.world, t)), nil
}
