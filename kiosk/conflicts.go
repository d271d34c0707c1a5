package kiosk

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"govkiosk/kiosk/journal"
)

// serveConflicts tells the numbers and the cells that the hall knows otherwise,
// with both records, and takes the word of the person who has seen to one.
func (t *Terminal) serveConflicts(mux *http.ServeMux, answer func(string, func() (any, error))) {
	answer("GET /v1/conflicts", func() (any, error) {
		list, err := t.journal.Conflicts()
		if list == nil {
			list = []journal.Issue{}
		}
		for i := range list {
			list[i].At = list[i].At.In(t.viewer.Zone) // for people: that of the hall
		}
		return list, err
	})
	answer("GET /v1/conflicts/cells", func() (any, error) {
		list, err := t.journal.CellConflicts()
		if list == nil {
			list = []journal.Verdict{}
		}
		for i := range list {
			ours := &list[i].Ours
			for _, at := range []*time.Time{&ours.Began, &ours.Opened, &ours.Closed} {
				*at = inZone(*at, t.viewer.Zone)
			}
		}
		return list, err
	})
	mux.HandleFunc("DELETE /v1/conflicts/{number}", func(w http.ResponseWriter, r *http.Request) {
		cleared(w, t.clearConflict(r.PathValue("number")), "no number of that name is in conflict")
	})
	mux.HandleFunc("DELETE /v1/conflicts/cells/{cell}", func(w http.ResponseWriter, r *http.Request) {
		cell, _ := strconv.Atoi(r.PathValue("cell")) // 0 is no cell
		cleared(w, t.clearCell(cell), "no cell of that number is in conflict")
	})
}

// inZone is a time as it is there; none stays none.
func inZone(at time.Time, zone *time.Location) time.Time {
	if at.IsZero() {
		return at
	}
	return at.In(zone)
}

// cleared answers who has seen to a conflict.
func cleared(w http.ResponseWriter, err error, none string) {
	switch {
	case errors.Is(err, journal.ErrNone):
		http.Error(w, none, http.StatusNotFound)
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

// clearCell writes down that a person has seen to the oldest conflict about a
// cell.
func (t *Terminal) clearCell(cell int) error {
	list, err := t.journal.CellConflicts()
	if err != nil {
		return err
	}
	for _, v := range list {
		if v.Ours.Cell == cell {
			err := t.journal.ClearCell(v.Pickup, v.Certificate)
			t.blocks.wake()
			return err
		}
	}
	return journal.ErrNone
}

// clearConflict writes down that a person has seen to the oldest conflict
// about a number.
func (t *Terminal) clearConflict(number string) error {
	list, err := t.journal.Conflicts()
	if err != nil {
		return err
	}
	for _, i := range list {
		if i.Number == number {
			err := t.journal.Clear(i.Key)
			t.blocks.wake()
			return err
		}
	}
	return journal.ErrNone
}
