package kiosk

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"govkiosk/kiosk/journal"
)

// A person finds a conflict with both records, and takes it over once.
func TestPersonTakesAConflictOver(t *testing.T) {
	j, err := journal.Open(filepath.Join(t.TempDir(), "journal.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	b := journal.Block{ID: "b1", Business: "m", Day: "2026-06-12", Prefix: "A", First: 101, Last: 110, Next: 101, Leased: ten, Expires: ten.Add(time.Hour)}
	if err := j.Leased(b); err != nil {
		t.Fatal(err)
	}
	i, err := j.Issue(journal.Asked{Key: "k1", CallKey: "c1", Business: "m", At: ten, Day: "2026-06-12"})
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Conflict(1, i.Key, "issued-elsewhere", `{"Number":"A101","Reference":"r-1"}`, journal.Call{Key: "h1", Op: journal.OpFault, Arg: "numbers"}); err != nil {
		t.Fatal(err)
	}
	terminal := &Terminal{journal: j, viewer: Viewer{Zone: time.FixedZone("hall", 8*3600)}, blocks: &blockKeeper{poke: make(chan struct{}, 1)}}
	handler := terminal.controlHandler(func() any { return nil })
	ask := func(method, path string) *httptest.ResponseRecorder {
		out := httptest.NewRecorder()
		handler.ServeHTTP(out, httptest.NewRequest(method, path, nil))
		return out
	}
	var list []journal.Issue
	if err := json.Unmarshal(ask("GET", "/v1/conflicts").Body.Bytes(), &list); err != nil || len(list) != 1 || list[0].Number != "A101" || list[0].Theirs == "" {
		t.Fatalf("%+v, %v", list, err)
	}
	if got, want := list[0].At.Format("15:04 -07:00"), ten.UTC().Add(8*time.Hour).Format("15:04")+" +08:00"; got != want {
		t.Errorf("given out at %s, at the hall it was %s", got, want)
	}
	for _, want := range []int{http.StatusNoContent, http.StatusNotFound} {
		if got := ask("DELETE", "/v1/conflicts/A101").Code; got != want {
			t.Errorf("%d, want %d", got, want)
		}
	}
	if body := ask("GET", "/v1/conflicts").Body.String(); body != "[]\n" {
		t.Errorf("still there: %s", body)
	}
	if events, err := j.Events(1); err != nil || events[0].Kind != "conflict-cleared" {
		t.Errorf("nobody wrote down who saw to it: %+v, %v", events, err)
	}
}
