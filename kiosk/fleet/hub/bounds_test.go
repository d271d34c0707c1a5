package hub

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

func TestTooMuchAtOnceIsRefused(t *testing.T) {
	h := start(t)
	m := enrolled(t, h, "KT-1")
	many := wire.Events{Terminal: "KT-1"}
	for i := range uint64(wire.MostOnce + 1) {
		many.Events = append(many.Events, wire.Event{ID: i + 1, Kind: "door"})
	}
	for _, c := range []struct {
		name, method, path string
		document           any
		want               int
	}{
		{"a large status", "PUT", wire.PathStatus, wire.Status{Terminal: "KT-1", Seq: 1, Locked: strings.Repeat("x", wire.MaxStatus)}, 413},
		{"many events", "POST", wire.PathEvents, many, 413},
		{"large events", "POST", wire.PathEvents, wire.Events{Terminal: "KT-1", Events: []wire.Event{{ID: 1, Kind: "x", Data: []byte(`"` + strings.Repeat("x", wire.MaxEvents) + `"`)}}}, 413},
		{"ids that fall", "POST", wire.PathEvents, wire.Events{Terminal: "KT-1", Events: []wire.Event{{ID: 2, Kind: "x"}, {ID: 1, Kind: "x"}}}, 400},
		{"a status of nothing", "PUT", wire.PathStatus, wire.Status{Terminal: "KT-1"}, 400},
		{"another's events", "POST", wire.PathEvents, wire.Events{Terminal: "KT-2"}, 403},
		{"another's admission", "POST", wire.PathAdmission, wire.Admission{Terminal: "KT-2"}, 403},
		{"a result of no command", "POST", wire.PathResults, wire.Result{Terminal: "KT-1", Command: "c"}, 404},
		{"a path that is none", "POST", "/v2/status", nil, 404},
	} {
		if got := m.say(c.method, c.path, c.document, nil); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	var v wire.Verdict
	if got := m.say("POST", wire.PathAdmission, wire.Admission{Terminal: "KT-1", Version: 4}, &v); got != 200 || v.May || v.Why == "" {
		t.Errorf("%d, %+v", got, v)
	}
}

// held is a campaign that answers when it is let.
type held struct {
	policy
	came, let chan struct{}
}

func (c held) Admit(context.Context, rollout.Terminal, wire.Admission) wire.Verdict {
	c.came <- struct{}{}
	<-c.let
	return wire.Verdict{May: true}
}

func TestMoreThanThereIsRoomForIsToldToComeBack(t *testing.T) {
	was := queueing
	queueing = 100 * time.Millisecond
	t.Cleanup(func() { queueing = was })
	c := held{came: make(chan struct{}, 100), let: make(chan struct{})}
	h := startWith(t, func(h *Hub) { h.Campaigns = c }, func(o *Options) { o.Most = 1 })
	m := enrolled(t, h, "KT-1")
	body := `{"terminal":"KT-1","version":1}`
	type end struct {
		status int
		again  string
	}
	ends := make(chan end, queue+2)
	ask := func() {
		answer, err := m.http.Post(m.url+wire.PathAdmission, "application/json", strings.NewReader(body))
		if err != nil {
			t.Error(err)
			ends <- end{}
			return
		}
		defer answer.Body.Close()
		ends <- end{answer.StatusCode, answer.Header.Get("Retry-After")}
	}
	go ask()
	<-c.came // it has the only turn
	for range queue + 1 {
		go ask()
	}
	for range queue + 1 { // one finds no room to wait, and no turn comes for the others
		if e := <-ends; e.status != http.StatusServiceUnavailable || e.again == "" {
			t.Errorf("%+v", e)
		}
	}
	close(c.let)
	if e := <-ends; e.status != http.StatusOK {
		t.Errorf("the one whose turn it was: %+v", e)
	}
	go ask()
	if e := <-ends; e.status != http.StatusOK {
		t.Errorf("afterwards: %+v", e)
	}
}

// Whoever sends a byte now and then holds up nobody but himself.
func TestWhoSendsSlowlyIsCutOff(t *testing.T) {
	was := patient
	patient = 300 * time.Millisecond
	t.Cleanup(func() { patient = was })
	h := start(t)
	m := enrolled(t, h, "KT-1")
	own := m.http.Transport.(*http.Transport).TLSClientConfig
	conn := must(tls.Dial("tcp", strings.TrimPrefix(m.url, "https://"), own))
	defer conn.Close()
	if _, err := io.WriteString(conn, "PUT /v1/status HTTP/1.1\r\nHost: hub\r\nContent-Length: 1000\r\n\r\n{"); err != nil {
		t.Fatal(err)
	}
	if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(conn)
	if err != nil || !bytes.Contains(text, []byte("408 Request Timeout")) {
		t.Errorf("%s, %v", text, err)
	}
	if got := m.say("PUT", wire.PathStatus, wire.Status{Terminal: "KT-1", Seq: 1}, nil); got != 200 {
		t.Errorf("another one meanwhile: %d", got)
	}
}
