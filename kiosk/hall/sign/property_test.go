package sign

import (
	"bytes"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/sm2"
	"pgregory.net/rapid"
)

// testKey is the private key of GB/T 32918.5 annex A.
const testKey = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"

func sm2Key(t testing.TB) *sm2.PrivateKey {
	t.Helper()
	key, err := PrivateKey(NewSecret([]byte(testKey)))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// sent is the request as it arrives at the far side.
func sent(r Request, g Signature) Request {
	out := Request{Method: r.Method, Path: r.Path, Query: g.Query, Body: bytes.Clone(g.Body), Header: r.Header.Clone()}
	if out.Header == nil {
		out.Header = http.Header{}
	}
	for _, h := range g.Headers {
		out.Header.Set(h.Name, h.Value)
	}
	return out
}

// everyScheme is each scheme with each of its algorithms.
func everyScheme(t testing.TB) []Opts {
	var all []Opts
	for _, name := range Schemes {
		for _, algorithm := range Algorithms(name) {
			o := Opts{Scheme: name, ID: "demo-kiosk-01", Service: "s-demo-01", Algorithm: algorithm}
			if isSM2(algorithm) {
				o.Key = sm2Key(t)
			}
			if name == "x-hmac" {
				o.Headers, o.Digest = []string{"X-Custom-A"}, true
			}
			all = append(all, o)
		}
	}
	return all
}

func drawRequest(t *rapid.T) Request {
	text := rapid.StringMatching(`[a-z0-9]{1,12}`)
	r := Request{
		Method: "POST", Path: "/v1/" + text.Draw(t, "path"), Nonce: rapid.StringMatching(`[a-f0-9]{16}`).Draw(t, "nonce"),
		Body:   []byte(`{"b":"` + text.Draw(t, "value") + `","a":{"d":1.50,"c":[true,null,"张三样"]}}`),
		At:     time.UnixMilli(rapid.Int64Range(1.6e12, 2e12).Draw(t, "at")).Truncate(time.Second),
		Header: http.Header{"X-Custom-A": {text.Draw(t, "header")}, "Idempotency-Key": {`"key-00000001"`}},
	}
	if rapid.Bool().Draw(t, "get") {
		r.Method, r.Body, r.Query = "GET", nil, "k="+text.Draw(t, "query")
	}
	return r
}

// What a scheme signs it verifies, and says who signed and when.
func TestSignedIsVerified(t *testing.T) {
	secret := NewSecret([]byte("demo-secret"))
	for _, o := range everyScheme(t) {
		s := mustNew(t, o)
		t.Run(s.String(), rapid.MakeCheck(func(t *rapid.T) {
			r := drawRequest(t)
			g, err := s.Sign(r, secret)
			if err != nil {
				t.Fatal(err)
			}
			c, err := s.Verify(sent(r, g), secret)
			if err != nil || c.ID != o.ID || !c.At.Equal(r.At) {
				t.Fatalf("%+v, %v", c, err)
			}
		}))
	}
}

// covered is what each scheme signs besides its own headers.
var covered = map[string][]string{
	"x-bg-hmac": {"method", "path", "query"}, "x-hmac": {"method", "path", "query", "body", "X-Custom-A"},
	"sorted-kv": {"query", "body"}, "district": {"method", "path", "query", "body", "Idempotency-Key"},
}

// One changed byte of anything that is signed, or of the signature, or of the
// secret, and the request is refused.
func TestChangedByteIsRefused(t *testing.T) {
	secret := NewSecret([]byte("demo-secret"))
	for _, o := range everyScheme(t) {
		s := mustNew(t, o)
		t.Run(s.String(), rapid.MakeCheck(func(t *rapid.T) {
			r := drawRequest(t)
			g, err := s.Sign(r, secret)
			if err != nil {
				t.Fatal(err)
			}
			whole := sent(r, g)
			for _, h := range g.Headers {
				if strings.HasSuffix(h.Name, "-serviceId") {
					continue // the x-tif family does not sign it
				}
				changed := sent(r, g)
				changed.Header.Set(h.Name, flipped(t, h.Value))
				refused(t, s, changed, secret, h.Name)
			}
			for _, what := range covered[o.Scheme] {
				if changed, ok := change(t, whole, what); ok {
					refused(t, s, changed, secret, what)
				}
			}
			if o.Scheme != "sorted-kv" || !isSM2(o.Algorithm) {
				refused(t, s, whole, NewSecret([]byte("demo-secreu")), "secret")
			}
		}))
	}
}

func refused(t *rapid.T, s *Scheme, r Request, secret Secret, what string) {
	if c, err := s.Verify(r, secret); err == nil {
		t.Fatalf("%s was changed, and verified as %+v\n%s %s?%s\n%s", what, c, r.Method, r.Path, r.Query, r.Body)
	}
}

// flipped changes one letter or digit for another; of the case of a
// hexadecimal signature nothing is said.
func flipped(t *rapid.T, s string) string {
	b := []byte(s)
	at := rapid.IntRange(0, len(b)-1).Draw(t, "byte")
	for b[at] == '=' || b[at] == ':' { // Base64's filling and the digest's frame
		at--
	}
	if b[at] == '1' {
		b[at] = '2'
	} else {
		b[at] = '1'
	}
	return string(b)
}

func change(t *rapid.T, r Request, what string) (Request, bool) {
	r.Header = r.Header.Clone()
	switch what {
	case "method":
		r.Method = "PUT"
	case "path":
		r.Path = flipped(t, r.Path)
	case "query":
		if r.Query == "" {
			return r, false
		}
		r.Query = strings.Replace(r.Query, "k=", "k=0", 1)
	case "body":
		if len(r.Body) == 0 {
			return r, false
		}
		r.Body = bytes.Replace(r.Body, []byte("1.50"), []byte("1.51"), 1)
	default:
		r.Header.Set(what, r.Header.Get(what)+"x")
	}
	return r, true
}

// Without a secret the connection says who asks; the digest still holds the
// body.
func TestDistrictWithoutASecret(t *testing.T) {
	s := mustNew(t, Opts{Scheme: "district", ID: "LN-0103"})
	r := Request{Method: "POST", Path: "/v1/tickets", Body: []byte(`{}`), At: made, Nonce: "0123456789abcdef"}
	g := mustSign(t, s, r, Secret{})
	if g.Value != "" || len(g.Headers) != 4 {
		t.Errorf("%+v", g)
	}
	arrived := sent(r, g)
	if _, err := s.Verify(arrived, Secret{}); err != nil {
		t.Error(err)
	}
	arrived.Body = []byte(`{ }`)
	if _, err := s.Verify(arrived, Secret{}); err == nil {
		t.Error("another body was taken")
	}
}

func TestGuard(t *testing.T) {
	g := Guard{Behind: 180 * time.Second, Ahead: time.Second}
	admit := func(nonce string, age time.Duration, want error) {
		t.Helper()
		if err := g.Admit(Claim{ID: "a", Nonce: nonce, At: made.Add(-age)}, made); !errors.Is(err, want) {
			t.Errorf("nonce %q, %v old: %v, want %v", nonce, age, err, want)
		}
	}
	admit("n1", 0, nil)
	admit("n1", 0, ErrReplayed)
	admit("n2", 180*time.Second, nil)
	admit("n3", 181*time.Second, ErrClock)
	admit("n4", -2*time.Second, ErrClock)
	admit("", 0, nil)
	admit("", 0, nil)
	// Out of the window a nonce need not be kept: the time alone refuses it.
	later := made.Add(10 * time.Minute)
	if err := g.Admit(Claim{ID: "a", Nonce: "n5", At: later}, later); err != nil || len(g.seen) != 1 {
		t.Errorf("%v, %d nonces kept", err, len(g.seen))
	}
}
