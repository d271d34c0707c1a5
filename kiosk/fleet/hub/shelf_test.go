package hub

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"govkiosk/kiosk/fleet/wire"
)

// What is in memory is never served for what is in the folder now.
func TestTheRepositoryServesWhatIsThereNow(t *testing.T) {
	dir := folder(t)
	h := start(t, func(o *Options) { o.Repo, o.Open = dir, true })
	m := newMachine(t, h, "")
	layer := filepath.Join(dir, "targets/hall/ab12.lunan.toml")
	large := strings.Repeat("# a comment\n", largestFile/8)
	wants := func(what string, status int, want string) {
		t.Helper()
		for range 2 { // from the folder, and from memory
			if got, _, text := m.get(wire.PathRepo+"targets/hall/ab12.lunan.toml", ""); got != status || status == 200 && text != want {
				t.Errorf("%s: %d, %d bytes; want %d, %d bytes", what, got, len(text), status, len(want))
			}
		}
	}
	wants("as published", http.StatusOK, "x = 1\n")
	put(t, layer, "x = 2\n")
	wants("another of the same size", http.StatusOK, "x = 2\n")
	put(t, layer, large)
	wants("a large one", http.StatusOK, large)
	put(t, layer, "x = 3\n")
	wants("a small one again", http.StatusOK, "x = 3\n")
	if err := os.Remove(layer); err != nil {
		t.Fatal(err)
	}
	wants("none", http.StatusNotFound, "")
	outside := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(outside, []byte("x = 9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, layer); err != nil {
		t.Fatal(err)
	}
	wants("what leads out of the folder", http.StatusServiceUnavailable, "")
}

// However many files there are, memory is bounded.
func TestAShelfIsBounded(t *testing.T) {
	s := &shelf{dir: t.TempDir(), known: map[string]shelved{}}
	for i := range mostBytes/largestFile + 10 {
		name := fmt.Sprint("file-", i)
		if err := os.WriteFile(filepath.Join(s.dir, name), bytes.Repeat([]byte("x"), largestFile), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := s.get(name)
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	held := 0
	for _, one := range s.known {
		held += len(one.data)
	}
	if held > mostBytes || int64(held) != s.bytes || held == 0 {
		t.Errorf("%d bytes are held, and %d are counted", held, s.bytes)
	}
}
