package kiosk_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers/sim"
	"govkiosk/kiosk"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/slip"
	"govkiosk/kiosk/technician"
	"govkiosk/screens"
)

// workshop is a terminal in this process, with a cabinet and a scanner beside
// the devices of a rig, and its control socket.
type workshop struct {
	*rig
	boards  *sim.Lockers
	scanner *sim.Scanner
	cfg     config.Config

	terminal *kiosk.Terminal
	records  *journal.Journal
	stop     func()

	mu   sync.Mutex
	view screens.View
}

const workshopPIN = "480913"

func newWorkshop(t *testing.T) *workshop {
	t.Helper()
	w := &workshop{rig: newRig(t)}
	w.boards = sim.NewLockers(w.port("cabinet", 9600), sim.LockerOpts{Boards: []int{1, 2}, Locks: 21})
	w.scanner = sim.NewScanner(w.port("scanner", 9600), sim.ScannerOpts{})
	t.Cleanup(func() {
		if wrong := w.boards.Violations(); len(wrong) > 0 {
			t.Errorf("what no cabinet may be sent: %v", wrong)
		}
		w.boards.Close()
		w.scanner.Close()
	})
	cfg, err := config.Load(filepath.Join(w.dir, "kioskd.toml"))
	if err != nil {
		t.Fatal(err)
	}
	cfg.Control.Socket = filepath.Join(w.dir, "control.sock")
	cfg.Service.Technicians = filepath.Join(w.dir, "technicians.toml")
	cfg.Scanner.Port = filepath.Join(w.dir, "scanner")
	cfg.Cabinet.Port, cfg.Cabinet.ID, cfg.Cabinet.Protocol = filepath.Join(w.dir, "cabinet"), "A", config.CabinetLock8A
	cfg.Cabinet.Polarity = "one-is-closed"
	cfg.Cabinet.Boards = map[string]config.LockBoard{"1": {Locks: 21, First: 1}, "2": {Locks: 21, First: 22}}
	cfg.Panel.Contacts = map[string]config.Contact{"service": {Pin: "file:" + filepath.Join(w.dir, "switch"), Active: "low", Normal: "normally-open"}}
	if err := cfg.Validate(); err != nil {
		t.Fatal(err)
	}
	w.cfg = cfg
	w.turn(false)
	return w
}

// enrol writes the file of technicians.
func (w *workshop) enrol(id, pin, card string) {
	w.t.Helper()
	var l technician.List
	if err := l.Add(id, pin, card, time.Now()); err != nil {
		w.t.Fatal(err)
	}
	if err := l.Save(w.cfg.Service.Technicians); err != nil {
		w.t.Fatal(err)
	}
}

// open starts the terminal; it ends with the test, or with close.
func (w *workshop) open() {
	w.t.Helper()
	var err error
	if w.records, err = journal.Open(w.cfg.Journal.Path, time.Now); err != nil {
		w.t.Fatal(err)
	}
	slips, err := slip.New(w.cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	w.terminal, err = kiosk.New(kiosk.Options{
		Config: &w.cfg, Journal: w.records, Slips: slips, Show: w.show, Push: func(screens.Pointer) {}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var group sync.WaitGroup
	group.Go(func() {
		if err := w.terminal.Run(ctx); err != nil {
			w.t.Error(err)
		}
	})
	group.Go(func() {
		if err := w.terminal.Control(ctx, w.cfg.Control.Socket, func() any { return nil }); err != nil {
			w.t.Error(err)
		}
	})
	w.stop = sync.OnceFunc(func() {
		cancel()
		group.Wait()
		w.records.Close()
	})
	w.t.Cleanup(w.stop)
	w.eventually("the control socket answers", func() bool {
		c, err := net.Dial("unix", w.cfg.Control.Socket)
		if err == nil {
			c.Close()
		}
		return err == nil
	})
	w.sees("the terminal serves", func(v screens.View) bool { return v.Screen == screens.ScreenAttract })
}

func (w *workshop) show(v screens.View) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.view = v
}

func (w *workshop) seen() screens.View {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.view
}

func (w *workshop) sees(what string, ok func(screens.View) bool) screens.View {
	w.t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if v := w.seen(); ok(v) {
			return v
		}
	}
	text, _ := json.Marshal(w.seen())
	w.t.Fatalf("never: %s; instead %s", what, text)
	return screens.View{}
}

// page waits for a technician's page.
func (w *workshop) page(what string, ok func(*screens.Technician) bool) *screens.Technician {
	w.t.Helper()
	return w.sees(what, func(v screens.View) bool { return v.Technician != nil && ok(v.Technician) }).Technician
}

func (w *workshop) touch(do screens.Act, arg string) {
	w.terminal.Intent(screens.Intent{Do: do, Arg: arg})
}

// turn turns the service switch.
func (w *workshop) turn(maintenance bool) {
	level := "1"
	if maintenance {
		level = "0"
	}
	if err := os.WriteFile(filepath.Join(w.dir, "switch"), []byte(level), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// switchOn turns the service switch and waits for the page.
func (w *workshop) switchOn() {
	w.t.Helper()
	w.turn(true)
	w.page("the page that asks for the PIN", func(p *screens.Technician) bool { return p.Stage == screens.ServicePIN })
}

// corner holds a finger where the hidden gesture is.
func (w *workshop) corner() {
	w.t.Helper()
	w.terminal.Mouse(screens.Pointer{Phase: screens.Down, X: 10, Y: 10, At: time.Now()})
	w.page("the page that asks for the PIN", func(p *screens.Technician) bool { return p.Stage == screens.ServicePIN })
	w.terminal.Mouse(screens.Pointer{Phase: screens.Up, X: 10, Y: 10, At: time.Now()})
}

func (w *workshop) typePIN(pin string) {
	for _, c := range pin {
		w.touch(screens.ActKey, string(c))
	}
	w.touch(screens.ActNext, "")
}

// atTheGlass opens the terminal and leads wang to all devices, by the service
// switch and the PIN.
func (w *workshop) atTheGlass() {
	w.t.Helper()
	w.enrol("wang", workshopPIN, "")
	w.open()
	w.switchOn()
	w.typePIN(workshopPIN)
	w.page("all devices", func(p *screens.Technician) bool {
		return p.Stage == screens.ServiceDevices && p.Person == "wang" && !p.Wire
	})
}

func kinds(t *testing.T, j *journal.Journal) []string {
	t.Helper()
	events, err := j.Events(200)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range slices.Backward(events) {
		out = append(out, e.Kind)
	}
	return out
}
