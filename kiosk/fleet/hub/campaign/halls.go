package campaign

import (
	"sync"
	"time"

	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// gone is after how long a silent terminal is no part of its hall any more: one
// that stands in a storeroom must not hold up the others for ever.
const gone = 24 * time.Hour

// halls is which terminals of each hall serve citizens.
type halls struct {
	mu sync.Mutex
	by map[string]map[string]member
	in map[string]string // hall of a terminal
}

type member struct {
	heard time.Time
	out   bool // it serves nobody
}

// Seen takes in a status that is on disk, whichever hub took it.
func (c *Campaigns) Seen(s wire.Status) {
	k, known := c.o.Fleet.Terminal(s.Terminal)
	if !known {
		return
	}
	c.halls.set(k)
}

func (h *halls) set(k hub.Known) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.in == nil {
		h.in = map[string]string{}
	}
	if was, there := h.in[k.ID]; there && was != k.Place.Hall {
		delete(h.by[was], k.ID)
	}
	h.in[k.ID] = k.Place.Hall
	if h.by[k.Place.Hall] == nil {
		h.by[k.Place.Hall] = map[string]member{}
	}
	h.by[k.Place.Hall][k.ID] = member{k.Heard, servesNobody(k.Status)}
}

// servesNobody reports whether a terminal says so itself. One that tries a
// release is between two starts.
func servesNobody(s wire.Status) bool {
	if s.Locked != "" || s.Service || s.Release.Trial != 0 {
		return true
	}
	for _, one := range s.Services {
		if one.Reason == "" {
			return false
		}
	}
	return len(s.Services) > 0
}

// others are how many of a terminal's hall are out of service besides itself
// and those that the roll-out has let go.
func (h *halls) others(t rollout.Terminal, r *rollout.Rollout, elsewhere map[string]bool, now time.Time, silence time.Duration) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for id, m := range h.by[t.Hall] {
		quiet := now.Sub(m.heard)
		out := (m.out || quiet >= silence) && quiet < gone || elsewhere[id]
		if out && id != t.ID && !r.Terminals[id].Phase.Out() {
			n++
		}
	}
	return n
}
