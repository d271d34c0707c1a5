package uplink_test

import (
	"errors"
	"os"
	"testing"

	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/wire"
)

// A terminal goes on through all steps of a rotation, the hub restarted in
// between; one that slept through them is told what it is, and comes back with
// the new authority and a new code. One that knows the new one, but has a
// certificate of the old one, needs the code alone.
func TestTheAuthorityIsRotatedUnderTerminals(t *testing.T) {
	w := newTown(t)
	ops := audit.Who{ID: "li"}
	awake, asleep, half := newMachine(w, "KT-1").code().start(), newMachine(w, "KT-2").code().start(), newMachine(w, "KT-3").code().start()
	heard := func(m *machine, what string) {
		t.Helper()
		var was bool
		m.change(func(s *wire.Status) { s.Service = !s.Service; was = s.Service })
		w.until(what, func() bool { k, _ := w.hub.Terminal(m.o.ID); return k.Status.Seq > 0 && k.Status.Service == was })
	}
	renew := func(m *machine, order string) {
		t.Helper()
		w.orders.give(wire.Command{ID: order, Order: wire.Renew})
		heard(m, "the order to renew")
		w.until("renewed", func() bool { return w.orders.of(order) == wire.Done })
		w.orders.forget()
	}
	for _, m := range []*machine{awake, asleep, half} {
		heard(m, "the first")
	}
	asleep.stop()
	old := w.hub.Authority.Signers()[0].Mark
	if err := w.hub.Rotate(t.Context(), ops, "next"); err != nil {
		t.Fatal(err)
	}
	renew(awake, "r1")
	renew(half, "r2")
	w.until("who does not know it is told", func() bool { r := w.hub.Rotation(); return len(r.Unaware) == 1 && r.Unaware[0] == "KT-2" })
	half.stop()
	var unready *hub.Unready
	if err := w.hub.Switch(t.Context(), ops, false); !errors.As(err, &unready) || len(unready.Terminals) != 1 {
		t.Errorf("%v", err)
	}
	if err := w.hub.Switch(t.Context(), ops, true); err != nil {
		t.Fatal(err)
	}
	w.stop()
	w.open()
	w.until("it is as it was after a new start", func() bool {
		r := w.hub.Rotation()
		return r.Switched && r.Signers[1].Mark == old && len(r.Held) == 3
	})
	heard(awake, "the new one signs for the hub")
	renew(awake, "r3")
	if err := w.hub.Retire(t.Context(), ops, false); !errors.As(err, &unready) || len(unready.Terminals) != 2 {
		t.Errorf("%v", err)
	}
	if err := w.hub.Retire(t.Context(), ops, true); err != nil {
		t.Fatal(err)
	}
	w.stop()
	w.open()
	if all := w.hub.Authority.Signers(); len(all) != 1 || all[0].Mark == old {
		t.Errorf("after the end: %+v", all)
	}
	heard(awake, "the old one is gone")

	half.start()
	w.until("it is told that its certificate is of the old one", half.seen(func() bool { return half.trouble == "FLT-REVOKED" }))
	half.code()
	heard(half, "with a new code")
	asleep.start()
	w.until("it is told that it does not know the hub", asleep.seen(func() bool { return asleep.trouble == "FLT-STRANGER" }))
	asleep.code()
	if err := os.WriteFile(asleep.o.Authority, w.hub.Authority.PEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	heard(asleep, "with the new authority and a new code")
	w.until("all is well", asleep.seen(func() bool { return asleep.trouble == "" }))
}
