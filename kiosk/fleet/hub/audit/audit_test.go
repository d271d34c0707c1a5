package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"govkiosk/kiosk/fleet/hub/store"
)

func open(t *testing.T) *Audit {
	t.Helper()
	s, err := store.Open(store.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	a, err := Open(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestNotesHangTogether(t *testing.T) {
	a := open(t)
	var group sync.WaitGroup
	for i := range 10 {
		group.Go(func() {
			if err := a.Note(context.Background(), Who{ID: "li", From: "10.0.0.1"}, "terminal.lock", fmt.Sprint("KT-", i), "fire drill"); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n, err := a.Check(t.Context()); n != 10 || err != nil {
		t.Errorf("%d notes, %v", n, err)
	}
	notes, err := a.Newest(t.Context(), 0, 3)
	if err != nil || len(notes) != 3 || notes[0].Seq != 10 || notes[0].ID != "li" || notes[0].Detail != "fire drill" {
		t.Errorf("%+v, %v", notes, err)
	}
	if notes, err = a.Newest(t.Context(), notes[2].Seq, 100); err != nil || len(notes) != 7 || notes[6].Before != "" {
		t.Errorf("%+v, %v", notes, err)
	}
}

// Somebody who can write to the store itself, not by the hub.
func TestANoteThatWasForgedShows(t *testing.T) {
	a := open(t)
	for range 3 {
		if err := a.Note(t.Context(), Who{ID: "li"}, "terminal.lock", "KT-1", ""); err != nil {
			t.Fatal(err)
		}
	}
	forged, err := json.Marshal(Note{Who: Who{ID: "wang"}, Act: "terminal.unlock", Before: strings.Repeat("0", 64)})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.log.Append(t.Context(), all, "", forged); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "note 4") {
		t.Error(err)
	}
}
