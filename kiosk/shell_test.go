package kiosk_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"govkiosk/kiosk"
	"govkiosk/kiosk/diag"
	"govkiosk/screens"
)

// shell is a technician by wire.
type shell struct {
	w    *workshop
	key  string
	stop context.CancelFunc
	mu   sync.Mutex
	last diag.Status
	over string
	done chan struct{}
}

func (w *workshop) client() *http.Client {
	return &http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", w.cfg.Control.Socket)
	}}}
}

func (w *workshop) post(ctx context.Context, what string, body any) (*http.Response, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://terminal/v1/diag/"+what, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	return w.client().Do(req)
}

// dial asks for the terminal by wire.
func (w *workshop) dial(person string, ask bool) *shell {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s := &shell{w: w, stop: cancel, done: make(chan struct{})}
	got := make(chan struct{})
	go func() {
		defer close(s.done)
		response, err := w.post(ctx, "session", kiosk.DiagOpen{Person: person, Ask: ask})
		if err != nil {
			return
		}
		defer response.Body.Close()
		close(got)
		lines := bufio.NewScanner(response.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var n kiosk.DiagNews
			if json.Unmarshal(lines.Bytes(), &n) != nil {
				return
			}
			s.mu.Lock()
			s.over += n.Error
			if n.Key != "" {
				s.key = n.Key
			}
			if n.Status != nil {
				s.last = *n.Status
			}
			s.mu.Unlock()
		}
	}()
	w.t.Cleanup(s.hangUp)
	select {
	case <-got:
	case <-time.After(20 * time.Second):
		w.t.Fatal("the control socket does not answer")
	}
	return s
}

// byWire opens the terminal and gives it to wang, by wire.
func (w *workshop) byWire() *shell {
	w.t.Helper()
	w.open()
	s := w.dial("wang", false)
	s.entered()
	return s
}

func (s *shell) hangUp() { s.stop(); <-s.done }

func (s *shell) hears(what string, ok func(key, over string, now diag.Status) bool) diag.Status {
	s.w.t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		s.mu.Lock()
		key, over, last := s.key, s.over, s.last
		s.mu.Unlock()
		if ok(key, over, last) {
			return last
		}
	}
	text, _ := json.Marshal(s.last)
	s.w.t.Fatalf("never: %s; instead key %q, over %q, %s", what, s.key, s.over, text)
	return diag.Status{}
}

func (s *shell) entered() {
	s.w.t.Helper()
	s.hears("the terminal is given", func(key, _ string, now diag.Status) bool { return key != "" && now.Stage == diag.Serviced })
}

func (s *shell) order(o kiosk.DiagOrder) {
	s.w.t.Helper()
	s.mu.Lock()
	o.Key = s.key
	s.mu.Unlock()
	response, err := s.w.post(context.Background(), "order", o)
	if err != nil {
		s.w.t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		why, _ := io.ReadAll(response.Body)
		s.w.t.Fatalf("%+v: %s", o, why)
	}
}

// asked waits for a prompt.
func (s *shell) asked(step string) diag.Prompt {
	s.w.t.Helper()
	now := s.hears(step, func(_, _ string, now diag.Status) bool {
		return now.Desk.Prompt != nil && now.Desk.Prompt.Step == step
	})
	return *now.Desk.Prompt
}

func (s *shell) answer(step string, a diag.Answer) {
	s.w.t.Helper()
	s.order(kiosk.DiagOrder{Number: s.asked(step).Number, Answer: a})
}

// result waits for the result n of the session, from 1.
func (s *shell) result(n int) diag.Result {
	s.w.t.Helper()
	now := s.hears(fmt.Sprintf("result %d", n), func(_, _ string, now diag.Status) bool { return len(now.Desk.Done) >= n })
	return now.Desk.Done[n-1]
}

func (s *shell) wants(n int, v diag.Verdict, reason string) diag.Result {
	s.w.t.Helper()
	r := s.result(n)
	if r.Verdict != v || r.Reason != reason {
		s.w.t.Errorf("%s: %s %q, want %s %q; %s; %v", r.Test, r.Verdict, r.Reason, v, reason, r.Detail, r.Measures)
	}
	return r
}

// row is how a device is seen, with what was last found of it.
func (s *shell) row(d diag.Device, what string, ok func(diag.PartRow) bool) {
	s.w.t.Helper()
	s.hears(what, func(_, _ string, now diag.Status) bool {
		return slices.ContainsFunc(now.Devices, func(r diag.PartRow) bool { return r.Device == d && ok(r) })
	})
}

// back ends a session; the terminal serves again, and nothing shines.
func (s *shell) back() {
	s.w.t.Helper()
	s.hangUp()
	s.w.sees("it serves again", func(v screens.View) bool {
		if v.Technician != nil && len(v.Technician.Failed) > 0 {
			s.w.touch(screens.ActDone, "")
		}
		return v.Screen == screens.ScreenAttract
	})
	if s.w.lit() {
		s.w.t.Error("a light stayed on")
	}
}
