package upstream

import (
	"bytes"
	"crypto/aes"
	"crypto/sha1"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/hall/sign"
)

// hallAnswer is the shortest Overview that fits the contract.
const hallAnswer = `{"name":{"zh":"测试大厅","en":"Test hall"},"at":"2026-11-23T09:26:00+08:00","open":true,"notice":{"zh":"","en":""},"queues":[]}`

const house = "12130202000001062N4000700401001"

// ticketAnswer is a ticket for house.
const ticketAnswer = `{"id":"261123-1-abcd1234","number":"A037","status":"reserved","business":"` + house + `",
	"name":{"zh":"不动产转移登记","en":"Transfer"},"area":{"zh":"C 区","en":"Area C"},"windows":"5–8","ahead":8,"wait":{"min":10,"max":20},
	"link":"http://hall.example/t/abc","reservedAt":"2026-11-23T09:26:00+08:00","reprints":0,"serial":58,"away":false}`

// far is the far side of the wire: a gateway that checks every signature with
// its own clock, and a hall behind it that answers by a script.
type far struct {
	scheme *sign.Scheme // nil: it checks nothing
	secret sign.Secret
	guard  sign.Guard
	ahead  time.Duration // of its clock

	mu     sync.Mutex
	script []http.HandlerFunc // of requests that were let through; the last for ever
	passed int
	claims []sign.Claim // of every request, let through or not
	errs   []error
	seen   []*http.Request
}

func (f *far) now() time.Time { return time.Now().Add(f.ahead) }

func (f *far) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", f.now().UTC().Format(http.TimeFormat))
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	f.mu.Lock()
	f.seen = append(f.seen, r)
	if err := f.admit(r, body); err != nil {
		f.errs = append(f.errs, err)
		f.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		w.Write([]byte(`{"message":"Clock skew exceeded"}`))
		return
	}
	f.passed++
	answer := f.script[min(f.passed, len(f.script))-1]
	f.mu.Unlock()
	answer(w, r)
}

func (f *far) admit(r *http.Request, body []byte) error {
	if f.scheme == nil {
		return nil
	}
	c, err := f.scheme.Verify(sign.Request{
		Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.RawQuery, Body: body, Header: r.Header,
	}, f.secret)
	if err != nil {
		return err
	}
	f.claims = append(f.claims, c)
	return f.guard.Admit(c, f.now())
}

func answers(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		w.Write([]byte(body))
	}
}

func enveloped(body string) http.HandlerFunc { return answers(200, "application/json", body) }

func cut(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func secretFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// schemeOf is the far side's knowledge of g.
func schemeOf(t *testing.T, g config.Gateway) *sign.Scheme {
	t.Helper()
	s, err := scheme(g, "LN-0103")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// way starts the far side and makes the way there.
func way(t *testing.T, f *far, g config.Gateway, o *Opts) (*Gateway, *hall.Client) {
	t.Helper()
	s := httptest.NewServer(f)
	t.Cleanup(s.Close)
	return wayTo(t, s.URL, g, o)
}

func wayTo(t *testing.T, url string, g config.Gateway, o *Opts) (*Gateway, *hall.Client) {
	t.Helper()
	a := config.Default().API
	a.URL, a.ReadTimeout, a.WriteTimeout, a.Gateway = url, 5*time.Second, 5*time.Second, g
	w, err := New(a, "LN-0103", o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.CloseIdleConnections)
	options := w.HallOptions(a, "LN-0103")
	options.Backoff = time.Millisecond
	c, err := hall.New(options)
	if err != nil {
		t.Fatal(err)
	}
	return w, c
}

// wrapped is what the national platform does to a secret before it sends it.
func wrapped(appkey, secret string) string {
	once := sha1.Sum([]byte(appkey))
	twice := sha1.Sum(once[:])
	block, err := aes.NewCipher(twice[:16])
	if err != nil {
		panic(err)
	}
	pad := 16 - len(secret)%16
	data := append([]byte(secret), bytes.Repeat([]byte{byte(pad)}, pad)...)
	for i := 0; i < len(data); i += 16 {
		block.Encrypt(data[i:i+16], data[i:i+16])
	}
	return base64.StdEncoding.EncodeToString(data)
}
