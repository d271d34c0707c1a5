package swarm

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"govkiosk/config"
	"govkiosk/config/trust"
)

// walks are ways through the repository that some terminal has gone. Another
// one of its hall that knows the same and is sent the same comes to the same:
// it asks for every file itself, and does not check the signatures again. Two
// thousand terminals have two thousand processors to do that.
type walks struct {
	mu    sync.Mutex
	known map[[32]byte]*wander
}

// wander is one: what was asked for and answered, and what was kept then.
type wander struct {
	ended  chan struct{}
	well   bool // it came to a release
	asked  []answer
	kept   []kept
	result trust.Release
}

type answer struct {
	path  string
	limit int64
	data  []byte
	none  bool // there is no such file
}

type kept struct {
	rows   map[string][]byte
	floors map[string]int64
}

// client is a terminal's trust.Client, which it is spared where a neighbour has
// gone before.
type client struct {
	*trust.Client
	walks *walks
	place config.Place
	from  trust.Fetcher
	store trust.Store
	seen  *recorder
}

// newClient makes one of options as trust.New takes them. No terminal of the
// swarm has a layer of its own, so that those of a hall read the same.
func newClient(w *walks, o trust.Options) (*client, error) {
	c := &client{walks: w, place: o.Place, from: o.Fetcher, store: o.Store, seen: &recorder{Fetcher: o.Fetcher, Store: o.Store}}
	o.Fetcher, o.Store = c.seen, c.seen
	var err error
	c.Client, err = trust.New(o)
	return c, err
}

// Refresh implements fleet.Client.
func (c *client) Refresh(ctx context.Context) (trust.Release, error) {
	key, err := c.knows()
	if err != nil {
		return trust.Release{}, err
	}
	for {
		first, mine := c.walks.first(key)
		if mine {
			defer close(first.ended)
			c.seen.wander = first
			first.result, err = c.Client.Refresh(ctx)
			first.well = err == nil
			return first.result, errors.Join(err, c.arrived(first))
		}
		select {
		case <-first.ended:
		case <-ctx.Done():
			return trust.Release{}, ctx.Err()
		}
		if first.well && c.same(ctx, first) {
			return first.result, c.keep(first)
		}
		c.walks.outdated(key, first) // the repository has something else by now
		if !first.well {
			c.seen.wander = &wander{}
			return c.Client.Refresh(ctx)
		}
	}
}

// arrived notes that from where a walk has led there is nothing new, as long as
// there is no next root and the timestamp is the same: a terminal that has gone
// the walk itself checks no signature then either.
func (c *client) arrived(after *wander) error {
	if !after.well {
		return nil
	}
	key, err := c.knows()
	if err != nil {
		return err
	}
	still := &wander{ended: make(chan struct{}), well: true, result: after.result}
	close(still.ended)
	for _, a := range after.asked {
		if a.none || a.path == "metadata/timestamp.json" {
			still.asked = append(still.asked, a)
		}
	}
	c.walks.mu.Lock()
	defer c.walks.mu.Unlock()
	if c.walks.known[key] == nil {
		c.walks.known[key] = still
	}
	return nil
}

// keep keeps what was kept after a walk.
func (c *client) keep(after *wander) error {
	for _, k := range after.kept {
		if err := c.store.Keep(k.rows, k.floors); err != nil {
			return err
		}
	}
	return nil
}

// first is who has gone, or goes, from where a terminal stands; mine says that
// it is this one.
func (w *walks) first(key [32]byte) (it *wander, mine bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	it = w.known[key]
	if it == nil {
		it, mine = &wander{ended: make(chan struct{})}, true
		w.known[key] = it
	}
	return it, mine
}

// outdated has somebody go anew, unless another one does already.
func (w *walks) outdated(key [32]byte, it *wander) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.known[key] == it {
		delete(w.known, key)
	}
}

// knows names what a terminal has from the repository. When it took that is no
// part of it.
func (c *client) knows() (key [32]byte, err error) {
	rows, floors, err := c.store.Kept()
	if err != nil {
		return key, err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, c.place)
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		if from, _, part := strings.Cut(name, "/"); part && (from == "root" || from == "role" || from == "layer") {
			fmt.Fprintf(sum, "%s %x\n", name, sha256.Sum256(rows[name]))
		}
	}
	fmt.Fprintln(sum, rows["trouble"] != nil)
	for _, name := range slices.Sorted(maps.Keys(floors)) {
		if from, _, _ := strings.Cut(name, "/"); from == "version" || from == "time" {
			fmt.Fprintln(sum, name, floors[name])
		}
	}
	sum.Sum(key[:0])
	return key, nil
}

// same asks as before, and tells whether the answers are the same.
func (c *client) same(ctx context.Context, before *wander) bool {
	for _, a := range before.asked {
		data, err := c.from.Fetch(ctx, a.path, a.limit)
		if errors.Is(err, fs.ErrNotExist) != a.none || err != nil && !a.none || !bytes.Equal(data, a.data) {
			return false
		}
	}
	return true
}

// recorder notes what a client asks for and keeps.
type recorder struct {
	trust.Fetcher
	trust.Store
	*wander
}

// Fetch implements trust.Fetcher.
func (r *recorder) Fetch(ctx context.Context, path string, limit int64) ([]byte, error) {
	data, err := r.Fetcher.Fetch(ctx, path, limit)
	if none := errors.Is(err, fs.ErrNotExist); err == nil || none {
		r.asked = append(r.asked, answer{path, limit, data, none})
	}
	return data, err
}

// Keep implements trust.Store.
func (r *recorder) Keep(rows map[string][]byte, floors map[string]int64) error {
	r.kept = append(r.kept, kept{maps.Clone(rows), maps.Clone(floors)})
	return r.Store.Keep(rows, floors)
}
