package evdev

// maxSlots bounds what a broken device can make this program remember.
const maxSlots = 64

// Change is what one frame of events says of one contact.
type Change struct {
	Slot     int
	ID       int // tracking id; -1 on a single-touch device
	What     What
	X, Y     int
	Pressure int
	Size     int
}

// What happened to a contact.
type What string

const (
	Down   What = "down"
	Move   What = "move"
	Up     What = "up"
	Cancel What = "cancel" // it ended in a gap, or is a palm: nothing may come of it
)

// State is what the kernel says of a device when it is asked: one number for
// each slot.
type State struct {
	IDs, Xs, Ys []int32
	Current     int  // slot
	Touch       bool // BTN_TOUCH, and Xs[0], Ys[0], of a single-touch device
}

// contact is one slot.
type contact struct {
	slot           int
	id             int // -1: none
	x, y           int
	pressure, size int
	told           bool // its down was handed on
	palm           bool
	changed        bool
}

// Slots follows the contacts of a device. It is pure. The zero value is an
// untouched device with slots; NewSlots makes one without.
type Slots struct {
	single  bool
	slots   []contact
	current int
	ended   []Change // of this frame
	dropped bool     // until the next SYN_REPORT everything is old
}

// NewSlots returns an untouched device; single has no slots, but ABS_X, ABS_Y
// and BTN_TOUCH.
func NewSlots(single bool) *Slots { return &Slots{single: single} }

// Feed takes an event. At the end of a frame it returns what changed. stale
// says that the kernel dropped events: the caller asks for the state and calls
// Sync before it feeds on.
func (s *Slots) Feed(e Event) (changes []Change, stale bool) {
	switch {
	case e.Type == evSyn && e.Code == synDropped:
		s.dropped = true
		for i := range s.ended { // the frame is cut off: how they ended is not certain
			s.ended[i].What = Cancel
		}
	case e.Type == evSyn && e.Code == synReport:
		if s.dropped {
			s.dropped = false
			return nil, true
		}
		return s.frame(), false
	case s.dropped:
	case s.single:
		s.feedSingle(e)
	case e.Type == evAbs:
		s.feedSlot(e)
	}
	return nil, false
}

func (s *Slots) feedSlot(e Event) {
	if e.Code == absMTSlot {
		s.current = int(e.Value)
		return
	}
	c := s.at(s.current)
	if c == nil || !e.MultiTouch() {
		return
	}
	if e.Code == absMTTracking {
		s.track(c, int(e.Value))
		return
	}
	c.changed = true
	switch e.Code {
	case absMTX:
		c.x = int(e.Value)
	case absMTY:
		c.y = int(e.Value)
	case absMTPressure:
		c.pressure = int(e.Value)
	case absMTMajor:
		c.size = int(e.Value)
	case absMTToolType:
		c.palm = c.palm || e.Value == toolPalm
	}
}

func (s *Slots) feedSingle(e Event) {
	c := s.at(0)
	switch (kind{e.Type, e.Code}) {
	case kind{evKey, btnTouch}:
		if e.Value == 0 {
			s.track(c, -1)
		} else if c.id < 0 {
			s.track(c, 0)
		}
	case kind{evAbs, absX}:
		c.x, c.changed = int(e.Value), true
	case kind{evAbs, absY}:
		c.y, c.changed = int(e.Value), true
	case kind{evAbs, absPressure}:
		c.pressure, c.changed = int(e.Value), true
	}
}

// at is a slot; nil: no device has so many.
func (s *Slots) at(n int) *contact {
	if n < 0 || n >= maxSlots {
		return nil
	}
	for len(s.slots) <= n {
		s.slots = append(s.slots, contact{slot: len(s.slots), id: -1})
	}
	return &s.slots[n]
}

// track ends the contact of a slot and begins another. A new id without -1
// before it does both. Place, pressure and size stay until they are sent anew.
func (s *Slots) track(c *contact, id int) {
	if c.id == id {
		return
	}
	s.finish(c, Up)
	c.id, c.told, c.palm, c.changed = max(id, -1), false, false, true
}

// finish notes the end of a contact that was told of.
func (s *Slots) finish(c *contact, what What) {
	if c.id >= 0 && c.told {
		s.ended = append(s.ended, s.change(c, what))
		c.told = false
	}
}

func (s *Slots) change(c *contact, what What) Change {
	ch := Change{Slot: c.slot, ID: c.id, What: what, X: c.x, Y: c.y, Pressure: c.pressure, Size: c.size}
	if s.single {
		ch.ID = -1
	}
	return ch
}

// frame is the end of a frame: ends first, then beginnings and moves by slot.
func (s *Slots) frame() []Change {
	for i := range s.slots {
		if c := &s.slots[i]; c.palm {
			s.finish(c, Cancel)
		}
	}
	changes := s.ended
	s.ended = nil
	for i := range s.slots {
		c := &s.slots[i]
		if c.id >= 0 && c.changed && !c.palm {
			what := Move
			if !c.told {
				what = Down
			}
			c.told = true
			changes = append(changes, s.change(c, what))
		}
		c.changed = false
	}
	return changes
}

// Sync takes the state that the kernel told after a gap, or when the device
// was opened. Contacts that ended in the gap are cancelled: what became of
// them nobody saw.
func (s *Slots) Sync(state State) []Change {
	if s.single {
		state.IDs = []int32{-1}
		if state.Touch {
			state.IDs[0] = 0
		}
	}
	for i := range max(len(s.slots), min(len(state.IDs), maxSlots)) {
		c := s.at(i)
		id := int(nth(state.IDs, i, -1))
		if c.id != id {
			s.finish(c, Cancel)
			c.id, c.palm = max(id, -1), false
		}
		x, y := int(nth(state.Xs, i, int32(c.x))), int(nth(state.Ys, i, int32(c.y)))
		c.changed = !c.told || x != c.x || y != c.y
		c.x, c.y = x, y
	}
	s.current = state.Current
	return s.frame()
}

func nth(v []int32, i int, or int32) int32 {
	if i < len(v) {
		return v[i]
	}
	return or
}

// CancelAll ends every contact: the device is gone.
func (s *Slots) CancelAll() []Change {
	for i := range s.slots {
		s.finish(&s.slots[i], Cancel)
	}
	changes := s.ended
	*s = Slots{single: s.single}
	return changes
}
