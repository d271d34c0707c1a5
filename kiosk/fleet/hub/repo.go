package hub

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strings"
	"sync"
	"time"

	"govkiosk/kiosk/fleet/wire"
)

// repository serves the folder of signed configuration: metadata and targets,
// by whole names, and nothing that is not published.
func (h *Hub) repository() http.Handler {
	tags := &tags{known: map[string]tag{}}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, wire.PathRepo)
		if !public(name) || h.o.Repo == "" {
			missing(w)
			return
		}
		root, err := os.OpenRoot(h.o.Repo) // nothing in it leads out of it
		if err != nil {
			h.away(w, "repository", err)
			return
		}
		defer root.Close()
		f, err := root.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			missing(w)
			return
		}
		if err != nil {
			h.away(w, "repository", err)
			return
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil || !info.Mode().IsRegular() {
			missing(w)
			return
		}
		etag, err := tags.of(name, info, f)
		if err != nil {
			h.away(w, "repository", err)
			return
		}
		w.Header().Set("ETag", etag)
		w.Header().Set("Content-Type", kindOf(name))
		w.Header().Set("Cache-Control", keepFor(name))
		http.ServeContent(w, r, "", time.Time{}, f)
	})
}

// public reports whether a name is one of what is published: no folder, no
// draft, no file that is being written.
func public(name string) bool {
	top, rest, _ := strings.Cut(name, "/")
	if name != path.Clean(name) || rest == "" || strings.Contains(name, "/.") {
		return false
	}
	return top == "metadata" && strings.HasSuffix(rest, ".json") || top == "targets"
}

// missing answers that there is no such file, yet: the next root may be there
// in a moment.
func missing(w http.ResponseWriter) {
	problem(w, http.StatusNotFound, "there is no such file")
}

func kindOf(name string) string {
	if strings.HasSuffix(name, ".json") {
		return "application/json"
	}
	return "application/octet-stream"
}

// keepFor is for how long who has a file need not ask again: the one that
// changes always, those with a number or a hash in their name never.
func keepFor(name string) string {
	if name == stampFile {
		return "no-cache"
	}
	return "public, max-age=31536000, immutable"
}

// tags are the hashes of files, by what says that they are as they were.
type tags struct {
	mu    sync.Mutex
	known map[string]tag
}

type tag struct {
	size int64
	at   time.Time
	etag string
}

// most of them at once; then it begins anew.
const mostTags = 10000

// of is the ETag of an open file, which is at its beginning afterwards.
func (t *tags) of(name string, info fs.FileInfo, f io.ReadSeeker) (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	was, known := t.known[name]
	if known && was.size == info.Size() && was.at.Equal(info.ModTime()) {
		return was.etag, nil
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	if len(t.known) >= mostTags {
		clear(t.known)
	}
	etag := `"` + hex.EncodeToString(sum.Sum(nil)[:16]) + `"`
	t.known[name] = tag{info.Size(), info.ModTime(), etag}
	return etag, nil
}

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
	if err != nil || was != nil && os.SameFile(was, info) && was.Size() == info.Size() && was.ModTime().Equal(info.ModTime()) {
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
