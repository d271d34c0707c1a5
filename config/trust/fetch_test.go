package trust_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"govkiosk/config/trust"
)

func (f *forge) folder() fs.FS {
	dir := fstest.MapFS{}
	for name, data := range f.files {
		dir[name] = &fstest.MapFile{Data: data}
	}
	return dir
}

// The same repository behind an address and on a stick comes to the same.
func TestRepositoryOverHTTPAndOnAStick(t *testing.T) {
	f := newForge(t)
	whole, spared := 0, 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, there := f.files[r.URL.Path[1:]]
		tag := fmt.Sprintf(`"%x"`, len(data)+int(f.stamp)*1_000_000)
		switch {
		case !there:
			http.NotFound(w, r)
		case r.Header.Get("If-None-Match") == tag:
			spared++
			w.WriteHeader(http.StatusNotModified)
		default:
			whole++
			w.Header().Set("ETag", tag)
			w.Write(data)
		}
	}))
	defer server.Close()
	d := newDesk(t, f)
	d.from = &trust.HTTP{URL: server.URL}
	d.restart()
	first := d.takes()
	before := whole
	d.takes()
	if spared != 1 || whole != before {
		t.Errorf("nothing changed: %d files were sent again, %d spared", whole-before, spared)
	}
	f.publish()
	d.takes()

	stick := newDesk(t, f)
	stick.from = trust.Folder{FS: f.folder()}
	stick.restart()
	if got := stick.takes(); got.Digest != first.Digest {
		t.Errorf("the stick has %+v, the server %+v", got, first)
	}
}

// One byte more than may be is not read, wherever it comes from.
func TestEndlessBodies(t *testing.T) {
	f := newForge(t)
	f.bare = true
	f.publish()
	const file = "metadata/2.targets.json"
	f.files[file] = make([]byte, trust.MaxTargets+1)
	server := httptest.NewServer(http.FileServerFS(f.folder()))
	defer server.Close()
	for name, from := range map[string]trust.Fetcher{"server": &trust.HTTP{URL: server.URL}, "stick": trust.Folder{FS: f.folder()}} {
		if _, err := from.Fetch(t.Context(), file, trust.MaxTargets); !errors.Is(err, trust.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
		if data, err := from.Fetch(t.Context(), file, trust.MaxTargets+1); err != nil || len(data) != trust.MaxTargets+1 {
			t.Errorf("%s: %d bytes, %v", name, len(data), err)
		}
		if _, err := from.Fetch(t.Context(), "metadata/7.root.json", 1); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
		d := newDesk(t, f)
		d.from = from
		d.restart()
		var no *trust.Refused
		if _, err := d.Refresh(t.Context()); !errors.As(err, &no) || no.Kind != trust.TooLarge {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// dribble answers every request with one byte a second, or with nothing.
func dribble(silent bool) *http.Client {
	serve := func(c net.Conn) {
		defer c.Close()
		if _, err := http.ReadRequest(bufio.NewReader(c)); err != nil {
			return
		}
		fmt.Fprint(c, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
		for range 100_000 {
			time.Sleep(time.Second)
			if silent {
				continue
			}
			if _, err := c.Write([]byte{' '}); err != nil {
				return
			}
		}
	}
	return &http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go serve(theirs)
		return ours, nil
	}}}
}

// A server that keeps the terminal waiting is left after a while.
func TestSlowBodies(t *testing.T) {
	f := newForge(t)
	for name, silent := range map[string]bool{"one byte a second": false, "silence": true} {
		t.Run(name, func(t *testing.T) {
			good := newDesk(t, f)
			want := good.takes()
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				good.t = t
				good.from = &trust.HTTP{URL: "http://slow.example", Client: dribble(silent)}
				good.restart()
				r, err := good.Refresh(t.Context())
				var no *trust.Refused
				if !errors.As(err, &no) || no.Kind != trust.TooSlow || r.Digest != want.Digest {
					t.Errorf("%+v, %v", r, err)
				}
				if took := time.Since(began); took > 20*time.Second {
					t.Errorf("it took %v to give up", took)
				}
				time.Sleep(100_000 * time.Second) // the server ends
			})
		})
	}
}

// A server that is away is no fault of the repository.
func TestServerAway(t *testing.T) {
	f := newForge(t)
	d := newDesk(t, f)
	d.takes()
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	d.from = &trust.HTTP{URL: server.URL}
	d.restart()
	var no *trust.Refused
	if _, err := d.Refresh(t.Context()); !errors.As(err, &no) || no.Kind != trust.Unreachable {
		t.Errorf("%v", err)
	}
}
