package kiosk

import (
	"encoding/json"
	"net/http"

	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/hall"
)

// SelfTestNews is one line of the answer to whoever wants the terminal to test
// itself; the last one has Results or Error.
type SelfTestNews struct {
	Waiting   bool                    `json:"waiting,omitempty"`   // somebody is at the terminal, or devices are starting
	ReturnsS  int                     `json:"returns_s,omitempty"` // with Waiting: the terminal tests itself after a technician, and ends within so many seconds
	Owner     *diag.Owner             `json:"owner,omitempty"`     // with Error: who has the terminal
	Test      diag.TestID             `json:"test,omitempty"`      // that begins
	Results   []diag.Result           `json:"results,omitempty"`
	Withdrawn []hall.WithdrawnService `json:"withdrawn,omitempty"`
	Error     string                  `json:"error,omitempty"`
}

func (t *Terminal) serveMorning(mux *http.ServeMux, answer func(string, func() (any, error))) {
	answer("GET /v1/selftest", func() (any, error) { return t.lastSelfTest() })
	mux.HandleFunc("POST /v1/selftest", t.serveSelfTest)
}

func (t *Terminal) lastSelfTest() (hall.SelfTest, error) {
	got := make(chan hall.SelfTest, 1)
	t.tell(func(t *Terminal) { got <- t.morning.kept.SelfTest })
	select {
	case last := <-got:
		return last, nil
	case <-t.stop:
		return hall.SelfTest{}, errClosed
	}
}

// serveSelfTest has the terminal test itself once nobody is at it, and tells
// what goes on. Who hangs up ends the asking, not the test.
func (t *Terminal) serveSelfTest(w http.ResponseWriter, r *http.Request) {
	news := make(chan SelfTestNews, 64) // more than one run has
	t.tell(func(t *Terminal) { t.morning.waiters = append(t.morning.waiters, news) })
	defer t.tell(func(t *Terminal) { t.morning.forget(news) })
	w.Header().Set("Content-Type", "application/x-ndjson")
	to, flush := json.NewEncoder(w), http.NewResponseController(w)
	for {
		select {
		case n, more := <-news:
			if !more || to.Encode(n) != nil || flush.Flush() != nil {
				return
			}
		case <-r.Context().Done():
			return
		case <-t.stop:
			return
		}
	}
}

// tell tells whoever waits. One that does not read misses what it has no room
// for.
func (m *morning) tell(n SelfTestNews) {
	for _, w := range m.waiters {
		select {
		case w <- n:
		default:
		}
	}
}

// dismiss ends the waiting.
func (m *morning) dismiss() {
	for _, w := range m.waiters {
		close(w)
	}
	m.waiters = nil
}

func (m *morning) forget(news chan<- SelfTestNews) {
	for i, w := range m.waiters {
		if w == news {
			m.waiters = append(m.waiters[:i:i], m.waiters[i+1:]...)
			return
		}
	}
}
