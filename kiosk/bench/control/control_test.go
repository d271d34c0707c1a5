package control

import (
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// terminal answers on a control socket.
func terminal(t *testing.T, answers map[string]string) *Client {
	t.Helper()
	socket := filepath.Join(t.TempDir(), "control.sock")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, ok := answers[r.URL.Path]
		if !ok {
			http.Error(w, "starting", http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte(answer))
	})}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { server.Close() })
	client := New(socket)
	t.Cleanup(client.Close)
	return client
}

func TestScreen(t *testing.T) {
	c := terminal(t, map[string]string{"/v1/screen": `{"Screen":"home","Shown":7,"Painted":6,"Moving":false,
		"Widgets":[{"Role":"key","Label":"排队取号","Intent":"service","Arg":"queue","Enabled":true,"X":48,"Y":700,"W":480,"H":300}]}`})
	tree, err := c.Screen(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if tree.Settled() {
		t.Error("a view that is not painted passes for settled")
	}
	w, ok := tree.Find("service", "queue")
	if x, y := w.Centre(); !ok || x != 288 || y != 850 {
		t.Errorf("found %t at %v, %v; want the middle 288, 850", ok, x, y)
	}
}

func TestHealth(t *testing.T) {
	c := terminal(t, map[string]string{"/v1/health": `[{"device":"printer","state":"online","paper":"low"}]`})
	devices, err := c.Health(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(devices) != 1 || devices[0].Device != "printer" || devices[0].State != "online" || devices[0].Paper != "low" {
		t.Errorf("health %+v", devices)
	}
}

func TestNoAnswerIsAnError(t *testing.T) {
	c := terminal(t, map[string]string{"/v1/health": `<html>`})
	if _, err := c.Screen(t.Context()); err == nil || !strings.Contains(err.Error(), "starting") {
		t.Errorf("screen of a starting terminal: %v, want its own words", err)
	}
	if _, err := c.Health(t.Context()); err == nil {
		t.Error("HTML passed for a health table")
	}
	if _, err := New(filepath.Join(t.TempDir(), "none")).Visit(t.Context()); err == nil {
		t.Error("a socket that is not there answered")
	}
}
