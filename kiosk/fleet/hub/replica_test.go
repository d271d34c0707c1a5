package hub

import (
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"govkiosk/kiosk/fleet/wire"
)

// pair are two hubs on a NATS elsewhere, by its address.
func pair(t *testing.T) (one, two *Hub) {
	t.Helper()
	elsewhere := must(server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoLog: true, NoSigs: true}))
	elsewhere.Start()
	t.Cleanup(func() { elsewhere.Shutdown(); elsewhere.WaitForShutdown() })
	if !elsewhere.ReadyForConnections(20 * time.Second) {
		t.Fatal("the NATS elsewhere is not ready")
	}
	at := func(o *Options) { o.NATS, o.Hints = elsewhere.ClientURL(), "" }
	one = start(t, at)
	o := one.o
	o.Terminals = "127.0.0.1:0"
	return one, serve(t, o)
}

// until waits for something that another hub brings about.
func until(t *testing.T, h *Hub, what string, is func() bool) {
	t.Helper()
	changed, stop := h.Changed()
	defer stop()
	late := time.After(20 * time.Second)
	for !is() {
		select {
		case <-changed:
		case <-late:
			t.Fatalf("not %s", what)
		}
	}
}

func TestTwoHubsOnOneStoreSeeEachOther(t *testing.T) {
	one, two := pair(t)
	m := enrolled(t, one, "KT-1")
	until(t, two, "enrolled at the other", func() bool { k, ok := two.Terminal("KT-1"); return ok && !k.Enrolled.IsZero() })

	there, _, _, _ := two.Addresses()
	here := m.url
	at := func(url string, method, path string, document, into any) {
		t.Helper()
		m.url = url
		if status := m.say(method, path, document, into); status != 200 {
			t.Fatalf("%s at %s: %d", path, url, status)
		}
	}
	var a wire.Answer
	at(here, "PUT", wire.PathStatus, wire.Status{Terminal: "KT-1", Seq: 1}, &a)
	at("https://"+there, "PUT", wire.PathStatus, wire.Status{Terminal: "KT-1", Seq: 3, Locked: "x"}, &a)
	at(here, "PUT", wire.PathStatus, wire.Status{Terminal: "KT-1", Seq: 2}, &a)
	if a.Seq != 3 {
		t.Errorf("an older one was taken where the newer was not said: %+v", a)
	}
	for _, h := range []*Hub{one, two} {
		until(t, h, "locked", func() bool { k, _ := h.Terminal("KT-1"); return k.Status.Locked == "x" })
	}

	event := func(ids ...uint64) (e wire.Events) {
		e.Terminal = "KT-1"
		for _, id := range ids {
			e.Events = append(e.Events, wire.Event{ID: id, Kind: "door"})
		}
		return e
	}
	var taken wire.EventsTaken
	at(here, "POST", wire.PathEvents, event(1, 2), &taken)
	at("https://"+there, "POST", wire.PathEvents, event(1, 2, 3), &taken) // the first answer was lost
	at(here, "POST", wire.PathEvents, event(3, 4), &taken)
	at("https://"+there, "POST", wire.PathEvents, event(), &taken)
	if taken.Through != 4 {
		t.Errorf("%+v", taken)
	}
	if got := must(one.Events(t.Context(), "KT-1", 0, 10)); len(got) != 4 {
		t.Errorf("%d events", len(got))
	}
	if err := two.Authority.Revoke(t.Context(), "KT-1", "stolen"); err != nil {
		t.Fatal(err)
	}
	until(t, one, "revoked", func() bool { k, _ := one.Terminal("KT-1"); return !k.Revoked.IsZero() })
	m.url = here
	if status := m.say("PUT", wire.PathStatus, wire.Status{Terminal: "KT-1", Seq: 9}, nil); status != 401 {
		t.Errorf("revoked at the other: %d", status)
	}
}

// A row that this hub cannot read, as one of another version may write, is
// written over by the terminal's next status.
func TestAStatusThatCannotBeReadIsWrittenOver(t *testing.T) {
	h := start(t, func(*Options) {})
	m := enrolled(t, h, "KT-1")
	must(h.statuses.Put(t.Context(), "KT-1", []byte(`{"seq":"seven"}`)))
	if got := m.say("PUT", wire.PathStatus, wire.Status{Terminal: "KT-1", Seq: 1}, nil); got != 200 {
		t.Errorf("%d", got)
	}
}
