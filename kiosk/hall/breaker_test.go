package hall

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
)

// line is a connection without a network, for virtual time.
type line struct {
	mu     sync.Mutex
	answer func(*http.Request) (*http.Response, error)
	asked  int
}

func (l *line) RoundTrip(r *http.Request) (*http.Response, error) {
	l.mu.Lock()
	l.asked++
	answer := l.answer
	l.mu.Unlock()
	return answer(r)
}

func (l *line) now(answer func(*http.Request) (*http.Response, error)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.answer = answer
}

func (l *line) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.asked
}

func says(status int, kind, body string) func(*http.Request) (*http.Response, error) {
	return func(r *http.Request) (*http.Response, error) {
		return &http.Response{
			StatusCode: status, Request: r, Header: http.Header{"Content-Type": {kind}}, Body: io.NopCloser(strings.NewReader(body)),
		}, nil
	}
}

func dead(*http.Request) (*http.Response, error) { return nil, errors.New("connection refused") }

func hanging(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

const emptyGuide = `{"about":{"version":"v1","at":"2026-11-26T08:00:00+08:00","source":{"zh":"大厅","en":""}},"departments":[],"lifeEvents":[],"items":[]}`
const emptyPlaces = `{"about":{"version":"v1","at":"2026-11-26T08:00:00+08:00","source":{"zh":"大厅","en":""}},"places":[]}`

func onLine(t *testing.T, l *line) *Client {
	t.Helper()
	c, err := New(Options{BaseURL: "http://hall.example", Terminal: "T-1", HTTP: &http.Client{Transport: l}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Two citizens wait for a dead hall; the third hears it at once; when it is
// back, so is the terminal.
func TestDeadHallIsLeftAlone(t *testing.T) {
	for name, failing := range map[string]func(*http.Request) (*http.Response, error){"dead": dead, "hanging": hanging} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := &line{answer: failing}
				c := onLine(t, l)
				for range 2 {
					if _, err := c.Places(t.Context()); err == nil {
						t.Fatal("a dead hall answered")
					}
				}
				sent := l.count()
				begin := time.Now()
				_, err := c.Reserve(t.Context(), "key-00000001", wanted)
				var e *Error
				if !errors.As(err, &e) || !e.NotAsked || e.Outcome != drivers.NotDone || (e.Kind != Unreachable && e.Kind != Timeout) {
					t.Errorf("err = %#v", err)
				}
				if d := time.Since(begin); d != 0 || l.count() != sent {
					t.Errorf("heard after %v, %d sent", d, l.count()-sent)
				}
				l.now(says(200, "application/json", emptyPlaces))
				time.Sleep(2500 * time.Millisecond)
				if _, err := c.Places(t.Context()); err != nil {
					t.Errorf("the hall is back: %v", err)
				}
			})
		})
	}
}

// One trial that fails, and it is left alone again.
func TestTrialThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{answer: dead}
		c := onLine(t, l)
		for range 2 {
			c.Places(t.Context())
		}
		time.Sleep(2500 * time.Millisecond)
		before := l.count()
		for range 5 {
			if _, err := c.Places(t.Context()); err == nil {
				t.Error("a dead hall answered")
			}
		}
		if n := l.count() - before; n != 1 {
			t.Errorf("%d were sent, want one trial", n)
		}
	})
}

// A citizen who walks away during the trial must not keep the service shut.
func TestTrialThatIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{answer: dead}
		c := onLine(t, l)
		for range 2 {
			c.Places(t.Context())
		}
		time.Sleep(2500 * time.Millisecond)
		l.now(hanging)
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			time.Sleep(time.Second)
			cancel()
		}()
		if _, err := c.Places(ctx); KindOf(err) != GivenUp {
			t.Errorf("err = %v", err)
		}
		l.now(says(200, "application/json", emptyPlaces))
		time.Sleep(2500 * time.Millisecond)
		if _, err := c.Places(t.Context()); err != nil {
			t.Errorf("the hall is back: %v", err)
		}
	})
}

// A department's machine that fails takes no other service with it.
func TestServicesFailAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{answer: func(r *http.Request) (*http.Response, error) {
			if strings.HasPrefix(r.URL.Path, "/v1/cases") {
				return says(502, "text/html", "bad gateway")(r)
			}
			return says(200, "application/json", emptyGuide)(r)
		}}
		c := onLine(t, l)
		for range 3 {
			c.Cases(t.Context(), CaseSearch{Number: "LN20260604-0173", QueryCode: "482913"})
			if _, err := c.Guide(t.Context()); err != nil {
				t.Errorf("the guide: %v", err)
			}
		}
		_, err := c.Cases(t.Context(), CaseSearch{Number: "LN20260604-0173", QueryCode: "482913"})
		var e *Error
		if !errors.As(err, &e) || !e.NotAsked || e.Kind != Server {
			t.Errorf("cases: %v", err)
		}
	})
}

// Refusals are answers, however many.
func TestRefusalsBreakNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{answer: says(404, "application/problem+json", `{"title":"x","status":404,"code":"unknown-case"}`)}
		c := onLine(t, l)
		for range 20 {
			_, err := c.Case(t.Context(), CaseSearch{Number: "LN20260604-0173", QueryCode: "482913"})
			if CodeOf(err) != CodeNoCase {
				t.Fatal(err)
			}
		}
		if l.count() != 20 {
			t.Errorf("%d were sent", l.count())
		}
	})
}

// Of a write that was sent and lost, the breaker does not say that it was not
// done.
func TestBreakerInTheMiddleOfAWrite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{answer: hanging}
		c := onLine(t, l)
		c.opts.Attempts = 10
		_, err := c.Book(t.Context(), "key-00000001", NewBooking{Slot: "s1", Item: house, Place: "hall", Person: someone})
		if OutcomeOf(err) != drivers.Unknown || l.count() != 6 {
			t.Errorf("%v, outcome %s, %d sent", err, OutcomeOf(err), l.count())
		}
	})
}

// What takes other departments long has more time than the rest.
func TestSlowOperations(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{answer: hanging}
		c := onLine(t, l)
		c.opts.Attempts, c.opts.Timeouts = 1, map[string]time.Duration{"report": 3 * time.Second}
		for want, call := range map[time.Duration]func() error{
			4 * time.Second:  func() error { return only(c.Ticket(t.Context(), "261123-1-abcd1234")) },
			8 * time.Second:  func() error { return only(c.Rate(t.Context(), "key-00000001", Rating{At: time.Now()})) },
			15 * time.Second: func() error { return only(c.Submit(t.Context(), "key-00000001", "d1", Submission{Version: 1})) },
			3 * time.Second:  func() error { return only(c.Report(t.Context(), "key-00000001", Report{Kind: "x", At: time.Now()})) },
		} {
			begin := time.Now()
			if err := call(); KindOf(err) != Timeout || time.Since(begin) != want {
				t.Errorf("%v after %v, want %v", err, time.Since(begin), want)
			}
		}
	})
}
