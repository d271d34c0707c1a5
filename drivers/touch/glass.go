package touch

import (
	"errors"
	"time"
)

// ErrStuck tells of a contact that goes on and does not move: dirt on the
// glass, something leaning on it, a broken sensor.
var ErrStuck = errors.New("a contact does not move and does not end")

// ErrCrowded tells of more contacts than one person's finger and its slip can
// be: dust or sunlight in an infra-red frame, water on the glass.
var ErrCrowded = errors.New("more contacts than a finger can be")

// glass keeps the contacts of a panel apart. The first that comes has the
// pointer; who comes beside it counts for nothing until it has gone. One that
// is stuck has it no longer, so that a spot of dirt does not shut the
// terminal.
type glass struct {
	o        *QueueOpts
	contacts map[int]*contact // by Raw.ID
	heard    time.Time        // of the last report
	released time.Time        // end of the last contact
	crowded  bool             // until the glass is empty
}

func newGlass(o *QueueOpts) *glass {
	return &glass{o: o, contacts: make(map[int]*contact)}
}

// report takes one report and returns the events that follow from it.
func (g *glass) report(r Raw) []Event {
	g.heard = r.At
	c := g.contacts[r.ID]
	if c == nil {
		c = &contact{o: g.o, glass: g, state: contactNone}
		g.contacts[r.ID] = c
	}
	events := c.report(r)
	return append(events, g.tidy(r.At)...)
}

// tidy forgets who has gone and counts who is there.
func (g *glass) tidy(now time.Time) (events []Event) {
	for id, c := range g.contacts {
		if c.state == contactNone {
			delete(g.contacts, id)
		}
	}
	switch {
	case len(g.contacts) == 0:
		g.crowded = false
	case len(g.contacts) > g.o.MaxContacts:
		g.crowded = true
		return g.cancel(now)
	}
	return nil
}

// taken reports whether a new contact cannot have the pointer.
func (g *glass) taken() bool {
	for _, c := range g.contacts {
		if c.state == contactOpen {
			return true
		}
	}
	return g.crowded
}

// cancel ends the contact that has the pointer, if any.
func (g *glass) cancel(now time.Time) (events []Event) {
	for _, c := range g.contacts {
		events = append(events, c.end(PhaseCancel, now)...)
	}
	return events
}

// gone ends and forgets everything: the panel is away.
func (g *glass) gone(now time.Time) []Event {
	events := g.cancel(now)
	clear(g.contacts)
	g.crowded = false
	return events
}

// deadline is when the first silence says something; zero: never.
func (g *glass) deadline() (first time.Time) {
	for _, c := range g.contacts {
		if d := c.deadline(); !d.IsZero() && (first.IsZero() || d.Before(first)) {
			first = d
		}
	}
	return first
}

// expire is called at the deadline.
func (g *glass) expire(now time.Time) (events []Event) {
	for _, c := range g.contacts {
		if d := c.deadline(); !d.IsZero() && !now.Before(d) {
			events = append(events, c.expire(now)...)
		}
	}
	return append(events, g.tidy(now)...)
}

// fault is what is wrong with the panel; nil when nothing is.
func (g *glass) fault() error {
	if g.crowded {
		return ErrCrowded
	}
	for _, c := range g.contacts {
		if c.stuck {
			return ErrStuck
		}
	}
	return nil
}
