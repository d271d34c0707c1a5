package panel

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"periph.io/x/conn/v3"

	"govkiosk/drivers"
)

// Dev is the panel.
type Dev struct {
	opts   Opts
	lights *lights

	mu       sync.Mutex
	running  bool
	readings map[Sensor]Reading
	faults   map[Sensor]error
}

// New returns the panel with all its lights off. Its error tells everything
// that is wrong with the options (BadRequest). A lamp that cannot be set is no
// error here: Run reports it and tries again.
func New(opts *Opts) (*Dev, error) {
	o := opts.defaults()
	if err := o.check(); err != nil {
		return nil, failed("set up", drivers.BadRequest, err)
	}
	d := &Dev{opts: o, readings: map[Sensor]Reading{}, faults: map[Sensor]error{}}
	for s := range o.Contacts {
		d.readings[s] = Unknown
	}
	d.lights = newLights(o.Lights, o.Clock.Now())
	return d, nil
}

// String implements conn.Resource.
func (d *Dev) String() string {
	return fmt.Sprintf("panel{%d contacts, %d lights}", len(d.opts.Contacts), len(d.opts.Lights))
}

// Halt implements conn.Resource. All lights are off when it returns. Run goes
// on: as long as it is wanted, the door is watched.
func (d *Dev) Halt() error { return d.lights.dark(d.opts.Clock.Now()) }

// SetLight says how a light is to shine. It does not wait for the lamp: Run
// sets it, at once or, so that nothing flickers, 250 ms after its last change.
// A slot without a lamp is Unsupported, an unknown mode BadRequest.
func (d *Dev) SetLight(s Slot, m Mode) error {
	if !m.valid() {
		return failed("light "+string(s), drivers.BadRequest, fmt.Errorf("there is no mode %q", string(m)))
	}
	if !d.lights.want(s, m) {
		return failed("light "+string(s), drivers.Unsupported, errors.New("no lamp is fitted"))
	}
	return nil
}

// State returns what is known by now.
func (d *Dev) State() State {
	s := State{Lights: map[Slot]Mode{}, Faults: map[string]error{}}
	d.lights.look(&s)
	d.mu.Lock()
	defer d.mu.Unlock()
	s.Readings = maps.Clone(d.readings)
	for sensor, err := range d.faults {
		s.Faults[string(sensor)] = err
	}
	return s
}

// Run watches the contacts and drives the lights until ctx ends; then it turns
// the lights off and returns Cancelled, within Opts.Poll.
//
// report is called from Run's goroutine: once for every contact when it has
// first been read, and at every change. Readings wait while it blocks.
// A second Run beside the first is BadRequest.
func (d *Dev) Run(ctx context.Context, report func(Event)) error {
	if !d.begin() {
		return failed("run", drivers.BadRequest, errors.New("it runs already"))
	}
	defer d.end()
	events := make(chan Event)
	tell := func(e Event) {
		select {
		case events <- e:
		case <-ctx.Done():
		}
	}
	var all sync.WaitGroup
	for s, c := range d.opts.Contacts {
		w := newWatcher(s, c.defaults(s), d.opts)
		all.Go(func() { w.run(ctx, tell) })
	}
	all.Go(func() { d.shine(ctx, tell) })
	for {
		select {
		case e := <-events:
			d.note(e)
			report(e)
		case <-ctx.Done():
			all.Wait()
			return failed("run", drivers.Cancelled, errors.Join(ctx.Err(), d.Halt()))
		}
	}
}

// shine drives the lights.
func (d *Dev) shine(ctx context.Context, tell func(Event)) {
	for ctx.Err() == nil {
		events, next := d.lights.step(d.opts.Clock.Now())
		for _, e := range events {
			tell(e)
		}
		var due <-chan time.Time
		if next != never {
			due = d.opts.Clock.After(next)
		}
		select {
		case <-due:
		case <-d.lights.wake:
		case <-ctx.Done():
		}
	}
}

func (d *Dev) note(e Event) {
	if e.Sensor == "" {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.readings[e.Sensor] = e.Reading
	delete(d.faults, e.Sensor)
	if e.Err != nil {
		d.faults[e.Sensor] = e.Err
	}
}

func (d *Dev) begin() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	first := !d.running
	d.running = true
	return first
}

// end forgets the readings: nobody looks any more.
func (d *Dev) end() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.running = false
	clear(d.faults)
	for s := range d.readings {
		d.readings[s] = Unknown
	}
}

var _ conn.Resource = (*Dev)(nil)
