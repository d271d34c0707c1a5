package touch

import (
	"errors"
	"math"
	"time"
)

// ErrStuck tells of a contact that goes on reporting and does not move: dirt
// on the glass, something leaning on it, a broken sensor.
var ErrStuck = errors.New("a contact does not move and does not end")

// contact follows the one contact of a panel and decides what of it counts.
// It is pure: time comes with the reports and with expire.
type contact struct {
	o        *QueueOpts
	state    contactState
	began    time.Time // of the contact
	heard    time.Time // of its last report
	released time.Time // end of the contact before
	origin   Point     // where it began
	at       Point     // where it is
	raw      Raw       // its last report
	dragging bool      // it left the dead zone about origin
	anchor   Point     // it has been within the dead zone of this place ...
	anchored time.Time // ... since then
	stuck    bool
}

type contactState string

const (
	contactNone    contactState = "none"
	contactOpen    contactState = "open"
	contactIgnored contactState = "ignored" // on the glass, and counts for nothing
)

// report takes one report and returns the events that follow from it.
func (c *contact) report(r Raw) []Event {
	lostUp := r.Phase == PhaseDown && c.state != contactNone
	c.heard, c.raw = r.At, r
	switch {
	case r.Phase == PhaseUp:
		return c.up(r)
	case lostUp:
		return append(c.end(PhaseCancel, r.At), c.down(r)...)
	case c.state == contactNone: // the first report may have been lost
		return c.down(r)
	case c.state == contactOpen:
		return c.move(r)
	}
	return nil
}

// down begins a contact, or ignores it until its end: one that follows too
// soon is the rebound of the same finger.
func (c *contact) down(r Raw) []Event {
	c.stuck = false
	p, on := c.place(r)
	if !on || (!c.released.IsZero() && r.At.Sub(c.released) < c.o.Rebound) {
		c.state = contactIgnored
		return nil
	}
	c.state, c.dragging = contactOpen, false
	c.began, c.anchored = r.At, r.At
	c.origin, c.at, c.anchor = p, p, p
	return c.event(PhaseDown, r.At)
}

// move lets a resting finger rest. A place off the panel is a slip at its
// edge: the contact stays where it was.
func (c *contact) move(r Raw) []Event {
	p, on := c.place(r)
	if on && apart(p, c.anchor) > c.o.DeadZone {
		c.anchor, c.anchored = p, r.At
	}
	if r.At.Sub(c.anchored) >= c.o.StuckAfter {
		c.stuck = true
		return c.end(PhaseCancel, r.At)
	}
	c.dragging = c.dragging || on && apart(p, c.origin) > c.o.DeadZone
	if !on || !c.dragging || p == c.at {
		return nil
	}
	c.at = p
	return c.event(PhaseMove, r.At)
}

// up ends a contact where it is. Shorter than MinTap it was noise; down and
// up of one instant were read in one go after a delay, and how long they were
// apart nobody knows, so they count.
func (c *contact) up(r Raw) []Event {
	held := r.At.Sub(c.began)
	phase := PhaseUp
	if held > 0 && held < c.o.MinTap {
		phase = PhaseCancel
	}
	if p, on := c.place(r); on && c.dragging {
		c.at = p
	}
	events := c.end(phase, r.At)
	c.state, c.released, c.stuck = contactNone, r.At, false
	return events
}

// end closes an open contact; until the panel tells its end it is ignored.
func (c *contact) end(phase Phase, now time.Time) []Event {
	if c.state != contactOpen {
		return nil
	}
	c.state = contactIgnored
	return c.event(phase, now)
}

// deadline is when silence says something; zero: never.
func (c *contact) deadline() time.Time {
	switch {
	case c.state == contactNone:
		return time.Time{}
	case c.raw.NoRelease:
		return c.heard.Add(c.o.ReleaseAfter)
	case c.state == contactOpen:
		return c.heard.Add(c.o.LostAfter)
	}
	return time.Time{}
}

// expire is called at deadline. A board that tells no release has released;
// with any other one the release was lost, and a press that long is no tap.
func (c *contact) expire(now time.Time) []Event {
	if !c.raw.NoRelease {
		return c.end(PhaseCancel, now)
	}
	events := c.end(PhaseUp, now)
	c.state, c.released, c.stuck = contactNone, c.heard, false
	return events
}

// place is where a report is on the panel. A calibration may be off by a
// little at the edges; on is false for what is farther out, and for what the
// controller itself calls out of range.
func (c *contact) place(r Raw) (p Point, on bool) {
	p = c.o.Matrix.Apply(Point{float64(r.X), float64(r.Y)})
	w, h := float64(c.o.Width), float64(c.o.Height)
	margin := missLimit * math.Hypot(w, h)
	on = !r.OutOfRange && p.X >= -margin && p.X < w+margin && p.Y >= -margin && p.Y < h+margin
	return Point{min(max(p.X, 0), w-1), min(max(p.Y, 0), h-1)}, on
}

func (c *contact) event(phase Phase, now time.Time) []Event {
	return []Event{{
		Phase: phase, X: c.at.X, Y: c.at.Y, RawX: c.raw.X, RawY: c.raw.Y, At: now, Source: SourcePanel,
	}}
}

func apart(a, b Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }
