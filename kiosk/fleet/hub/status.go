package hub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/wire"
)

// putStatus keeps how a terminal is and answers with what waits for it.
func (h *Hub) putStatus(w http.ResponseWriter, r *http.Request, id string) {
	var s wire.Status
	if !read(w, r, wire.MaxStatus, &s) || !own(w, id, s.Terminal) {
		return
	}
	if s.Seq == 0 {
		problem(w, http.StatusBadRequest, "seq: want 1 or more")
		return
	}
	kept, err := h.keep(r.Context(), s)
	if err != nil {
		h.away(w, "status", err)
		return
	}
	if kept == s.Seq {
		h.Campaigns.Heard(s)
	}
	answer(w, http.StatusOK, wire.Answer{Seq: kept, Commands: h.Orders.For(r.Context(), id), Every: h.o.Every.Seconds()})
}

// keep writes a status unless there is a later one, also where another hub
// took that, and returns the Seq of the one that is kept. Of another status
// with the same number, which only a terminal with a new journal sends, it says
// one more.
func (h *Hub) keep(ctx context.Context, s wire.Status) (uint64, error) {
	value, err := json.Marshal(s)
	if err != nil {
		return 0, fmt.Errorf("hub: status: %w", err)
	}
	for {
		k, _ := h.index.get(s.Terminal)
		if s.Seq == k.Status.Seq && !s.At.Equal(k.Status.At) {
			return s.Seq + 1, nil
		}
		if s.Seq <= k.Status.Seq {
			return k.Status.Seq, nil
		}
		start := time.Now()
		revision, err := h.statuses.Update(ctx, s.Terminal, value, k.revision)
		h.numbers.stored("status", start, err)
		switch {
		case err == nil:
			h.numbers.minutes.add(k.Status, s)
			h.index.status(s.Terminal, s, revision, time.Now())
			return s.Seq, nil
		case !errors.Is(err, store.ErrChanged):
			return 0, err
		}
		e, err := h.statuses.Get(ctx, s.Terminal)
		if err != nil {
			return 0, err
		}
		h.index.row(e)
	}
}
