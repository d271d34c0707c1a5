package panel

import (
	"context"
	"errors"
	"fmt"
	"time"

	"periph.io/x/conn/v3/gpio"

	"govkiosk/drivers"
)

var (
	errRestless = errors.New("the contact does not come to rest")
	errStuck    = errors.New("the button is held down: it is stuck, or its line is shorted")
)

// buttons are contacts that nobody holds for long.
var buttons = map[Sensor]bool{Call: true, Next: true, Select: true}

// watcher follows one contact. Its goroutine alone touches the pin.
type watcher struct {
	sensor  Sensor
	contact Contact
	clock   Clock
	poll    time.Duration
	grain   time.Duration // between two samples at least
	stuck   time.Duration

	settler settler
	checked time.Time // when In last proved that the pin is there
	lost    error     // what In said
	edges   bool      // the pin has edges

	armed   bool // the button was seen released
	pressed time.Time

	told    bool
	reading Reading
	fault   error
}

func newWatcher(s Sensor, c Contact, o Opts) *watcher {
	return &watcher{
		sensor: s, contact: c, clock: o.Clock, poll: o.Poll, grain: o.Stable / 5, stuck: o.StuckAfter,
		settler: settler{stable: o.Stable, unrest: max(time.Second, 10*o.Stable)},
	}
}

// run looks and waits until ctx ends; tell is called at every change.
func (w *watcher) run(ctx context.Context, tell func(Event)) {
	for ctx.Err() == nil {
		if e, changed := w.look(); changed {
			tell(e)
		}
		w.wait(ctx)
	}
}

// look takes one sample and returns what has changed by it.
func (w *watcher) look() (Event, bool) {
	now := w.clock.Now()
	if now.Sub(w.checked) >= w.poll || w.lost != nil {
		w.prove(now)
	}
	if w.lost == nil {
		w.settler.sample(w.contact.Pin.Read(), now)
	}
	reading, fault, ok := w.judge(now)
	if !ok || (w.told && reading == w.reading && text(fault) == text(w.fault)) {
		return Event{}, false
	}
	w.told, w.reading, w.fault = true, reading, fault
	return Event{Sensor: w.sensor, Reading: reading, Err: fault, At: now}, true
}

// prove sets the pin up, again and again, since nothing else tells that it is
// gone. A chip without interrupts refuses edges; its pins are polled.
func (w *watcher) prove(now time.Time) {
	w.checked = now
	c := w.contact
	err := c.Pin.In(c.Pull, gpio.BothEdges)
	w.edges = err == nil
	if err != nil {
		err = c.Pin.In(c.Pull, gpio.NoEdge)
	}
	if w.lost = err; err != nil {
		w.settler.forget()
		w.armed = false
	}
}

// judge puts what is known into the sensor's words; ok is false while the
// contact has not settled for the first time.
func (w *watcher) judge(now time.Time) (r Reading, fault error, ok bool) {
	words := vocabulary[w.sensor]
	switch {
	case w.lost != nil:
		return words.lost, w.broken(w.lost), true
	case w.settler.restless(now):
		return words.lost, w.broken(errRestless), true
	case !w.settler.settled:
		return Unknown, nil, false
	case !w.contact.acting(w.settler.level):
		w.armed, w.pressed = true, time.Time{}
		return words.rest, nil, true
	case buttons[w.sensor] && w.held(now):
		return words.lost, w.broken(errStuck), true
	}
	return words.active, nil, true
}

// held tells that the button was down before anybody could press it, or for
// longer than a citizen presses.
func (w *watcher) held(now time.Time) bool {
	if w.pressed.IsZero() {
		w.pressed = now
	}
	return !w.armed || now.Sub(w.pressed) >= w.stuck
}

func (w *watcher) broken(err error) error {
	return failed(fmt.Sprintf("read %s (%s)", w.sensor, nameOf(w.contact.Pin)), drivers.HardwareError, err)
}

// wait blocks until the next sample is due: after an edge, but no sooner than
// a grain, so that a storm of edges costs no more than a bouncing contact.
func (w *watcher) wait(ctx context.Context) {
	d := w.poll
	if due := w.settler.due(w.clock.Now()); due > 0 {
		d = min(d, due)
	}
	switch {
	case w.lost != nil:
		rest(ctx, w.clock, w.poll)
	case !w.edges:
		rest(ctx, w.clock, min(d, w.settler.stable))
	default:
		w.listen(ctx, d)
	}
}

// listen waits for an edge. A wait that ends early without one is that of a
// pin in trouble; it becomes polling until In has found out.
func (w *watcher) listen(ctx context.Context, d time.Duration) {
	began := w.clock.Now()
	if w.contact.Pin.WaitForEdge(d) {
		rest(ctx, w.clock, w.grain)
		return
	}
	rest(ctx, w.clock, min(d-w.clock.Now().Sub(began), w.settler.stable))
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
