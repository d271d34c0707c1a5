package main

import (
	"bytes"
	"encoding/json"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"govkiosk/kiosk/journal"
)

// conflicted serves a control socket that knows one conflict.
func conflicted(t *testing.T) (socket string) {
	t.Helper()
	socket = filepath.Join(t.TempDir(), "c")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	list := []journal.Issue{{
		Number: "A101", Day: "2026-06-12", Block: "b1", Result: "open-ticket", Settled: journal.OpPrinted,
		At: time.Date(2026, 6, 12, 10, 4, 0, 0, time.UTC), Theirs: `{"Number":"A101","Reference":"r-7","Hall":{"ID":"t-9","Number":"A037","Status":"confirmed"}}`,
	}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/conflicts", func(w http.ResponseWriter, _ *http.Request) { json.NewEncoder(w).Encode(list) })
	mux.HandleFunc("DELETE /v1/conflicts/A101", func(w http.ResponseWriter, _ *http.Request) { list = list[:0]; w.WriteHeader(http.StatusNoContent) })
	cells := []journal.Verdict{{
		Pickup: "p1", Certificate: "zhang-passport", Result: "taken", Theirs: `{"Reference":"K7","Hall":{"ID":"zhang-passport","Readiness":{"State":{"Raw":"collected"}}}}`,
		Ours: journal.Handout{Cell: 4, Told: journal.Collected, Opened: list[0].At, Says: journal.SaysAllTaken},
	}}
	mux.HandleFunc("GET /v1/conflicts/cells", func(w http.ResponseWriter, _ *http.Request) { json.NewEncoder(w).Encode(cells) })
	mux.HandleFunc("DELETE /v1/conflicts/cells/4", func(w http.ResponseWriter, _ *http.Request) { cells = cells[:0]; w.WriteHeader(http.StatusNoContent) })
	server := http.Server{Handler: mux}
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return socket
}

func TestConflictsAreToldWithBothRecords(t *testing.T) {
	socket := conflicted(t)
	kioskctl := func(args ...string) (int, string) {
		var out, errs bytes.Buffer
		code := run(append(args, "--socket", socket), nil, &out, &errs)
		return code, out.String() + errs.String()
	}
	_, text := kioskctl("conflicts")
	for _, want := range []string{"A101  2026-06-12  open-ticket", "block b1, printed", "reference r-7", "number A037", "ticket t-9", "cell-4", "opened 10:04:00, closed never", "reference K7", "zhang-passport as collected"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not told:\n%s", want, text)
		}
	}
	if code, text := kioskctl("conflicts", "B9"); code != exitFailed || !strings.Contains(text, "B9 is in no conflict") {
		t.Errorf("%d %s", code, text)
	}
	if code, text := kioskctl("conflicts", "A101"); code != 0 || text != "" {
		t.Errorf("%d %s", code, text)
	}
	if code, text := kioskctl("conflicts", "cell-4"); code != 0 || text != "" {
		t.Errorf("%d %s", code, text)
	}
	if _, text := kioskctl("conflicts"); text != "none\n" {
		t.Errorf("%s", text)
	}
}
