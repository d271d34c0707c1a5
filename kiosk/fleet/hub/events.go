package hub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/wire"
)

// diary is the log of what happened at the terminals. What one request brought
// is one record, under the terminal's name: all of it is kept or nothing, with
// one write of the disk, and only after the record that came before it.
type diary struct {
	log *store.Log

	mu    sync.Mutex
	marks map[string]mark
}

// mark is how far a terminal's events are kept.
type mark struct {
	seq     uint64 // of its newest record
	through uint64 // event
}

func openDiary(ctx context.Context, s *store.Store, o Options) (*diary, error) {
	log, err := s.Log(ctx, "events", store.LogOptions{MaxAge: o.KeepEvents, MaxBytes: o.MostEvents})
	if err != nil {
		return nil, err
	}
	return &diary{log: log, marks: map[string]mark{}}, nil
}

// mark is how far a terminal is, read from the log where this hub does not
// know.
func (d *diary) mark(ctx context.Context, terminal string) (mark, error) {
	d.mu.Lock()
	m, known := d.marks[terminal]
	d.mu.Unlock()
	if known {
		return m, nil
	}
	last, err := d.log.Last(ctx, terminal)
	if errors.Is(err, store.ErrNotFound) {
		return m, nil
	}
	if err != nil {
		return m, err
	}
	events, err := unpack(last)
	if err == nil {
		m = mark{last.Seq, events[len(events)-1].ID}
		d.set(terminal, m)
	}
	return m, err
}

func (d *diary) set(terminal string, m mark) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.marks[terminal] = m
}

func (d *diary) forget(terminal string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.marks, terminal)
}

// unpack is what a record holds: one event at least.
func unpack(r store.Record) ([]wire.Event, error) {
	var events []wire.Event
	err := json.Unmarshal(r.Data, &events)
	if err == nil && len(events) == 0 {
		err = errors.New("it is empty")
	}
	if err != nil {
		return nil, fmt.Errorf("hub: events, record %d: %w", r.Seq, err)
	}
	return events, nil
}

// add keeps those of a terminal's events that are not yet, and returns through
// which one there are all, and how many were new.
func (d *diary) add(ctx context.Context, terminal string, events []wire.Event) (through uint64, fresh []wire.Event, err error) {
	if len(events) == 0 {
		d.forget(terminal) // another hub may know of more
	}
	for {
		m, err := d.mark(ctx, terminal)
		if err != nil {
			return 0, nil, err
		}
		fresh = events
		for len(fresh) > 0 && fresh[0].ID <= m.through {
			fresh = fresh[1:]
		}
		if len(fresh) == 0 {
			return m.through, nil, nil
		}
		data, err := json.Marshal(fresh)
		if err != nil {
			return 0, nil, fmt.Errorf("hub: events: %w", err)
		}
		seq, err := d.log.AppendAfter(ctx, terminal, data, m.seq)
		switch {
		case err == nil:
			through = fresh[len(fresh)-1].ID
			d.set(terminal, mark{seq, through})
			return through, fresh, nil
		case !errors.Is(err, store.ErrChanged):
			d.forget(terminal) // it may be there or not
			return 0, nil, err
		}
		d.forget(terminal)
	}
}

// postEvents keeps what happened at a terminal. Without events it tells how
// far they are kept.
func (h *Hub) postEvents(w http.ResponseWriter, r *http.Request, id string) {
	var e wire.Events
	if !read(w, r, wire.MaxEvents, &e) || !own(w, id, e.Terminal) {
		return
	}
	if len(e.Events) > wire.MostOnce {
		problem(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("at most %d events at once", wire.MostOnce))
		return
	}
	for i, one := range e.Events {
		if one.ID == 0 || i > 0 && one.ID <= e.Events[i-1].ID || one.Kind == "" || len(one.Kind) > 64 {
			problem(w, http.StatusBadRequest, fmt.Sprintf("events[%d]: want ids that grow and a kind of 1 to 64 letters", i))
			return
		}
	}
	start := time.Now()
	through, fresh, err := h.events.add(r.Context(), id, e.Events)
	h.numbers.stored("events", start, err)
	if err != nil {
		h.away(w, "events", err)
		return
	}
	h.numbers.events.WithLabelValues("new").Add(float64(len(fresh)))
	h.numbers.events.WithLabelValues("again").Add(float64(len(e.Events) - len(fresh)))
	answer(w, http.StatusOK, wire.EventsTaken{Through: through})
}

// Happened is an event as the hub keeps it.
type Happened struct {
	wire.Event
	Terminal string
	Kept     time.Time // by the store's clock
	Record   uint64    // where it stands: Events goes on from there
}

// Events are up to about n of what happened at a terminal, or with "*" at any,
// the newest first, from records older than before; 0 is the end.
func (h *Hub) Events(ctx context.Context, terminal string, before uint64, n int) ([]Happened, error) {
	var out []Happened
	for len(out) < n {
		records, err := h.events.log.Newest(ctx, terminal, before, min(n, 20))
		if err != nil || len(records) == 0 {
			return out, err
		}
		for _, r := range records {
			events, err := unpack(r)
			if err != nil {
				return out, err
			}
			for i := len(events) - 1; i >= 0; i-- {
				out = append(out, Happened{events[i], r.Key, r.At, r.Seq})
			}
			before = r.Seq
			if len(out) >= n {
				break
			}
		}
	}
	return out, nil
}
