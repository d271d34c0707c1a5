package sim

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/sys/unix"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// limit is how long a test waits for bytes that must come.
const limit = 5 * time.Second

func openTestPort(t *testing.T, baud int) *Port {
	t.Helper()
	p, err := OpenPort(filepath.Join(t.TempDir(), "line"), baud)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

// host is the far side of a port, opened as a program opens a serial device.
type host struct {
	t *testing.T
	f *os.File
}

func openHost(t *testing.T, p *Port) *host {
	t.Helper()
	f, err := os.OpenFile(p.Link(), os.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return &host{t, f}
}

func (h *host) send(b []byte) {
	h.t.Helper()
	h.f.SetWriteDeadline(time.Now().Add(limit))
	if _, err := h.f.Write(b); err != nil {
		h.t.Fatalf("write: %v", err)
	}
}

// want reads exactly as many bytes as are expected and compares them.
func (h *host) want(hexBytes string) {
	h.t.Helper()
	want := unhex(h.t, hexBytes)
	if got := h.read(len(want)); string(got) != string(want) {
		h.t.Fatalf("got % X, want % X", got, want)
	}
}

// read reads exactly n bytes.
func (h *host) read(n int) []byte {
	h.t.Helper()
	out := make([]byte, 0, n)
	h.f.SetReadDeadline(time.Now().Add(limit))
	for len(out) < n {
		k, err := h.f.Read(out[len(out):n])
		out = out[:len(out)+k]
		if err != nil {
			h.t.Fatalf("after % X: %v, want %d bytes", out, err, n)
		}
	}
	return out
}

// quiet fails when a byte comes within d.
func (h *host) quiet(d time.Duration) {
	h.t.Helper()
	h.f.SetReadDeadline(time.Now().Add(d))
	b := make([]byte, 16)
	if n, _ := h.f.Read(b); n > 0 {
		h.t.Fatalf("got % X, want silence", b[:n])
	}
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// loadVectors reads a file of testdata into v.
func loadVectors(t *testing.T, name string, v any) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}
