package hub

import (
	"cmp"
	"encoding/json"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/wire"
)

// index is every terminal, in memory, as the store has it.
type index struct {
	log *slog.Logger

	mu    sync.RWMutex
	known map[string]*Known
	hooks []func(wire.Status)
	subs  map[chan struct{}]bool
}

func newIndex(log *slog.Logger) *index {
	return &index{log: log, known: map[string]*Known{}, subs: map[chan struct{}]bool{}}
}

// get is one terminal.
func (x *index) get(id string) (Known, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	k, ok := x.known[id]
	if !ok {
		return Known{}, false
	}
	return *k, true
}

// all are all of them, in order.
func (x *index) all() []Known {
	x.mu.RLock()
	defer x.mu.RUnlock()
	out := make([]Known, 0, len(x.known))
	for _, k := range x.known {
		out = append(out, *k)
	}
	slices.SortFunc(out, func(a, b Known) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// of is a terminal's row, made when it is new. mu is held.
func (x *index) of(id string) *Known {
	k, ok := x.known[id]
	if !ok {
		k = &Known{ID: id}
		x.known[id] = k
	}
	return k
}

// row takes a row of the store in, from a watch, unless the request that wrote
// it has done so before.
func (x *index) row(e store.Entry) {
	if k, _ := x.get(e.Key); e.Revision <= k.revision {
		return // reading one costs as much as taking it in
	}
	var s wire.Status
	if e.Value != nil {
		if err := json.Unmarshal(e.Value, &s); err != nil {
			// Its number is taken in all the same: whoever writes the next one
			// has to know it.
			x.log.Error("hub: a status cannot be read", "terminal", e.Key, "err", err)
			s = wire.Status{Terminal: e.Key}
		}
	}
	x.status(e.Key, s, e.Revision, e.At)
}

// status takes in how a terminal is, as the store has it since a revision. One
// that it has changes nothing.
func (x *index) status(id string, s wire.Status, revision uint64, at time.Time) {
	x.mu.Lock()
	k := x.of(id)
	if revision <= k.revision {
		x.mu.Unlock()
		return
	}
	k.Status, k.Heard, k.revision = s, at, revision
	if s.Place != (config.Place{}) {
		k.Place = s.Place
	}
	hooks := x.hooks
	x.mu.Unlock()
	x.tell()
	for _, hook := range hooks {
		hook(s)
	}
}

// enrolled takes in that a terminal was let in or put out.
func (x *index) enrolled(t authority.Terminal) {
	x.mu.Lock()
	k := x.of(t.ID)
	k.Enrolled, k.Revoked, k.Why, k.Expires = t.Enrolled, t.Revoked, t.Why, t.Expires()
	if k.Status.Place == (config.Place{}) {
		k.Place = t.Place
	}
	x.mu.Unlock()
	x.tell()
}

// subscribe is a channel that has something whenever anything has changed since
// it was last read, and what ends that.
func (x *index) subscribe() (<-chan struct{}, func()) {
	c := make(chan struct{}, 1)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.subs[c] = true
	return c, func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		delete(x.subs, c)
	}
}

func (x *index) tell() {
	x.mu.RLock()
	subs := slices.Collect(maps.Keys(x.subs))
	x.mu.RUnlock()
	for _, c := range subs {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}
