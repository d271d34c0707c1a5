package swarm

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"govkiosk/config"
	"govkiosk/config/trust"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/fleet"
	"govkiosk/kiosk/fleet/uplink"
	"govkiosk/kiosk/fleet/wire"
)

// terminal is one of the swarm.
type terminal struct {
	s     *Swarm
	id    string
	place config.Place
	book  *book
	up    *uplink.Uplink
	trust *client
	began time.Time

	follower atomic.Pointer[fleet.Follower]
	restart  atomic.Pointer[context.CancelFunc]

	mu      sync.Mutex
	life    life
	locked  string
	trouble fault.Code
	density int // of the printer, as it is configured now
}

func newTerminal(s *Swarm, id string, place config.Place) (*terminal, error) {
	t := &terminal{s: s, id: id, place: place, book: newBook(), began: time.Now(), life: newLife()}
	var err error
	t.up, err = uplink.New(uplink.Options{
		ID: id, Hub: s.hub.terminals(), Authority: s.hub.authority(), Folder: uplink.Folder(filepath.Join(s.dir, "terminals", id)),
		Code: t.codeFile(), Every: s.o.Every, Hints: s.o.Hints, Spread: spread, Terminal: t, Book: t.book, Dial: s.meter.dial, Log: s.o.Log,
	})
	if err != nil {
		return nil, err
	}
	t.trust, err = newClient(&s.walks, trust.Options{
		Root: s.repo.root, Store: t.book, Terminal: id, Place: place,
		Fetcher: &trust.HTTP{URL: s.hub.terminals() + "/repo", Client: t.up.HTTP()},
	})
	return t, err
}

func (t *terminal) codeFile() string { return filepath.Join(t.s.dir, "codes", t.id) }

// run lives until ctx ends.
func (t *terminal) run(ctx context.Context) error {
	var group sync.WaitGroup
	defer group.Wait()
	group.Go(func() { t.living(ctx) })
	failed := make(chan error, 1)
	group.Go(func() { failed <- t.up.Run(ctx) })
	err := t.follow(ctx)
	return errors.Join(err, <-failed)
}

// spread is over how long the terminals look after a hint for all.
const spread = 1500 * time.Millisecond

// follow starts the follower anew as often as it wants to be, as systemd does
// with the whole program, which tells its status some time after that.
func (t *terminal) follow(ctx context.Context) error {
	for ctx.Err() == nil {
		run, cancel := context.WithCancel(ctx)
		t.restart.Store(&cancel)
		err := t.start(run)
		cancel()
		if errors.Is(err, fleet.ErrRestart) {
			time.AfterFunc(rand.N(2*spread), t.up.Poke)
		}
		if err != nil && !errors.Is(err, fleet.ErrRestart) {
			return err
		}
	}
	return nil
}

func (t *terminal) start(ctx context.Context) error {
	cfg, err := fleet.Boot(t.book, time.Now(), "one boot", t.load)
	if err != nil {
		return fmt.Errorf("swarm: %s: %w", t.id, err)
	}
	t.mu.Lock()
	t.density = cfg.Printer.Density
	t.mu.Unlock()
	f := fleet.New(fleet.Options{
		Config: &cfg, Client: t.trust, Store: t.book, Load: t.load, Log: t.s.o.Log, Hub: t.up,
		Idle: t.Idle, Failing: t.failing, Changed: t.changed,
	})
	t.follower.Store(f)
	return f.Run(ctx)
}

// changed tells of what has become of a release; of a trial after the start
// that it needs.
func (t *terminal) changed() {
	p, err := fleet.ReadPlan(t.book)
	if err != nil {
		return
	}
	t.s.saw(t.id, p)
	if p.Trial == nil {
		t.up.Poke()
	}
}

// load lays layers over what every terminal of the swarm was installed with.
func (t *terminal) load(sources []config.Source) (config.Config, error) {
	cfg, err := t.s.load(sources)
	cfg.Terminal.ID = t.id
	return cfg, err
}

// failing is what does not work: a printer as dark as the second release makes
// it, on which the swarm's printers jam.
func (t *terminal) failing() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.density == jams {
		return []string{"printer"}
	}
	return nil
}

// Status implements uplink.Terminal.
func (t *terminal) Status() wire.Status {
	t.mu.Lock()
	s := t.life.status(t.density == jams)
	s.Locked = t.locked
	t.mu.Unlock()
	s.Started, s.Program, s.Place = t.began, "swarm", t.place
	if f := t.follower.Load(); f != nil {
		if standing, err := f.Status(); err == nil {
			s.Release = standing.Release()
		}
	}
	return s
}

func (t *terminal) Idle() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return !t.life.visit
}

func (t *terminal) Now() time.Time { return time.Now() }

func (t *terminal) Lock(text string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.locked = text
	return nil
}

func (t *terminal) SelfTest(ctx context.Context) (string, error) {
	select {
	case <-time.After(3 * time.Second):
		return "12 of 12 pass", nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (t *terminal) BlackBox() ([]byte, error) {
	return fmt.Appendf(nil, "{\"kind\":\"simulated\",\"terminal\":%q}\n", t.id), nil
}

// Restart implements uplink.Terminal. The order is settled as the next start of
// a whole program would.
func (t *terminal) Restart() {
	if cancel := t.restart.Load(); cancel != nil {
		(*cancel)()
	}
	for _, o := range t.book.begun() {
		if err := t.book.OrderEnded(o, string(wire.Done), ""); err != nil {
			t.s.o.Log.Error("swarm", "err", err)
		}
	}
}

func (t *terminal) Trouble(code fault.Code, _ string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.trouble = code
}

func (t *terminal) Hinted(int64) {
	if f := t.follower.Load(); f != nil && !t.s.deaf.Load() {
		f.Look()
	}
}

// meter counts what goes over the terminals' connections.
type meter struct{ in, out, connections atomic.Int64 }

func (m *meter) dial(ctx context.Context, network, address string) (net.Conn, error) {
	c, err := (&net.Dialer{Timeout: 10 * time.Second}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	m.connections.Add(1)
	return &metered{c, m}, nil
}

type metered struct {
	net.Conn
	m *meter
}

func (c *metered) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.m.in.Add(int64(n))
	return n, err
}

func (c *metered) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.m.out.Add(int64(n))
	return n, err
}
