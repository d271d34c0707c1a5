package panel

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Opts configures a Dev: what is fitted, and how contacts are read. The zero
// value of a duration means its default.
type Opts struct {
	Contacts   map[Sensor]Contact
	Lights     map[Slot]Lamp
	Stable     time.Duration // a level that holds so long counts; 30 ms, 5 to 500
	Poll       time.Duration // of the level without an edge; 1 s, and no longer
	StuckAfter time.Duration // a call button that is down so long is broken; 30 s
	Clock      Clock         // the machine's
}

func (o *Opts) defaults() Opts {
	var d Opts
	if o != nil {
		d = *o
	}
	if d.Stable == 0 {
		d.Stable = 30 * time.Millisecond
	}
	if d.Poll == 0 {
		d.Poll = time.Second
	}
	if d.StuckAfter == 0 {
		d.StuckAfter = 30 * time.Second
	}
	if d.Clock == nil {
		d.Clock = wall{}
	}
	return d
}

func (o Opts) check() error {
	var all []error
	if o.Stable < 5*time.Millisecond || o.Stable > 500*time.Millisecond {
		all = append(all, fmt.Errorf("stable: %v is not between 5 ms and 500 ms", o.Stable))
	}
	if o.Poll < o.Stable || o.Poll > time.Second {
		all = append(all, fmt.Errorf("poll: %v is not between stable (%v) and 1 s", o.Poll, o.Stable))
	}
	if o.StuckAfter < time.Second {
		all = append(all, fmt.Errorf("stuck after: %v is shorter than a press", o.StuckAfter))
	}
	for _, s := range slices.Sorted(maps.Keys(o.Contacts)) {
		if _, ok := vocabulary[s]; !ok {
			all = append(all, fmt.Errorf("contact %q: there is no such sensor", s))
		} else if err := o.Contacts[s].defaults(s).check(); err != nil {
			all = append(all, fmt.Errorf("contact %s: %w", s, err))
		}
	}
	for _, s := range slices.Sorted(maps.Keys(o.Lights)) {
		if !slices.Contains([]Slot{Reader, Mouth, Cabinet, Card}, s) {
			all = append(all, fmt.Errorf("light %q: there is no such slot", s))
		} else if o.Lights[s] == nil {
			all = append(all, fmt.Errorf("light %s: no lamp", s))
		}
	}
	return errors.Join(all...)
}
