package touch

import (
	"math"
	"time"
)

// contact follows one contact of a panel and decides what of it counts. It is
// pure: time comes with the reports and with expire.
//
// Its rules are in the order in which noise is cheapest to tell: what cannot
// be a finger, spikes, calibration, trembling, and last what a tap must be.
type contact struct {
	o        *QueueOpts
	glass    *glass
	state    contactState
	filter   filter
	began    time.Time // of the contact
	heard    time.Time // of its last report
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
	case r.Phase == PhaseCancel:
		return c.over(PhaseCancel, r.At)
	case c.faint(r):
		return nil
	case lostUp:
		return append(c.end(PhaseCancel, r.At), c.down(r)...)
	case c.state == contactNone: // the first report may have been lost
		return c.down(r)
	}
	return c.move(r)
}

// faint tells a report of a contact too weak to be a finger.
func (c *contact) faint(r Raw) bool { return r.Pressure && r.Z < c.o.MinPressure }

// palm tells what the controller, or its size, says to be no fingertip.
func (c *contact) palm(r Raw) bool { return r.Palm || c.o.MaxSize > 0 && r.Size > c.o.MaxSize }

// down begins a contact, or ignores it until its end.
func (c *contact) down(r Raw) []Event {
	c.filter = filter{depth: c.o.Median, weight: c.o.Smoothing}
	c.stuck, c.dragging = false, false
	p, on := c.place(r)
	c.began, c.anchored = r.At, r.At
	c.at = c.clamp(p)
	c.origin, c.anchor = c.at, p
	c.state = contactIgnored
	if !on || c.palm(r) || c.inEdgeBand() || c.rebounds(r) || c.glass.taken() {
		return nil
	}
	c.state = contactOpen
	return c.event(PhaseDown, r.At)
}

// rebounds tells a contact that follows too soon on the last to be another.
func (c *contact) rebounds(r Raw) bool {
	return !c.glass.released.IsZero() && r.At.Sub(c.glass.released) < c.o.Rebound
}

// inEdgeBand tells a contact that begins at the frame, where hands rest.
func (c *contact) inEdgeBand() bool {
	w, h, band := float64(c.o.Width), float64(c.o.Height), c.o.EdgeBand
	return c.at.X < band || c.at.Y < band || c.at.X >= w-band || c.at.Y >= h-band
}

// move lets a resting finger rest. A place off the panel is a slip at its
// edge: the contact stays where it was. What counts for nothing is watched all
// the same: dirt may well have come second.
func (c *contact) move(r Raw) []Event {
	p, on := c.place(r)
	if apart(p, c.anchor) > c.o.DeadZone {
		c.anchor, c.anchored = p, r.At
	}
	if r.At.Sub(c.anchored) >= c.o.StuckAfter {
		c.stuck = true
		return c.end(PhaseCancel, r.At)
	}
	if c.state != contactOpen {
		return nil
	}
	if c.palm(r) {
		return c.end(PhaseCancel, r.At)
	}
	p = c.clamp(p)
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
	if c.state == contactOpen && c.dragging {
		if p, on := c.place(r); on {
			c.at = c.clamp(p)
		}
	}
	return c.over(phase, r.At)
}

// over ends a contact that has left the glass.
func (c *contact) over(phase Phase, now time.Time) []Event {
	events := c.end(phase, now)
	c.state, c.stuck = contactNone, false
	c.glass.released = now
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
	case c.raw.Rests && !c.stuck:
		return c.anchored.Add(c.o.StuckAfter)
	case c.state == contactOpen:
		return c.heard.Add(c.o.LostAfter)
	}
	return time.Time{}
}

// expire is called at deadline. A board that tells no release has released.
// One that is silent about a resting finger has something resting for too
// long. With any other one the release was lost, and a press that long is no
// tap.
func (c *contact) expire(now time.Time) []Event {
	switch {
	case c.raw.NoRelease:
		events := c.over(PhaseUp, now)
		c.glass.released = c.heard
		return events
	case c.raw.Rests:
		c.stuck = true
	}
	return c.end(PhaseCancel, now)
}

// place is where a report is, in pixels. A calibration may be off by a little
// at the edges; on is false for what is farther off the panel, and for what
// the controller itself calls out of range.
func (c *contact) place(r Raw) (p Point, on bool) {
	p = c.o.Matrix.Apply(c.filter.next(Point{float64(r.X), float64(r.Y)}))
	w, h := float64(c.o.Width), float64(c.o.Height)
	margin := missLimit * math.Hypot(w, h)
	on = !r.OutOfRange && p.X >= -margin && p.X < w+margin && p.Y >= -margin && p.Y < h+margin
	return p, on
}

// clamp moves a place onto the panel.
func (c *contact) clamp(p Point) Point {
	return Point{min(max(p.X, 0), float64(c.o.Width)-1), min(max(p.Y, 0), float64(c.o.Height)-1)}
}

func (c *contact) event(phase Phase, now time.Time) []Event {
	return []Event{{
		Phase: phase, X: c.at.X, Y: c.at.Y, RawX: c.raw.X, RawY: c.raw.Y, At: now, Source: SourcePanel,
	}}
}

func apart(a, b Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }
