package district

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"govkiosk/kiosk/hall"
)

// However reserving, leasing and telling are mixed, by whichever terminal, no
// number is anybody's twice, and no number that was told is lost.
func TestNumbersAreNeverDoubled(t *testing.T) {
	b := start(t, Options{}, nil)
	terminals := []*hall.Client{b.Client, clientOf(t, b.url, "OTHER-1"), clientOf(t, b.url, "OTHER-2")}
	businesses := []string{b.find("不动产首次登记"), b.find("不动产变更登记")} // one prefix, no cap
	holders, who, keys := map[string]string{}, 0, 0
	type part struct {
		by   *hall.Client
		of   hall.Block
		next int
	}
	key := func() string { keys++; return fmt.Sprintf("property-%06d", keys) }
	rapid.Check(t, func(rt *rapid.T) {
		var blocks []part
		give := func(number, key string) {
			if other, twice := holders[number]; twice && other != key {
				rt.Fatalf("%s is the number of %s and of %s", number, other, key)
			}
			holders[number] = key
		}
		rt.Repeat(map[string]func(*rapid.T){
			"reserve": func(rt *rapid.T) {
				c := rapid.SampledFrom(terminals).Draw(rt, "terminal")
				who++
				k := key()
				ticket, err := c.Reserve(b.ctx(), k, hall.Reserve{Business: rapid.SampledFrom(businesses).Draw(rt, "business"), Person: somebody(who%1000, who/1000%2 == 1)})
				if err != nil {
					rt.Fatal(err)
				}
				give(ticket.Number, k)
			},
			"lease": func(rt *rapid.T) {
				c := rapid.SampledFrom(terminals).Draw(rt, "terminal")
				l, err := c.Lease(b.ctx(), key(), rapid.SampledFrom(businesses).Draw(rt, "business"), rapid.IntRange(1, 4).Draw(rt, "count"))
				if err == nil {
					blocks = append(blocks, part{c, l, l.First})
				} else if hall.CodeOf(err) != hall.CodeBlockLimit {
					rt.Fatal(err)
				}
			},
			"tell": func(rt *rapid.T) {
				if len(blocks) == 0 {
					rt.Skip("no block")
				}
				i := rapid.IntRange(0, len(blocks)-1).Draw(rt, "block")
				p := &blocks[i]
				last := p.next >= p.of.Last || rapid.Bool().Draw(rt, "last")
				issued := []hall.Issued{}
				if p.next <= p.of.Last {
					issued = append(issued, b.told(p.of, p.next, nil, hall.IssuedPrinted))
					p.next++
				}
				r, err := p.by.Reconcile(b.ctx(), key(), p.of.ID, issued, last)
				if err != nil {
					rt.Fatal(err)
				}
				for _, one := range issued {
					if r.Accepted[one.Key].Number != one.Number {
						rt.Fatalf("%s was told and is not accepted: %+v", one.Number, r)
					}
					give(one.Number, one.Key)
				}
				if last {
					blocks = append(blocks[:i], blocks[i+1:]...)
				}
			},
		})
		for _, p := range blocks { // so that the next run has room
			if _, err := p.by.Reconcile(b.ctx(), key(), p.of.ID, nil, true); err != nil {
				rt.Fatal(err)
			}
		}
	})
}

// However booking, moving and giving up are mixed, no slot has more bookings
// than places.
func TestSlotsAreNeverOverbooked(t *testing.T) {
	b := start(t, Options{}, nil)
	var slots []hall.Slot
	for _, d := range must(b.Days(b.ctx(), "hall", b.code(loan)))(t) {
		if d.Open && len(slots) < 6 {
			slots = append(slots, must(b.Slots(b.ctx(), "hall", b.code(loan), d.Date))(t)...)
		}
	}
	who, keys := 0, 0
	key := func() string { keys++; return fmt.Sprintf("property-%06d", keys) }
	var held []hall.Booking
	rapid.Check(t, func(rt *rapid.T) {
		rt.Repeat(map[string]func(*rapid.T){
			"book": func(rt *rapid.T) {
				who++
				n := hall.NewBooking{Slot: rapid.SampledFrom(slots).Draw(rt, "slot").ID, Item: b.code(loan), Place: "hall", Person: *somebody(who%1000, who/1000%2 == 1)}
				k, err := b.Book(b.ctx(), key(), n)
				if err == nil {
					held = append(held, k)
				} else if hall.CodeOf(err) != hall.CodeSlotFull && hall.CodeOf(err) != hall.CodeOpenBooking {
					rt.Fatal(err)
				}
			},
			"move": func(rt *rapid.T) {
				if len(held) == 0 {
					rt.Skip("nothing is booked")
				}
				k := rapid.SampledFrom(held).Draw(rt, "booking")
				_, err := b.ChangeBooking(b.ctx(), key(), k.ID, rapid.SampledFrom(slots).Draw(rt, "slot").ID)
				switch hall.CodeOf(err) {
				case "", hall.CodeSlotFull, hall.CodeChangeLimit, hall.CodeBookingOver:
				default:
					rt.Fatal(err)
				}
			},
			"cancel": func(rt *rapid.T) {
				if len(held) == 0 {
					rt.Skip("nothing is booked")
				}
				i := rapid.IntRange(0, len(held)-1).Draw(rt, "booking")
				if _, err := b.CancelBooking(b.ctx(), key(), held[i].ID, "citizen"); err != nil {
					rt.Fatal(err)
				}
				held = append(held[:i], held[i+1:]...)
			},
			"": func(rt *rapid.T) {
				for _, s := range slots {
					taken, err := number(b.store.db, `SELECT count(*) FROM bookings WHERE slot = ? AND status <> 'cancelled'`, s.ID)
					if err != nil || taken > s.Left {
						rt.Fatalf("%s: %d booked of %d places, %v", s.ID, taken, s.Left, err)
					}
				}
			},
		})
	})
}

func clientOf(t testing.TB, url, terminal string) *hall.Client {
	t.Helper()
	c, err := hall.New(hall.Options{BaseURL: url, Terminal: terminal})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
