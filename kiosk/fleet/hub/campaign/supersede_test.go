package campaign

import (
	"strings"
	"sync"
	"testing"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// line is a repository with so many releases, each of which says something
// else, but for the last two.
type line struct {
	mu     sync.Mutex
	newest int64
	alike  bool
}

func (l *line) Newest() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.newest
}

func (l *line) Layers(int64) (map[string][]byte, error) { return map[string][]byte{}, nil }

func (l *line) Same(a, b int64) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return a == b || l.alike && a+b == 2*l.newest-1
}

func (l *line) publishes(alike bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.newest, l.alike = l.newest+1, alike
}

// A roll-out that terminals can follow no more ends, and says which one they
// follow instead; who was under way in it is free for that one.
func TestARolloutThatIsOvertakenEnds(t *testing.T) {
	w, releases := newTown(8), &line{newest: 7}
	var mu sync.Mutex
	var moves []Move
	s := open(t)
	with := func(o *Options) {
		o.Releases = releases
		o.Moved = func(m Move) {
			mu.Lock()
			defer mu.Unlock()
			moves = append(moves, m)
		}
	}
	c, _, stop := run(t, s, w, with)
	stands := func(id string, want rollout.State, next string) {
		t.Helper()
		if err := c.ask(t.Context(), func(now time.Time) { c.advance(now) }); err != nil {
			t.Fatal(err)
		}
		if r := must(c.Rollout(id)); r.State != want || r.Next != next {
			t.Errorf("%s is %s, next %q, %q; want %s, next %q", id, r.State, r.Next, r.Why, want, next)
		}
	}
	begin(t, c, "paused", 7)
	w.add(time.Second)
	begin(t, c, "a", 7)
	must(c.Pause(t.Context(), "paused", "lunch"))
	if !w.asks(t, c, "T-00000", 7).May {
		t.Fatal("it may not")
	}
	releases.publishes(true) // signed anew
	stands("a", rollout.Running, "")
	releases.publishes(false)
	stands("a", rollout.Superseded, "")
	stands("paused", rollout.Superseded, "")
	if v := w.asks(t, c, "T-00004", 7); v.May {
		t.Error("it lets terminals go")
	}
	begin(t, c, "b", 9)
	w.add(time.Second)
	begin(t, c, "later", 9)
	stands("a", rollout.Superseded, "b")
	if why := must(c.Rollout("a")).Why; !strings.Contains(why, "release 9 is newer, and b rolls it out") {
		t.Error(why)
	}
	if !w.asks(t, c, "T-00000", 9).May {
		t.Error("one that was under way does not follow the newer one")
	}
	w.says(c, "T-00000", func(s *wire.Status) { s.Release.Version = 9 })
	c.settle(t)
	if !w.asks(t, c, "T-00001", 9).May {
		t.Error("its neighbour is held up by what is over")
	}
	if r := must(c.Rollout("a")); r.Counts.UnderWay != 0 || r.Waves[0].Failed != 0 {
		t.Errorf("%+v", r)
	}
	for _, id := range []string{"a", "paused"} {
		if _, err := c.Abort(t.Context(), id, "x"); err == nil {
			t.Errorf("%s is aborted after its end", id)
		}
	}
	stop()
	c, _, _ = run(t, s, w, with)
	stands("a", rollout.Superseded, "b")
	mu.Lock()
	defer mu.Unlock()
	if first := moves[0]; first.To != rollout.Superseded || first.From == rollout.Superseded {
		t.Errorf("%+v", moves)
	}
}

// begin starts a roll-out to everybody of what nobody has yet.
func begin(t *testing.T, c *Campaigns, id string, release int64) {
	t.Helper()
	p := everybody(id, release)
	p.Waves[0].Least = 1
	if err := c.begin(t.Context(), p, "li", make([]api.Wave, len(p.Waves))); err != nil {
		t.Fatal(err)
	}
}
