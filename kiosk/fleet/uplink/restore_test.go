package uplink_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"testing"

	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/wire"
)

// A hub that was lost and made anew of a backup has what was acknowledged
// before it, and terminals go on with it: what they had still to tell comes
// once, also where they had told more since and have another certificate by
// now. One that was put out stays out.
func TestTerminalsGoOnWithAnOlderHub(t *testing.T) {
	w := newTown(t)
	plain, renewed, late, stolen := newMachine(w, "KT-1").code().start(), newMachine(w, "KT-2").code().start(), newMachine(w, "KT-3"), newMachine(w, "KT-4").code().start()
	service := func(m *machine, is bool) { m.change(func(s *wire.Status) { s.Service = is }) }
	events := func(m *machine, kinds ...string) {
		t.Helper()
		w.until(m.o.ID+"'s events", func() bool { return slices.Equal(w.kinds(m.o.ID), kinds) })
	}
	for _, m := range []*machine{plain, renewed, stolen} {
		events(m, "started")
	}
	service(plain, true)
	events(plain, "started", "service")
	var file bytes.Buffer
	if err := w.hub.Backup(t.Context(), audit.Who{ID: "li"}, &file); err != nil {
		t.Fatal(err)
	}

	service(plain, false)
	events(plain, "started", "service", "in-service")
	for _, m := range []*machine{renewed, stolen} {
		w.orders.give(wire.Command{ID: "r" + m.o.ID, Order: wire.Renew})
		service(m, true)
		w.until("renewed", func() bool { return w.orders.of("r"+m.o.ID) == wire.Done })
		events(m, "started", "service", "order")
		w.orders.forget()
	}
	late.code().start()
	events(late, "started")
	w.o.Dir = filepath.Join(t.TempDir(), "hub")
	b, err := hub.Restore(t.Context(), w.o, bytes.NewReader(file.Bytes()))
	if err != nil || b.Streams < 8 {
		t.Fatalf("%+v %v", b, err)
	}
	if _, err := hub.Restore(t.Context(), w.o, bytes.NewReader(file.Bytes())); err == nil {
		t.Error("it was restored over a hub")
	}
	w.stop()             // only now: terminals wait longer the longer a hub is away
	service(plain, true) // told to nobody yet
	w.until("it waits", func() bool { s, _ := plain.up.Standing(); return s.Events == 1 })
	w.open()
	if err := w.hub.Authority.Revoke(t.Context(), "KT-4", "stolen"); err != nil {
		t.Fatal(err)
	}
	events(plain, "started", "service", "service") // what was told between is gone with the old hub; nothing comes twice
	service(renewed, false)
	events(renewed, "started", "in-service")
	for _, m := range []*machine{late, stolen} {
		service(m, m == late) // something new to tell
		w.until("it is told that it is out", m.seen(func() bool { return m.trouble == "FLT-REVOKED" }))
	}
	if k, known := w.hub.Terminal("KT-3"); known {
		t.Errorf("%+v", k)
	}
	late.code()
	w.until("it is in again", func() bool { k, _ := w.hub.Terminal("KT-3"); return k.Status.Seq > 0 })
	if notes, err := w.hub.Audit.Check(t.Context()); err != nil {
		t.Errorf("%d notes: %v", notes, err)
	}
}
