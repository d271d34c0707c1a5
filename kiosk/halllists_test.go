package kiosk

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"govkiosk/kiosk/bench/district"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
)

// After one pass everything is there without the hall, for a terminal that was
// started anew too; a second pass fetches nothing again.
func TestListsAreThereWithoutTheHall(t *testing.T) {
	d, err := district.New(district.Options{Dir: t.TempDir(), BaseURL: "http://hall.example", AlwaysOpen: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	server := httptest.NewServer(d.Handler())
	defer server.Close()
	shelf := hall.Files{Dir: t.TempDir(), Failed: func(err error) { t.Error(err) }}
	begin := func() *hall.Client {
		c, err := hall.New(hall.Options{BaseURL: server.URL, Terminal: "T-1", Shelf: shelf})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	k := keeperOf(t, begin())
	if err := k.pass(t.Context()); err != nil {
		t.Fatal(err)
	}
	whole := len(d.Calls())
	if err := k.pass(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, call := range d.Calls()[whole:] {
		if call.Status != http.StatusNotModified && call.Status < 400 {
			t.Errorf("%s was fetched again: %d", call.Path, call.Status)
		}
	}
	d.SetDown(true)
	c := begin()
	guide, at, ok := c.KeptGuide()
	if !ok || at.IsZero() || len(guide.Items) == 0 {
		t.Fatalf("%d items, %v, %v", len(guide.Items), at, ok)
	}
	for _, i := range guide.Items {
		if item, _, ok := c.KeptItem(i.Code); !ok || item.Summary.Code != i.Code {
			t.Errorf("%s is not there", i.Code)
		}
	}
	if _, _, ok := c.KeptPolicy(); !ok {
		t.Error("the rules are not there")
	}
	if err := k.pass(t.Context()); hall.KindOf(err) != hall.Unreachable {
		t.Errorf("a pass without the hall: %v", err)
	}
}

// keeperOf keeps the lists of a terminal beside a cabinet whose doors are all
// told of.
func keeperOf(t *testing.T, c *hall.Client) *listKeeper {
	doors := make(chan struct{})
	close(doors)
	clock := newHallClock(time.Now, machine(), true, journal.Heard{})
	cells := newCellKeeper("LN-G2", true, c, clock, time.UTC, func() {})
	return &listKeeper{client: c, cells: cells, doors: doors, changed: func() {}, log: slog.New(slog.DiscardHandler)}
}
