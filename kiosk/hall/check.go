package hall

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"govkiosk/kiosk/hall/api"
)

// What the contract cannot say about an answer: that it fits the question.

var keyValue = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)

// checkKey refuses a write that could not be repeated safely.
func checkKey(op, key string) error {
	if keyValue.MatchString(key) {
		return nil
	}
	return &Error{Op: op, Kind: BadRequest, Outcome: notDone, Err: errors.New("idempotency key: wanted 8 to 64 of A–Z a–z 0–9 - _")}
}

func sameID(id string) func(Ticket) error {
	return func(t Ticket) error {
		if t.ID != id {
			return fmt.Errorf("ticket %s, asked for %s", t.ID, id)
		}
		return nil
	}
}

func forRequest(r Reserve) func(Ticket) error {
	return func(t Ticket) error {
		if t.Business != r.Business {
			return fmt.Errorf("a ticket for %s, asked for %s", t.Business, r.Business)
		}
		if t.Priority != r.Class {
			return fmt.Errorf("a ticket of class %q, asked for %q", t.Priority, r.Class)
		}
		return nil
	}
}

// sameBusiness checks the ticket that a refusal brings.
func sameBusiness(r Reserve) func(code string, t *Ticket) error {
	return func(code string, t *Ticket) error {
		if code != CodeOpenTicket {
			return nil
		}
		if t == nil || t.Business != r.Business || !t.Status.Open() {
			return errors.New("open-ticket without that ticket")
		}
		return nil
	}
}

func is(wanted Status) func(Ticket) error {
	return func(t Ticket) error {
		if t.Status != wanted {
			return fmt.Errorf("the ticket is %s, wanted %s", t.Status, wanted)
		}
		return nil
	}
}

func not(unwanted ...Status) func(Ticket) error {
	return func(t Ticket) error {
		if slices.Contains(unwanted, t.Status) {
			return fmt.Errorf("the ticket is %s", t.Status)
		}
		return nil
	}
}

func reprinted(t Ticket) error {
	if t.Reprints < 1 {
		return errors.New("no reprint counted")
	}
	return nil
}

func waitInOrder(t Ticket) error {
	return checkWait(api.Wait{Min: t.WaitMin, Max: t.WaitMax})
}

func checkWait(w api.Wait) error {
	if w.Min > w.Max {
		return fmt.Errorf("a wait from %d to %d minutes", w.Min, w.Max)
	}
	return nil
}

func checkQueues(queues []api.Department) error {
	seen := map[string]bool{}
	for _, q := range queues {
		if seen[q.Code] {
			return fmt.Errorf("department %s twice", q.Code)
		}
		seen[q.Code] = true
		if err := checkWait(q.Wait); err != nil {
			return fmt.Errorf("department %s: %w", q.Code, err)
		}
	}
	return nil
}

func checkCatalogue(k api.Catalogue) error {
	if err := checkQueues(k.Departments); err != nil {
		return err
	}
	codes := map[string]bool{}
	for _, b := range k.Businesses {
		if codes[b.Code] {
			return fmt.Errorf("business %s twice", b.Code)
		}
		codes[b.Code] = true
		if err := checkBusiness(b, k.Departments); err != nil {
			return fmt.Errorf("business %s: %w", b.Code, err)
		}
	}
	return nil
}

func checkBusiness(b api.Business, departments []api.Department) error {
	known := slices.ContainsFunc(departments, func(d api.Department) bool { return d.Code == b.Department })
	if !known {
		return fmt.Errorf("unknown department %s", b.Department)
	}
	for _, class := range b.Classes {
		if err := checkWait(class.Wait); err != nil {
			return err
		}
	}
	return checkWait(b.Wait)
}

func awayIs(wanted bool) func(Ticket) error {
	return func(t Ticket) error {
		if t.Away != wanted {
			return fmt.Errorf("the ticket is away: %t", t.Away)
		}
		return nil
	}
}

// same checks that an answer is about what was asked for.
func same[T comparable](what string, got, wanted T) error {
	if got != wanted {
		return fmt.Errorf("another %s than was asked for", what)
	}
	return nil
}
