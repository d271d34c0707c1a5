package kiosk

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/line/ports"
	"govkiosk/drivers/locker"
	"govkiosk/drivers/sim"
	"govkiosk/kiosk/journey"
)

// desks is what a desk is tried with: a line, and what the desk told.
type desks struct {
	t      *testing.T
	port   *sim.Port
	health *Health
	events chan journey.Event
	notes  chan string
	group  sync.WaitGroup
	wired  bool         // bytes go over a line or a network, levels over pins
	fascia *fascia      // of the row that has one
	desk   *printerDesk // likewise
}

func newDesks(t *testing.T) *desks {
	t.Helper()
	port, err := sim.OpenPort(filepath.Join(t.TempDir(), "line"), 9600)
	if err != nil {
		t.Fatal(err)
	}
	d := &desks{t: t, port: port, events: make(chan journey.Event, 1024), notes: make(chan string, 64)}
	d.health = NewHealth(time.Now, func() {})
	return d
}

// line is the terminal's end of the line.
func (d *desks) line() string {
	d.wired = true
	return d.port.Link()
}

// run keeps a desk running until the test ends.
func (d *desks) run(desk func(context.Context), devices func()) {
	ctx, stop := context.WithCancel(d.t.Context())
	d.group.Go(func() { desk(ctx) })
	d.t.Cleanup(func() {
		stop()
		d.group.Wait()
		d.port.Close()
		devices()
	})
}

func (d *desks) post(e journey.Event) { d.events <- e }

// await takes events until one fits.
func (d *desks) await(what string, fits func(journey.Event) bool) journey.Event {
	d.t.Helper()
	for limit := time.After(time.Minute); ; {
		select {
		case e := <-d.events:
			if fits(e) {
				return e
			}
		case <-limit:
			d.t.Fatalf("never: %s", what)
		}
	}
}

// heard is what is known of the devices that have said something.
func heard(h *Health) (out string) {
	for _, c := range h.Table() {
		if c.State != drivers.Starting && (c.State != drivers.Online || c.Reason != "" || c.Code != "") {
			out += fmt.Sprintf("%s %s %q %s (%s); ", c.Device, c.State, c.Reason, c.Code, c.Cause)
		}
	}
	return out
}

func (d *desks) until(what string, ok func() bool) {
	d.t.Helper()
	for deadline := time.Now().Add(time.Minute); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			d.t.Fatalf("never: %s; %s", what, heard(d.health))
		}
	}
}

// cabinet runs the desk of four doors on two boards, of which cell 2 is wired
// crosswise.
func (d *desks) cabinet(o sim.LockerOpts) (*cabinetDesk, *sim.Lockers) {
	d.t.Helper()
	o.Boards, o.Locks = []int{1, 2}, 2
	boards := sim.NewLockers(d.port, o)
	desk := d.doors()
	d.run(desk.run, boards.Close)
	return desk, boards
}

// doors is the desk of those doors, which does not run.
func (d *desks) doors() *cabinetDesk {
	cfg := config.Default().Cabinet
	cfg.Port, cfg.Polarity, cfg.Columns, cfg.Rows = d.line(), "one-is-closed", 2, 2
	cfg.Boards = map[string]config.LockBoard{"1": {Locks: 2, First: 1}, "2": {Locks: 2, First: 3}}
	cfg.Cells = map[string]string{"2": "2:2", "4": "1:2"}
	cfg.LeftOpen = 200 * time.Millisecond
	desk := newCabinetDesk(cfg, newPortFinder(ports.New(nil)), d.health, d.post, func(kind string, _ any) { d.notes <- kind }, slog.New(slog.DiscardHandler))
	desk.async = d.group.Go
	return desk
}

// opened opens a cell and waits for the answer.
func (d *desks) opened(desk *cabinetDesk, cell int) (locker.Result, error) {
	d.t.Helper()
	type answer struct {
		r   locker.Result
		err error
	}
	answers := make(chan answer, 1)
	desk.submit(&doorJob{cell: cell, done: func(r locker.Result, err error) { answers <- answer{r, err} }})
	select {
	case a := <-answers:
		return a.r, a.err
	case <-time.After(time.Minute):
		d.t.Fatal("no answer to a door that was to open")
		panic("unreachable")
	}
}

func (d *desks) cabinetWell() {
	d.t.Helper()
	d.until("the cabinet is well", func() bool { return d.health.Of(DeviceCabinet).State == drivers.Online })
}

func TestCabinetOpensTheCellThatWasMeant(t *testing.T) {
	t.Parallel()
	d := newDesks(t)
	desk, boards := d.cabinet(sim.LockerOpts{})
	d.cabinetWell()
	if r, err := d.opened(desk, 2); err != nil || r.Outcome != drivers.Done {
		t.Fatalf("%+v, %v", r, err)
	}
	if coils := boards.Coils(); len(coils) != 1 || coils[0].Door != (sim.LockerDoor{Board: 2, Lock: 2}) {
		t.Fatalf("coils %+v: cell 2 is lock 2 of board 2", coils)
	}
	d.await("the open door is told", func(e journey.Event) bool {
		s, ok := e.(journey.DoorSeen)
		return ok && s.Cell == 2 && s.Door == journey.DoorOpen
	})
	d.until("the technician sees which", func() bool { return d.health.Of(DeviceCabinet).Doors == "2" })
	d.until("it is an alarm after a while", func() bool { return d.health.Of(DeviceCabinet).Reason == journey.ReasonDoorOpen })
	boards.Shut(2, 2)
	d.await("the closed door is told", func(e journey.Event) bool {
		s, ok := e.(journey.DoorSeen)
		return ok && s.Cell == 2 && s.Door == journey.DoorClosed
	})
	d.until("the alarm is over", func() bool { return d.health.Of(DeviceCabinet).Reason == "" })
	if wrong := boards.Violations(); len(wrong) > 0 {
		t.Error(wrong)
	}
}

func TestCabinetTellsWhatDidNotOpen(t *testing.T) {
	t.Parallel()
	d := newDesks(t)
	desk, boards := d.cabinet(sim.LockerOpts{})
	d.cabinetWell()
	boards.SetStuck(1, 1, true)
	r, err := d.opened(desk, 1)
	if r.Outcome != drivers.NotDone || cabinetReason(err) != journey.ReasonDoorStuck {
		t.Errorf("a stuck door: %+v, %v", r, err)
	}
	if r, err = d.opened(desk, 9); r.Outcome != drivers.NotDone || len(boards.Coils()) != 3 {
		t.Errorf("a cell that there is none of: %+v, %v, coils %d", r, err, len(boards.Coils()))
	}
	boards.SetFault(sim.LockerOffAfter)
	if r, err = d.opened(desk, 3); r.Outcome != drivers.Unknown || cabinetReason(err) != journey.ReasonCabinetAway {
		t.Errorf("the board died under the coil: %+v, %v", r, err)
	}
	d.until("silent boards are told", func() bool { return d.health.Of(DeviceCabinet).Reason == journey.ReasonCabinetAway })
}

func TestCabinetThatIsPulledOut(t *testing.T) {
	t.Parallel()
	d := newDesks(t)
	desk, boards := d.cabinet(sim.LockerOpts{Spring: 5 * time.Second})
	d.cabinetWell()
	d.group.Go(func() {
		d.until("the coil fires", func() bool { return len(boards.Coils()) == 1 })
		d.port.Unplug()
	})
	if r, err := d.opened(desk, 1); r.Outcome != drivers.Unknown {
		t.Errorf("pulled out after the coil: %+v, %v", r, err)
	}
	d.until("it is away", func() bool { return d.health.Of(DeviceCabinet).Reason == journey.ReasonCabinetAway })
	if r, _ := d.opened(desk, 1); r.Outcome != drivers.NotDone {
		t.Errorf("opened without a line: %+v", r)
	}
	boards.Pull(2, 1)
	if err := d.port.Plug(); err != nil {
		t.Fatal(err)
	}
	d.cabinetWell()
	d.await("the door that was found open is told", func(e journey.Event) bool {
		s, ok := e.(journey.DoorSeen)
		return ok && s.Cell == 3 && s.Door == journey.DoorOpen
	})
	select {
	case kind := <-d.notes:
		if kind != "door-found-open" && kind != "door-left-open" {
			t.Errorf("written down: %s", kind)
		}
	case <-time.After(time.Minute):
		t.Error("a door that was found open is not written down")
	}
}

// scan runs the desk of a reader.
func (d *desks) scan(cfg config.Scanner, o sim.ScannerOpts) (*scannerDesk, *sim.Scanner) {
	d.t.Helper()
	reader := sim.NewScanner(d.port, o)
	cfg.Port = d.line()
	desk := newScannerDesk(cfg, newPortFinder(ports.New(nil)), d.health, d.post, slog.New(slog.DiscardHandler))
	d.run(desk.run, reader.Close)
	d.until("the reader is well", func() bool { return d.health.Of(DeviceScanner).State == drivers.Online })
	return desk, reader
}

// code shows a code until the visit hears of it: one that is shown while the
// desk turns to its watch is rightly not heard.
func (d *desks) code(reader *sim.Scanner, text string) journey.CodeSeen {
	d.t.Helper()
	for range 200 {
		reader.Show("]Q1", []byte(text))
		select {
		case e := <-d.events:
			return e.(journey.CodeSeen)
		case <-time.After(300 * time.Millisecond):
		}
	}
	d.t.Fatalf("%q is never heard of", text)
	panic("unreachable")
}

func TestScannerTakesWhatTheStepWants(t *testing.T) {
	t.Parallel()
	for name, try := range map[string]struct {
		cfg func(*config.Scanner)
		sim sim.ScannerOpts
	}{
		"presentation":    {func(*config.Scanner) {}, sim.ScannerOpts{}},
		"with AIM ids":    {func(c *config.Scanner) { c.AIM = true }, sim.ScannerOpts{AIM: true}},
		"lit on command":  {func(c *config.Scanner) { c.Model, c.Trigger = "gm65", true }, sim.ScannerOpts{Family: sim.ScannerGM65, Manual: true}},
		"honeywell, lit":  {func(c *config.Scanner) { c.Model, c.Trigger = "honeywell", true }, sim.ScannerOpts{Family: sim.ScannerHoneywell, Manual: true}},
		"newland answers": {func(c *config.Scanner) { c.Model = "newland" }, sim.ScannerOpts{Family: sim.ScannerNewland}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesks(t)
			cfg := config.Default().Scanner
			try.cfg(&cfg)
			desk, reader := d.scan(cfg, try.sim)
			desk.watch(journey.WatchCode{ID: 7, Kinds: []journey.CodeKind{journey.CodePickup}})
			if e := d.code(reader, "739204"); e.ID != 7 || e.Kind != journey.CodePickup || e.Text != "739204" {
				t.Errorf("%+v", e)
			}
			if e := d.code(reader, "https://hall.example/t/1"); e.Kind != "" || e.Text != "" {
				t.Errorf("a code of another kind came through: %+v", e)
			}
			if e := d.code(reader, "7392\x1b[04"); e.Kind != "" || e.Text != "" {
				t.Errorf("a control character came through: %+v", e)
			}
		})
	}
}

func TestScannerIsDeafWhenNobodyWantsACode(t *testing.T) {
	t.Parallel()
	d := newDesks(t)
	desk, reader := d.scan(config.Default().Scanner, sim.ScannerOpts{})
	reader.Show("", []byte("739204"))
	desk.watch(journey.WatchCode{ID: 8, Kinds: []journey.CodeKind{journey.CodeSlip}})
	if e := d.code(reader, "http://127.0.0.1:8480/t/abc?k=1"); e.ID != 8 || e.Kind != journey.CodeSlip {
		t.Errorf("%+v", e)
	}
	desk.stop()
	d.port.Unplug()
	d.until("it is missed", func() bool { return d.health.Of(DeviceScanner).Reason == journey.ReasonScannerAway })
	if err := d.port.Plug(); err != nil {
		t.Fatal(err)
	}
	d.until("it is back", func() bool { return d.health.Of(DeviceScanner).State == drivers.Online })
}
