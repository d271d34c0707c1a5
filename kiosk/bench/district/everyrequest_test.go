package district

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/hall/halltest"
)

// ask sends a request that halltest made, under a key.
func (b *bench) ask(a halltest.Asking, key string) (int, string) {
	b.t.Helper()
	return answerOf(b.t, b.request(a, key))
}

func (b *bench) request(a halltest.Asking, key string) *http.Request {
	b.t.Helper()
	r, err := http.NewRequest(a.Method, b.url+a.Path, strings.NewReader(a.Body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("X-Terminal-Id", "LN-F1-03")
	if a.Body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	return r
}

func contract(t *testing.T) *halltest.Contract {
	t.Helper()
	k, err := halltest.Load(hall.Spec)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// Whatever fits the contract is answered, and never with a fault; start holds
// the answers against the contract.
func TestWhateverFitsIsAnswered(t *testing.T) {
	b := start(t, Options{}, nil)
	for seed := range 6 {
		for _, a := range contract(t).Requests(seed) {
			key := ""
			if a.Write {
				key = b.key()
			}
			status, body := b.ask(a, key)
			if status >= 500 && status != http.StatusNotImplemented {
				t.Errorf("%s, seed %d: %d %s\n%s", a.Operation, seed, status, body, a.Body)
			}
		}
	}
}

// Every write: without a key it is refused; the same key gives the same answer
// again, byte for byte; with another request it is refused; and while the
// first is worked on, too.
func TestKeysOfEveryWrite(t *testing.T) {
	b := start(t, Options{}, nil)
	k := contract(t)
	others := map[string][]string{}
	for seed := range 10 {
		for _, a := range k.Requests(10 + seed) {
			others[a.Operation] = append(others[a.Operation], a.Body)
		}
	}
	for _, a := range k.Requests(1) {
		if !a.Write {
			continue
		}
		other := a
		other.Body = others[a.Operation][slices.IndexFunc(others[a.Operation], func(body string) bool { return body != a.Body })]
		if status, body := b.ask(a, ""); status != 400 || !strings.Contains(body, `"invalid-request"`) {
			t.Errorf("%s without a key: %d %s", a.Operation, status, body)
		}
		key := b.key()
		status, first := b.ask(a, key)
		if status == http.StatusNotImplemented && strings.Contains(first, `"not-available"`) {
			continue
		}
		if again, body := b.ask(a, key); again != status || body != first {
			t.Errorf("%s: %d %s, then %d %s", a.Operation, status, first, again, body)
		}
		if status, body := b.ask(other, key); status != 422 || !strings.Contains(body, `"key-reused"`) {
			t.Errorf("%s with another request: %d %s\n%s\n%s", a.Operation, status, body, a.Body, other.Body)
		}
		b.whileRunning(a)
	}
}

// whileRunning holds the district still under a first request and asks again.
func (b *bench) whileRunning(a halltest.Asking) {
	b.t.Helper()
	key := b.key()
	b.District.mu.Lock()
	first := b.request(a, key)
	done := make(chan error)
	go func() {
		resp, err := http.DefaultTransport.RoundTrip(first)
		if err == nil {
			resp.Body.Close()
		}
		done <- err
	}()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		if _, running := b.District.running.Load(key); running {
			break
		}
		if time.Now().After(deadline) {
			b.t.Errorf("%s is not worked on", a.Operation)
			break
		}
	}
	status, body := b.ask(a, key)
	b.District.mu.Unlock()
	if err := <-done; err != nil {
		b.t.Errorf("%s: %v", a.Operation, err)
	}
	if status != 409 || !strings.Contains(body, `"in-progress"`) {
		b.t.Errorf("%s while the first is worked on: %d %s", a.Operation, status, body)
	}
}
