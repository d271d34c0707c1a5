package swarm

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
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
	trust *client
	began time.Time

	up       atomic.Pointer[uplink.Uplink]
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
	t.trust, err = newClient(&s.walks, trust.Options{
		Root: s.repo.root, Store: t.book, Terminal: id, Place: place,
		Fetcher: &trust.HTTP{URL: s.hub.terminals() + "/repo", Client: &http.Client{Transport: latest{t}}},
	})
	if err != nil {
		return nil, err
	}
	return t, t.begin()
}

// latest is the way of the program that runs now.
type latest struct{ t *terminal }

// RoundTrip implements http.RoundTripper.
func (l latest) RoundTrip(r *http.Request) (*http.Response, error) {
	return l.t.up.Load().HTTP().Transport.RoundTrip(r)
}

func (t *terminal) codeFile() string { return filepath.Join(t.s.dir, "codes", t.id) }

// run lives until ctx ends, and starts everything anew as often as the follower
// wants it, as systemd does with the program.
func (t *terminal) run(ctx context.Context) error {
	var group sync.WaitGroup
	defer group.Wait()
	group.Go(func() { t.living(ctx) })
	for {
		err := t.serve(ctx)
		if err != nil && !errors.Is(err, fleet.ErrRestart) || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(t.s.o.Down):
		}
		if err := t.begin(); err != nil {
			return err
		}
	}
}

// begin makes what a program that starts makes.
func (t *terminal) begin() error {
	cfg, err := fleet.Boot(t.book, time.Now(), "one boot", t.load)
	if err != nil {
		return fmt.Errorf("swarm: %s: %w", t.id, err)
	}
	t.mu.Lock()
	t.density = cfg.Printer.Density
	t.mu.Unlock()
	up, err := uplink.New(uplink.Options{
		ID: t.id, Hub: t.s.hub.terminals(), Authority: t.s.hub.authority(), Folder: uplink.Folder(filepath.Join(t.s.dir, "terminals", t.id)),
		Code: t.codeFile(), Every: t.s.o.Every, Hints: t.s.o.Hints, Begin: t.s.o.Begin, Terminal: t, Book: t.book, Dial: t.s.meter.dial, Log: t.s.o.Log,
	})
	if err != nil {
		return err
	}
	t.up.Store(up)
	t.follower.Store(fleet.New(fleet.Options{
		Config: &cfg, Client: t.trust, Store: t.book, Load: t.load, Log: t.s.o.Log, Hub: up,
		Idle: t.Idle, Failing: t.failing, Changed: t.changed,
	}))
	return nil
}

// serve runs it until it ends or ctx does. Its connections end with it.
func (t *terminal) serve(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	t.restart.Store(&cancel)
	ended := make(chan error, 1)
	go func() { ended <- t.up.Load().Run(ctx) }()
	err := t.follower.Load().Run(ctx)
	cancel()
	return errors.Join(err, <-ended)
}

// changed looks at what has become of a release.
func (t *terminal) changed() {
	t.s.saw(t)
	t.up.Load().Poke()
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
