package touch

import (
	"slices"
	"time"
)

// Tracker turns whole pictures of the glass into reports. Controllers on I²C
// tell which contacts are there; that one is missing is its release, whether
// or not the controller says so as well.
type Tracker struct {
	live []Raw // in the order in which they came
}

// Picture takes all contacts that are on the glass, whose Phase and At are of
// no meaning, and hands on what follows: first the ends, then the beginnings
// and moves in the order given.
func (t *Tracker) Picture(at time.Time, contacts []Raw, sink func(Raw)) {
	was := t.live
	t.live = nil
	for _, r := range was {
		if !hasID(contacts, r.ID) {
			end(r, PhaseUp, at, sink)
		}
	}
	for _, r := range contacts {
		if hasID(t.live, r.ID) { // a controller that tells a contact twice
			continue
		}
		r.Phase, r.At = PhaseDown, at
		if hasID(was, r.ID) {
			r.Phase = PhaseMove
		}
		t.live = append(t.live, r)
		sink(r)
	}
}

// Cancel ends every contact: the panel is gone, or what it said is lost.
func (t *Tracker) Cancel(at time.Time, sink func(Raw)) {
	was := t.live
	t.live = nil
	for _, r := range was {
		end(r, PhaseCancel, at, sink)
	}
}

// Touched reports whether a contact is on the glass.
func (t *Tracker) Touched() bool { return len(t.live) > 0 }

func end(r Raw, phase Phase, at time.Time, sink func(Raw)) {
	r.Phase, r.At = phase, at
	sink(r)
}

func hasID(rs []Raw, id int) bool {
	return slices.ContainsFunc(rs, func(r Raw) bool { return r.ID == id })
}
