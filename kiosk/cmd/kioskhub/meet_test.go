package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/control"
	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/publish"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

const (
	terminal = "BENCH-01"                                 // as the bench names its own
	message  = "本机正在检修，请到二号机办理"                           // of whoever locks it
	slowest  = 90 * time.Second                           // that anything here may take
	reading  = "[reader]\nbaud = 9600\n"                  // well said, and the reader hears nothing any more
	talking  = "[policy]\nask_why = 1\nvisit = \"95s\"\n" // harms nobody
)

// meeting is a hub and a terminal, each the program that people start.
type meeting struct {
	*testing.T
	bench *bench.Bench
	hub   *api.Client
	repo  *publish.Repo
	key   publish.Key
	hints *gate

	file, authority, terminals string // the hub's settings, its certificates, its address
	code                       string // file of the terminal's code
}

// TestATerminalAndItsHub is everything that they do with each other, once.
func TestATerminalAndItsHub(t *testing.T) {
	m := &meeting{T: t}
	m.makeRepo()
	stop := m.startHub()
	m.startTerminal()
	m.comesIn()

	good := m.publish(m.bench.API(), talking)
	m.rollOut(good)
	m.until("the release on trial", func(d api.Detail) bool { return d.Trial == good })
	m.isLocked()
	m.isAskedForMore()
	m.until("the release in force", func(d api.Detail) bool { return d.Release == good && d.Trial == 0 })
	m.rolled(good, rollout.Done)

	bad := m.publish(m.bench.API(), talking+reading)
	m.rollOut(bad)
	d := m.until("the bad release taken back", func(d api.Detail) bool { return len(d.Status.Release.Refused) > 0 })
	if r := d.Status.Release; r.Version != good || r.Refused[0].Version != bad || !r.Refused[0].Tried || !strings.HasPrefix(r.Refused[0].Reasons[0], "reader: worked before") {
		t.Errorf("%+v", r)
	}
	m.rolled(bad, rollout.Stopped)
	m.until("the reader well again", func(d api.Detail) bool { return d.Trial == 0 && d.State == "well" })
	m.beginsAnew()
	m.happened("started", "release-on-trial", "release-in-force", "release-refused", "locked", "unlocked", "order")

	stop()
	m.shows("attract")
	m.bench.Tap(.5, .85)
	m.shows("home")
}

// makeRepo is a repository with a release that no roll-out names.
func (m *meeting) makeRepo() {
	keys := m.TempDir()
	file := filepath.Join(keys, "key")
	must(publish.Keygen(file, ""))
	m.key = must(publish.ReadKey(file, ""))
	m.repo = &publish.Repo{Dir: filepath.Join(keys, "repo")}
	roles := map[string]publish.Keys{}
	for _, role := range []string{"root", "targets", "snapshot", "timestamp"} {
		roles[role] = publish.Keys{Files: []string{file + ".pub"}}
	}
	if err := m.repo.Init(roles, 365); err != nil {
		m.Fatal(err)
	}
	must(m.repo.Sign("root", nil, 365, m.key))
	m.publish("http://127.0.0.1:1", "")
}

// publish signs a release that says more, and returns its version.
func (m *meeting) publish(hall, more string) int64 {
	m.Helper()
	file := func(text string, args ...any) *fstest.MapFile {
		return &fstest.MapFile{Data: fmt.Appendf(nil, text, args...)}
	}
	tree := must(config.ReadTree(fstest.MapFS{
		"image.toml":             file("[api]\nurl = %q\n%s", hall, more),
		"hall/lunan.toml":        file("[hall]\nname = { zh = \"路南区政务服务中心\" }\n"),
		"terminal/BENCH-01.toml": file("[terminal]\nid = %q\nplace = { zh = \"一楼大厅\" }\n", terminal),
		config.PlacesFile:        file("[%s]\nhall = \"lunan\"\n", terminal),
	}, "town"))
	must(m.repo.Sign("targets", tree, 90, m.key))
	return must(m.repo.Publish(7, 7, m.key)).Snapshot
}

// startHub sets a hub up and runs it until stop is called.
func (m *meeting) startHub() (stop func()) {
	dir := m.TempDir()
	m.hints = newGate(m.T)
	settings := fmt.Sprintf(`dir = %q
names = ["127.0.0.1"]
[terminals]
listen = "127.0.0.1:0"
every = "5s"
[hints]
listen = "127.0.0.1:0"
at = ["tls://%s"]
[people]
listen = "127.0.0.1:0"
[metrics]
listen = ""
[repository]
dir = %q
`, dir, m.hints.Addr(), m.repo.Dir)
	m.file = filepath.Join(m.TempDir(), "kioskhub.toml")
	m.write(m.file, settings)
	m.authority = filepath.Join(dir, "authority.pem")
	m.calls(password+password, "init", "--admin", "li")
	ctx, cancel := context.WithCancel(m.Context())
	log := &buffer{ready: make(chan struct{})}
	done := make(chan int, 1)
	go func() { done <- run(ctx, []string{"--config=" + m.file, "run"}, strings.NewReader(""), log, log) }()
	select {
	case <-log.ready:
	case code := <-done:
		m.Fatalf("%d: %s", code, log.text())
	}
	at := func(port string) string {
		_, rest, _ := strings.Cut(log.text(), " "+port+"=")
		return strings.Fields(rest)[0]
	}
	m.hints.to.Store(at("hints"))
	m.terminals = "https://" + at("terminals")
	m.hub = &api.Client{URL: "http://" + at("people")}
	var token api.Token
	if err := m.hub.Post(ctx, "/login", api.Login{ID: "li", Password: strings.TrimSpace(password), Days: 1}, &token); err != nil {
		m.Fatal(err)
	}
	m.hub.Token = token.Token
	return func() {
		m.Helper()
		http.DefaultClient.CloseIdleConnections()
		cancel()
		if code := <-done; code != 0 {
			m.Errorf("the hub ended with %d: %s", code, log.text())
		}
	}
}

func (m *meeting) write(name, text string) {
	m.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		m.Fatal(err)
	}
}

// calls runs a command of the hub's program and returns what it prints.
func (m *meeting) calls(stdin string, args ...string) string {
	m.Helper()
	code, out, said := call(m.T, stdin, append([]string{"--config=" + m.file}, args...)...)
	if code != 0 {
		m.Fatalf("%v: %d, %s%s", args, code, out, said)
	}
	return out
}

// startTerminal starts the bench with a terminal that was told of the hub.
func (m *meeting) startTerminal() {
	folder := m.TempDir()
	build := exec.Command("go", "build", "-o", folder, "govkiosk/kiosk/cmd/kioskd")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		m.Fatalf("%v\n%s", err, out)
	}
	m.code = filepath.Join(folder, "code")
	b, err := bench.Start(bench.Options{Program: filepath.Join(folder, "kioskd"), Base: m.TempDir(), More: map[string]any{"fleet": map[string]any{
		"root": filepath.Join(m.repo.Dir, "metadata", "1.root.json"), "hall": "lunan",
		"hub": m.terminals, "authority": m.authority, "identity": filepath.Join(folder, "identity"), "code": m.code,
		"every": "10s", "status": "5s", "health": "30s", // the shortest that there are
	}}})
	if err != nil {
		m.Fatal(err)
	}
	m.Cleanup(func() {
		if err := b.Close(); err != nil {
			m.Error(err)
		}
	})
	m.bench = b
	m.shows("attract")
}

// comesIn lets the terminal in by a code, once.
func (m *meeting) comesIn() {
	_, code, _ := strings.Cut(strings.TrimSpace(m.calls("", "code", terminal)), " ")
	m.write(m.code, code+"\n")
	m.until("the terminal well", func(d api.Detail) bool { return d.State == "well" && d.Place.Hall == "lunan" })
	if _, err := os.Stat(m.code); err == nil {
		m.Error("the code was left where it lay")
	}
	m.happened("started")
}

// rollOut lets a release go to everybody.
func (m *meeting) rollOut(release int64) {
	m.Helper()
	_, err := m.hub.Start(m.Context(), rollout.Plan{Release: release, Success: 1, PerHall: 1, Patience: 5 * time.Minute, Waves: []rollout.Wave{{Share: 1, Least: 1}}})
	if err != nil {
		m.Fatal(err)
	}
}

// rolled wants a roll-out to have ended in a state.
func (m *meeting) rolled(release int64, want rollout.State) {
	m.Helper()
	var r api.Rollout
	m.wait("roll-out "+string(want), func() (bool, any) {
		var err error
		r, err = m.hub.Rollout(m.Context(), fmt.Sprintf("r%d", release))
		return err == nil && r.State == want, r
	})
}

// isLocked has the terminal say a message to citizens. The word to unlock it
// comes without a hint.
func (m *meeting) isLocked() {
	m.outcome(m.gives(api.Order{Order: wire.Lock, Text: message}), wire.Done)
	m.shows("out-of-use")
	if visit := string(must(m.bench.Visit(m.Context()))); !strings.Contains(visit, message) {
		m.Errorf("citizens do not read it: %s", visit)
	}
	m.until("it locked", func(d api.Detail) bool { return d.State == "locked" && d.Status.Locked == message })
	m.hints.lose.Store(true)
	m.outcome(m.gives(api.Order{Order: wire.Unlock}), wire.Done)
	m.hints.lose.Store(false)
	m.shows("attract")
}

// isAskedForMore has it test itself and send its black box.
func (m *meeting) isAskedForMore() {
	test := m.outcome(m.gives(api.Order{Order: wire.SelfTest}), wire.Done)
	if !strings.Contains(test.Text, " pass") {
		m.Errorf("the self-test: %+v", test)
	}
	id := m.gives(api.Order{Order: wire.BlackBox})
	box := m.outcome(id, wire.Done)
	var got strings.Builder
	if err := m.hub.File(m.Context(), id, terminal, &got); err != nil || int64(got.Len()) != box.File || got.Len() < 100 {
		m.Errorf("%d bytes of %d: %v", got.Len(), box.File, err)
	}
}

// beginsAnew has the program end and start again.
func (m *meeting) beginsAnew() {
	was := m.detail().Status.Started
	m.outcome(m.gives(api.Order{Order: wire.Restart}), wire.Done)
	m.until("another start", func(d api.Detail) bool { return d.Status.Started.After(was) })
}

// gives an order to the terminal.
func (m *meeting) gives(o api.Order) (id string) {
	m.Helper()
	o.Terminals = []string{terminal}
	c, err := m.hub.Give(m.Context(), o)
	if err != nil {
		m.Fatal(err)
	}
	return c.ID
}

// outcome waits until nothing more becomes of an order.
func (m *meeting) outcome(id string, want wire.Outcome) (at api.Carried) {
	m.Helper()
	m.wait("end of an order", func() (bool, any) {
		var c api.Command
		err := m.hub.Get(m.Context(), "/commands/"+id, nil, &c)
		at = c.Terminals[terminal]
		return err == nil && at.Outcome != "" && at.Outcome != wire.Taken, c
	})
	if at.Outcome != want {
		m.Errorf("%s: %+v, want %s", id, at, want)
	}
	return at
}

func (m *meeting) detail() (d api.Detail) {
	m.Helper()
	if err := m.hub.Get(m.Context(), "/terminals/"+terminal, nil, &d); err != nil {
		m.Fatal(err)
	}
	return d
}

// until waits for what the hub knows of the terminal.
func (m *meeting) until(what string, is func(api.Detail) bool) (d api.Detail) {
	m.Helper()
	m.wait(what, func() (bool, any) {
		d = api.Detail{} // not known before it has come in
		err := m.hub.Get(m.Context(), "/terminals/"+terminal, nil, &d)
		return err == nil && is(d), d.Status
	})
	return d
}

// happened wants events to be at the hub.
func (m *meeting) happened(kinds ...string) {
	m.Helper()
	for _, kind := range kinds {
		m.wait("event "+kind, func() (bool, any) {
			var all []api.Event
			err := m.hub.Get(m.Context(), "/terminals/"+terminal+"/events", nil, &all)
			return err == nil && slices.ContainsFunc(all, func(e api.Event) bool { return e.Kind == kind }), all
		})
	}
}

// shows waits until the glass shows a page.
func (m *meeting) shows(screen string) (tree control.Tree) {
	m.Helper()
	m.wait("page "+screen, func() (bool, any) {
		var err error
		tree, err = m.bench.Screen(m.Context())
		return err == nil && tree.Screen == screen && tree.Settled(), tree
	})
	return tree
}

// wait is for what a program does by itself.
func (m *meeting) wait(what string, is func() (bool, any)) {
	m.Helper()
	for end := time.Now().Add(slowest); ; <-time.After(50 * time.Millisecond) {
		there, instead := is()
		if there {
			return
		}
		if time.Now().After(end) {
			m.Fatalf("no %s within %v but %+v\n%s", what, slowest, instead, m.bench.Log())
		}
	}
}

// gate is the way of hints, on which they can be lost.
type gate struct {
	net.Listener
	to   atomic.Value // address
	lose atomic.Bool
}

func newGate(t *testing.T) *gate {
	g := &gate{Listener: must(net.Listen("tcp", "127.0.0.1:0"))}
	t.Cleanup(func() { _ = g.Close() })
	go func() {
		for {
			near, err := g.Accept()
			if err != nil {
				return
			}
			go g.pass(near)
		}
	}()
	return g
}

// pass carries one connection; what goes to the terminal while hints are lost
// is, and the connection with it.
func (g *gate) pass(near net.Conn) {
	defer near.Close()
	far, err := net.Dial("tcp", g.to.Load().(string))
	if err != nil {
		return
	}
	defer far.Close()
	go func() { _, _ = io.Copy(far, near); far.Close() }()
	part := make([]byte, 4096)
	for {
		n, err := far.Read(part)
		if err != nil || g.lose.Load() {
			return
		}
		if _, err := near.Write(part[:n]); err != nil {
			return
		}
	}
}
