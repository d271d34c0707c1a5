package orders

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/wire"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// town is three terminals in two halls, and the time.
type town struct {
	mu    sync.Mutex
	now   time.Time
	hints []string
}

var known = []hub.Known{
	{ID: "LN-01", Place: config.Place{Hall: "lunan", Model: "desk"}}, {ID: "LN-02", Place: config.Place{Hall: "lunan"}},
	{ID: "LB-01", Place: config.Place{Hall: "lubei", Model: "desk"}},
}

func (w *town) Terminals() []hub.Known { return known }

func (w *town) Terminal(id string) (hub.Known, bool) {
	for _, k := range known {
		if k.ID == id {
			return k, true
		}
	}
	return hub.Known{}, false
}

func (w *town) Hint(terminal string, hint wire.Hint) {
	if hint.Command {
		w.hints = append(w.hints, terminal)
	}
}

func (w *town) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(time.Millisecond)
	return w.now
}

func (w *town) add(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func run(t *testing.T, s *store.Store, w *town, change ...func(*Options)) (d *Orders, stop func()) {
	t.Helper()
	o := Options{Store: s, Fleet: w, Clock: w.clock, Log: quiet}
	for _, f := range change {
		f(&o)
	}
	d = must(Open(t.Context(), o))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- d.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	<-d.Whole()
	return d, stop
}

func start(t *testing.T, change ...func(*Options)) (*Orders, *town, *store.Store) {
	t.Helper()
	s := must(store.Open(store.Options{Dir: t.TempDir(), Log: quiet}))
	t.Cleanup(s.Close)
	w := &town{now: time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)}
	d, _ := run(t, s, w, change...)
	return d, w, s
}

func (d *Orders) waiting(terminal string) string {
	var out []string
	for _, c := range d.For(context.Background(), terminal) {
		out = append(out, string(c.Order))
	}
	return strings.Join(out, " ")
}

func (d *Orders) says(t *testing.T, c api.Command, terminal string, o wire.Outcome) {
	t.Helper()
	if err := d.Result(t.Context(), wire.Result{Terminal: terminal, Command: c.ID, Outcome: o, Text: string(o), At: d.o.Clock()}); err != nil {
		t.Fatal(err)
	}
}

func TestACommandIsHandedOutUntilItIsTaken(t *testing.T) {
	d, w, s := start(t)
	c := must(d.Give(t.Context(), api.Order{Hall: "lunan", Order: wire.SelfTest}, "li"))
	if len(c.Terminals) != 2 || strings.Join(w.hints, " ") != "LN-01 LN-02" || d.waiting("LB-01") != "" {
		t.Errorf("%+v, hints %v", c, w.hints)
	}
	for range 2 {
		if got := d.waiting("LN-01"); got != "selfTest" {
			t.Errorf("waiting: %q", got)
		}
	}
	d.says(t, c, "LN-01", wire.Taken)
	d.says(t, c, "LN-01", wire.Taken)
	if got := d.waiting("LN-01"); got != "" {
		t.Errorf("taken, and handed out: %q", got)
	}
	d.says(t, c, "LN-01", wire.Done)
	d.says(t, c, "LN-01", wire.Failed) // an answer that was sent again, or a mistake
	d.says(t, c, "LN-01", wire.Taken)
	other, _ := run(t, s, w) // another hub, or this one after a restart
	for _, hub := range []*Orders{d, other} {
		is := must(hub.Command(c.ID))
		if is.Terminals["LN-01"].Outcome != wire.Done || is.Terminals["LN-02"].Outcome != "" || is.By != "li" {
			t.Errorf("%+v", is)
		}
		if hub.waiting("LN-01") != "" || hub.waiting("LN-02") != "selfTest" {
			t.Error("after a restart another is handed out")
		}
	}
	if err := d.Result(t.Context(), wire.Result{Terminal: "LB-01", Command: c.ID, Outcome: wire.Done}); !errors.Is(err, hub.ErrNoCommand) {
		t.Errorf("a result of another terminal: %v", err)
	}
}

func TestCommandsExpireAndAreSuperseded(t *testing.T) {
	d, w, _ := start(t)
	give := func(o wire.Order, text string, terminals ...string) api.Command {
		t.Helper()
		return must(d.Give(t.Context(), api.Order{Terminals: terminals, Order: o, Text: text, Within: 600}, "li"))
	}
	lock := give(wire.Lock, "设备检修", "LN-01", "LN-02")
	test := give(wire.SelfTest, "", "LN-01")
	d.says(t, lock, "LN-02", wire.Taken)
	unlock := give(wire.Unlock, "", "LN-01")
	if got := d.waiting("LN-01"); got != "selfTest unlock" {
		t.Errorf("waiting: %q", got)
	}
	if is := must(d.Command(lock.ID)); !is.Terminals["LN-01"].Superseded || is.Terminals["LN-02"].Superseded {
		t.Errorf("%+v", is.Terminals)
	}
	w.add(10 * time.Minute)
	if got := d.waiting("LN-01"); got != "" {
		t.Errorf("expired, and handed out: %q", got)
	}
	of := d.Of("LN-01", 10)
	if len(of) != 3 || of[0].ID != unlock.ID || of[1].ID != test.ID || of[1].Terminals["LN-01"].Outcome != wire.Expired || len(of[2].Terminals) != 1 {
		t.Errorf("%+v", of)
	}
	d.says(t, unlock, "LN-01", wire.Done) // it had begun in time
	if is := must(d.Command(unlock.ID)); is.Terminals["LN-01"].Outcome != wire.Done {
		t.Errorf("%+v", is)
	}
}

func TestOrdersThatMakeNoSense(t *testing.T) {
	d, _, _ := start(t)
	for want, o := range map[string]api.Order{
		"say which terminals":        {Order: wire.SelfTest},
		"there is no terminal LN-99": {Order: wire.SelfTest, Terminals: []string{"LN-99"}},
		"no terminal fits":           {Order: wire.SelfTest, Hall: "lunan", Labels: map[string]string{"model": "column"}},
		"order: want":                {Order: "format", Hall: "lunan"},
		"text: want 1 to":            {Order: wire.Lock, Hall: "lunan", Text: " "},
		"text: only":                 {Order: wire.Restart, Hall: "lunan", Text: "x"},
		"within_s:":                  {Order: wire.Restart, Hall: "lunan", Within: 5},
	} {
		if _, err := d.Give(t.Context(), o, "li"); !errors.Is(err, ErrOrder) || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	c := must(d.Give(t.Context(), api.Order{Order: wire.SelfTest, Labels: map[string]string{"model": "desk"}}, "li"))
	if len(c.Terminals) != 2 {
		t.Errorf("%+v", c)
	}
}

func TestFilesAreKeptWholeAndWithinABound(t *testing.T) {
	d, w, _ := start(t, func(o *Options) { o.MostFiles, o.Keep = 3*piece, time.Hour })
	collect := func(size int) api.Command {
		t.Helper()
		c := must(d.Give(t.Context(), api.Order{Terminals: []string{"LN-01"}, Order: wire.BlackBox}, "li"))
		if err := d.File(t.Context(), "LN-01", c.ID, bytes.NewReader(bytes.Repeat([]byte("box "), size/4))); err != nil {
			t.Fatal(err)
		}
		return c
	}
	first := collect(2*piece + 8)
	if err := d.File(t.Context(), "LN-01", first.ID, strings.NewReader("sent again")); err != nil {
		t.Error(err)
	}
	r, size, err := d.Open(t.Context(), first.ID, "LN-01")
	if err != nil {
		t.Fatal(err)
	}
	if data, err := io.ReadAll(r); err != nil || int64(len(data)) != size || size != 2*piece+8 {
		t.Errorf("%d of %d bytes, %v", len(data), size, err)
	}
	if err := d.File(t.Context(), "LN-02", first.ID, strings.NewReader("x")); !errors.Is(err, hub.ErrNoCommand) {
		t.Errorf("another's file: %v", err)
	}
	second := collect(piece)
	if err := d.Prune(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Open(t.Context(), first.ID, "LN-01"); !errors.Is(err, ErrNoFile) {
		t.Errorf("there is no room for the first: %v", err)
	}
	if _, _, err := d.Open(t.Context(), second.ID, "LN-01"); err != nil {
		t.Error(err)
	}
	w.add(26 * time.Hour)
	if err := d.File(t.Context(), "LN-01", second.ID, strings.NewReader("x")); !errors.Is(err, hub.ErrExpired) {
		t.Errorf("a day late: %v", err)
	}
	if err := d.Prune(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := d.Newest(9); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}
