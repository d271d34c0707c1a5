package uplink_test

import (
	"testing"
	"time"

	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/wire"
)

const day = 24 * time.Hour

// tenDays is a hub whose certificates count for so long.
func tenDays(o *hub.Options) { o.CertificateDays = 10 }

// A renewal that brings nothing younger is told before the certificate ends,
// and an order to renew, once the hub can, takes the fault away.
func TestACertificateThatIsNotRenewedIsTold(t *testing.T) {
	w := newTown(t, tenDays)
	m := newMachine(w, "KT-1").code().start()
	w.until("the first", func() bool { return len(w.kinds("KT-1")) == 1 })
	m.later(8 * day) // of ten, and the hub gives no younger one: its clock is behind
	w.until("all is well yet", m.seen(func() bool { return m.trouble == "" }))
	m.later(day)
	w.until("it is told", m.seen(func() bool { return m.trouble == "FLT-CERT-ENDS" }))
	m.change(func(s *wire.Status) { s.Service = true })
	w.until("the hub hears it", func() bool { k, _ := w.hub.Terminal("KT-1"); return k.Status.Service })
	w.ahead.Store(int64(9 * day))
	w.orders.give(wire.Command{ID: "r1", Order: wire.Renew, Expires: w.now().Add(time.Hour)})
	w.hub.Hint("KT-1", wire.Hint{Command: true})
	m.change(func(s *wire.Status) { s.Service = false })
	w.until("renewed", func() bool { return w.orders.of("r1") == wire.Done })
	w.until("all is well", m.seen(func() bool { return m.trouble == "" }))
}

// A certificate that has ended is told as that, whether the hub is there or
// not; what happens waits, and a new code heals all of it.
func TestACertificateThatHasEndedIsHealedByACode(t *testing.T) {
	w := newTown(t, tenDays)
	m := newMachine(w, "KT-1").code().start()
	w.until("the first", func() bool { return len(w.kinds("KT-1")) == 1 })
	w.stop()
	w.ahead.Store(int64(11 * day))
	m.later(11 * day)
	over := m.seen(func() bool { return m.trouble == "FLT-CERT-OVER" })
	w.until("it is told without the hub", over)
	w.open()
	m.change(func(s *wire.Status) { s.Service = true })
	w.until("the hub says no", func() bool { s, _ := m.up.Standing(); return s.Code == "FLT-REVOKED" })
	w.until("it is told as what it is", over)
	w.until("what happens waits", func() bool { s, _ := m.up.Standing(); return s.Events == 1 })
	if k, _ := w.hub.Terminal("KT-1"); k.Status.Service {
		t.Error("the hub has heard it with a certificate that has ended")
	}
	m.code()
	w.until("what waited is there", func() bool { kinds := w.kinds("KT-1"); return len(kinds) == 2 && kinds[1] == "service" })
	w.until("all is well", m.seen(func() bool { return m.trouble == "" }))
}
