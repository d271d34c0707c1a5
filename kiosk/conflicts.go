package kiosk

import (
	"errors"
	"net/http"

	"govkiosk/kiosk/journal"
)

// serveConflicts tells the numbers that the hall knows otherwise, with both
// records, and takes the word of the person who has seen to one.
func (t *Terminal) serveConflicts(mux *http.ServeMux, answer func(string, func() (any, error))) {
	answer("GET /v1/conflicts", func() (any, error) {
		list, err := t.journal.Conflicts()
		if list == nil {
			list = []journal.Issue{}
		}
		return list, err
	})
	mux.HandleFunc("DELETE /v1/conflicts/{number}", func(w http.ResponseWriter, r *http.Request) {
		switch err := t.clearConflict(r.PathValue("number")); {
		case errors.Is(err, journal.ErrNone):
			http.Error(w, "no number of that name is in conflict", http.StatusNotFound)
		case err != nil:
			http.Error(w, err.Error(), http.StatusInternalServerError)
		default:
			w.WriteHeader(http.StatusNoContent)
		}
	})
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
