package fleet_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"govkiosk/config"
	"govkiosk/config/trust"
	"govkiosk/kiosk/fleet"
	"govkiosk/kiosk/fleet/publish"
)

// local is what the terminal was installed with.
const local = `
[terminal]
id = "LN-01"
place = { zh = "一楼" }
[hall]
name = { zh = "测试大厅" }
[api]
url = "http://127.0.0.1:8480"
[printer]
profile = "epson"
[fleet]
url = "http://fleet.example"
root = "/etc/govkiosk/root.json"
hall = "lunan"
every = "4m"
health = "5m"
`

// hall is a release: what the hall's layer says.
func hall(t *testing.T, text string) *config.Tree {
	t.Helper()
	tree, err := config.ReadTree(fstest.MapFS{
		"places.toml":     {Data: []byte("[LN-01]\nhall = \"lunan\"\n")},
		"hall/lunan.toml": {Data: []byte(text)},
	}, "town")
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// stays is longer than a trial and a look at the repository.
const stays = 12 * time.Minute

var errOff = errors.New("the power is off")

// memory is a store whose power can go after some writes.
type memory struct {
	rows   map[string][]byte
	floors map[string]int64
	writes int // that are still done; negative: all
}

func (m *memory) Kept() (map[string][]byte, map[string]int64, error) {
	return maps.Clone(m.rows), maps.Clone(m.floors), nil
}

func (m *memory) Keep(rows map[string][]byte, floors map[string]int64) error {
	if m.writes == 0 {
		return errOff
	}
	m.writes--
	for name, data := range rows {
		if m.rows[name] = data; data == nil {
			delete(m.rows, name)
		}
	}
	for name, n := range floors {
		m.floors[name] = max(n, m.floors[name])
	}
	return nil
}

// town is a repository and a terminal that follows it.
type town struct {
	*testing.T
	repo    *publish.Repo
	key     publish.Key
	store   *memory
	file    string
	busy    bool
	hub     *hub
	machine string // names its start
	stick   trust.Fetcher
	failing func(config.Config) []string
	ran     []string // the printer's density of every start
}

func newTown(t *testing.T) *town {
	dir := t.TempDir()
	w := &town{T: t, repo: &publish.Repo{Dir: filepath.Join(dir, "repo")}, file: filepath.Join(dir, "kioskd.toml"),
		store: &memory{map[string][]byte{}, map[string]int64{}, -1}, failing: func(config.Config) []string { return nil }}
	w.must(os.WriteFile(w.file, []byte(local), 0o600))
	_, err := publish.Keygen(filepath.Join(dir, "key"), "")
	w.must(err)
	w.key, err = publish.ReadKey(filepath.Join(dir, "key"), "")
	w.must(err)
	keys := map[string]publish.Keys{}
	for _, role := range []string{"root", "targets", "snapshot", "timestamp"} {
		keys[role] = publish.Keys{Files: []string{filepath.Join(dir, "key.pub")}}
	}
	w.must(w.repo.Init(keys, 365))
	_, err = w.repo.Sign("root", nil, 365, w.key)
	w.must(err)
	return w
}

func (w *town) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *town) publish(text string) {
	w.Helper()
	_, err := w.repo.Sign("targets", hall(w.T, text), 90, w.key)
	w.must(err)
	_, err = w.repo.Publish(7, 7, w.key)
	w.must(err)
}

func (w *town) load(sources []config.Source) (config.Config, error) {
	c, _, err := config.TraceOver(nil, sources, w.file)
	return c, err
}

// start runs the program for at most so long.
func (w *town) start(long time.Duration) error {
	w.Helper()
	cfg, err := fleet.Boot(w.store, time.Now(), w.machine, w.load)
	if err != nil {
		return err
	}
	w.ran = append(w.ran, fmt.Sprint(cfg.Printer.Density))
	root, err := os.ReadFile(filepath.Join(w.repo.Dir, "metadata", "1.root.json"))
	w.must(err)
	client, err := trust.New(trust.Options{Root: root, Store: w.store, Fetcher: trust.Folder{FS: os.DirFS(w.repo.Dir)},
		Terminal: cfg.Terminal.ID, Place: cfg.Fleet.Place()})
	w.must(err)
	o := fleet.Options{Config: &cfg, Client: client, Store: w.store, Load: w.load, Log: slog.New(slog.DiscardHandler), Stick: w.stick,
		Idle: func() bool { return !w.busy }, Failing: func() []string { return w.failing(cfg) }}
	if w.hub != nil {
		o.Hub = w.hub
	}
	f := fleet.New(o)
	ctx, cancel := context.WithTimeout(w.Context(), long)
	defer cancel()
	return f.Run(ctx)
}

// restarts runs the program as systemd does, until it stays up.
func (w *town) restarts() {
	w.Helper()
	for range 20 {
		err := w.start(stays)
		if err == nil {
			return
		}
		if !errors.Is(err, fleet.ErrRestart) {
			w.Fatal(err)
		}
	}
	w.Fatalf("it never stays up: %v", w.ran)
}

func (w *town) plan() fleet.Plan {
	w.Helper()
	p, err := fleet.ReadPlan(w.store)
	w.must(err)
	return p
}

func inTown(t *testing.T, f func(*testing.T, *town)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { f(t, newTown(t)) })
}

func TestReleaseComesIntoForce(t *testing.T) {
	inTown(t, func(t *testing.T, w *town) {
		w.publish("[printer]\ndensity = 1\n")
		w.restarts()
		w.publish("[printer]\ndensity = 2\n")
		w.restarts()
		w.restarts()
		if got := strings.Join(w.ran, " "); got != "0 1 1 2 2" {
			t.Errorf("it ran with densities %s", got)
		}
		if p := w.plan(); p.Trial != nil || len(p.Refused) != 0 || p.Active.Version != 2 {
			t.Errorf("%+v", p)
		}
	})
}

func TestNothingChangesDuringAVisit(t *testing.T) {
	inTown(t, func(t *testing.T, w *town) {
		w.busy = true
		w.publish("[printer]\ndensity = 1\n")
		if err := w.start(stays); err != nil || w.plan().Trial != nil {
			t.Fatalf("%v, %+v", err, w.plan())
		}
		w.busy = false
		w.restarts()
		if got := strings.Join(w.ran, " "); got != "0 0 1" {
			t.Errorf("it ran with densities %s", got)
		}
	})
}

// What is signed well and wrong is refused before anybody sees it, with the
// key and the reason.
func TestWrongReleaseIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"[printer]\ndensty = 1\n":                       "hall/lunan.toml:2: printer.densty: unknown key",
		"[printer]\ndensity = 9\n":                      "hall/lunan.toml:2: printer.density: want",
		"[screen]\nwidth_px = 10\n":                     "hall/lunan.toml:2: screen.width_px: want",
		"[screen]\ndiagonal_in = 9.0\n":                 "hall/lunan.toml:2: screen.diagonal_in: pages do not fit",
		"[speech]\nsynthesiser = [\"no-such-voice\"]\n": "speech.synthesiser: there is no program no-such-voice here",
		"[printer]\nport = \"/dev/there-is-no-such\"\n": "printer.port: there is no /dev/there-is-no-such here",
		"[journal]\npath = \"/tmp/other.db\"\n":         "journal.path: may be set by",
		"not TOML":                                      "hall/lunan.toml:1: ",
	} {
		t.Run(want, func(t *testing.T) {
			inTown(t, func(t *testing.T, w *town) {
				w.publish(text)
				w.restarts()
				p := w.plan()
				if len(p.Refused) != 1 || !strings.Contains(strings.Join(p.Refused[0].Reasons, "\n"), want) || len(w.ran) != 1 {
					t.Fatalf("%+v, %v", p, w.ran)
				}
				w.publish("[printer]\ndensity = 1\n")
				w.restarts()
				if p := w.plan(); p.Active.Version != 2 {
					t.Errorf("the one that mends it: %+v", p)
				}
			})
		})
	}
}

// A release that breaks a device goes back by itself within its health time,
// and is not tried again.
func TestBreakingReleaseIsRolledBack(t *testing.T) {
	inTown(t, func(t *testing.T, w *town) {
		w.publish("[printer]\ndensity = 1\n")
		w.restarts()
		w.failing = func(c config.Config) []string {
			if c.Printer.Density == 2 {
				return []string{"scanner", "printer"}
			}
			return []string{"scanner"}
		}
		w.publish("[printer]\ndensity = 2\n")
		w.ran = nil
		w.must(w.untilRestart())
		began := time.Now()
		w.must(w.untilRestart())
		if took := time.Since(began); took > 6*time.Minute {
			t.Errorf("it went back after %v", took)
		}
		w.restarts()
		p := w.plan()
		if got := strings.Join(w.ran, " "); got != "1 2 1" || p.Active.Version != 1 || len(p.Refused) != 1 ||
			strings.Join(p.Refused[0].Reasons, "") != "printer: worked before and does not any more" {
			t.Errorf("%s, %+v", got, p)
		}
	})
}

func (w *town) untilRestart() error {
	if err := w.start(stays); !errors.Is(err, fleet.ErrRestart) {
		return fmt.Errorf("want a restart, got %w", err)
	}
	return nil
}

// What did not work before is not held against a release.
func TestOldFaultsAreNotHeldAgainstIt(t *testing.T) {
	inTown(t, func(t *testing.T, w *town) {
		w.failing = func(config.Config) []string { return []string{"scanner"} }
		w.publish("[printer]\ndensity = 1\n")
		w.restarts()
		if p := w.plan(); p.Active.Version != 1 || len(p.Refused) != 0 {
			t.Errorf("%+v", p)
		}
	})
}

// The power may go at any write, and between any two: every start runs a whole
// release or the local file, and in the end the new one is in force.
func TestPowerCutsOverActivation(t *testing.T) {
	states := 0
	for cut := range 40 {
		done := false
		inTown(t, func(t *testing.T, w *town) {
			w.publish("[printer]\ndensity = 1\n[reader]\nattempts = 4\n")
			w.restarts()
			w.publish("[printer]\ndensity = 2\n[reader]\nattempts = 5\n")
			w.store.writes = cut
			for err := error(fleet.ErrRestart); errors.Is(err, fleet.ErrRestart); {
				err = w.start(stays)
			}
			done = w.store.writes > 0
			w.store.writes = -1
			w.restarts()
			w.restarts()
			if p := w.plan(); p.Active.Version != 2 || p.Trial != nil || len(p.Refused) != 0 {
				t.Errorf("cut after %d writes: %+v", cut, p)
			}
			for _, density := range w.ran {
				if !strings.Contains("0 1 2", density) {
					t.Errorf("cut after %d writes: it ran with %v", cut, w.ran)
				}
			}
			states++
		})
		if done {
			break
		}
	}
	if states < 4 {
		t.Errorf("%d cuts only", states)
	}
}

// A release with which the program does not stay up is left after three
// starts.
func TestCrashLoopIsLeft(t *testing.T) {
	inTown(t, func(t *testing.T, w *town) {
		w.publish("[printer]\ndensity = 1\n")
		w.must(w.untilRestart())
		for range 3 {
			w.must(w.start(time.Minute)) // and it is killed
		}
		w.restarts()
		p := w.plan()
		if got := strings.Join(w.ran, " "); got != "0 1 1 1 0" || p.Active.Digest != "" || len(p.Refused) != 1 {
			t.Errorf("%s, %+v", got, p)
		}
	})
}
