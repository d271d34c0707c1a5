package hub

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"sync"
	"time"

	"govkiosk/kiosk/fleet/wire"
)

// stampFile changes with every release.
const stampFile = "metadata/timestamp.json"

// release is what the repository has.
type release struct {
	mu      sync.Mutex
	version int64
	expires time.Time
	seen    fs.FileInfo
}

// Release is the version of the repository's timestamp and until when it
// counts; 0 where there is none.
func (h *Hub) Release() (version int64, expires time.Time) {
	h.release.mu.Lock()
	defer h.release.mu.Unlock()
	return h.release.version, h.release.expires
}

// watching is how often the hub looks whether there is a new release.
const watching = 100 * time.Millisecond

// watchRepo hints at every release that is put into the repository.
func (h *Hub) watchRepo(ctx context.Context) error {
	if h.o.Repo == "" {
		return nil
	}
	tick := time.NewTicker(watching)
	defer tick.Stop()
	version, _ := h.Release() // New has looked: the terminals may have missed it while the hub was away
	for {
		if version > 0 {
			h.log.Info("hub: a release", "version", version)
			h.HintAll(wire.Hint{Release: version})
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			version = h.look()
		}
	}
}

// look is the version that has come since the last look, 0 for none.
func (h *Hub) look() int64 {
	file := h.o.Repo + "/" + stampFile
	info, err := os.Stat(file)
	h.release.mu.Lock()
	defer h.release.mu.Unlock()
	was := h.release.seen
	if err != nil || was != nil && unchanged(was, info) {
		return 0
	}
	var stamp struct {
		Signed struct {
			Version int64     `json:"version"`
			Expires time.Time `json:"expires"`
		} `json:"signed"`
	}
	data, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(data, &stamp)
	}
	if err != nil {
		h.log.Error("hub: the repository", "err", err)
		return 0
	}
	h.release.seen, h.release.expires = info, stamp.Signed.Expires
	if stamp.Signed.Version == h.release.version {
		return 0
	}
	h.release.version = stamp.Signed.Version
	return stamp.Signed.Version
}

// HintAll tells every terminal to look again; Hint one. A hint may be lost.
func (h *Hub) HintAll(hint wire.Hint) { h.hint(wire.HintAll, hint) }

// Hint tells one terminal to look again.
func (h *Hub) Hint(terminal string, hint wire.Hint) { h.hint(wire.HintTerminal+terminal, hint) }

func (h *Hub) hint(subject string, hint wire.Hint) {
	data, err := json.Marshal(hint)
	if err == nil {
		err = h.Store.Hint(subject, data)
	}
	if err != nil {
		h.log.Warn("hub: hint", "to", subject, "err", err)
		return
	}
	h.numbers.hints.Inc()
}
