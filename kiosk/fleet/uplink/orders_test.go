package uplink_test

import (
	"slices"
	"testing"
	"time"

	"govkiosk/kiosk/fleet/wire"
)

func TestOrdersAreCarriedOutOnce(t *testing.T) {
	w := newTown(t)
	w.orders.give(wire.Command{ID: "a", Order: wire.Lock, Text: "停电检修"})
	w.orders.give(wire.Command{ID: "b", Order: wire.SelfTest})
	w.orders.give(wire.Command{ID: "c", Order: wire.BlackBox})
	w.orders.give(wire.Command{ID: "d", Order: wire.Unlock})
	w.orders.give(wire.Command{ID: "e", Order: "dance"})
	w.orders.give(wire.Command{ID: "f", Order: wire.Lock})
	w.orders.give(wire.Command{ID: "g", Order: wire.Unlock, Expires: time.Now().Add(-time.Second)})
	m := newMachine(w, "KT-1").code().start()
	for id, want := range map[string]wire.Outcome{"a": wire.Done, "b": wire.Done, "c": wire.Done, "d": wire.Done, "e": wire.Refused, "f": wire.Refused, "g": wire.Expired} {
		w.until("order "+id, func() bool { return w.orders.of(id) == want })
	}
	m.change(func(s *wire.Status) { s.Service = true }) // the hub gives them all again
	w.until("service", func() bool { k, _ := w.hub.Terminal("KT-1"); return k.Status.Service })
	m.start()
	w.until("a new start", func() bool { return slices.Contains(w.kinds("KT-1")[1:], "started") })
	if want := []string{"lock 停电检修", "test", "lock "}; !m.seen(func() bool { return slices.Equal(m.did, want) })() {
		t.Errorf("%q; want %q", m.did, want)
	}
	if len(w.orders.files["c"]) == 0 {
		t.Error("no black box came")
	}
}

// What needs the devices waits for the end of the visit.
func TestOrdersWaitForTheVisit(t *testing.T) {
	w := newTown(t)
	w.orders.give(wire.Command{ID: "a", Order: wire.SelfTest})
	m := newMachine(w, "KT-1")
	m.busy = true
	m.code().start()
	w.until("taken", func() bool { return w.orders.of("a") == wire.Taken })
	if !m.seen(func() bool { return len(m.did) == 0 })() {
		t.Error("it was tested during a visit")
	}
	m.seen(func() bool { m.busy = false; return true })()
	w.until("done", func() bool { return w.orders.of("a") == wire.Done })
}

// After a power cut in the middle nobody knows; a restart has come to pass.
func TestPowerCutInTheMiddleOfAnOrder(t *testing.T) {
	w := newTown(t)
	m := newMachine(w, "KT-1")
	m.cut = true
	w.orders.give(wire.Command{ID: "a", Order: wire.SelfTest})
	m.code().start()
	w.until("it began", m.seen(func() bool { return len(m.did) == 1 }))
	m.start()
	w.until("unsure", func() bool { return w.orders.of("a") == wire.Unsure })
	w.orders.give(wire.Command{ID: "b", Order: wire.Restart})
	m.change(func(s *wire.Status) { s.Service = true })
	w.until("it restarts", m.seen(func() bool { return m.restarts == 1 }))
	m.start()
	w.until("done", func() bool { return w.orders.of("b") == wire.Done })
	if !m.seen(func() bool { return len(m.did) == 1 && m.restarts == 1 })() {
		t.Errorf("%q, %d restarts", m.did, m.restarts)
	}
}
