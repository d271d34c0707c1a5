package kiosk

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"govkiosk/kiosk/journal"
)

// handClock is the terminal's clock and the machine's own time, by hand.
type handClock struct {
	wall time.Time
	up   time.Duration
}

func (h *handClock) now() time.Time         { return h.wall }
func (h *handClock) since() time.Duration   { return h.up }
func (h *handClock) pass(d time.Duration)   { h.wall, h.up = h.wall.Add(d), h.up+d }
func (h *handClock) uptime(b string) uptime { return uptime{boot: b, since: h.since} }

var ten = time.Date(2026, 6, 12, 10, 0, 0, 0, time.UTC)

// late is what the clock says, as a difference to a time; "?" where nobody
// knows.
func late(c *hallClock, than time.Time) string {
	now, ok := c.now()
	if !ok {
		return "?"
	}
	return now.Sub(than).Round(time.Minute).String()
}

func TestHallsTimeAfterAStart(t *testing.T) {
	const hour = time.Hour
	floor := journal.Heard{Hall: ten, Ahead: 0, Boot: "one", Since: hour, Contact: ten.Add(-hour)}
	for _, c := range []struct {
		name  string
		wall  time.Duration // the terminal's clock, after ten
		boot  string
		up    time.Duration
		ahead time.Duration
		keeps bool
		want  string // how late it may be, after ten
	}{
		{"the program was started anew", 5 * time.Minute, "one", hour + 5*time.Minute, 0, true, "5m0s"},
		{"the same, and the clock was set back", -24 * hour, "one", hour + 5*time.Minute, 0, true, "5m0s"},
		{"the power was off", 3 * hour, "two", time.Minute, 0, true, "3h0m0s"},
		{"the clock stopped or was set back", -24 * hour, "two", time.Minute, 0, true, "?"},
		{"it has no battery", 3 * hour, "two", time.Minute, 0, false, "?"},
		{"it was known to be an hour slow", 2 * hour, "two", time.Minute, hour, true, "3h0m0s"},
		{"it was known to be an hour fast, and may have been set right", 3 * hour, "two", time.Minute, -hour, true, "3h0m0s"},
		{"it was set ahead", 30 * hour, "two", time.Minute, 0, true, "30h0m0s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			floor.Ahead = c.ahead
			h := &handClock{wall: ten.Add(c.wall), up: c.up}
			if got := late(newHallClock(h.now, h.uptime(c.boot), c.keeps, floor), ten); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestHallsTimeNeverGoesBackWhileRunning(t *testing.T) {
	h := &handClock{wall: ten}
	c := newHallClock(h.now, h.uptime("one"), true, journal.Heard{})
	if _, ok := c.now(); ok {
		t.Error("the hall was never heard, and its time is known")
	}
	c.heard(ten, h.up)
	h.pass(time.Hour)
	h.wall = h.wall.Add(-40 * time.Hour)
	if got := late(c, ten); got != "1h0m0s" {
		t.Errorf("the terminal's clock was set back: %s", got)
	}
	h.wall = h.wall.Add(90 * time.Hour)
	if got := late(c, ten); got != "1h0m0s" {
		t.Errorf("the terminal's clock was set ahead: %s", got)
	}
}

func TestLostTimeIsFoundAgain(t *testing.T) {
	for name, find := range map[string]func(*hallClock, *handClock){
		"by the hall":        func(c *hallClock, h *handClock) { c.heard(ten.Add(2*time.Hour), h.up) },
		"by the right clock": func(_ *hallClock, h *handClock) { h.wall = ten.Add(2 * time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			h := &handClock{wall: ten.Add(-time.Hour)}
			c := newHallClock(h.now, h.uptime("two"), true, journal.Heard{Hall: ten, Boot: "one"})
			if got := late(c, ten); got != "?" {
				t.Fatalf("a clock that was set back: %s", got)
			}
			find(c, h)
			if got := late(c, ten); got != "2h0m0s" {
				t.Errorf("%s", got)
			}
		})
	}
}

func TestDateOfAPortalIsNotTheHalls(t *testing.T) {
	h := &handClock{wall: ten}
	c := newHallClock(h.now, h.uptime("one"), true, journal.Heard{})
	kind := "text/html; charset=utf-8"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Date", ten.Add(3*time.Hour).Format(http.TimeFormat))
	}))
	defer server.Close()
	client := http.Client{Transport: listening{http.DefaultTransport, c}}
	ask := func() {
		resp, err := client.Get(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	ask()
	if got := late(c, ten); got != "?" {
		t.Errorf("a page was taken for the hall's word: %s", got)
	}
	kind = "application/json"
	ask()
	if got := late(c, ten); got != "3h0m0s" {
		t.Errorf("%s", got)
	}
	client.CloseIdleConnections()
}
