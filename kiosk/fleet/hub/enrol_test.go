package hub

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/wire"
)

func code(t testing.TB, h *Hub, c authority.Code) string {
	t.Helper()
	c.By = "li"
	if c.Expires.IsZero() {
		c.Expires = time.Now().Add(time.Hour)
	}
	return must(h.Authority.NewCode(t.Context(), c))
}

func TestACodeLetsOneTerminalInOnce(t *testing.T) {
	var later atomic.Int64
	h := startWith(t, func(h *Hub) {
		h.Authority.Clock = func() time.Time { return time.Now().Add(time.Duration(later.Load())) }
	})
	lunan, lubei := config.Place{District: "lunan"}, config.Place{District: "lubei"}
	first, second := newMachine(t, h, "KT-1"), newMachine(t, h, "KT-1")
	own := code(t, h, authority.Code{Terminal: "KT-1"})
	lax := strings.ToLower(strings.ReplaceAll(own, "-", " "))
	here := code(t, h, authority.Code{Place: lunan})
	rsaCSR := func(name string) string {
		key := must(rsa.GenerateKey(rand.Reader, 2048))
		der := must(x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{Subject: pkix.Name{CommonName: name}}, key))
		return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der}))
	}
	for _, c := range []struct {
		name string
		m    *machine
		e    wire.Enrol
		want int
	}{
		{"a code that is none", first, wire.Enrol{Terminal: "KT-1", Code: "2222-2222-2222-2222", CSR: first.csr("KT-1")}, 401},
		{"another terminal's code", first, wire.Enrol{Terminal: "KT-2", Code: own, CSR: first.csr("KT-2")}, 403},
		{"another name in the request", first, wire.Enrol{Terminal: "KT-1", Code: own, CSR: first.csr("KT-2")}, 403},
		{"a forged request", first, wire.Enrol{Terminal: "KT-1", Code: own, CSR: forged(first.csr("KT-1"))}, 400},
		{"a weak key", first, wire.Enrol{Terminal: "KT-1", Code: own, CSR: rsaCSR("KT-1")}, 400},
		{"no request", first, wire.Enrol{Terminal: "KT-1", Code: own, CSR: "hello"}, 400},
		{"a name that is a path", first, wire.Enrol{Terminal: "../KT", Code: own, CSR: first.csr("../KT")}, 400},
		{"as it is meant", first, wire.Enrol{Terminal: "KT-1", Code: lax, CSR: first.csr("KT-1"), Place: lunan}, 200},
		{"again: the answer was lost", first, wire.Enrol{Terminal: "KT-1", Code: own, CSR: first.csr("KT-1"), Place: lunan}, 200},
		{"somebody who has read the code", second, wire.Enrol{Terminal: "KT-1", Code: own, CSR: second.csr("KT-1"), Place: lunan}, 409},
		{"a place's code from another place", second, wire.Enrol{Terminal: "KT-3", Code: here, CSR: second.csr("KT-3"), Place: lubei}, 403},
		{"a place's code for a terminal that is there", second, wire.Enrol{Terminal: "KT-1", Code: here, CSR: second.csr("KT-1"), Place: lunan}, 403},
		{"a place's code", second, wire.Enrol{Terminal: "KT-3", Code: here, CSR: second.csr("KT-3"), Place: lunan}, 200},
		{"a place's code for a second one", second, wire.Enrol{Terminal: "KT-4", Code: here, CSR: second.csr("KT-4"), Place: lunan}, 409},
	} {
		if got := c.m.say("POST", wire.PathEnrol, c.e, nil); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	late := code(t, h, authority.Code{Terminal: "KT-5", Expires: time.Now().Add(2 * time.Minute)})
	later.Store(int64(3 * time.Minute))
	if got := first.say("POST", wire.PathEnrol, wire.Enrol{Terminal: "KT-5", Code: late, CSR: first.csr("KT-5")}, nil); got != 401 {
		t.Errorf("an expired code: %d", got)
	}
}

// forged is a request whose name was changed after it was signed.
func forged(csr string) string {
	block, _ := pem.Decode([]byte(csr))
	block.Bytes = bytes.Replace(block.Bytes, []byte("KT-1"), []byte("KT-2"), 1)
	return string(pem.EncodeToMemory(block))
}

func TestAnEnrolledTerminalRenewsItselfAndNobodyElse(t *testing.T) {
	h := start(t)
	m, other := enrolled(t, h, "KT-1"), enrolled(t, h, "KT-2")
	for _, c := range []struct {
		name string
		m    *machine
		e    wire.Enrol
		want int
	}{
		{"without a certificate", newMachine(t, h, "KT-1"), wire.Enrol{Terminal: "KT-1", CSR: m.csr("KT-1")}, 401},
		{"somebody else's", other, wire.Enrol{Terminal: "KT-1", CSR: other.csr("KT-1")}, 403},
		{"with another name in the request", other, wire.Enrol{Terminal: "KT-2", CSR: other.csr("KT-1")}, 403},
	} {
		if got := c.m.say("POST", wire.PathRenew, c.e, nil); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	var e wire.Enrolled
	if got := m.say("POST", wire.PathRenew, wire.Enrol{Terminal: "KT-1", CSR: m.csr("KT-1")}, &e); got != 200 {
		t.Fatal(got)
	}
	old := m.http
	m.with([]byte(e.Certificate))
	if got := m.say("PUT", wire.PathStatus, wire.Status{Terminal: "KT-1", Seq: 1}, nil); got != 200 {
		t.Errorf("with the new one: %d", got)
	}
	m.http = old
	if got := m.say("PUT", wire.PathStatus, wire.Status{Terminal: "KT-1", Seq: 2}, nil); got != 200 {
		t.Errorf("with the one before, whose answer might have been lost: %d", got)
	}
}

func TestWhatIsRevokedIsOutOnConnectionsThatAreOpen(t *testing.T) {
	h := start(t)
	m := enrolled(t, h, "KT-1")
	_, _, hints, _ := h.Addresses()
	own := m.http.Transport.(*http.Transport).TLSClientConfig
	closed := make(chan struct{})
	conn := must(nats.Connect("tls://"+hints, nats.Secure(own.Clone()), nats.NoReconnect(), nats.ClosedHandler(func(*nats.Conn) { close(closed) })))
	defer conn.Close()
	if got := m.say("PUT", wire.PathStatus, wire.Status{Terminal: "KT-1", Seq: 1}, nil); got != 200 {
		t.Fatal(got)
	}
	used := code(t, h, authority.Code{Terminal: "KT-1"})
	if err := h.Authority.Revoke(t.Context(), "KT-1", "stolen"); err != nil {
		t.Fatal(err)
	}
	select { // hints are cut off
	case <-closed:
	case <-time.After(20 * time.Second):
		t.Fatal("it still hears hints")
	}
	if got := m.say("PUT", wire.PathStatus, wire.Status{Terminal: "KT-1", Seq: 2}, nil); got != 401 {
		t.Errorf("on the open connection: %d", got)
	}
	if _, err := nats.Connect("tls://"+hints, nats.Secure(own.Clone())); err == nil {
		t.Error("it hears hints again")
	}
	if got := m.say("POST", wire.PathRenew, wire.Enrol{Terminal: "KT-1", CSR: m.csr("KT-1")}, nil); got != 401 {
		t.Errorf("a renewal: %d", got)
	}
	if k, _ := h.Terminal("KT-1"); k.State(time.Now(), h.Every()) != Revoked || k.Why != "stolen" {
		t.Errorf("%+v", k)
	}
	// A code made for it lets it in again, once; and not after it is put out.
	again := wire.Enrol{Terminal: "KT-1", Code: used, CSR: m.csr("KT-1")}
	if got := m.say("POST", wire.PathEnrol, again, nil); got != 200 {
		t.Errorf("with a code: %d", got)
	}
	if err := h.Authority.Revoke(t.Context(), "KT-1", "stolen again"); err != nil {
		t.Fatal(err)
	}
	if got := m.say("POST", wire.PathEnrol, again, nil); got != 409 {
		t.Errorf("with a code that it used before: %d", got)
	}
}

func TestACertificateOfAnotherAuthorityIsNone(t *testing.T) {
	h := start(t)
	m := enrolled(t, h, "KT-1")
	dir := t.TempDir()
	if err := authority.Init(dir, "forger", time.Now()); err != nil {
		t.Fatal(err)
	}
	root := must(tls.LoadX509KeyPair(dir+"/authority.pem", dir+"/authority-key.pem"))
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	leaf := &x509.Certificate{SerialNumber: must(rand.Int(rand.Reader, root.Leaf.SerialNumber)), Subject: pkix.Name{CommonName: "KT-1"}, NotAfter: time.Now().Add(time.Hour), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}
	der := must(x509.CreateCertificate(rand.Reader, leaf, root.Leaf, key.Public(), root.PrivateKey))
	own := &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	m.http.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: m.pool, GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return own, nil }}}
	if answer, err := m.http.Get(m.url + wire.PathRepo + "metadata/timestamp.json"); err == nil {
		answer.Body.Close()
		t.Errorf("it came in: %d", answer.StatusCode)
	}
}

func TestOneOfTwoHubsTakesACode(t *testing.T) {
	one, two := pair(t)
	c := code(t, one, authority.Code{Place: config.Place{District: "lunan"}})
	type answer struct{ id, status int }
	got := make(chan answer, 8)
	for i := range 8 {
		h := []*Hub{one, two}[i%2]
		m := newMachine(t, h, "")
		id := "KT-" + string(rune('0'+i))
		e := wire.Enrol{Terminal: id, Code: c, CSR: m.csr(id), Place: config.Place{District: "lunan"}}
		go func() { got <- answer{i, m.say("POST", wire.PathEnrol, e, nil)} }()
	}
	taken := 0
	for range 8 {
		switch a := <-got; a.status {
		case 200:
			taken++
		case 409:
		default:
			t.Errorf("terminal %d: %d", a.id, a.status)
		}
	}
	if taken != 1 {
		t.Errorf("the code let %d in", taken)
	}
}

// Nobody waits for the hub to hear of what it has itself decided.
func TestWhatTheHubDecidesHoldsAtOnce(t *testing.T) {
	h := start(t)
	for i := range 20 {
		id := fmt.Sprintf("KT-%d", i)
		m := enrolled(t, h, id)
		if got := m.say("PUT", wire.PathStatus, wire.Status{Terminal: id, Seq: 1}, nil); got != 200 {
			t.Fatalf("%s is let in, and then: %d", id, got)
		}
		if err := h.Authority.Revoke(t.Context(), id, "stolen"); err != nil {
			t.Fatal(err)
		}
		if got := m.say("PUT", wire.PathStatus, wire.Status{Terminal: id, Seq: 2}, nil); got != 401 {
			t.Fatalf("%s is put out, and then: %d", id, got)
		}
	}
}
