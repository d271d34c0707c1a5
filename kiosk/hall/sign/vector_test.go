package sign

import (
	"encoding/hex"
	"encoding/json"
	"math/big"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"
)

// vector is one entry of testdata/vectors.json. None of its keys is real.
type vector struct {
	ID        string
	Inputs    map[string]string
	ToSign    string `json:"string_to_sign"`
	Headers   map[string]string
	Signature string
	Upper     string `json:"signature_upper"`
	Lower     string `json:"signature_lower"`
	SHA256Hex string `json:"sha256_hex"`
	KeyHex    string `json:"derived_aes_key_hex"`
	Wrapped   string `json:"ciphertext_base64"`
	Digest    string `json:"digest_hex"`
	Input     string
	Message   string
	UID       string
	X         string `json:"public_x"`
	Y         string `json:"public_y"`
	R, S      string
	Matches   []string
}

func vectors(t *testing.T) map[string]vector {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Vectors []vector }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	all := map[string]vector{}
	for _, v := range file.Vectors {
		all[v.ID] = v
	}
	return all
}

// made is the time of every synthetic vector.
var made = time.UnixMilli(1700000000000)

func mustNew(t testing.TB, o Opts) *Scheme {
	t.Helper()
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustSign(t testing.TB, s *Scheme, r Request, secret Secret) Signature {
	t.Helper()
	g, err := s.Sign(r, secret)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Every vector, and no vector without a case: a new one fails until it has.
func TestVectors(t *testing.T) {
	cases := map[string]func(*testing.T, vector){
		"gjgxjhpt-hmac-sha256": func(t *testing.T, v vector) {
			s := mustNew(t, Opts{Scheme: "gjgxjhpt", ID: v.Inputs["rid"], Service: v.Inputs["sid"]})
			wantSigned(t, v, mustSign(t, s, Request{At: made}, NewSecret([]byte(v.Inputs["secret"]))))
		},
		"gj-secret-unwrap":       unwraps,
		"tif-observed-anonymous": func(t *testing.T, v vector) { sandwiched(t, v, 1720489942, true, v.Signature) },
		"tif-request": func(t *testing.T, v vector) {
			sandwiched(t, v, 1700000000, false, v.Upper)
			sandwiched(t, v, 1700000000, true, v.Lower)
		},
		"apisix-hmac-auth-published": published,
		"x-bg-post-noquery":          lined,
		"x-bg-get-query":             lined,
		"sorted-kv":                  sorted,
		"sm3-abc": func(t *testing.T, v vector) {
			sum := sm3.Sum([]byte(v.Input))
			if got := hex.EncodeToString(sum[:]); got != v.Digest || hex.EncodeToString(digest(plainSM3, nil, v.Input)) != v.Digest {
				t.Errorf("digest %s", got)
			}
		},
		"sm2-gbt32918-5": standardSM2,
		// Unit codes are no signature: kiosk/hall has a test of them.
		"uscc": func(t *testing.T, v vector) {
			if len(v.Matches) == 0 {
				t.Error("no codes")
			}
		},
	}
	all := vectors(t)
	if len(all) != len(cases) {
		t.Errorf("%d vectors, %d cases", len(all), len(cases))
	}
	for id, v := range all {
		t.Run(id, func(t *testing.T) {
			if cases[id] == nil {
				t.Fatal("no case")
			}
			cases[id](t, v)
		})
	}
}

func wantSigned(t *testing.T, v vector, g Signature) {
	t.Helper()
	if g.ToSign != v.ToSign {
		t.Errorf("string to sign\n%q, want\n%q", g.ToSign, v.ToSign)
	}
	if len(g.Headers) != len(v.Headers) {
		t.Errorf("headers %v", g.Headers)
	}
	for _, h := range g.Headers {
		if v.Headers[h.Name] != h.Value {
			t.Errorf("%s: %q, want %q", h.Name, h.Value, v.Headers[h.Name])
		}
	}
}

func unwraps(t *testing.T, v vector) {
	appkey := NewSecret([]byte(v.Inputs["appkey"]))
	if got := hex.EncodeToString(wrappingKey(appkey)); got != v.KeyHex {
		t.Errorf("key %s", got)
	}
	got, err := Unwrap(appkey, v.Wrapped)
	if err != nil || string(got.value) != v.Inputs["plaintext_secret"] {
		t.Errorf("unwrapped %q, %v", got.value, err)
	}
}

func sandwiched(t *testing.T, v vector, at int64, lower bool, want string) {
	t.Helper()
	s := mustNew(t, Opts{Scheme: "x-tif", ID: "demo_kiosk", LowerCase: lower})
	g := mustSign(t, s, Request{At: time.Unix(at, 0), Nonce: v.Inputs["nonce"]}, OpenSecret(v.Inputs["token"]))
	if g.ToSign != v.ToSign || g.Value != want {
		t.Errorf("%q: %s, want %s", g.ToSign, g.Value, want)
	}
}

func published(t *testing.T, v vector) {
	s := mustNew(t, Opts{Scheme: "x-hmac", ID: v.Inputs["access_key"], Headers: []string{"User-Agent", "x-custom-a"}})
	g := mustSign(t, s, Request{
		Method: "GET", Path: "/index.html", Query: "name=james&age=36", At: time.Date(2021, 1, 19, 11, 33, 20, 0, time.UTC),
		Header: http.Header{"User-Agent": {"curl/7.29.0"}, "X-Custom-A": {"test"}},
	}, NewSecret([]byte(v.Inputs["secret"])))
	if g.ToSign != v.ToSign || g.Value != v.Signature {
		t.Errorf("%q: %s", g.ToSign, g.Value)
	}
}

func lined(t *testing.T, v vector) {
	s := mustNew(t, Opts{Scheme: "x-bg-hmac", ID: v.Inputs["access_key"]})
	query := ""
	if v.Inputs["canonical_query"] != "" {
		query = "keyword=婚姻登记&area=130202" // as a person writes it: other order, plain characters
	}
	g := mustSign(t, s, Request{Method: v.Inputs["method"], Path: v.Inputs["path"], Query: query, At: made}, NewSecret([]byte(v.Inputs["secret_key"])))
	wantSigned(t, v, g)
}

func sorted(t *testing.T, v vector) {
	s := mustNew(t, Opts{Scheme: "sorted-kv", ID: "DEMOAPP"})
	g := mustSign(t, s, Request{Method: "POST", At: made, Body: []byte("{ \"b\": \"2\",\n\"a\": \"1\" }")}, OpenSecret("DEMOSECRET"))
	if g.ToSign != v.ToSign || g.Value != v.Signature {
		t.Errorf("%q: %s", g.ToSign, g.Value)
	}
	if step := g.Steps[len(g.Steps)-2]; step.Value != v.SHA256Hex {
		t.Errorf("step %v", step)
	}
	want := `{"appId":"DEMOAPP","data":{"a":"1","b":"2"},"encType":"plain","signData":"` + v.Signature +
		`","signType":"SHA256","timestamp":"1700000000","version":"1.0.0"}`
	if string(g.Body) != want {
		t.Errorf("body %s", g.Body)
	}
}

func standardSM2(t *testing.T, v vector) {
	key, err := hex.DecodeString("04" + v.X + v.Y)
	if err != nil {
		t.Fatal(err)
	}
	public, err := sm2.NewPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	sum := make([]byte, 64)
	number(t, v.R).FillBytes(sum[:32])
	number(t, v.S).FillBytes(sum[32:])
	if !sm2Verify(sm2Plain, public, v.Message, sum) {
		t.Error("the standard's signature is refused")
	}
	for i := range sum {
		sum[i] ^= 1
		if sm2Verify(sm2Plain, public, v.Message, sum) {
			t.Errorf("byte %d is not looked at", i)
		}
		sum[i] ^= 1
	}
	if sm2Verify(sm2Plain, public, strings.ToUpper(v.Message), sum) {
		t.Error("another message is taken")
	}
}

func number(t *testing.T, digits string) *big.Int {
	t.Helper()
	n, ok := new(big.Int).SetString(digits, 16)
	if !ok {
		t.Fatal(digits)
	}
	return n
}

// A gateway that passes a request on signs who asks; nobody may add that, take
// it away or change it.
func TestUserBehindAGateway(t *testing.T) {
	s := mustNew(t, Opts{Scheme: "x-tif", ID: "demo_kiosk"})
	secret := NewSecret([]byte("demo-paas-token-0123456789abcdef"))
	r := Request{At: time.Unix(1700000000, 0), Nonce: "18bcfe56800-5f3a1c", User: &User{ID: "u1", Info: "%E5%BC%A0", Ext: "e"}}
	g := mustSign(t, s, r, secret)
	// SHA-256 by coreutils of the string to sign.
	if g.Value != "462D385815D476DD3E04C0FA8FDAB31CF83463F29B1FDE8F7B59F1942C9890C8" {
		t.Errorf("%q: %s", g.ToSign, g.Value)
	}
	arrived := func() http.Header {
		h := http.Header{}
		for _, x := range g.Headers {
			h.Set(x.Name, x.Value)
		}
		return h
	}
	if _, err := s.Verify(Request{Header: arrived()}, secret); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(http.Header){
		"another":      func(h http.Header) { h.Set("x-tif-uid", "u2") },
		"without info": func(h http.Header) { h.Del("x-tif-uinfo") },
		"without any":  func(h http.Header) { h.Del("x-tif-uid"); h.Del("x-tif-uinfo"); h.Del("x-tif-ext") },
	} {
		h := arrived()
		change(h)
		if _, err := s.Verify(Request{Header: h}, secret); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	plain := mustSign(t, s, Request{At: r.At, Nonce: r.Nonce}, secret)
	h := http.Header{"X-Tif-Uid": {"u1"}}
	for _, x := range plain.Headers {
		h.Set(x.Name, x.Value)
	}
	if _, err := s.Verify(Request{Header: h}, secret); err == nil {
		t.Error("a user that nobody signed is taken")
	}
}
