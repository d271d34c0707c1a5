package uplink_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"govkiosk/config"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/fleet/uplink"
	"govkiosk/kiosk/fleet/wire"
)

// A terminal is enrolled by a file with a code, which is gone then, and is the
// same terminal after a new start.
func TestCodeOfAFileEnrols(t *testing.T) {
	w := newTown(t)
	m := newMachine(w, "KT-1").start()
	w.until("it says that it is not enrolled", m.seen(func() bool { return m.trouble == "FLT-NOT-ENROLLED" }))
	m.code()
	w.until("the hub hears of it", func() bool { k, ok := w.hub.Terminal("KT-1"); return ok && k.Status.Seq > 0 })
	if _, err := os.Stat(m.o.Code); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the code is still there: %v", err)
	}
	info := must(os.Stat(filepath.Join(string(m.o.Folder), "identity.pem")))
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the key may be read by others: %v", info.Mode())
	}
	w.until("it says that all is well", m.seen(func() bool { return m.trouble == "" }))
	k, _ := w.hub.Terminal("KT-1")
	m.start()
	w.until("a later status", func() bool { n, _ := w.hub.Terminal("KT-1"); return n.Status.Seq > k.Status.Seq })
}

// A code is not told to who only claims to be the hub.
func TestStrangersHearNoCode(t *testing.T) {
	w := newTown(t)
	m := newMachine(w, "KT-1").code()
	other := newTown(t)
	if err := os.WriteFile(m.o.Authority, other.hub.Authority.PEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := uplink.Enrol(t.Context(), m.o, "any", config.Place{}, "1.0")
	if err == nil || !strings.Contains(err.Error(), "unknown authority") {
		t.Errorf("%v", err)
	}
	m.start()
	w.until("trouble", m.seen(func() bool { return m.trouble != "" }))
	if _, known := w.hub.Terminal("KT-1"); known {
		t.Error("the hub knows it")
	}
	if _, err := os.Stat(m.o.Code); err != nil {
		t.Errorf("the code is gone: %v", err)
	}
}

// What happens while the hub is away is there when it is back, once each and
// in order.
func TestEventsWaitForTheHub(t *testing.T) {
	w := newTown(t)
	m := newMachine(w, "KT-1").code().start()
	w.until("started", func() bool { return slices.Equal(w.kinds("KT-1"), []string{"started"}) })
	w.stop()
	m.change(func(s *wire.Status) { s.Faults = []wire.Fault{{Code: "PRN-JAM", Severity: string(fault.Error)}} })
	w.until("the event waits", func() bool { s, _ := m.up.Standing(); return s.Events == 1 && s.Trouble != "" })
	m.start() // its power went too
	w.open()
	w.until("all of it", func() bool {
		return slices.Equal(w.kinds("KT-1"), []string{"started", "fault", "started", "fault"})
	})
	w.until("nothing waits", func() bool { s, _ := m.up.Standing(); return s.Events == 0 })
}

// An event that the hub will not have holds up no other.
func TestAnEventThatTheHubRefusesIsLeftOut(t *testing.T) {
	w := newTown(t)
	m := newMachine(w, "KT-1").code().start()
	w.until("started", func() bool { return slices.Equal(w.kinds("KT-1"), []string{"started"}) })
	for _, kind := range []string{"one", "two", strings.Repeat("long", 20), "three"} {
		if err := m.o.Book.Tell(kind, nil, true); err != nil {
			t.Fatal(err)
		}
	}
	m.change(func(s *wire.Status) { s.Faults = []wire.Fault{{Code: "PRN-JAM", Severity: string(fault.Error)}} })
	w.until("the others", func() bool {
		return slices.Equal(w.kinds("KT-1"), []string{"started", "one", "two", "three", "fault"})
	})
	if _, lost, err := m.o.Book.Waiting(); lost != 1 || err != nil {
		t.Errorf("%d lost, %v", lost, err)
	}
}

// A change is told at once, a hint for one terminal has it say its status, and
// a hint of a release has it look.
func TestChangesAndHintsAreNotWaitedFor(t *testing.T) {
	w := newTown(t)
	m := newMachine(w, "KT-1").code().start()
	seq := func() uint64 { k, _ := w.hub.Terminal("KT-1"); return k.Status.Seq }
	w.until("the first", func() bool { return seq() > 0 })
	m.change(func(s *wire.Status) { s.Service = true })
	w.until("service mode", func() bool { k, _ := w.hub.Terminal("KT-1"); return k.Status.Service })
	w.until("hints", func() bool { s, _ := m.up.Standing(); return s.Hints })
	was := seq()
	w.until("a status for a hint", func() bool {
		w.hub.Hint("KT-1", wire.Hint{Command: true})
		return seq() > was
	})
	if !m.seen(func() bool { return m.looks == 1 })() {
		t.Errorf("%d looks, want one for the enrolment", m.looks)
	}
	w.until("a look for a hint", func() bool {
		w.hub.HintAll(wire.Hint{Release: 3})
		return m.seen(func() bool { return m.looks > 1 })()
	})
}

// A terminal at which nothing has changed is quiet, whatever runs on by itself.
func TestNothingNewIsNotTold(t *testing.T) {
	w := newTown(t)
	m := newMachine(w, "KT-1").code().start()
	seq := func() uint64 { k, _ := w.hub.Terminal("KT-1"); return k.Status.Seq }
	asked := func() (n int) { m.seen(func() bool { n = m.asked; return true })(); return n }
	w.until("the first", func() bool { return seq() > 0 })
	w.until("started", func() bool { return slices.Equal(w.kinds("KT-1"), []string{"started"}) })
	was, from := seq(), asked()
	m.change(func(s *wire.Status) { s.Visit, s.Counters = true, map[string]float64{"slips": 8} })
	w.until("five turns", func() bool { return asked() > from+5 })
	if now := seq(); now != was {
		t.Errorf("told %d times that nothing is new", now-was)
	}
}

// A terminal with another journal goes on behind what the hub has of it.
func TestLostJournalGoesOn(t *testing.T) {
	w := newTown(t)
	m := newMachine(w, "KT-1").code().start()
	w.until("started", func() bool { return len(w.kinds("KT-1")) == 1 })
	k, _ := w.hub.Terminal("KT-1")
	m.stop()
	for _, name := range must(filepath.Glob(m.db + "*")) {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	m.start()
	w.until("its event", func() bool { return len(w.kinds("KT-1")) == 2 })
	w.until("its status", func() bool { n, _ := w.hub.Terminal("KT-1"); return n.Status.Seq > k.Status.Seq })
}

// A certificate that was taken back is told, and a new code helps.
func TestRevokedTerminalSaysSo(t *testing.T) {
	w := newTown(t)
	m := newMachine(w, "KT-1").code().start()
	w.until("the first", func() bool { return len(w.kinds("KT-1")) == 1 })
	if err := w.hub.Authority.Revoke(t.Context(), "KT-1", "stolen"); err != nil {
		t.Fatal(err)
	}
	m.change(func(s *wire.Status) { s.Service = true })
	w.until("it is told", m.seen(func() bool { return m.trouble == "FLT-REVOKED" }))
	m.code()
	w.until("it is heard again", func() bool { k, _ := w.hub.Terminal("KT-1"); return k.Status.Service })
	w.until("all is well", m.seen(func() bool { return m.trouble == "" }))
}

// At two thirds of its life the certificate is another one, for another key.
func TestCertificateIsRenewed(t *testing.T) {
	w := newTown(t)
	m := newMachine(w, "KT-1").code().start()
	w.until("the first", func() bool { return len(w.kinds("KT-1")) == 1 })
	first := must(m.o.Folder.Load())
	w.orders.give(wire.Command{ID: "r1", Order: wire.Renew})
	w.hub.Hint("KT-1", wire.Hint{Command: true})
	m.change(func(s *wire.Status) { s.Service = true })
	w.until("renewed", func() bool { return w.orders.of("r1") == wire.Done })
	second := must(m.o.Folder.Load())
	if a, b := first.Certificate.Leaf, second.Certificate.Leaf; bytes.Equal(a.RawSubjectPublicKeyInfo, b.RawSubjectPublicKeyInfo) {
		t.Errorf("%v has the key of %v", b.SerialNumber, a.SerialNumber)
	}
	m.change(func(s *wire.Status) { s.Service = false })
	w.until("the hub hears the new one", func() bool { k, _ := w.hub.Terminal("KT-1"); return !k.Status.Service })
}
