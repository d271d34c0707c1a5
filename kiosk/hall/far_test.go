package hall

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// good is a ticket as a right hall answers it, to be spoiled by the tests.
const good = `{"id":"261123-1-abcd1234","number":"A037","status":"reserved","business":"` + house + `",
	"name":{"zh":"不动产转移登记","en":"Transfer of real estate"},"area":{"zh":"C 区","en":"Area C"},"windows":"5–8",
	"ahead":8,"wait":{"min":10,"max":20},"link":"http://hall.example/t/abc","reservedAt":"2026-11-23T09:26:00+08:00",
	"reprints":0,"serial":58,"away":false}`

func spoiled(old, new string) string {
	if !strings.Contains(good, old) {
		panic(old)
	}
	return strings.Replace(good, old, new, 1)
}

// far is the far side: it answers by a script, the last entry for ever.
type far struct {
	mu     sync.Mutex
	script []http.HandlerFunc
	keys   []string // Idempotency-Key of every request
	bodies []string
}

func (f *far) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	f.mu.Lock()
	f.keys = append(f.keys, r.Header.Get("Idempotency-Key"))
	f.bodies = append(f.bodies, string(body))
	answer := f.script[min(len(f.keys), len(f.script))-1]
	f.mu.Unlock()
	answer(w, r)
}

func (f *far) asked() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.keys
}

func answers(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		w.Write([]byte(body))
	}
}

func ok(body string) http.HandlerFunc { return answers(201, "application/json", body) }

func problem(status int, body string) http.HandlerFunc {
	return answers(status, "application/problem+json", body)
}

func cut(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// silent keeps the request until the terminal gives up.
func silent(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func start(t *testing.T, script ...http.HandlerFunc) (*Client, *far) {
	t.Helper()
	f := &far{script: script}
	s := httptest.NewServer(f)
	t.Cleanup(s.Close)
	return clientOf(t, s.URL), f
}

func clientOf(t *testing.T, url string) *Client {
	t.Helper()
	c, err := New(Options{
		BaseURL: url, Terminal: "LN-F1-03", Backoff: time.Millisecond,
		ReadTimeout: time.Second, WriteTimeout: time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
