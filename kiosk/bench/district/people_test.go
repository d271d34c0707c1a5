package district

import (
	"testing"

	"govkiosk/kiosk/hall"
)

// card is a person of the bench who lays the card on the reader.
func (b *bench) card(key string) hall.Person {
	b.t.Helper()
	who := b.registry.Person(key)
	if who == nil {
		b.t.Fatalf("nobody is %s", key)
	}
	return hall.Person{Kind: hall.ByCard, Number: who.Number, Name: who.Name}
}

// code is the whole code of an item.
func (b *bench) code(basic string) string {
	b.t.Helper()
	i := b.registry.Item(basic)
	if i == nil {
		b.t.Fatalf("no item %s", basic)
	}
	return i.Code()
}

// must fails the test when something that ought to work does not.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestGuideAndPolicyAreWhole(t *testing.T) {
	b := start(t, Options{}, nil)
	g := must(b.Guide(b.ctx()))(t)
	if len(g.Items) < 150 || len(g.Departments) < 20 || len(g.LifeEvents) < 10 {
		t.Errorf("%d items, %d departments, %d events", len(g.Items), len(g.Departments), len(g.LifeEvents))
	}
	here, declarable, bookable := 0, 0, 0
	for _, s := range g.Items {
		if s.Here {
			here++
		}
		if s.Declarable {
			declarable++
		}
		if s.Bookable {
			bookable++
		}
		if !s.Queueable {
			t.Errorf("no number can be had for %s", s.Name.Zh)
		}
	}
	if here < 60 || declarable < 40 || bookable < 20 {
		t.Errorf("%d at terminals, %d can be declared, %d booked", here, declarable, bookable)
	}
	for _, s := range g.Items[:40] {
		i := must(b.Item(b.ctx(), s.Code))(t)
		if i.Summary.Code != s.Code || len(i.Windows) == 0 || len(i.Steps) == 0 || len(i.Results) == 0 || len(i.Conditions) == 0 {
			t.Errorf("%s: %+v", s.Name.Zh, i)
		}
	}
	if _, err := b.Item(b.ctx(), b.code("002100204001")[:28]+"999"); hall.CodeOf(err) != hall.CodeNoItem {
		t.Errorf("an item that is not there: %v", err)
	}
	p := must(b.Policy(b.ctx()))(t)
	if len(p.Classes) != 4 || len(p.Hours.Dates) != 39 || len(p.Hours.Week) != 7 || len(p.Hours.Week[0].Spans) != 2 || len(p.ReportKinds) < 5 || len(p.Acting) < 5 {
		t.Errorf("policy: %+v", p)
	}
}

// Without a queue of its own an item is served by the general windows.
func TestNumberForAnItem(t *testing.T) {
	b := start(t, Options{}, nil)
	for basic, want := range map[string]string{
		"000102001001":   "A 区", // 城管 has no windows of its own
		"00070020100102": "B 区",
	} {
		ticket := b.reserve(hall.Reserve{Business: b.code(basic), Person: somebody(1, false)})
		if ticket.Area.Zh != want || ticket.Name.Zh != b.registry.Item(basic).Name.Zh {
			t.Errorf("%s: a number for %s in %s, want %s", basic, ticket.Name.Zh, ticket.Area.Zh, want)
		}
		found := must(b.FindTickets(b.ctx(), hall.TicketSearch{Link: ticket.Link}))(t)
		if len(found) != 1 || found[0].Number != ticket.Number {
			t.Errorf("by its slip: %+v", found)
		}
	}
	mine := must(b.FindTickets(b.ctx(), hall.TicketSearch{Person: somebody(1, false)}))(t)
	if len(mine) != 2 {
		t.Errorf("%d open tickets", len(mine))
	}
	if none := must(b.FindTickets(b.ctx(), hall.TicketSearch{Link: "http://elsewhere.example/t/abcdefgh"}))(t); len(none) != 0 {
		t.Errorf("a stranger's link finds %+v", none)
	}
}
