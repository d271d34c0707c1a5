package district

import (
	"net/http"
	"strconv"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// reserve gives out a number, or says why not.
func (d *District) reserve(tx *txn, r api.Reservation) (answer, error) {
	b := d.queueFor(r.Business)
	if b == nil {
		return refuse("unknown-business"), nil
	}
	if code := d.entitled(r, b, tx.now); code != "" {
		return refuse(code), nil
	}
	person := d.person(r.Person)
	if open, has, err := d.openTicket(tx, b.code(), person); err != nil || has {
		return refuseWith("open-ticket", open), err
	}
	if ok, why := d.hours.at(tx.now).numbers(tx.now); !ok {
		return refuse(why), nil
	}
	if left, err := d.left(tx, b, tx.now); err != nil || left == 0 {
		return refuse("full"), err
	}
	t, err := d.giveOut(tx, b, value(r.Class), person, asked{item: itemOf(r.Business, b)})
	if err != nil {
		return answer{}, err
	}
	return reply(http.StatusCreated, d.view(tx.world, t)), nil
}

// entitled returns the code of a refusal that is about the person, or "".
func (d *District) entitled(r api.Reservation, b *business, now time.Time) string {
	if r.Person == nil && !b.Anonymous {
		return "identity-required"
	}
	if r.Person != nil && r.Person.Kind != api.Phone && !registry.ValidNumber(r.Person.Number) {
		return "invalid-request"
	}
	if r.Class == nil {
		return ""
	}
	c, known := d.data.class(*r.Class)
	if !known || c.AgeFrom > 0 && age(r.Person, now) < c.AgeFrom {
		return "not-entitled"
	}
	return ""
}

func (d *District) person(p *api.Person) []byte {
	if p == nil {
		return nil
	}
	return d.digest("person", p.Number)
}

// age in whole years by an ID number (GB 11643: birth at 7 to 14); -1 unknown.
func age(p *api.Person, now time.Time) int {
	if p == nil || len(p.Number) != 18 {
		return -1
	}
	birth, err := time.ParseInLocation("20060102", p.Number[6:14], zone)
	if err != nil {
		return -1
	}
	years := now.Year() - birth.Year()
	if now.Month() < birth.Month() || now.Month() == birth.Month() && now.Day() < birth.Day() {
		years--
	}
	return years
}

// openTicket finds the ticket that this person has for this business today.
func (d *District) openTicket(tx *txn, business string, person []byte) (api.Ticket, bool, error) {
	if person == nil {
		return api.Ticket{}, false, nil
	}
	rows, err := selectRows(tx, `day = ? AND business = ? AND person = ?`, dayOf(tx.now), business, person)
	if err != nil {
		return api.Ticket{}, false, err
	}
	for _, r := range rows {
		t := d.view(tx.world, r)
		void := t.Status == api.Missed && d.policy.Missed.Then == "void"
		if isOpen(t.Status) && !void {
			return t, true, nil
		}
	}
	return api.Ticket{}, false, nil
}

// queueFor is the queue of a business, or that which serves an item.
func (d *District) queueFor(code string) *business {
	if b := d.data.businesses[code]; b != nil {
		return b
	}
	if i := d.registry.Item(code); i != nil && len(code) > 14 {
		return d.queueOf(i)
	}
	return nil
}

// classOf is how the world knows a ticket's holder.
func classOf(class, booking string) string {
	if booking != "" {
		return bookedClass
	}
	return class
}

// capSlot is the time slot of a moment, in which a cap counts.
func (d *District) capSlot(t time.Time) (from, until time.Time) {
	size := time.Duration(d.data.SlotMinutes) * time.Minute
	from = midnight(t).Add(t.Sub(midnight(t)).Truncate(size))
	return from, from.Add(size)
}

// left is how many numbers a business has left in the slot of now: its cap less
// today's appointments, the tickets that were not given back and what terminals
// have leased. -1: no cap.
func (d *District) left(q query, b *business, now time.Time) (int, error) {
	if b.Cap == 0 {
		return -1, nil
	}
	from, until := d.capSlot(now)
	taken, err := number(q, `SELECT count(*) FROM tickets WHERE business = ? AND status <> 'cancelled'
		AND reserved_at >= ? AND reserved_at < ?`, b.code(), from.UnixMilli(), until.UnixMilli())
	if err != nil {
		return 0, err
	}
	leased, err := d.leased(q, b, now)
	if err != nil {
		return 0, err
	}
	booked, err := d.bookedNow(q, b, from, until)
	return max(0, b.Cap-b.Booked-booked-taken-leased), err
}

// bookedNow is how many of a slot's appointments are still to come. Booked counts
// those of the district's own people.
func (d *District) bookedNow(q query, b *business, from, until time.Time) (int, error) {
	return number(q, `SELECT count(*) FROM bookings WHERE slot LIKE ? ESCAPE '\' AND from_at >= ? AND from_at < ? AND status = 'booked'`,
		`hall\_`+b.Item+`\_%`, from.UnixMilli(), until.UnixMilli())
}

// nextSeq is the next number of the prefix. People of the district's own have
// numbers too, so the count runs on with them; it never runs back, and never
// into a block that a terminal has or had today.
func (d *District) nextSeq(tx *txn, b *business) (int, error) {
	day, prefix := dayOf(tx.now), b.prefix()
	last, err := number(tx, `SELECT max((SELECT coalesce(max(seq), 0) FROM tickets WHERE day = ?1 AND prefix = ?2),
		(SELECT coalesce(max(last), 0) FROM blocks WHERE day = ?1 AND prefix = ?2))`, day, prefix)
	if err != nil {
		return 0, err
	}
	given, err := number(tx, `SELECT count(*) FROM tickets WHERE day = ? AND prefix = ?`, day, prefix)
	return max(last, tx.world.came(b.queue.department)+given) + 1, err
}

// ticketID names a ticket by its day and running number, and cannot be guessed.
func ticketID(day string, serial int) string {
	return day[2:4] + day[5:7] + day[8:] + "-" + strconv.Itoa(serial) + "-" + token()[:8]
}

// asked is what a number is for, beyond its queue.
type asked struct {
	item   string   // code of an item that the queue serves; empty: the business itself
	booked *booking // that was checked in; nil: none
}

// itemOf is the code of an item, and nothing when it is the business itself.
func itemOf(code string, b *business) string {
	if code == b.code() {
		return ""
	}
	return code
}

// giveOut makes the next number of the prefix.
func (d *District) giveOut(tx *txn, b *business, class string, person []byte, a asked) (row, error) {
	day, prefix := dayOf(tx.now), b.prefix()
	seq, err := d.nextSeq(tx, b)
	if err != nil {
		return row{}, err
	}
	serial, err := number(tx, `SELECT coalesce(max(serial), 0) + 1 FROM tickets WHERE day = ?`, day)
	if err != nil {
		return row{}, err
	}
	r := row{
		ID: ticketID(day, serial), Token: token(), Key: tx.key,
		Day: day, Prefix: prefix, Seq: seq, Serial: serial,
		Business: b.code(), Class: class, Person: person, Terminal: tx.from,
		Status: string(api.Reserved), ReservedAt: tx.now, Item: a.item,
	}
	if booked := a.booked; booked != nil {
		r.Booking, r.SlotFrom, r.SlotUntil = booked.ID, booked.From, booked.Until
	}
	if err := insertRow(tx.Tx, r); err != nil {
		return row{}, err
	}
	tx.world.reserve(tx.now, r.ID, b.queue, classOf(class, r.Booking))
	return r, insertDeed(tx.Tx, tx.now, r.ID, deedReserve)
}

func value(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}
