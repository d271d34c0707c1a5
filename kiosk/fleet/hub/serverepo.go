package hub

import (
	"errors"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"govkiosk/kiosk/fleet/wire"
)

// repository serves the folder of signed configuration: metadata and targets,
// by whole names, and nothing that is not published.
func (h *Hub) repository() http.Handler {
	shelf := &shelf{dir: h.o.Repo, known: map[string]shelved{}}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, wire.PathRepo)
		if !public(name) || h.o.Repo == "" {
			missing(w)
			return
		}
		file, err := shelf.get(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			missing(w)
			return
		case err != nil:
			h.away(w, "repository", err)
			return
		}
		defer file.Close()
		w.Header().Set("ETag", file.etag)
		w.Header().Set("Content-Type", kindOf(name))
		w.Header().Set("Cache-Control", keepFor(name))
		http.ServeContent(w, r, "", time.Time{}, file)
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
