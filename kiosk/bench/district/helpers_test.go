package district

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall"
)

// clock is a hall clock that a test moves by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// at makes a clock that stands at a moment of Monday 2026-11-23.
func at(text string) *clock {
	t, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-23 "+text, zone)
	if err != nil {
		panic(err)
	}
	return &clock{now: t}
}

// bench is a district over HTTP and a client that asks it.
type bench struct {
	*District
	*hall.Client
	t     testing.TB
	clock *clock
	url   string
	keys  int
}

func start(t testing.TB, o Options, change func(*data)) *bench {
	t.Helper()
	c := at("09:26")
	b := &bench{t: t, clock: c}
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	if o.Clock == nil {
		o.Clock = c.Now
	}
	o.BaseURL, o.Seed = "http://hall.example", 7
	d, err := parseData(hallTOML)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(d)
	}
	if b.District, err = open(o, d); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(checked(t, b.Handler()))
	t.Cleanup(func() { s.Close(); b.District.Close() })
	b.url = s.URL
	b.Client = client(t, s.URL)
	return b
}

func client(t testing.TB, url string) *hall.Client {
	t.Helper()
	c, err := hall.New(hall.Options{
		BaseURL: url, Terminal: "LN-F1-03", ReadTimeout: 5 * time.Second, WriteTimeout: 5 * time.Second, Backoff: time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// key makes a fresh idempotency key.
func (b *bench) key() string {
	b.keys++
	return fmt.Sprintf("test-key-%06d", b.keys)
}

// find returns the code of the business with this Chinese name.
func (b *bench) find(name string) string {
	b.t.Helper()
	for code, k := range b.District.data.businesses {
		if k.Name.Zh == name {
			return code
		}
	}
	b.t.Fatalf("no business %s", name)
	return ""
}

func (b *bench) reserve(r hall.Reserve) hall.Ticket {
	b.t.Helper()
	t, err := b.Reserve(b.ctx(), b.key(), r)
	if err != nil {
		b.t.Fatal(err)
	}
	return t
}

func (b *bench) ctx() context.Context { return b.t.Context() }

func asError(err error, e **hall.Error) bool { return errors.As(err, e) }

// answerOf sends a request as it is and returns status and body.
func answerOf(t testing.TB, r *http.Request) (int, string) {
	t.Helper()
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// refused fails unless err is a refusal with this code.
func refused(t testing.TB, err error, code string) {
	t.Helper()
	if got := hall.CodeOf(err); got != code {
		t.Errorf("refused with %q (%v), want %q", got, err, code)
	}
}

// somebody returns a fictional person of area 130202, born 1990-01-01 or, with
// old, 1946-01-01.
func somebody(n int, old bool) *hall.Person {
	birth := "19900101"
	if old {
		birth = "19460101"
	}
	s := fmt.Sprintf("130202%s%03d", birth, n)
	for _, c := range "0123456789X" {
		if registry.ValidNumber(s + string(c)) {
			return &hall.Person{Kind: hall.ByCard, Number: s + string(c), Name: "张三样"}
		}
	}
	panic("no check character fits")
}
