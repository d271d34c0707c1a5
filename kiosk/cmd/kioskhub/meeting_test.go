package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/control"
	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/publish"
	"govkiosk/kiosk/fleet/wire"
)

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
