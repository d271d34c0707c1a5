package kiosk

import (
	"maps"
	"time"

	"govkiosk/kiosk/hall"
)

// slots are the hall's rules of how many numbers a business has in a time
// slot, as they were last heard.
type slots struct {
	size time.Duration
	caps map[string]int
}

func slotsOf(q hall.QueueRules) slots {
	s := slots{size: time.Duration(q.SlotMinutes) * time.Minute, caps: map[string]int{}}
	for _, c := range q.Caps {
		s.caps[c.Business] = c.Cap
	}
	return s
}

// span is the slot that a moment is in.
func (s slots) span(at time.Time, zone *time.Location) (from, until time.Time) {
	at = at.In(zone)
	midnight := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, zone)
	from = midnight.Add(at.Sub(midnight).Truncate(s.size))
	return from, from.Add(s.size)
}

// full tells whether this terminal alone has given out as many numbers of a
// business as its slot has. What others gave out nobody knows without the hall.
func (k *blockKeeper) full(business string, at time.Time) bool {
	k.mu.Lock()
	s := k.slots
	k.mu.Unlock()
	most, capped := s.caps[business]
	if !capped || s.size <= 0 {
		return false
	}
	from, until := s.span(at, k.zone)
	given, err := k.journal.GivenIn(business, from, until)
	if err != nil {
		k.fail(err)
		return true
	}
	return given >= most
}

// fullSlots are the businesses in hand of which no more are given out now.
func (k *blockKeeper) fullSlots() (map[string]bool, error) {
	if rules, _, ok := k.hall.KeptPolicy(); ok {
		k.mu.Lock()
		k.slots = slotsOf(rules.Queue)
		k.mu.Unlock()
	}
	now, ok := k.clock.now()
	blocks, err := k.journal.InHand()
	if !ok || err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for _, b := range blocks {
		if k.full(b.Business, now) {
			out[b.Business] = true
		}
	}
	return out, nil
}

// fullNow are those as they were last worked out.
func (k *blockKeeper) fullNow() map[string]bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return maps.Clone(k.fulls)
}
