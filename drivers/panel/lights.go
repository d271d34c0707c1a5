package panel

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"govkiosk/drivers"
)

const (
	dwell = 250 * time.Millisecond // a lamp never changes sooner: 2 Hz at most, however it is told to
	again = time.Second            // a lamp that could not be set is tried again so late
	never = time.Duration(-1)
)

// light is a lamp and what is wanted of it.
type light struct {
	lamp  Lamp
	mode  Mode
	fresh bool // the mode is new and no lamp was set for it yet

	lit     bool      // as it was last set
	changed time.Time // when it was last set, or tried
	fault   error
	told    error // the fault that was reported
}

// due is how long the lamp stays as it is, never when nothing is to be done,
// and what it is to be then.
func (l *light) due(now time.Time) (time.Duration, bool) {
	lit, hold := l.mode == On, dwell
	if half := halves[l.mode]; half > 0 {
		if lit = !l.lit; !l.fresh || l.lit {
			hold = half
		}
	} else if l.lit == lit && l.fault == nil {
		return never, lit
	}
	if l.fault != nil {
		hold = again
	}
	return max(l.changed.Add(hold).Sub(now), 0), lit
}

func (l *light) set(slot Slot, lit bool, now time.Time) {
	l.fault, l.changed, l.fresh = nil, now, false
	if err := l.lamp.Set(lit); err != nil {
		l.fault = failed(fmt.Sprintf("light %s (%s)", slot, l.lamp), drivers.HardwareError, err)
		return
	}
	l.lit = lit
}

// news returns the event of a fault that came or went.
func (l *light) news(slot Slot, now time.Time) (Event, bool) {
	if text(l.fault) == text(l.told) {
		return Event{}, false
	}
	l.told = l.fault
	return Event{Slot: slot, Err: l.fault, At: now}, true
}

// lights are all of them. The mutex is held while a lamp is set.
type lights struct {
	mu   sync.Mutex
	all  map[Slot]*light
	wake chan struct{} // holds one token while a mode is new
}

func newLights(lamps map[Slot]Lamp, now time.Time) *lights {
	ls := &lights{all: map[Slot]*light{}, wake: make(chan struct{}, 1)}
	for slot, lamp := range lamps {
		l := &light{lamp: lamp, mode: Off}
		l.set(slot, false, now)
		l.changed = time.Time{} // the first wish may follow at once
		ls.all[slot] = l
	}
	return ls
}

// want changes a mode. The same mode again changes nothing, so that telling
// it twice does not hold the blinking up.
func (ls *lights) want(slot Slot, m Mode) bool {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	l, ok := ls.all[slot]
	if ok && l.mode != m {
		l.mode, l.fresh = m, true
		ls.rouse()
	}
	return ok
}

// rouse makes step be called again soon.
func (ls *lights) rouse() {
	select {
	case ls.wake <- struct{}{}:
	default:
	}
}

// step sets every lamp that is due and returns how long until the next one.
func (ls *lights) step(now time.Time) (events []Event, next time.Duration) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	next = never
	for slot, l := range ls.all {
		wait, lit := l.due(now)
		if wait == 0 {
			l.set(slot, lit, now)
			wait, _ = l.due(now)
		}
		if e, ok := l.news(slot, now); ok {
			events = append(events, e)
		}
		if wait != never && (next == never || wait < next) {
			next = wait
		}
	}
	return events, next
}

// dark turns everything off at once and leaves no wish.
func (ls *lights) dark(now time.Time) error {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	var all []error
	for slot, l := range ls.all {
		l.mode = Off
		l.set(slot, false, now)
		all = append(all, l.fault)
	}
	ls.rouse() // a lamp that failed is told of and tried again
	return errors.Join(all...)
}

// look puts modes and faults into s.
func (ls *lights) look(s *State) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	for slot, l := range ls.all {
		s.Lights[slot] = l.mode
		if l.fault != nil {
			s.Faults[string(slot)] = l.fault
		}
	}
}
