package uplink_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/uplink"
	"govkiosk/kiosk/fleet/wire"
	"govkiosk/kiosk/journal"
)

var quiet = slog.New(slog.DiscardHandler)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// town is a hub that may be away, and what it has to be done.
type town struct {
	*testing.T
	o      hub.Options
	hub    *hub.Hub
	orders *orders
	stop   func()
	ahead  atomic.Int64 // of the hub's clock
}

func (w *town) now() time.Time { return time.Now().Add(time.Duration(w.ahead.Load())) }

func newTown(t *testing.T, change ...func(*hub.Options)) *town {
	w := &town{T: t, orders: &orders{files: map[string][]byte{}}, o: hub.Options{
		Dir: t.TempDir(), Terminals: "127.0.0.1:0", Hints: "127.0.0.1:0", Log: quiet, Every: time.Hour,
	}}
	for _, f := range change {
		f(&w.o)
	}
	if err := authority.Init(w.o.Dir, "test", time.Now()); err != nil {
		t.Fatal(err)
	}
	w.open()
	w.o.Terminals, _, w.o.Hints, _ = w.hub.Addresses()
	t.Cleanup(func() { w.stop() })
	return w
}

// open starts the hub, at the same addresses as before.
func (w *town) open() {
	w.Helper()
	h, err := hub.New(context.Background(), w.o)
	if err != nil {
		w.Fatal(err)
	}
	h.Orders, h.Authority.Clock = w.orders, w.now
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.Serve(ctx) }()
	w.hub = h
	w.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			w.Error(err)
		}
	})
}

// until waits for what must come.
func (w *town) until(what string, ok func() bool) {
	w.Helper()
	for deadline := time.Now().Add(30 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.Fatalf("%s: not within 30 s", what)
		}
	}
}

// kinds are those of a terminal's events at the hub, the oldest first.
func (w *town) kinds(id string) []string {
	all, err := w.hub.Events(w.Context(), id, 0, 100)
	if err != nil {
		w.Fatal(err)
	}
	var out []string
	for _, e := range all {
		out = append([]string{e.Kind}, out...)
	}
	return out
}

// orders is what the hub has to be done, and what it heard of it.
type orders struct {
	mu      sync.Mutex
	open    []wire.Command
	results []wire.Result
	files   map[string][]byte
}

func (o *orders) give(c wire.Command) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if c.Expires.IsZero() {
		c.Expires = time.Now().Add(time.Hour)
	}
	o.open = append(o.open, c)
}

func (o *orders) For(context.Context, string) []wire.Command {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]wire.Command{}, o.open...)
}

func (o *orders) Result(_ context.Context, r wire.Result) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.results = append(o.results, r)
	return nil
}

func (o *orders) File(_ context.Context, _, command string, r io.Reader) error {
	data, err := io.ReadAll(r)
	o.mu.Lock()
	defer o.mu.Unlock()
	o.files[command] = data
	return err
}

// forget takes all orders back.
func (o *orders) forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.open = nil
}

// of is the newest outcome of an order.
func (o *orders) of(id string) wire.Outcome {
	o.mu.Lock()
	defer o.mu.Unlock()
	var out wire.Outcome
	for _, r := range o.results {
		if r.Command == id {
			out = r.Outcome
		}
	}
	return out
}

// machine is a terminal of which only the uplink is there.
type machine struct {
	w     *town
	o     uplink.Options
	db    string
	up    *uplink.Uplink
	stop  func()
	began time.Time

	mu       sync.Mutex
	status   wire.Status
	busy     bool
	did      []string
	trouble  fault.Code
	restarts int
	asked    int  // for its status
	looks    int  // at the repository
	cut      bool // the power goes in the middle of a self-test
	ahead    time.Duration
}

func newMachine(w *town, id string) *machine {
	dir := w.TempDir()
	root := filepath.Join(dir, "authority.pem")
	if err := os.WriteFile(root, w.hub.Authority.PEM(), 0o600); err != nil {
		w.Fatal(err)
	}
	m := &machine{w: w, db: filepath.Join(dir, "journal.db"), stop: func() {}}
	m.o = uplink.Options{
		ID: id, Hub: "https://" + w.o.Terminals, Authority: root, Folder: uplink.Folder(filepath.Join(dir, "fleet")),
		Code: filepath.Join(dir, "code"), Every: time.Hour, Hints: true, Terminal: m, Spread: time.Millisecond, Begin: time.Millisecond, Check: 50 * time.Millisecond, Log: quiet,
	}
	w.Cleanup(func() { m.stop() })
	return m
}

// code brings a file with a one-time code.
func (m *machine) code() *machine {
	code := must(m.w.hub.Authority.NewCode(m.w.Context(), authority.Code{Terminal: m.o.ID, By: "li", Expires: m.w.now().Add(time.Hour)}))
	if err := os.WriteFile(m.o.Code, []byte(code+"\n"), 0o600); err != nil {
		m.w.Fatal(err)
	}
	return m
}

// start starts the program; another one is stopped before.
func (m *machine) start() *machine {
	m.w.Helper()
	m.stop()
	book, err := journal.Open(m.db, nil)
	if err != nil {
		m.w.Fatal(err)
	}
	m.o.Book = book
	m.began = time.Now()
	if m.up, err = uplink.New(m.o); err != nil {
		m.w.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	up := m.up
	go func() { done <- up.Run(ctx) }()
	m.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			m.w.Error(err)
		}
		book.Close()
	})
	return m
}

func (m *machine) change(f func(*wire.Status)) {
	m.mu.Lock()
	f(&m.status)
	m.mu.Unlock()
	m.up.Poke()
}

func (m *machine) seen(f func() bool) func() bool {
	return func() bool {
		m.mu.Lock()
		defer m.mu.Unlock()
		return f()
	}
}

func (m *machine) Status() wire.Status {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked++
	s := m.status
	s.Started, s.Program, s.Place = m.began, "1.0", config.Place{Hall: "lunan-1"}
	return s
}

func (m *machine) Idle() bool { m.mu.Lock(); defer m.mu.Unlock(); return !m.busy }

func (m *machine) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return time.Now().Add(m.ahead)
}

// later moves the terminal's clock, and has it look.
func (m *machine) later(d time.Duration) {
	m.mu.Lock()
	m.ahead += d
	m.mu.Unlock()
	m.up.Poke()
}

func (m *machine) Lock(text string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.did = append(m.did, "lock "+text)
	m.status.Locked = text
	return nil
}

func (m *machine) SelfTest(ctx context.Context) (string, error) {
	m.mu.Lock()
	m.did = append(m.did, "test")
	cut := m.cut
	m.mu.Unlock()
	if cut {
		<-ctx.Done()
		return "", ctx.Err()
	}
	return "8 of 8 pass", nil
}

func (m *machine) BlackBox() ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.status.Locked == "broken" {
		return nil, errors.New("it cannot be read")
	}
	return []byte("what happened"), nil
}

func (m *machine) Restart() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.restarts++
}

func (m *machine) Trouble(code fault.Code, _ string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.trouble = code
}

func (m *machine) Hinted(int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.looks++
}
