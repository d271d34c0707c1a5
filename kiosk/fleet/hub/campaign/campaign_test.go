package campaign

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// clock is the time of a test.
type clock struct{ ns atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.ns.Store(time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC).UnixNano())
	return c
}

func (c *clock) now() time.Time      { return time.Unix(0, c.ns.Load()).UTC() }
func (c *clock) add(d time.Duration) { c.ns.Add(int64(d)) }

// town is terminals, four in a hall, every other one a desk.
type town struct {
	*clock
	mu  sync.Mutex
	all []hub.Known
	at  map[string]int
}

func newTown(n int) *town {
	w := &town{clock: newClock(), at: map[string]int{}}
	for i := range n {
		id := fmt.Sprintf("T-%05d", i)
		place := config.Place{Hall: fmt.Sprintf("hall-%d", i/4), Model: []string{"column", "desk"}[i%2]}
		w.at[id] = i
		w.all = append(w.all, hub.Known{ID: id, Place: place, Enrolled: w.now(), Heard: w.now(), Status: wire.Status{
			Terminal: id, Seq: 1, Place: place, Release: wire.Release{Version: 6}, Services: []wire.Service{{ID: "queue"}},
		}})
	}
	return w
}

func (w *town) Terminals() []hub.Known {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]hub.Known{}, w.all...)
}

func (w *town) Terminal(id string) (hub.Known, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	i, known := w.at[id]
	if !known {
		return hub.Known{}, false
	}
	return w.all[i], true
}

// says has a terminal say how it is.
func (w *town) says(c *Campaigns, id string, change func(*wire.Status)) {
	w.mu.Lock()
	k := &w.all[w.at[id]]
	k.Heard = w.now()
	k.Status.Seq++
	change(&k.Status)
	s := k.Status
	w.mu.Unlock()
	c.Seen(s)
	c.Heard(s)
}

// kept is a table, and how often it was written.
type kept struct {
	*store.Table
	writes atomic.Int64
	away   atomic.Bool
	slow   atomic.Bool
}

func (k *kept) Update(ctx context.Context, key string, value []byte, was uint64) (uint64, error) {
	k.writes.Add(1)
	if err := k.fails(ctx); err != nil {
		return 0, err
	}
	return k.Table.Update(ctx, key, value, was)
}

func (k *kept) Put(ctx context.Context, key string, value []byte) (uint64, error) {
	if err := k.fails(ctx); err != nil {
		return 0, err
	}
	return k.Table.Put(ctx, key, value)
}

func (k *kept) fails(ctx context.Context) error {
	for k.slow.Load() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
	if k.away.Load() {
		return errors.New("no answer")
	}
	return nil
}

func open(t testing.TB) *store.Store {
	t.Helper()
	s := must(store.Open(store.Options{Dir: t.TempDir(), Log: quiet}))
	t.Cleanup(s.Close)
	return s
}

// run is campaigns over a store until the test ends or stop is called.
func run(t testing.TB, s *store.Store, w *town, change ...func(*Options)) (c *Campaigns, table *kept, stop func()) {
	t.Helper()
	table = &kept{Table: must(s.Table(context.Background(), "rollouts"))}
	o := Options{Table: table, Fleet: w, Clock: w.now, Log: quiet}
	for _, f := range change {
		f(&o)
	}
	c = New(o)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	select {
	case <-c.Whole():
	case err := <-done:
		t.Fatal(err)
	}
	for _, k := range w.Terminals() {
		c.Seen(k.Status)
	}
	return c, table, stop
}

// settle waits until all that was said is kept.
func (c *Campaigns) settle(t testing.TB) {
	t.Helper()
	for {
		c.said.mu.Lock()
		n := len(c.said.words)
		c.said.mu.Unlock()
		if n == 0 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if err := c.ask(t.Context(), func(time.Time) {}); err != nil {
		t.Fatal(err)
	}
}

func plan() rollout.Plan {
	return rollout.Plan{ID: "r7", Release: 7, Success: 0.95, MaxFailed: 3, PerHall: 1, Patience: 10 * time.Minute, Waves: []rollout.Wave{
		{Share: 0.02, Least: 5, Soak: time.Minute}, {Share: 0.25, Least: 5, Soak: time.Minute}, {Share: 1, Least: 1},
	}}
}

func (w *town) asks(t testing.TB, c *Campaigns, id string, version int64) wire.Verdict {
	k, _ := w.Terminal(id)
	return c.Admit(t.Context(), k.Rollout(), wire.Admission{Terminal: id, Version: version})
}

// minute has every terminal that has not the release ask at the same time;
// what becomes of those that may, how tells.
func (w *town) minute(t testing.TB, c *Campaigns, version int64, how func(hub.Known, *wire.Status)) (let int) {
	t.Helper()
	w.add(time.Minute)
	var group sync.WaitGroup
	var may atomic.Int64
	for _, k := range w.Terminals() {
		if k.Status.Release.Version >= version || len(k.Status.Release.Refused) > 0 {
			w.says(c, k.ID, func(*wire.Status) {})
			continue
		}
		group.Go(func() {
			if w.asks(t, c, k.ID, version).May {
				may.Add(1)
				w.says(c, k.ID, func(s *wire.Status) { how(k, s) })
				return
			}
			w.says(c, k.ID, func(*wire.Status) {})
		})
	}
	group.Wait()
	c.settle(t)
	return int(may.Load())
}

func takes(version int64) func(hub.Known, *wire.Status) {
	return func(_ hub.Known, s *wire.Status) { s.Release.Version = version }
}

func rollsBack(version int64) func(hub.Known, *wire.Status) {
	return func(_ hub.Known, s *wire.Status) {
		s.Release.Refused = []wire.Refusal{{Version: version, Reasons: []string{"printer: worked before and does not any more"}, Tried: true}}
	}
}

// The damage of a bad configuration stays within the canary, and 2000
// terminals that ask at once are not 2000 writes.
func TestABadConfigurationStaysWithinTheCanary(t *testing.T) {
	w := newTown(2000)
	c, table, _ := run(t, open(t), w)
	r := must(c.Start(t.Context(), plan(), "li"))
	for range 10 {
		w.minute(t, c, 7, rollsBack(7))
	}
	is := must(c.Rollout(r.ID))
	damaged := is.Counts.RolledBack
	if is.State != rollout.Stopped || is.Open != 1 || damaged < 4 || damaged > r.Waves[0].Total {
		t.Errorf("%s, %d waves open, %d of a canary of %d damaged", is.State, is.Open, damaged, r.Waves[0].Total)
	}
	if len(is.Failed) != 1 || len(is.Failed[0].Terminals) != damaged || !strings.Contains(is.Failed[0].Cause, "printer") {
		t.Errorf("%+v", is.Failed)
	}
	if n := table.writes.Load(); n > 500 {
		t.Errorf("%d writes", n)
	}
}

func TestAGoodConfigurationReachesEveryTerminalThoughTheHubIsRestarted(t *testing.T) {
	w, s := newTown(400), open(t)
	c, _, stop := run(t, s, w)
	must(c.Start(t.Context(), plan(), "li"))
	for minute := range 60 {
		if minute%3 == 2 {
			was := must(c.Rollout("r7"))
			stop()
			c, _, stop = run(t, s, w)
			if is := must(c.Rollout("r7")); is.Counts != was.Counts || is.State != was.State || is.Open != was.Open || is.By != "li" {
				t.Fatalf("%+v was before the restart, %+v is after", was, is)
			}
		}
		w.minute(t, c, 7, takes(7))
		if is := must(c.Rollout("r7")); is.State == rollout.Done && is.Counts.Well == 400 {
			return
		}
	}
	t.Errorf("%+v", must(c.Rollout("r7")))
}
