package district

import (
	"sync"
	"testing"
	"time"

	"govkiosk/kiosk/hall"
)

// loan is 公积金个人住房贷款, which can be booked.
const loan = "00050080200101"

// free returns a slot of the item with places left, within the bookable days.
func (b *bench) free(item string) hall.Slot {
	b.t.Helper()
	for _, d := range must(b.Days(b.ctx(), "hall", b.code(item)))(b.t) {
		if !d.Open {
			continue
		}
		for _, s := range must(b.Slots(b.ctx(), "hall", b.code(item), d.Date))(b.t) {
			if s.Left > 1 {
				return s
			}
		}
	}
	b.t.Fatal("nothing can be booked")
	return hall.Slot{}
}

func TestBookChangeCancel(t *testing.T) {
	b := start(t, Options{}, nil)
	places := must(b.Places(b.ctx()))(t)
	if len(places) != 12 || places[0].Kind.Is != hall.PlaceHall {
		t.Errorf("places: %+v", places)
	}
	groups := must(b.PlaceItems(b.ctx(), "town-103", ""))(t)
	if len(groups) < 3 {
		t.Errorf("at a town office: %+v", groups)
	}
	s := b.free(loan)
	n := hall.NewBooking{Slot: s.ID, Item: b.code(loan), Place: "hall", Person: *somebody(1, false)}
	first := must(b.Book(b.ctx(), b.key(), n))(t)
	if first.Status.Is != hall.Booked || !first.Time.From.Equal(s.Time.From) || len(first.Code) != 6 || first.Holder != "张*样" {
		t.Errorf("booked: %+v", first)
	}
	if left := b.left(s); left != s.Left-1 {
		t.Errorf("%d left, before %d", left, s.Left)
	}
	var e *hall.Error
	_, err := b.Book(b.ctx(), b.key(), n)
	if !asError(err, &e) || e.Code != hall.CodeOpenBooking || e.Booking == nil || e.Booking.ID != first.ID {
		t.Errorf("a second one: %v", err)
	}
	later := b.laterThan(s)
	moved := must(b.ChangeBooking(b.ctx(), b.key(), first.ID, later.ID))(t)
	if !moved.Time.From.Equal(later.Time.From) || moved.Changes != first.Changes-1 {
		t.Errorf("moved: %+v", moved)
	}
	if left := b.left(s); left != s.Left {
		t.Errorf("the slot that was left has %d places, before %d", left, s.Left)
	}
	must(b.ChangeBooking(b.ctx(), b.key(), first.ID, s.ID))(t)
	_, err = b.ChangeBooking(b.ctx(), b.key(), first.ID, later.ID)
	refused(t, err, hall.CodeChangeLimit)
	for range 2 {
		if gone := must(b.CancelBooking(b.ctx(), b.key(), first.ID, "citizen"))(t); gone.Status.Is != hall.BookingCancelled {
			t.Errorf("cancelled: %+v", gone)
		}
	}
	_, err = b.ChangeBooking(b.ctx(), b.key(), first.ID, later.ID)
	refused(t, err, hall.CodeBookingOver)
	_, err = b.Book(b.ctx(), b.key(), hall.NewBooking{Slot: "hall_none_202611241000", Item: b.code(loan), Place: "hall", Person: *somebody(2, false)})
	refused(t, err, hall.CodeNoSlot)
}

func (b *bench) left(s hall.Slot) int {
	b.t.Helper()
	for _, other := range must(b.Slots(b.ctx(), "hall", b.code(loan), s.Time.From.Format(dayFormat)))(b.t) {
		if other.ID == s.ID {
			return other.Left
		}
	}
	b.t.Fatalf("%s is gone", s.ID)
	return 0
}

func (b *bench) laterThan(s hall.Slot) hall.Slot {
	b.t.Helper()
	for _, d := range must(b.Days(b.ctx(), "hall", b.code(loan)))(b.t) {
		if !d.Open {
			continue
		}
		for _, other := range must(b.Slots(b.ctx(), "hall", b.code(loan), d.Date))(b.t) {
			if other.Left > 0 && other.Time.From.After(s.Time.From) {
				return other
			}
		}
	}
	b.t.Fatal("no later slot")
	return hall.Slot{}
}

// However many ask for a slot at once, no more get it than have places.
func TestASlotIsNeverOverbooked(t *testing.T) {
	b := start(t, Options{}, nil)
	s := b.free(loan)
	var lock sync.Mutex
	var all sync.WaitGroup
	booked, full := 0, 0
	for n := range 3 * s.Left {
		all.Go(func() {
			_, err := b.Book(b.ctx(), "overbook-"+string(rune('a'+n/26))+string(rune('a'+n%26)),
				hall.NewBooking{Slot: s.ID, Item: b.code(loan), Place: "hall", Person: *somebody(n, false)})
			lock.Lock()
			defer lock.Unlock()
			switch {
			case err == nil:
				booked++
			case hall.CodeOf(err) == hall.CodeSlotFull:
				full++
			default:
				t.Errorf("%v", err)
			}
		})
	}
	all.Wait()
	if booked != s.Left || full != 2*s.Left || b.left(s) != 0 {
		t.Errorf("%d booked and %d refused of %d places, %d left", booked, full, s.Left, b.left(s))
	}
}

func TestDaysThatCannotBeBooked(t *testing.T) {
	b := start(t, Options{}, nil)
	b.clock.now = time.Date(2026, 12, 24, 9, 0, 0, 0, zone)
	why := map[string]hall.DayReason{}
	for _, d := range must(b.Days(b.ctx(), "hall", b.code(loan)))(t) {
		why[d.Date] = d.Why.Is
	}
	if why["2026-12-27"] != hall.DayHoliday { // a Sunday
		t.Errorf("Sunday: %s", why["2026-12-27"])
	}
	if why["2027-01-05"] != hall.DayNotYet { // nobody knows yet which days of 2027 are worked
		t.Errorf("a year without a calendar: %s", why["2027-01-05"])
	}
	_, err := b.Slots(b.ctx(), "hall", b.code(loan), "2027-03-01")
	refused(t, err, hall.CodeNoDay)
}

func TestCheckIn(t *testing.T) {
	b := start(t, Options{}, nil)
	of := func(key string) hall.Booking {
		t.Helper()
		found := must(b.Bookings(b.ctx(), hall.BookingSearch{Person: ptr(b.card(key))}))(t)
		if len(found) != 1 {
			t.Fatalf("%s has %d bookings", key, len(found))
		}
		return found[0]
	}
	check := func(key string, k hall.Booking) (hall.Ticket, error) {
		return b.CheckIn(b.ctx(), b.key(), k.ID, hall.CheckIn{Person: ptr(b.card(key))})
	}
	onTime := of("zhang")
	ticket := must(check("zhang", onTime))(t)
	if ticket.Booking != onTime.ID || !ticket.From.Equal(onTime.Time.From) {
		t.Errorf("ticket: %+v", ticket)
	}
	var e *hall.Error
	if _, err := check("zhang", onTime); !asError(err, &e) || e.Code != hall.CodeCheckedIn || e.Existing == nil || e.Existing.Number != ticket.Number {
		t.Errorf("twice: %v", err)
	}
	if now := of("zhang"); now.Status.Is != hall.CheckedIn || now.Ticket == nil {
		t.Errorf("afterwards: %+v", now)
	}
	early := of("zhou")
	if _, err := check("zhou", early); !asError(err, &e) || e.Code != hall.CodeTooEarly || !e.At.Equal(early.CheckInFrom) {
		t.Errorf("early: %v", err)
	}
	_, err := check("chen", of("chen"))
	refused(t, err, hall.CodeTooLate)
	if _, err := check("zhao", of("zhao")); err != nil {
		t.Errorf("a little late: %v", err)
	}
	_, err = check("qian", of("qian"))
	refused(t, err, hall.CodeWrongPlace)
	_, err = check("zhang", early) // another person's
	refused(t, err, hall.CodeNoBooking)
	byCode := must(b.Bookings(b.ctx(), hall.BookingSearch{Code: early.Code}))(t)
	if len(byCode) != 1 || byCode[0].ID != early.ID {
		t.Errorf("by code: %+v", byCode)
	}
	if must(b.Bookings(b.ctx(), hall.BookingSearch{Person: ptr(b.card("zhang")), Day: "2026-11-23"}))(t)[0].ID != onTime.ID {
		t.Error("not found by its day")
	}
}

// Who has an appointment is called before those who came without one.
func TestBookedAreCalledFirst(t *testing.T) {
	b := start(t, Options{}, nil)
	k := b.business(b.find("居民身份证申领、换领、补领"))
	found := must(b.Bookings(b.ctx(), hall.BookingSearch{Person: ptr(b.card("zhang"))}))(t)
	ticket := must(b.CheckIn(b.ctx(), b.key(), found[0].ID, hall.CheckIn{Code: found[0].Code}))(t)
	if k.Ahead > 2 && ticket.Ahead >= k.Ahead {
		t.Errorf("%d ahead with an appointment, %d without", ticket.Ahead, k.Ahead)
	}
}

func TestCodesCannotBeTried(t *testing.T) {
	b := start(t, Options{}, nil)
	var err error
	for n := range 7 {
		_, err = b.Bookings(b.ctx(), hall.BookingSearch{Code: "00000" + string(rune('0'+n))})
	}
	refused(t, err, hall.CodeTooManyTries)
	b.clock.Add(11 * time.Minute)
	if _, err = b.Bookings(b.ctx(), hall.BookingSearch{Code: "000009"}); err != nil {
		t.Errorf("later: %v", err)
	}
}
