package trust

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Fetcher reads files of a repository.
type Fetcher interface {
	// Fetch returns a file by its path, such as metadata/timestamp.json. One
	// that is not there is fs.ErrNotExist, one of more than limit bytes
	// ErrTooLarge, and one that dribbles ErrTooSlow.
	Fetch(ctx context.Context, path string, limit int64) ([]byte, error)
}

// Folder is a repository on a stick or a mirror that is mounted.
type Folder struct{ FS fs.FS }

// Fetch reads a file of the folder.
func (f Folder) Fetch(_ context.Context, path string, limit int64) ([]byte, error) {
	file, err := f.FS.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return atMost(file, limit)
}

// atMost reads one byte more than may be there, and no more than that.
func atMost(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("more than %d bytes: %w", limit, ErrTooLarge)
	}
	return data, nil
}

// HTTP is a repository behind an address. A file that is the same as last
// time is not sent again where the server gives it an ETag.
type HTTP struct {
	URL      string        // without the slash at its end
	Client   *http.Client  // nil: the proxy of the environment, and the system's certificates
	Deadline time.Duration // of one file; 0: 2 minutes
	Slowest  int           // bytes a second, over Patience; 0: 256
	Patience time.Duration // 0: 15 s

	mu    sync.Mutex
	cache map[string]cached // by path; of files that keep their name only
}

type cached struct {
	tag  string
	data []byte
}

// Fetch asks for a file. It blocks for at most Deadline.
func (h *HTTP) Fetch(ctx context.Context, path string, limit int64) ([]byte, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, or(h.Deadline, 2*time.Minute), ErrTooSlow)
	defer cancel()
	ctx, pace := withPace(ctx, or(h.Slowest, 256), or(h.Patience, 15*time.Second))
	defer pace.stop()
	data, err := h.ask(ctx, path, limit, pace)
	if cause := context.Cause(ctx); err != nil && cause != nil {
		return nil, fmt.Errorf("%w (%v)", cause, err)
	}
	return data, err
}

func (h *HTTP) ask(ctx context.Context, path string, limit int64, p *pace) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, h.URL+"/"+path, nil)
	if err != nil {
		return nil, err
	}
	known := h.known(path)
	if known.tag != "" {
		request.Header.Set("If-None-Match", known.tag)
	}
	answer, err := h.client().Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	defer io.Copy(io.Discard, io.LimitReader(answer.Body, 4<<10)) // a connection with something left unread is not used again
	switch answer.StatusCode {
	case http.StatusOK:
	case http.StatusNotModified:
		return known.data, nil
	case http.StatusNotFound, http.StatusGone:
		return nil, fmt.Errorf("%s: %w", path, fs.ErrNotExist)
	default:
		return nil, fmt.Errorf("the server answers %s", answer.Status)
	}
	data, err := atMost(p.reader(answer.Body), limit)
	if err == nil {
		h.keep(path, cached{answer.Header.Get("ETag"), data})
	}
	return data, err
}

func (h *HTTP) client() *http.Client {
	if h.Client != nil {
		return h.Client
	}
	return http.DefaultClient
}

func (h *HTTP) known(path string) cached {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.cache[path]
}

// keep remembers the timestamp: every other file has a number or a hash in its
// name and is asked for once.
func (h *HTTP) keep(path string, c cached) {
	if !strings.HasSuffix(path, "/timestamp.json") || c.tag == "" {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.cache = map[string]cached{path: c}
}

// pace ends what comes too slowly: every patience long, at least so many bytes
// must have come.
type pace struct {
	got   atomic.Int64
	timer *time.Timer
}

func withPace(ctx context.Context, slowest int, patience time.Duration) (context.Context, *pace) {
	ctx, cancel := context.WithCancelCause(ctx)
	p := &pace{}
	least := int64(float64(slowest) * patience.Seconds())
	started := make(chan struct{})
	p.timer = time.AfterFunc(patience, func() {
		<-started
		if p.got.Swap(0) < least {
			cancel(fmt.Errorf("less than %d bytes in %v: %w", least, patience, ErrTooSlow))
			return
		}
		p.timer.Reset(patience)
	})
	close(started)
	context.AfterFunc(ctx, func() { p.timer.Stop() })
	return ctx, p
}

func (p *pace) stop() { p.timer.Stop() }

func (p *pace) reader(r io.Reader) io.Reader { return paced{r, p} }

type paced struct {
	io.Reader
	p *pace
}

func (r paced) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b)
	r.p.got.Add(int64(n))
	return n, err
}

func or[T int | time.Duration](value, otherwise T) T {
	if value > 0 {
		return value
	}
	return otherwise
}
