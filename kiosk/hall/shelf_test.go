package hall

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
)

// library answers one body under one ETag, and 304 to who has it.
type library struct {
	etag, body string
	down       bool
	full, kept int
}

func (l *library) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if l.down {
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("ETag", l.etag)
	if r.Header.Get("If-None-Match") == l.etag {
		l.kept++
		w.WriteHeader(http.StatusNotModified)
		return
	}
	l.full++
	w.Header().Set("Content-Type", "application/json")
	w.Write([]byte(l.body))
}

func proofsOf(version string) string {
	return `{"about":{"version":"` + version + `","at":"2026-11-26T08:00:00+08:00","source":{"zh":"区司法局","en":""}},"proofs":[]}`
}

// A list is fetched once, then confirmed; a new one takes its place; without
// the network and after a restart the newest is there.
func TestListsAreKept(t *testing.T) {
	l := &library{etag: `"v1"`, body: proofsOf("v1")}
	s := httptest.NewServer(l)
	defer s.Close()
	dir := t.TempDir()
	begin := func() *Client {
		c := clientOf(t, s.URL)
		c.opts.Attempts = 1
		c.opts.Shelf = Files{Dir: dir, Failed: func(err error) { t.Error(err) }}
		return c
	}
	c := begin()
	for range 3 {
		p, err := c.Proofs(t.Context())
		if err != nil || p.About.Version != "v1" {
			t.Fatalf("%+v, %v", p, err)
		}
	}
	if l.full != 1 || l.kept != 2 {
		t.Errorf("sent whole %d times, confirmed %d times", l.full, l.kept)
	}
	l.etag, l.body = `"v2"`, proofsOf("v2")
	if p, err := c.Proofs(t.Context()); err != nil || p.About.Version != "v2" {
		t.Errorf("%+v, %v", p, err)
	}
	l.down = true
	if _, err := c.Proofs(t.Context()); err == nil {
		t.Error("a list that nobody confirmed was taken for today's")
	}
	p, at, ok := begin().KeptProofs()
	if !ok || p.About.Version != "v2" || p.About.Source.Zh != "区司法局" || at.IsZero() {
		t.Errorf("%+v, %v, %v", p, at, ok)
	}
}

// A file that something happened to is fetched again, and is never shown.
func TestKeptListThatIsBroken(t *testing.T) {
	l := &library{etag: `"v1"`, body: proofsOf("v1")}
	s := httptest.NewServer(l)
	defer s.Close()
	dir := t.TempDir()
	told := 0
	c := clientOf(t, s.URL)
	c.opts.Shelf = Files{Dir: dir, Failed: func(error) { told++ }}
	for _, content := range []string{`{"etag":"\"v1\"","body":{"about":`, `{"etag":"\"v1\"","body":{"proofs":[]}}`, ``} {
		if err := os.WriteFile(filepath.Join(dir, "proofs.json"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, ok := c.KeptProofs(); ok {
			t.Errorf("%q is shown", content)
		}
		p, err := c.Proofs(t.Context())
		if err != nil || p.About.Version != "v1" {
			t.Errorf("%+v, %v", p, err)
		}
	}
	if l.full != 3 || told == 0 {
		t.Errorf("sent whole %d times, told %d times", l.full, told)
	}
}

func TestShelfThatTakesNothing(t *testing.T) {
	var told error
	f := Files{Dir: filepath.Join(t.TempDir(), "none"), Failed: func(err error) { told = err }}
	f.Put("proofs", Kept{Body: []byte(`{}`)})
	if !errors.Is(told, os.ErrNotExist) {
		t.Errorf("told %v", told)
	}
	told = nil
	f.Put("../../etc/passwd", Kept{Body: []byte(`{}`)})
	if _, ok := f.Get("../../etc/passwd"); ok || told == nil {
		t.Error("a name that leads out of the folder was taken")
	}
}
