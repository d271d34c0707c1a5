package kiosk

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"regexp"
	"time"

	"golang.org/x/sys/unix"

	"govkiosk/kiosk/diag"
)

// The wire: whoever may open the control socket may ask. A session lives as
// long as the request that began it: a shell that dies gives the terminal
// back.

// DiagOpen begins a session.
type DiagOpen struct {
	Person string `json:"person"`        // as the journal is to name the technician
	Ask    bool   `json:"ask,omitempty"` // whoever has the terminal is asked for it
}

// DiagOrder is one order within a session.
type DiagOrder struct {
	Key    string          `json:"key"`
	Run    string          `json:"run,omitempty"` // a test, a device, quiet or all
	Soak   *diag.SoakOrder `json:"soak,omitempty"`
	Stop   bool            `json:"stop,omitempty"`
	Number int             `json:"number,omitempty"` // of the prompt that is answered
	Answer diag.Answer     `json:"answer,omitempty"`
	Give   *bool           `json:"give,omitempty"` // the answer to whoever asks for the terminal
}

// DiagNews is one line of a session: its key first, then every change.
type DiagNews struct {
	Key    string       `json:"key,omitempty"`
	Status *diag.Status `json:"status,omitempty"`
	Error  string       `json:"error,omitempty"` // the session is over
}

var personName = regexp.MustCompile(`^[A-Za-z0-9._@-]{1,32}$`)

func (t *Terminal) serveDiag(mux *http.ServeMux, answer func(string, func() (any, error))) {
	answer("GET /v1/diag", func() (any, error) { return t.diagStatus() })
	mux.HandleFunc("POST /v1/diag/session", t.serveSession)
	mux.HandleFunc("POST /v1/diag/order", t.serveOrder)
}

// serveSession is one technician by wire, from coming to going.
func (t *Terminal) serveSession(w http.ResponseWriter, r *http.Request) {
	var open DiagOpen
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10)).Decode(&open); err != nil || !personName.MatchString(open.Person) {
		http.Error(w, "diag: say who: 1 to 32 of A-Z a-z 0-9 . _ @ -", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/x-ndjson")
	out := newsWriter{json.NewEncoder(w), http.NewResponseController(w)}
	key, err := t.openSession(r.Context(), open, peerOf(r), out)
	if err != nil {
		out.tell(DiagNews{Error: err.Error()})
		return
	}
	why := "gone"
	defer func() { t.service.leave(key, why) }()
	if !out.tell(DiagNews{Key: key}) {
		return
	}
	why = t.follow(r.Context(), key, out)
}

// openSession takes the terminal, or asks whoever has it. The visit may still
// run: what goes on is told meanwhile.
func (t *Terminal) openSession(ctx context.Context, open DiagOpen, note map[string]any, out newsWriter) (key string, err error) {
	type entered struct {
		key string
		err error
	}
	done := make(chan entered, 1)
	go func() {
		key, err := t.service.enter(ctx, open.Person, diag.ViaWire, note)
		if errors.Is(err, diag.ErrOwned) && open.Ask {
			key, err = t.service.wish(ctx, open.Person, diag.ViaWire, note)
		}
		done <- entered{key, err}
	}()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case e := <-done:
			return e.key, e.err
		case <-tick.C:
			if s, err := t.diagStatus(); err == nil {
				out.tell(DiagNews{Status: &s})
			}
		}
	}
}

// follow tells every change until the session or its request ends.
func (t *Terminal) follow(ctx context.Context, key string, out newsWriter) (why string) {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	var before string
	for n := 0; ; n++ {
		if !t.service.desk.Holds(key) {
			out.tell(DiagNews{Error: diag.ErrNoOwner.Error()})
			return "over"
		}
		s, err := t.diagStatus()
		if err != nil {
			out.tell(DiagNews{Error: err.Error()})
			return "journal"
		}
		now, _ := json.Marshal(s.Desk) // plain values
		if string(now) != before || n%25 == 0 {
			before = string(now)
			if !out.tell(DiagNews{Status: &s}) {
				return "gone"
			}
		}
		select {
		case <-ctx.Done():
			return "gone"
		case <-t.stop:
			return "stopped"
		case <-tick.C:
		}
	}
}

// newsWriter writes lines of JSON, each at once.
type newsWriter struct {
	to    *json.Encoder
	flush *http.ResponseController
}

func (n newsWriter) tell(news DiagNews) bool {
	return n.to.Encode(news) == nil && n.flush.Flush() == nil
}

// serveOrder does what the technician by wire wants next.
func (t *Terminal) serveOrder(w http.ResponseWriter, r *http.Request) {
	var o DiagOrder
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10)).Decode(&o)
	if err == nil {
		err = t.order(o)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
	}
}

func (t *Terminal) order(o DiagOrder) error {
	desk := t.service.desk
	switch {
	case o.Run != "":
		tests := testsOf(o.Run)
		if len(tests) == 0 {
			return errors.New("diag: there is no test or device " + o.Run)
		}
		return desk.Start(o.Key, tests)
	case o.Soak != nil:
		if err := o.Soak.Check(); err != nil {
			return err
		}
		return desk.Start(o.Key, []diag.Test{diag.Soak(*o.Soak)})
	case o.Stop:
		return desk.Stop(o.Key)
	case o.Give != nil:
		return desk.HandOver(o.Key, *o.Give)
	case o.Answer != "":
		return desk.Answer(o.Key, o.Number, o.Answer)
	}
	return errors.New("diag: nothing is ordered")
}

// peerKey is under what the connection of a request keeps who is at its other
// end.
type peerKey struct{}

// withPeer is for http.Server.ConnContext.
func withPeer(ctx context.Context, c net.Conn) context.Context {
	u, ok := c.(*net.UnixConn)
	if !ok {
		return ctx
	}
	raw, err := u.SyscallConn()
	if err != nil {
		return ctx
	}
	raw.Control(func(fd uintptr) {
		if cred, err := unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED); err == nil {
			ctx = context.WithValue(ctx, peerKey{}, cred.Uid)
		}
	})
	return ctx
}

// peerOf is what the kernel says of who asks, for the journal.
func peerOf(r *http.Request) map[string]any {
	uid, ok := r.Context().Value(peerKey{}).(uint32)
	if !ok {
		return nil
	}
	return map[string]any{"uid": uid}
}
