package store

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"net"
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"govkiosk/kiosk/fleet/wire"
)

func open(t *testing.T, o Options) *Store {
	t.Helper()
	s, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestWhatWasWrittenIsThereAfterARestart(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	s := open(t, Options{Dir: dir})
	table := must(s.Table(ctx, "people"))
	must(table.Put(ctx, "li", []byte("one")))
	log := must(s.Log(ctx, "audit", LogOptions{Sealed: true}))
	if _, _, err := log.Append(ctx, "li.lock", "", []byte("a")); err != nil {
		t.Fatal(err)
	}
	s.Close()

	s = open(t, Options{Dir: dir})
	if e, err := must(s.Table(ctx, "people")).Get(ctx, "li"); err != nil || string(e.Value) != "one" {
		t.Errorf("%q, %v", e.Value, err)
	}
	records, err := must(s.Log(ctx, "audit", LogOptions{Sealed: true})).Newest(ctx, ">", 0, 10)
	if err != nil || len(records) != 1 || string(records[0].Data) != "a" || records[0].Key != "li.lock" {
		t.Errorf("%+v, %v", records, err)
	}
}

func TestAValueIsChangedAgainstWhatWasRead(t *testing.T) {
	ctx := t.Context()
	table := must(open(t, Options{Dir: t.TempDir()}).Table(ctx, "rollouts"))
	first := must(table.Update(ctx, "r1", []byte("a"), 0))
	must(table.Update(ctx, "r1", []byte("b"), first))
	for _, was := range []uint64{0, first} {
		if _, err := table.Update(ctx, "r1", []byte("c"), was); !errors.Is(err, ErrChanged) {
			t.Errorf("against revision %d: %v", was, err)
		}
	}
	if _, err := table.Get(ctx, "r2"); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

func TestAWatchTellsWhatIsThereAndThenEveryChange(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	table := must(open(t, Options{Dir: t.TempDir()}).Table(ctx, "status"))
	must(table.Put(ctx, "a", []byte("1")))
	told := make(chan string, 10)
	done := make(chan error, 1)
	go func() {
		done <- table.Watch(ctx, func(e Entry) { told <- fmt.Sprintf("%s=%s", e.Key, e.Value) }, func() { told <- "whole" })
	}()
	next := func(want string) {
		t.Helper()
		select {
		case got := <-told:
			if got != want {
				t.Errorf("%s, want %s", got, want)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("no %s", want)
		}
	}
	next("a=1")
	next("whole")
	must(table.Put(ctx, "b", []byte("2")))
	next("b=2")
	if err := table.Delete(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	next("a=")
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestALogIsReadFromItsEndAndFollowed(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	log := must(open(t, Options{Dir: t.TempDir()}).Log(ctx, "events", LogOptions{}))
	for i := range 5 {
		key := []string{"KT-1.door", "KT-2.door"}[i%2]
		if _, again, err := log.Append(ctx, key, fmt.Sprint("id", i), []byte{byte('a' + i)}); again || err != nil {
			t.Fatal(again, err)
		}
	}
	if _, again, err := log.Append(ctx, "KT-1.door", "id4", []byte("e")); !again || err != nil {
		t.Errorf("taken twice: %v, %v", again, err)
	}
	text := func(records []Record) (out string) {
		for _, r := range records {
			out += string(r.Data)
		}
		return out
	}
	if got := text(must(log.Newest(ctx, "KT-1.>", 0, 2))); got != "ec" {
		t.Error(got)
	}
	if got := text(must(log.Newest(ctx, "*.door", 4, 9))); got != "cba" {
		t.Error(got)
	}
	if got := text(must(log.Newest(ctx, "KT-1.door", 0, 2))) + text(must(log.Newest(ctx, "KT-1.door", 3, 9))) + text(must(log.Newest(ctx, "KT-3.door", 0, 9))); got != "eca" {
		t.Error(got)
	}
	if r, err := log.Last(ctx, "KT-2.door"); err != nil || string(r.Data) != "d" {
		t.Error(r, err)
	}
	told := make(chan string, 9)
	done := make(chan error, 1)
	go func() { done <- log.Follow(ctx, 3, func(r Record) { told <- string(r.Data) }) }()
	if got := <-told + <-told; got != "de" {
		t.Error(got)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestASealedLogGivesNothingAway(t *testing.T) {
	ctx := t.Context()
	log := must(open(t, Options{Dir: t.TempDir()}).Log(ctx, "audit", LogOptions{Sealed: true}))
	seq, _, err := log.Append(ctx, "li", "", []byte("a"))
	if err != nil {
		t.Fatal(err)
	}
	if log.stream.DeleteMsg(ctx, seq) == nil || log.stream.Purge(ctx) == nil {
		t.Error("a record was taken out")
	}
}

// certificates are a server's and two terminals'.
func certificates(t *testing.T) (*x509.CertPool, func(name string) tls.Certificate) {
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "hub"}, NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	pool := x509.NewCertPool()
	pool.AddCert(must(x509.ParseCertificate(must(x509.CreateCertificate(rand.Reader, root, root, key.Public(), key)))))
	return pool, func(name string) tls.Certificate {
		own := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
		leaf := &x509.Certificate{
			SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name}, NotAfter: time.Now().Add(time.Hour),
			IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageDigitalSignature,
			ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
		}
		return tls.Certificate{Certificate: [][]byte{must(x509.CreateCertificate(rand.Reader, leaf, root, own.Public(), key))}, PrivateKey: own}
	}
}

func TestATerminalHearsItsOwnHintsAndNothingElse(t *testing.T) {
	pool, issue := certificates(t)
	revoked := []string{"KT-9"}
	s := open(t, Options{
		Dir: t.TempDir(), Listen: "127.0.0.1:0",
		TLS: &tls.Config{Certificates: []tls.Certificate{issue("hub")}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert},
		Allowed: func(state *tls.ConnectionState) (string, bool) {
			id := state.PeerCertificates[0].Subject.CommonName
			return id, !slices.Contains(revoked, id)
		},
	})
	must(must(s.Table(t.Context(), "people")).Put(t.Context(), "li", []byte("secret"))) // this program needs no certificate

	dial := func(certificate ...tls.Certificate) (*nats.Conn, error) {
		return nats.Connect("tls://"+s.HintsAddr(), nats.Secure(&tls.Config{RootCAs: pool, Certificates: certificate}), nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}))
	}
	for name, certificate := range map[string][]tls.Certificate{"without a certificate": nil, "revoked": {issue("KT-9")}} {
		if conn, err := dial(certificate...); err == nil {
			conn.Close()
			t.Errorf("%s it came in", name)
		}
	}
	if conn, err := nats.Connect("nats://" + s.HintsAddr()); err == nil {
		conn.Close()
		t.Error("without TLS it came in")
	}
	conn := must(dial(issue("KT-1")))
	defer conn.Close()
	all, own := must(conn.SubscribeSync(wire.HintAll)), must(conn.SubscribeSync(wire.HintTerminal+"KT-1"))
	others := must(conn.SubscribeSync(wire.HintTerminal + "KT-2"))
	values := must(conn.SubscribeSync("$KV.people.>"))
	if err := errors.Join(conn.Publish(wire.HintAll, []byte("forged")), conn.Flush()); err != nil {
		t.Fatal(err)
	}
	for _, subject := range []string{wire.HintTerminal + "KT-2", wire.HintAll, wire.HintTerminal + "KT-1"} {
		if err := s.Hint(subject, []byte("look")); err != nil {
			t.Fatal(err)
		}
	}
	must(must(s.Table(t.Context(), "people")).Put(t.Context(), "li", []byte("more")))
	for _, sub := range []*nats.Subscription{all, own} {
		if m, err := sub.NextMsg(20 * time.Second); err != nil || string(m.Data) != "look" {
			t.Errorf("%s: %v, %v", sub.Subject, m, err)
		}
	}
	if err := conn.Flush(); err != nil {
		t.Fatal(err)
	}
	for _, sub := range []*nats.Subscription{others, values} {
		if n, _, err := sub.Pending(); err == nil && n > 0 {
			t.Errorf("%s: it heard %d", sub.Subject, n)
		}
	}
}
