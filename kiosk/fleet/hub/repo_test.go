package hub

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"govkiosk/kiosk/fleet/wire"
)

// folder is a repository as files.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"metadata/timestamp.json": `{"signed":{"version":4,"expires":"2030-01-01T00:00:00Z"}}`, "metadata/1.root.json": "{}", "metadata/.new-77": "half",
		"targets/hall/ab12.lunan.toml": "x = 1\n", "draft/targets.json": "{}", "secret.txt": "s",
	} {
		put(t, filepath.Join(dir, name), text)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "targets", "passwd")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// put writes a file as the publisher does: whole or not there.
func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name+".tmp", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(name+".tmp", name); err != nil {
		t.Fatal(err)
	}
}

func (m *machine) get(path, etag string) (status int, head http.Header, text string) {
	m.t.Helper()
	r := must(http.NewRequest("GET", m.url+path, nil))
	if etag != "" {
		r.Header.Set("If-None-Match", etag)
	}
	answer := must(m.http.Do(r))
	defer answer.Body.Close()
	return answer.StatusCode, answer.Header, string(must(io.ReadAll(answer.Body)))
}

func TestTheRepositoryServesWhatIsPublished(t *testing.T) {
	dir := folder(t)
	h := start(t, func(o *Options) { o.Repo = dir })
	m := enrolled(t, h, "KT-1")
	for path, want := range map[string]int{
		"metadata/timestamp.json": 200, "metadata/1.root.json": 200, "targets/hall/ab12.lunan.toml": 200,
		"metadata/2.root.json": 404, "draft/targets.json": 404, "metadata/.new-77": 404, "metadata/": 404, "targets/hall": 404, "": 404,
		"secret.txt": 404, "targets/passwd": 503, "targets/..%2f..%2fsecret.txt": 404,
		"targets/hall/ab12.lunan.toml/x": 404, "targets/" + strings.Repeat("x", 300): 404,
	} {
		if got, _, text := m.get(wire.PathRepo+path, ""); got != want {
			t.Errorf("%s: %d %s, want %d", path, got, text, want)
		}
	}
	_, head, _ := m.get(wire.PathRepo+"targets/hall/ab12.lunan.toml", "")
	if got := head.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Error(got)
	}
	_, head, _ = m.get(wire.PathRepo+"metadata/timestamp.json", "")
	etag := head.Get("ETag")
	if etag == "" || etag[0] != '"' || head.Get("Cache-Control") != "no-cache" {
		t.Errorf("%v", head)
	}
	if got, _, _ := m.get(wire.PathRepo+"metadata/timestamp.json", etag); got != http.StatusNotModified {
		t.Errorf("with its ETag: %d", got)
	}
	put(t, filepath.Join(dir, "metadata/timestamp.json"), `{"signed":{"version":5,"expires":"2030-01-01T00:00:00Z"}}`)
	if got, head, _ := m.get(wire.PathRepo+"metadata/timestamp.json", etag); got != http.StatusOK || head.Get("ETag") == etag {
		t.Errorf("after a release: %d", got)
	}
	if got, _, _ := newMachine(t, h, "").get(wire.PathRepo+"metadata/timestamp.json", ""); got != http.StatusUnauthorized {
		t.Errorf("without a certificate: %d", got)
	}
	open := start(t, func(o *Options) { o.Repo, o.Open = dir, true })
	if got, _, _ := newMachine(t, open, "").get(wire.PathRepo+"metadata/timestamp.json", ""); got != http.StatusOK {
		t.Errorf("an open one: %d", got)
	}
}

func TestEveryReleaseIsHintedAt(t *testing.T) {
	dir := folder(t)
	h := start(t, func(o *Options) { o.Repo = dir })
	m := enrolled(t, h, "KT-1")
	_, _, hints, _ := h.Addresses()
	conn := must(nats.Connect("tls://"+hints, nats.Secure(m.http.Transport.(*http.Transport).TLSClientConfig.Clone())))
	defer conn.Close()
	heard := must(conn.SubscribeSync(wire.HintAll))
	own := must(conn.SubscribeSync(wire.HintTerminal + "KT-1"))
	if err := conn.Flush(); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "metadata/timestamp.json"), `{"signed":{"version":5,"expires":"2030-01-01T00:00:00Z"}}`)
	for want := `{"release":5}`; ; {
		hint, err := heard.NextMsg(20 * time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if string(hint.Data) == want {
			break // the one of the start may come first
		}
	}
	if version, expires := h.Release(); version != 5 || expires.Year() != 2030 {
		t.Error(version, expires)
	}
	h.Hint("KT-2", wire.Hint{Command: true})
	h.Hint("KT-1", wire.Hint{Command: true})
	if hint, err := own.NextMsg(20 * time.Second); err != nil || string(hint.Data) != `{"command":true}` {
		t.Error(hint, err)
	}
}
