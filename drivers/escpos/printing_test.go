package escpos

import (
	"testing"
	"testing/synctest"
)

// printing runs one flow in virtual time.
func printing(t *testing.T, o Opts, f func(t *testing.T, p *fakePrinter, d *Dev)) {
	synctest.Test(t, func(t *testing.T) {
		p := newFake(t)
		d, err := New(p, &o)
		if err != nil {
			t.Fatal(err)
		}
		f(t, p, d)
	})
}

// told collects events.
func told(o *Opts) *[]Event {
	var all []Event
	o.Events = func(e Event) { all = append(all, e) }
	return &all
}

// kinds is what the events are, in order.
func kinds(events []Event) (out []EventKind) {
	for _, e := range events {
		out = append(out, e.Kind)
	}
	return out
}

// set changes what the printer answers from now on.
func (f *fakePrinter) set(ask, answer string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.script == nil {
		f.script = map[string]string{}
	}
	f.script[ask] = answer
}
