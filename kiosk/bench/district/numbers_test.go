package district

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"govkiosk/drivers"
	"govkiosk/kiosk/hall"
)

// visit is what one citizen's terminal does with one reservation key.
type visit struct {
	key      string
	who      hall.Reserve
	attempts int    // of the reservation, all at once
	then     string // confirm, e-ticket, cancel, abandon, abandon-at-once, nothing
}

// end is what that terminal knows afterwards.
type end struct {
	visit
	ticket  hall.Ticket
	held    bool // delivered: the citizen has it
	refusal string
}

// Whatever terminals do at once, and however often they ask: no number is there
// twice, and one that a citizen holds is never lost.
func TestNumbersUnderConcurrency(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := start(t, Options{AlwaysOpen: true, Clock: at("00:20").Now}, nil)
		codes := []string{b.find(transfer), b.find("抵押权登记"), b.find("普通护照签发")}
		visits := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) visit {
			return visit{
				who: hall.Reserve{
					Business: rapid.SampledFrom(codes).Draw(rt, "business"),
					Person:   somebody(rapid.IntRange(1, 6).Draw(rt, "person"), false),
				},
				attempts: rapid.IntRange(1, 3).Draw(rt, "attempts"),
				then:     rapid.SampledFrom([]string{"confirm", "confirm", "e-ticket", "cancel", "abandon", "abandon-at-once", "nothing"}).Draw(rt, "then"),
			}
		}), 1, 16).Draw(rt, "visits")
		ends := make([]end, len(visits))
		var all sync.WaitGroup
		for i, v := range visits {
			v.key = fmt.Sprintf("reservation-%d", i)
			all.Go(func() { ends[i] = live(b, v) })
		}
		all.Wait()
		for _, e := range ends {
			checkEnd(rt, b, e)
		}
		checkNumbers(rt, b)
	})
}

// live plays one visit.
func live(b *bench, v visit) end {
	e := end{visit: v}
	var tries sync.WaitGroup
	var lock sync.Mutex
	for range v.attempts {
		tries.Go(func() {
			t, err := b.Reserve(context.Background(), v.key, v.who)
			lock.Lock()
			defer lock.Unlock()
			if err == nil {
				e.ticket = t
			} else if hall.CodeOf(err) != hall.CodeInProgress {
				e.refusal = hall.CodeOf(err)
			}
		})
	}
	if v.then == "abandon-at-once" {
		tries.Go(func() { b.Abandon(context.Background(), v.key+"-abandon", v.key, "answer-lost") })
	}
	tries.Wait()
	if e.ticket.ID != "" {
		e.held = settle(b, v, e.ticket)
	}
	return e
}

func settle(b *bench, v visit, t hall.Ticket) (held bool) {
	ctx, key := context.Background(), v.key+"-then"
	var err error
	switch v.then {
	case "confirm":
		_, err = b.Confirm(ctx, key, t.ID, hall.Printed)
		return err == nil
	case "e-ticket":
		_, err = b.ETicket(ctx, key, t.ID, "paper-out")
		return err == nil
	case "cancel":
		b.Cancel(ctx, key, t.ID, "citizen")
	case "abandon":
		b.Abandon(ctx, key, v.key, "answer-lost")
	}
	return false
}

func checkEnd(t *rapid.T, b *bench, e end) {
	if e.refusal == "" && e.ticket.ID == "" {
		t.Errorf("%s: neither a number nor a refusal", e.key)
	}
	if e.ticket.ID == "" {
		return
	}
	now, err := b.Ticket(context.Background(), e.ticket.ID)
	if err != nil || now.Number != e.ticket.Number {
		t.Errorf("%s: %+v, %v", e.key, now, err)
	}
	if e.held && !now.Status.Open() {
		t.Errorf("%s: a citizen holds %s, and it is %s", e.key, now.Number, now.Status)
	}
	if e.then == "abandon" || e.then == "abandon-at-once" {
		_, err := b.Reserve(context.Background(), e.key, e.who)
		if now.Status != hall.Cancelled || hall.CodeOf(err) != hall.CodeAbandoned || hall.OutcomeOf(err) != drivers.NotDone {
			t.Errorf("%s: abandoned, and it is %s; asked again: %v", e.key, now.Status, err)
		}
	}
}

// checkNumbers looks at the tickets themselves.
func checkNumbers(t *rapid.T, b *bench) {
	rows, err := selectRows(b.store.db, "1 = 1")
	if err != nil {
		t.Fatal(err)
	}
	numbers, holders := map[string]bool{}, map[string]bool{}
	for _, r := range rows {
		if numbers[r.Day+r.number()] {
			t.Errorf("number %s twice", r.number())
		}
		numbers[r.Day+r.number()] = true
		if r.Status == "cancelled" {
			continue
		}
		holder := r.Day + r.Business + string(r.Person)
		if holders[holder] {
			t.Errorf("two open tickets for one person and business: %s", r.number())
		}
		holders[holder] = true
	}
}

// The log shows every request with its key, and hooks run around the work.
func TestCallsAndHooks(t *testing.T) {
	b := start(t, Options{}, nil)
	var phases []Phase
	remove := b.OnCall(func(c Call) {
		if c.Operation == "reserveTicket" {
			phases = append(phases, c.Phase)
		}
	})
	key := b.key()
	if _, err := b.Reserve(b.ctx(), key, hall.Reserve{Business: b.find(transfer), Person: somebody(1, false)}); err != nil {
		t.Fatal(err)
	}
	remove()
	if _, err := b.Overview(b.ctx()); err != nil {
		t.Fatal(err)
	}
	calls := b.Calls()
	if len(calls) != 2 || len(phases) != 2 || phases[0] != Before || phases[1] != After {
		t.Fatalf("%d calls, phases %v", len(calls), phases)
	}
	c := calls[0]
	if c.Method != http.MethodPost || c.Path != "/v1/tickets" || c.Operation != "reserveTicket" || c.Key != key || c.Status != 201 || c.Terminal != "LN-F1-03" {
		t.Errorf("call = %+v", c)
	}
	if calls[1].Operation != "getHall" {
		t.Errorf("call = %+v", calls[1])
	}
}
