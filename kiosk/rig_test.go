package kiosk_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/bench/district"
	"govkiosk/kiosk/hall"
	"govkiosk/screens"
)

// rig is a terminal with everything around it: simulated devices on ptys and
// a district over HTTP, both of which outlive the terminal.
type rig struct {
	t       *testing.T
	dir     string
	hall    *hall.Client
	reader  *sim.Reader
	printer *sim.Printer
	ports   map[string]*sim.Port

	mu     sync.Mutex
	before map[string]func() // by operation: when its request arrives
	after  map[string]func() // when its answer has been sent
	asked  []string          // operations, in order
	told   []told            // what the district answered
	ids    []string          // of tickets in answers
	down   bool
	cut    bool // the line to the district
	garble bool
	deaf   string         // an operation that is answered with 500
	deny   map[string]int // operations that are refused once, with this status
	slow   time.Duration  // between the district's answer and the terminal

	child *exec.Cmd
	stdin io.WriteCloser
	views chan screens.View
	now   screens.View
	log   *logBook
}

// told is an answer of the district.
type told struct {
	op, key string
	status  int
	body    []byte
}

// good are the answers to an operation that did it.
func (r *rig) good(op string) (out []told) {
	r.set(func(r *rig) {
		for _, a := range r.told {
			if a.op == op && a.status/100 == 2 {
				out = append(out, a)
			}
		}
	})
	return out
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{
		t: t, dir: t.TempDir(), ports: map[string]*sim.Port{},
		before: map[string]func(){}, after: map[string]func(){},
	}
	d, err := district.New(district.Options{Dir: r.dir, BaseURL: "http://127.0.0.1", AlwaysOpen: true})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(r.watch(d.Handler()))
	t.Cleanup(func() { server.Close(); d.Close() })
	r.hall, err = hall.New(hall.Options{BaseURL: server.URL, Terminal: "TEST-01", ReadTimeout: 5 * time.Second, WriteTimeout: 5 * time.Second, Attempts: 1})
	if err != nil {
		t.Fatal(err)
	}
	r.reader = sim.NewReader(r.port("reader", 115200), sim.ReaderOpts{})
	r.printer = sim.NewPrinter(r.port("printer", 115200), sim.PrinterOpts{})
	t.Cleanup(func() {
		r.kill()
		for _, p := range r.ports {
			p.Close()
		}
		r.reader.Close()
		r.printer.Close()
		http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	})
	r.configure(server.URL)
	return r
}

// lamp makes a lamp as the kernel shows one, for the mouth.
func (r *rig) lamp() string {
	r.t.Helper()
	folder := filepath.Join(r.dir, "light")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		r.t.Fatal(err)
	}
	for name, value := range map[string]string{"max_brightness": "255", "brightness": "0", "trigger": "none"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(value), 0o600); err != nil {
			r.t.Fatal(err)
		}
	}
	return folder
}

// lit tells whether the light at the mouth shines.
func (r *rig) lit() bool {
	text, err := os.ReadFile(filepath.Join(r.dir, "light", "brightness"))
	return err == nil && string(text) == "255"
}

func (r *rig) port(name string, baud int) *sim.Port {
	r.t.Helper()
	p, err := sim.OpenPort(filepath.Join(r.dir, name), baud)
	if err != nil {
		r.t.Fatal(err)
	}
	r.ports[name] = p
	return p
}

// configure writes the terminal's configuration; short times keep the test
// short, all else is the default.
func (r *rig) configure(url string) {
	r.t.Helper()
	type table = map[string]any
	offered := table{"offered": true}
	text, err := toml.Marshal(table{
		"terminal": table{"id": "TEST-01", "place": table{"zh": "一楼大厅 3 号机"}},
		"hall":     table{"name": table{"zh": "路南区政务服务中心"}, "phone": "0315-0000000"},
		"reader":   table{"port": filepath.Join(r.dir, "reader")},
		"printer":  table{"port": filepath.Join(r.dir, "printer"), "print_timeout": "4s"},
		"touch":    table{"driver": "none"},
		"panel":    table{"lights": table{"mouth": "led:" + r.lamp()}},
		"api":      table{"url": url, "attempts": 1, "refresh_every": "1s", "read_timeout": "2s", "write_timeout": "2s"},
		"services": table{"inquiry": offered, "rating": offered, "report": offered},
		"policy":   table{"elder_from": 0},
		"selftest": table{"before": "0s"},
		"journal":  table{"path": filepath.Join(r.dir, "journal.db")},
	})
	if err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(r.dir, "kioskd.toml"), text, 0o600); err != nil {
		r.t.Fatal(err)
	}
}

// watch stands between the terminal and the district. It works a request to
// its end even when the terminal has died meanwhile, as a hall's server does.
func (r *rig) watch(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		op := operation(req)
		r.mu.Lock()
		r.asked = append(r.asked, op)
		before, after, down, garble, slow, deaf := r.before[op], r.after[op], r.down, r.garble, r.slow, r.deaf
		delete(r.before, op)
		delete(r.after, op)
		r.mu.Unlock()
		if status, ok := r.denied(op); ok {
			refuse(w, status)
			return
		}
		if r.isCut() {
			panic(http.ErrAbortHandler) // the connection breaks without a word
		}
		if down || op == deaf {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		body, _ := io.ReadAll(req.Body)
		gone := req.Context().Done()
		req = req.Clone(context.WithoutCancel(req.Context()))
		req.Body = io.NopCloser(bytes.NewReader(body))
		if before != nil {
			before()
		}
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, req)
		r.remember(answer.Body.Bytes())
		r.set(func(r *rig) {
			r.told = append(r.told, told{op, req.Header.Get("Idempotency-Key"), answer.Code, answer.Body.Bytes()})
		})
		if slow > 0 {
			select {
			case <-time.After(slow):
			case <-gone:
			}
		}
		for k, v := range answer.Header() {
			w.Header()[k] = v
		}
		w.WriteHeader(answer.Code)
		if garble {
			w.Write([]byte("<html>a proxy's page</html>"))
		} else {
			w.Write(answer.Body.Bytes())
		}
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		if after != nil {
			after()
		}
	})
}

// denied takes a refusal that was prepared for an operation.
func (r *rig) denied(op string) (status int, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	status, ok = r.deny[op]
	delete(r.deny, op)
	return status, ok
}

// refuse answers as a gateway before the hall does.
func refuse(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]any{"title": "not now", "status": status, "code": "too-many-calls"})
}

// count is how often an operation has been asked for.
func (r *rig) count(op string) (n int) {
	r.set(func(r *rig) {
		for _, o := range r.asked {
			if o == op {
				n++
			}
		}
	})
	return n
}

// operation names a request by its last word: tickets, confirm, abandon, ...
func operation(req *http.Request) string {
	parts := strings.Split(strings.Trim(req.URL.Path, "/"), "/")
	last := parts[len(parts)-1]
	if last == "tickets" && req.Method == http.MethodPost {
		return "reserve"
	}
	return last
}

// remember keeps the ids of the tickets that the district speaks of.
func (r *rig) remember(body []byte) {
	var k struct{ ID, Number string }
	if json.Unmarshal(body, &k) != nil || k.Number == "" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.Contains(r.ids, k.ID) {
		r.ids = append(r.ids, k.ID)
	}
}

func (r *rig) set(f func(*rig)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f(r)
}

// start starts the terminal.
func (r *rig) start() {
	r.t.Helper()
	r.child = exec.Command(os.Args[0])
	r.child.Env = append(os.Environ(), childConfig+"="+filepath.Join(r.dir, "kioskd.toml"))
	r.log = &logBook{}
	r.child.Stderr = r.log
	stdout, err := r.child.StdoutPipe()
	if err != nil {
		r.t.Fatal(err)
	}
	if r.stdin, err = r.child.StdinPipe(); err != nil {
		r.t.Fatal(err)
	}
	if err := r.child.Start(); err != nil {
		r.t.Fatal(err)
	}
	views := make(chan screens.View, 1024)
	r.views = views
	go func() {
		defer close(views)
		for in := json.NewDecoder(stdout); ; {
			var v screens.View
			if in.Decode(&v) != nil {
				return
			}
			views <- v
		}
	}()
}

// kill ends the terminal as a power cut would: at once, with nothing said.
func (r *rig) kill() {
	if r.child == nil {
		return
	}
	r.child.Process.Kill()
	for range r.views {
	}
	r.child.Wait()
	r.stdin.Close()
	r.child = nil
}

// die kills the terminal from within a hook, without waiting for its end.
func (r *rig) die() { r.child.Process.Kill() }

func (r *rig) do(act screens.Act, arg string) {
	r.t.Helper()
	if err := r.send(act, arg); err != nil {
		r.t.Fatalf("%s: %v\n%s", act, err, r.log)
	}
}

func (r *rig) send(act screens.Act, arg string) error {
	return json.NewEncoder(r.stdin).Encode(screens.Intent{Do: act, Arg: arg})
}

// await waits for a view.
func (r *rig) await(what string, ok func(screens.View) bool) screens.View {
	r.t.Helper()
	limit := time.After(20 * time.Second)
	for {
		if ok(r.now) {
			return r.now
		}
		select {
		case v, open := <-r.views:
			if !open {
				r.t.Fatalf("the terminal ended before: %s\n%s", what, r.log)
			}
			r.now = v
		case <-limit:
			text, _ := json.Marshal(r.now)
			r.t.Fatalf("never: %s; instead %s\ncalls %v\n%s", what, text, r.asked, r.log)
		}
	}
}

func (r *rig) awaitScreen(s screens.Screen) screens.View {
	r.t.Helper()
	return r.await(string(s), func(v screens.View) bool { return v.Screen == s })
}

func (r *rig) awaitPaper(p screens.PaperStage) screens.View {
	r.t.Helper()
	return r.await("paper "+string(p), func(v screens.View) bool { return v.Ticket != nil && v.Ticket.Paper == p })
}

// toConfirm walks to the question whether to take a number.
func (r *rig) toConfirm(card sim.Card) screens.View {
	r.t.Helper()
	r.awaitScreen(screens.ScreenAttract)
	r.do(screens.ActStart, "")
	r.await("the queue is offered", func(v screens.View) bool {
		return v.Home != nil && v.Home.Services[0].Reason == ""
	})
	r.do(screens.ActService, "queue")
	r.awaitScreen(screens.ScreenIdentify)
	r.reader.Lay(card)
	v := r.await("a list with businesses", func(v screens.View) bool {
		return v.List != nil && len(v.List.Rows) > 0
	})
	r.do(screens.ActBusiness, v.List.Rows[0].Code)
	return r.awaitScreen(screens.ScreenConfirm)
}

// take presses the key until the terminal asks the hall: the printer is
// looked at first.
func (r *rig) take() {
	r.t.Helper()
	r.do(screens.ActTake, "")
	r.await("the hall is asked", func(v screens.View) bool {
		if v.Confirm != nil && v.Confirm.Working == 0 {
			r.do(screens.ActTake, "")
		}
		return v.Ticket != nil || v.Confirm != nil && v.Confirm.Working > 0
	})
}

// eventually waits for something that the district or a device comes to say.
func (r *rig) eventually(what string, ok func() bool) {
	r.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			r.t.Fatalf("never: %s\ncalls %v\n%s", what, r.asked, r.log)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// tickets returns every ticket that the district has spoken of.
func (r *rig) tickets() []hall.Ticket {
	r.t.Helper()
	r.mu.Lock()
	ids := slices.Clone(r.ids)
	r.mu.Unlock()
	var out []hall.Ticket
	for _, id := range ids {
		k, err := r.hall.Ticket(context.Background(), id)
		if err != nil {
			r.t.Fatal(err)
		}
		out = append(out, k)
	}
	return out
}

// toListByPhone walks from the home page to the list of businesses.
func (r *rig) toListByPhone(number string) screens.View {
	r.t.Helper()
	r.do(screens.ActService, "queue")
	r.awaitScreen(screens.ScreenIdentify)
	r.do(screens.ActPhone, "")
	for _, digit := range number {
		r.do(screens.ActKey, string(digit))
	}
	r.await("the number is taken as good", func(v screens.View) bool { return v.Pad != nil && v.Pad.Ready })
	r.do(screens.ActNext, "")
	return r.await("a list with businesses", func(v screens.View) bool {
		return v.List != nil && len(v.List.Rows) > 0
	})
}

// byPhone walks to the question whether to take a number, without a card.
func (r *rig) byPhone(number string) screens.View {
	r.t.Helper()
	r.awaitScreen(screens.ScreenAttract)
	r.do(screens.ActStart, "")
	r.await("the queue is offered", func(v screens.View) bool {
		return v.Home != nil && v.Home.Services[0].Reason == ""
	})
	v := r.toListByPhone(number)
	r.do(screens.ActBusiness, v.List.Rows[0].Code)
	return r.awaitScreen(screens.ScreenConfirm)
}

// paperReady waits until the page of the choice knows that a slip can be had.
func (r *rig) paperReady() {
	r.t.Helper()
	r.await("a slip can be had", func(v screens.View) bool { return v.Confirm != nil && v.Confirm.Paper == "" })
}

// logBook is what the terminal logs, to be read also while it runs.
type logBook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logBook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
