package hub

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"io"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/wire"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// quiet keeps what a hub says out of the tests.
var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// start is a hub that serves until the test ends.
func start(t testing.TB, change ...func(*Options)) *Hub {
	t.Helper()
	return startWith(t, func(*Hub) {}, change...)
}

// startWith has before prepare it.
func startWith(t testing.TB, before func(*Hub), change ...func(*Options)) *Hub {
	t.Helper()
	o := Options{Dir: t.TempDir(), Terminals: "127.0.0.1:0", Hints: "127.0.0.1:0", Log: quiet}
	for _, f := range change {
		f(&o)
	}
	if err := authority.Init(o.Dir, "test", time.Now()); err != nil {
		t.Fatal(err)
	}
	return serve(t, o, before)
}

func serve(t testing.TB, o Options, before ...func(*Hub)) *Hub {
	t.Helper()
	h, err := New(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range before {
		f(h)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return h
}

// machine is a terminal as the hub sees one.
type machine struct {
	t    testing.TB
	id   string
	url  string
	pool *x509.CertPool
	key  *ecdsa.PrivateKey
	http *http.Client
}

func newMachine(t testing.TB, h *Hub, id string) *machine {
	t.Helper()
	at, _, _, _ := h.Addresses()
	m := &machine{t: t, id: id, url: "https://" + at, pool: h.Authority.Pool(), key: must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))}
	m.with(nil)
	return m
}

// with has the machine show a certificate from now on.
func (m *machine) with(certificate []byte) {
	c := &tls.Config{RootCAs: m.pool}
	if block, _ := pem.Decode(certificate); block != nil {
		c.Certificates = []tls.Certificate{{Certificate: [][]byte{block.Bytes}, PrivateKey: m.key}}
	}
	m.http = &http.Client{Transport: &http.Transport{TLSClientConfig: c, MaxIdleConnsPerHost: 4}, Timeout: 20 * time.Second}
	m.t.Cleanup(m.http.CloseIdleConnections)
}

func (m *machine) csr(name string) string {
	der := must(x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{Subject: pkix.Name{CommonName: name}}, m.key))
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der}))
}

// say sends a document and reads the answer.
func (m *machine) say(method, path string, document, into any) int {
	m.t.Helper()
	status, err := m.try(method, path, document, into)
	if err != nil {
		m.t.Error(err)
	}
	return status
}

// try is say where the hub may not be there.
func (m *machine) try(method, path string, document, into any) (status int, err error) {
	r := must(http.NewRequest(method, m.url+path, bytes.NewReader(must(json.Marshal(document)))))
	answer, err := m.http.Do(r)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err == nil && into != nil && answer.StatusCode/100 == 2 {
		err = json.Unmarshal(data, into)
	}
	return answer.StatusCode, err
}

// enrolled is a machine with a certificate.
func enrolled(t testing.TB, h *Hub, id string) *machine {
	t.Helper()
	m := newMachine(t, h, id)
	code := must(h.Authority.NewCode(t.Context(), authority.Code{Terminal: id, By: "li", Expires: time.Now().Add(time.Hour)}))
	var e wire.Enrolled
	place := config.Place{District: "lunan", Hall: "lunan-1"}
	if status := m.say("POST", wire.PathEnrol, wire.Enrol{Terminal: id, Code: code, CSR: m.csr(id), Place: place}, &e); status != http.StatusOK {
		t.Fatalf("enrol %s: %d", id, status)
	}
	m.with([]byte(e.Certificate))
	return m
}

func TestAStatusIsKeptOnceAndTheNewestWins(t *testing.T) {
	h := start(t)
	m := enrolled(t, h, "KT-1")
	put := func(seq uint64, locked string) (a wire.Answer) {
		if status := m.say("PUT", wire.PathStatus, wire.Status{Terminal: "KT-1", Seq: seq, Locked: locked, At: time.Now()}, &a); status != http.StatusOK {
			t.Fatal(status)
		}
		return a
	}
	put(1, "a")
	if a := put(5, "b"); a.Seq != 5 || a.Every != 60 {
		t.Errorf("%+v", a)
	}
	if a := put(3, "c"); a.Seq != 5 {
		t.Errorf("an older one: %+v", a)
	}
	if k, _ := h.Terminal("KT-1"); k.Status.Locked != "b" || k.Place.Hall != "lunan-1" || k.Expires.IsZero() {
		t.Errorf("%+v", k)
	}
	if status := m.say("PUT", wire.PathStatus, wire.Status{Terminal: "KT-2", Seq: 9}, nil); status != http.StatusForbidden {
		t.Errorf("for another: %d", status)
	}
}

func TestAnEventIsKeptOnce(t *testing.T) {
	h := start(t)
	m := enrolled(t, h, "KT-1")
	post := func(ids ...uint64) uint64 {
		e := wire.Events{Terminal: "KT-1"}
		for _, id := range ids {
			e.Events = append(e.Events, wire.Event{ID: id, At: time.Now(), Kind: "door"})
		}
		var taken wire.EventsTaken
		if status := m.say("POST", wire.PathEvents, e, &taken); status != http.StatusOK {
			t.Fatal(status)
		}
		return taken.Through
	}
	for _, c := range []struct {
		ids  []uint64
		want uint64
	}{{nil, 0}, {[]uint64{1, 2}, 2}, {[]uint64{1, 2, 3}, 3}, {[]uint64{2}, 3}, {[]uint64{7}, 7}, {nil, 7}} {
		if got := post(c.ids...); got != c.want {
			t.Errorf("%v: through %d, want %d", c.ids, got, c.want)
		}
	}
	var ids []uint64
	for _, e := range must(h.Events(t.Context(), "KT-1", 0, 10)) {
		ids = append(ids, e.ID)
	}
	if len(ids) != 4 || ids[0] != 7 || ids[3] != 1 {
		t.Error(ids)
	}
}
