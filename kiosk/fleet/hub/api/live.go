package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"govkiosk/kiosk/fleet/api"
)

// live tells who listens what is different now.
type live struct {
	mu   sync.Mutex
	subs map[*sub]bool
}

// sub is somebody who listens: what is different since they last heard, each
// thing once.
type sub struct {
	changes map[api.Change]bool
	some    chan struct{}
}

// tell does not block: who is slow hears of each thing once.
func (l *live) tell(c api.Change) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for s := range l.subs {
		s.changes[c] = true
		select {
		case s.some <- struct{}{}:
		default:
		}
	}
}

func (l *live) add() *sub {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := &sub{map[api.Change]bool{}, make(chan struct{}, 1)}
	l.subs[s] = true
	return s
}

func (l *live) remove(s *sub) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.subs, s)
}

func (l *live) take(s *sub) map[api.Change]bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := s.changes
	s.changes = map[api.Change]bool{}
	return out
}

// Bounds of a stream.
const (
	breath  = 500 * time.Millisecond // between two tellings
	beating = 15 * time.Second       // a proxy ends what says nothing
)

// stream tells changes as they come, of terminals those that are the person's.
func (d *Desk) stream(r request) (any, error) {
	out := http.NewResponseController(r.w)
	r.w.Header().Set("Content-Type", "text/event-stream")
	s := d.live.add()
	defer d.live.remove(s)
	beat := time.NewTicker(beating)
	defer beat.Stop()
	text := ": here\n\n"
	for {
		if _, err := fmt.Fprint(r.w, text); err != nil || out.Flush() != nil {
			return streamed{}, nil
		}
		select {
		case <-r.Context().Done():
			return streamed{}, nil
		case <-d.ended:
			return streamed{}, nil
		case <-beat.C:
			text = ": here\n\n"
			continue
		case <-s.some:
		}
		text = ""
		for c := range d.live.take(s) {
			if k, known := d.hub.Terminal(c.ID); c.What == "terminal" && (!known || !r.Person.Scope.Covers(k.Place)) {
				continue
			}
			data, err := json.Marshal(c)
			if err != nil {
				return streamed{}, nil
			}
			text += "data: " + string(data) + "\n\n"
		}
		select {
		case <-r.Context().Done():
			return streamed{}, nil
		case <-d.ended:
			return streamed{}, nil
		case <-time.After(breath):
		}
	}
}
