package orders

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/wire"
)

// Fleet is every terminal, and how one is told to look.
type Fleet interface {
	Terminals() []hub.Known
	Terminal(id string) (hub.Known, bool)
	Hint(terminal string, hint wire.Hint)
}

// Options are what orders are made of.
type Options struct {
	Store     *store.Store
	Fleet     Fleet
	Keep      time.Duration    // how long what became of one is kept; 0: 90 days
	MostFiles int64            // bytes of all files together; 0: 2 GiB
	Changed   func(api.Change) // told what is different now; it must not block
	Clock     func() time.Time // nil: time.Now
	Log       *slog.Logger
}

// Orders are all commands. Run must be running.
type Orders struct {
	o           Options
	rows, files *store.Table
	whole       chan struct{}

	mu  sync.RWMutex
	all map[string]*order
	of  map[string][]*order // of a terminal, the oldest first
}

// order is one command to some terminals.
type order struct {
	wire.Command
	terminals map[string]bool
	results   map[string]result
}

// kept is an order as it is kept.
type kept struct {
	wire.Command
	Terminals []string `json:"terminals"`
}

// result is what a terminal made of it.
type result struct {
	api.Carried
	Sum string `json:"sum,omitempty"` // of the file

	revision uint64
}

// Open opens the tables.
func Open(ctx context.Context, o Options) (_ *Orders, err error) {
	if o.Keep == 0 {
		o.Keep = 90 * 24 * time.Hour
	}
	if o.MostFiles == 0 {
		o.MostFiles = 2 << 30
	}
	if o.Changed == nil {
		o.Changed = func(api.Change) {}
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	d := &Orders{o: o, whole: make(chan struct{}), all: map[string]*order{}, of: map[string][]*order{}}
	if d.rows, err = o.Store.Table(ctx, "orders"); err != nil {
		return nil, err
	}
	d.files, err = o.Store.Table(ctx, "files")
	return d, err
}

// Run keeps what is known in step with the store, and forgets what is old,
// until ctx ends. It blocks.
func (d *Orders) Run(ctx context.Context) error {
	done := make(chan struct{})
	defer func() { <-done }()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		defer close(done)
		d.sweep(ctx)
	}()
	return d.rows.Watch(ctx, d.row, sync.OnceFunc(func() { close(d.whole) }))
}

// Whole is closed once Run has read everything.
func (d *Orders) Whole() <-chan struct{} { return d.whole }

// row takes a row in, its own id or the id, a dot and the terminal.
func (d *Orders) row(e store.Entry) {
	id, terminal, isResult := strings.Cut(e.Key, ".")
	var err error
	d.mu.Lock()
	switch {
	case isResult:
		err = d.took(id, terminal, e)
	case e.Value == nil:
		d.forget(id)
	default:
		var k kept
		if err = json.Unmarshal(e.Value, &k); err == nil {
			d.add(k)
		}
	}
	d.mu.Unlock()
	if err != nil {
		d.o.Log.Error("orders", "key", e.Key, "err", err)
	}
	d.o.Changed(api.Change{What: "command", ID: id})
}

// add takes an order in. mu is held.
func (d *Orders) add(k kept) {
	if d.all[k.ID] != nil {
		return
	}
	one := &order{k.Command, make(map[string]bool, len(k.Terminals)), map[string]result{}}
	d.all[k.ID] = one
	for _, t := range k.Terminals {
		one.terminals[t] = true
		d.of[t] = append(d.of[t], one)
		slices.SortStableFunc(d.of[t], func(a, b *order) int { return cmp.Or(a.Issued.Compare(b.Issued), cmp.Compare(a.ID, b.ID)) })
	}
}

// forget takes an order away. mu is held.
func (d *Orders) forget(id string) {
	one := d.all[id]
	if one == nil {
		return
	}
	delete(d.all, id)
	for t := range one.terminals {
		d.of[t] = slices.DeleteFunc(d.of[t], func(o *order) bool { return o == one })
		if len(d.of[t]) == 0 {
			delete(d.of, t)
		}
	}
}

// took takes in what a terminal made of an order. mu is held.
func (d *Orders) took(id, terminal string, e store.Entry) error {
	one := d.all[id]
	if one == nil || e.Value == nil || e.Revision <= one.results[terminal].revision {
		return nil
	}
	r := result{}
	if err := json.Unmarshal(e.Value, &r); err != nil {
		return err
	}
	r.revision = e.Revision
	one.results[terminal] = r
	return nil
}

// For are a terminal's commands that are still to be carried out, the oldest
// first. It does not block.
func (d *Orders) For(_ context.Context, terminal string) []wire.Command {
	now := d.o.Clock()
	d.mu.RLock()
	defer d.mu.RUnlock()
	var out []wire.Command
	for i, one := range d.of[terminal] {
		if one.results[terminal].Outcome == "" && now.Before(one.Expires) && !superseded(d.of[terminal], i) {
			out = append(out, one.Command)
		}
	}
	return out
}

// superseded reports whether a later order makes one pointless: what was to be
// locked is to be unlocked by now, or the same was asked for again.
func superseded(all []*order, i int) bool {
	return slices.ContainsFunc(all[i+1:], func(later *order) bool { return kind(later.Order) == kind(all[i].Order) })
}

func kind(o wire.Order) wire.Order {
	if o == wire.Unlock {
		return wire.Lock
	}
	return o
}

// Result keeps what became of a command. One that is known already is not
// written again, and the first end of one stays.
func (d *Orders) Result(ctx context.Context, r wire.Result) error {
	return d.change(ctx, r.Command, r.Terminal, func(c *result) bool {
		if c.Outcome == r.Outcome || c.Outcome != "" && (c.Outcome != wire.Taken || r.Outcome == "") {
			return false
		}
		c.Outcome, c.Text, c.At = r.Outcome, cut(r.Text), r.At
		return true
	})
}

// mostText is how much a terminal may say of a command.
const mostText = 2000

func cut(text string) string { return strings.ToValidUTF8(text[:min(len(text), mostText)], "") }

// change writes a result unless how says that nothing is different.
func (d *Orders) change(ctx context.Context, id, terminal string, how func(*result) bool) error {
	one, err := d.find(ctx, id, terminal)
	if err != nil {
		return err
	}
	for {
		d.mu.RLock()
		r := one.results[terminal]
		d.mu.RUnlock()
		if !how(&r) {
			return nil
		}
		value, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("orders: %w", err)
		}
		key := id + "." + terminal
		revision, err := d.rows.Update(ctx, key, value, r.revision)
		if err == nil {
			d.row(store.Entry{Key: key, Value: value, Revision: revision})
			return nil
		}
		if !errors.Is(err, store.ErrChanged) {
			return err
		}
		e, err := d.rows.Get(ctx, key)
		if err != nil {
			return err
		}
		d.row(e)
	}
}

// find is an order to a terminal. One that is not known here may have been
// given at another hub a moment ago.
func (d *Orders) find(ctx context.Context, id, terminal string) (*order, error) {
	select {
	case <-d.whole:
	case <-ctx.Done():
		return nil, fmt.Errorf("orders: what there is, is still being read: %w", ctx.Err())
	}
	for range 2 {
		d.mu.RLock()
		one := d.all[id]
		ours := one != nil && one.terminals[terminal]
		d.mu.RUnlock()
		if one != nil && !ours || !sound.MatchString(id) {
			break
		}
		if ours {
			return one, nil
		}
		e, err := d.rows.Get(ctx, id)
		if errors.Is(err, store.ErrNotFound) {
			break
		}
		if err != nil {
			return nil, err
		}
		d.row(e)
	}
	return nil, hub.ErrNoCommand
}

// sound is how an id looks.
var sound = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)
