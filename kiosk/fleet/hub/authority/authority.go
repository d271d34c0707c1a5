package authority

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/hub/store"
)

// Certificate is one that counts.
type Certificate struct {
	Serial string    `json:"serial"`
	Until  time.Time `json:"until"`
	By     string    `json:"by,omitempty"` // mark of what has signed it
}

// Terminal is one that was let in once.
type Terminal struct {
	ID       string        `json:"id"`
	Place    config.Place  `json:"place"` // as it said when it came in
	Enrolled time.Time     `json:"enrolled"`
	By       string        `json:"by"`    // who made the code
	Code     string        `json:"code"`  // its hash
	Valid    []Certificate `json:"valid"` // the newest last
	Revoked  time.Time     `json:"revoked,omitzero"`
	Why      string        `json:"why,omitempty"`
}

// Expires is when its newest certificate does, zero without one.
func (t Terminal) Expires() time.Time {
	if len(t.Valid) == 0 {
		return time.Time{}
	}
	return t.Valid[len(t.Valid)-1].Until
}

// Lost reports whether a certificate that counted before does not any more.
func (t Terminal) Lost(was Terminal) bool {
	return slices.ContainsFunc(was.Valid, func(c Certificate) bool { return !slices.Contains(t.Valid, c) })
}

// counts reports whether a certificate does.
func (t Terminal) counts(serial string, now time.Time) bool {
	return slices.ContainsFunc(t.Valid, func(c Certificate) bool { return c.Serial == serial && now.Before(c.Until) })
}

// Authority lets terminals in and out.
type Authority struct {
	*Root

	days      int
	terminals *store.Table
	codes     *store.Table
	gap       gap // zero: the store has forgotten nothing
	log       *slog.Logger

	tells sync.Mutex        // one change after the other is told
	at    map[string]uint64 // revision of what is known; under tells
	mu    sync.RWMutex
	known map[string]Terminal
	whole chan struct{} // closed when known is what the store has
	hooks []func(was, is Terminal)
}

// New is an authority whose certificates count for some days. It knows nothing
// before Open.
func New(root *Root, days int, log *slog.Logger) *Authority {
	return &Authority{Root: root, days: days, log: log, at: map[string]uint64{}, known: map[string]Terminal{}, whole: make(chan struct{})}
}

// Open opens the tables.
func (a *Authority) Open(ctx context.Context, s *store.Store) (err error) {
	if a.terminals, err = s.Table(ctx, "terminals"); err != nil {
		return err
	}
	if a.codes, err = s.Table(ctx, "codes"); err != nil {
		return err
	}
	a.gap, err = readGap(ctx, s)
	return err
}

// OnChange has f called with every terminal that is let in or out, here or at
// another hub, and what was known of it before, one after the other. It must
// not block or change anything here; set it before Watch.
func (a *Authority) OnChange(f func(was, is Terminal)) { a.hooks = append(a.hooks, f) }

// Watch keeps what is known in step with the store until ctx ends.
func (a *Authority) Watch(ctx context.Context) error {
	var once sync.Once
	return a.terminals.Watch(ctx, a.heard, func() { once.Do(func() { close(a.whole) }) })
}

// Whole is closed once Watch has read everything.
func (a *Authority) Whole() <-chan struct{} { return a.whole }

// heard takes in a row. Of one that this hub has written itself it hears twice:
// at once, so that who was let in may speak at once, and by the watch.
func (a *Authority) heard(e store.Entry) {
	a.tells.Lock()
	defer a.tells.Unlock()
	if e.Revision <= a.at[e.Key] {
		return
	}
	a.at[e.Key] = e.Revision
	t := Terminal{ID: e.Key}
	if e.Value != nil {
		if err := json.Unmarshal(e.Value, &t); err != nil {
			a.log.Error("authority: a row cannot be read", "terminal", e.Key, "err", err)
			t = Terminal{ID: e.Key} // no certificate of it counts
		}
	}
	a.mu.Lock()
	was := a.known[t.ID]
	if e.Value == nil {
		delete(a.known, t.ID)
	} else {
		a.known[t.ID] = t
	}
	a.mu.Unlock()
	for _, hook := range a.hooks {
		hook(was, t)
	}
}

// Terminals are all, in order.
func (a *Authority) Terminals() []Terminal {
	a.mu.RLock()
	defer a.mu.RUnlock()
	out := make([]Terminal, 0, len(a.known))
	for _, id := range slices.Sorted(maps.Keys(a.known)) {
		out = append(out, a.known[id])
	}
	return out
}

// Terminal is one of them.
func (a *Authority) Terminal(id string) (Terminal, bool) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	t, ok := a.known[id]
	return t, ok
}

// patience is how long a connection waits for the rows to be read at start.
const patience = 8 * time.Second

// Allowed is which terminal the other end of a connection is, if its
// certificate counts now. While the rows are still being read it waits.
func (a *Authority) Allowed(state *tls.ConnectionState) (id string, ok bool) {
	if state == nil || len(state.VerifiedChains) == 0 || a.Retired(state) {
		return "", false
	}
	select {
	case <-a.whole:
	case <-time.After(patience):
		return "", false
	}
	leaf := state.VerifiedChains[0][0]
	id = leaf.Subject.CommonName
	t, known := a.Terminal(id)
	if !known || !t.Revoked.IsZero() || !t.counts(serialOf(leaf), a.Clock()) {
		return id, false
	}
	return id, true
}

// Retired reports whether the other end of a connection shows a certificate of
// an authority that counts no more.
func (a *Authority) Retired(state *tls.ConnectionState) bool {
	if state == nil || len(state.VerifiedChains) == 0 {
		return false
	}
	chain := state.VerifiedChains[0]
	a.Root.mu.RLock()
	defer a.Root.mu.RUnlock()
	return !slices.ContainsFunc(a.believed, chain[len(chain)-1].Equal)
}

func serialOf(c *x509.Certificate) string { return hex.EncodeToString(c.SerialNumber.Bytes()) }

// ErrUnknown says that there is no such terminal.
var ErrUnknown = errors.New("authority: there is no such terminal")

// change reads a terminal's row, has f change it and writes it back, again
// where another hub was faster. A row that is not there yet has no ID.
func (a *Authority) change(ctx context.Context, id string, f func(*Terminal) error) error {
	for {
		e, err := a.terminals.Get(ctx, id)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		var t Terminal
		if err == nil {
			if err := json.Unmarshal(e.Value, &t); err != nil {
				return fmt.Errorf("authority: %s: %w", id, err)
			}
		}
		if err := f(&t); err != nil {
			return err
		}
		value, err := json.Marshal(t)
		if err != nil {
			return fmt.Errorf("authority: %w", err)
		}
		revision, err := a.terminals.Update(ctx, id, value, e.Revision)
		if err == nil {
			a.heard(store.Entry{Key: id, Value: value, Revision: revision})
		}
		if !errors.Is(err, store.ErrChanged) {
			return err
		}
	}
}

// Revoke puts a terminal out: none of its certificates counts any more, on any
// hub, on connections that are open, too. A code for this terminal lets it in
// again.
func (a *Authority) Revoke(ctx context.Context, id, why string) error {
	return a.change(ctx, id, func(t *Terminal) error {
		if t.ID == "" {
			return fmt.Errorf("%w: %s", ErrUnknown, id)
		}
		t.Valid, t.Revoked, t.Why = nil, a.Clock().UTC(), why
		return nil
	})
}
