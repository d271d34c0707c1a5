package trust

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"sync"
	"time"

	"govkiosk/config"
)

// Options is what a Client is made of.
type Options struct {
	Root     []byte // the root that the terminal was installed with
	Store    Store
	Fetcher  Fetcher
	Terminal string
	Place    config.Place
	Clock    func() time.Time // nil: time.Now
}

// Client follows a repository for one terminal. One refresh runs at a time.
type Client struct {
	o  Options
	mu sync.Mutex

	chain  chain
	known  checked
	kept   *memory // what was kept when stands was true of it
	stands Status
}

// New makes a client of a root that is signed by its own keys.
func New(o Options) (*Client, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	set, err := trusted(o.Root)
	if err != nil {
		return nil, fmt.Errorf("trust: the root that the terminal was installed with: %w", err)
	}
	return &Client{o: o, chain: chain{first: set.Root}, known: checked{}}, nil
}

// Refresh fetches what is newest. It returns the release that is in force
// then, and a Refused where nothing newer could be taken: the release is the
// last good one in that case, empty where there has never been one. How long
// it blocks is the fetcher's matter and that of ctx.
func (c *Client) Refresh(ctx context.Context) (Release, error) {
	return c.RefreshFrom(ctx, c.o.Fetcher)
}

// RefreshFrom is Refresh from another copy of the repository: a mirror, or a
// stick. Everything is checked in the same way.
func (c *Client) RefreshFrom(ctx context.Context, from Fetcher) (Release, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	m, err := remember(c.o.Store)
	if err != nil {
		return Release{}, err
	}
	was, _ := m.good()
	next, err := c.refresh(ctx, m, from)
	if err == nil {
		err = m.keep(c.o.Store)
	}
	if err == nil {
		return next, nil
	}
	no := refused("", err)
	m.complain(no, c.o.Clock())
	if kept := m.keep(c.o.Store); kept != nil {
		return was, errors.Join(no, kept)
	}
	return was, no
}

// refresh collects in m what is to be kept. A library that panics at a crafted
// file must not take the terminal with it.
func (c *Client) refresh(ctx context.Context, m *memory, from Fetcher) (r Release, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &Refused{Kind: Malformed, Err: fmt.Errorf("%v", p)}
		}
	}()
	w := &walk{ctx: ctx, from: from, m: m, known: c.known, store: c.o.Store, clock: c.o.Clock()}
	if err := w.roots(&c.chain); err != nil {
		return r, err
	}
	for _, step := range []func() error{w.timestamp, w.snapshot, w.targets} {
		if err := step(); err != nil {
			return r, err
		}
	}
	r.Version, r.Taken = w.set.Snapshot.Signed.Version, c.o.Clock()
	for _, p := range c.o.Place.Targets(c.o.Terminal) {
		l, there, err := w.layer(p)
		if err != nil {
			return r, err
		}
		if there {
			r.Layers = append(r.Layers, l)
		}
	}
	r.Digest, r.Expires = digest(r.Layers), w.expires()
	m.forget(w.set.Targets)
	c.known.forget(w.set.Targets)
	return r, m.take(r)
}

// Sources are the layers as configuration reads them.
func (r Release) Sources() []config.Source {
	out := make([]config.Source, 0, len(r.Layers))
	for _, l := range r.Layers {
		layer, _, _ := strings.Cut(strings.TrimSuffix(l.Path, path.Ext(l.Path)), "/")
		out = append(out, config.Source{Layer: config.Layer(layer), Name: l.Path, Data: l.data})
	}
	return out
}

// Status is how the terminal stands with the repository.
type Status struct {
	Release Release   `json:"release"`           // in force; without layers: there has never been one
	Trouble *Trouble  `json:"trouble,omitempty"` // nil: the last refresh went well
	Root    int64     `json:"root"`              // version of the newest root that is trusted
	Expires time.Time `json:"expires,omitzero"`  // of what expires first
	Floor   time.Time `json:"floor,omitzero"`    // it is no earlier
	Clock   string    `json:"clock,omitempty"`   // what is wrong with the clock
}

// Status tells what is kept; it fetches nothing, and checks signatures only
// where something else is kept than the last time.
func (c *Client) Status() (Status, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	m, err := remember(c.o.Store)
	if err != nil {
		return Status{}, err
	}
	if c.kept == nil || !c.kept.same(m) {
		c.kept, c.stands = m, c.status(m)
	}
	s := c.stands
	if c.o.Clock().Before(s.Floor) {
		s.Clock = fmt.Sprintf("is at %s, and it is no earlier than %s", c.o.Clock().UTC().Format(time.RFC3339), s.Floor.Format(time.RFC3339))
	}
	return s, nil
}

// status is how it stands by what is kept, whatever the time.
func (c *Client) status(m *memory) Status {
	s := Status{Trouble: m.trouble()}
	s.Release, _ = m.good()
	w := &walk{m: m, clock: c.o.Clock()}
	w.set = c.chain.start(m, w.clock)
	s.Root, s.Floor = w.set.Root.Signed.Version, w.floor()
	s.Expires = w.set.Root.Signed.Expires
	if !s.Release.Expires.IsZero() {
		s.Expires = earlier(s.Expires, s.Release.Expires)
	}
	return s
}

// Good is the release in force.
func (c *Client) Good() (Release, bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	m, err := remember(c.o.Store)
	if err != nil {
		return Release{}, false, err
	}
	r, there := m.good()
	return r, there, nil
}
