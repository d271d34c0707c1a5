package hub

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"govkiosk/kiosk/fleet/hub/store"
)

// pulsing is how often the hub proves that its store takes what it is given,
// and how long that may take.
const pulsing = 5 * time.Second

// Storing is whether what is written is on disk: of a cluster, on most of it.
type Storing struct {
	Away time.Time `json:"away_since,omitzero"` // zero: it is
	Why  string    `json:"why,omitempty"`
}

// pulse is what the last try has found.
type pulse struct {
	rows *store.Table
	mu   sync.Mutex
	is   Storing
}

// Storing tells whether the store takes what it is given.
func (h *Hub) Storing() Storing {
	h.pulse.mu.Lock()
	defer h.pulse.mu.Unlock()
	return h.pulse.is
}

// beat writes a row every few seconds. A store inside this program that takes
// none needs a new start, which systemd sees to when it hears no beat; a
// cluster that has no quorum does not.
func (h *Hub) beat(ctx context.Context) error {
	tick := time.NewTicker(h.o.Pulse)
	defer tick.Stop()
	for {
		try, cancel := context.WithTimeout(ctx, h.o.Pulse)
		_, err := h.pulse.rows.Put(try, "pulse", []byte(time.Now().UTC().Format(time.RFC3339)))
		cancel()
		if ctx.Err() != nil {
			return nil
		}
		h.felt(err)
		if err == nil || h.o.NATS != "" {
			h.o.Alive()
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// felt takes in what came of a try.
func (h *Hub) felt(err error) {
	h.pulse.mu.Lock()
	defer h.pulse.mu.Unlock()
	is := &h.pulse.is
	switch {
	case err == nil && !is.Away.IsZero():
		h.log.Info("hub: the store takes what it is given again", "after", time.Since(is.Away).Round(time.Second))
		*is = Storing{}
	case err != nil && is.Away.IsZero():
		h.log.Error("hub: the store takes nothing", "err", err)
		*is = Storing{time.Now().UTC(), err.Error()}
	}
}

// health answers whether the hub can do its work, for a balancer before
// several of them.
func (h *Hub) health(w http.ResponseWriter, _ *http.Request) {
	is, status := h.Storing(), http.StatusOK
	if !is.Away.IsZero() {
		status = http.StatusServiceUnavailable
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"terminals": len(h.Terminals()), "store": is}) // who asked has gone
}
