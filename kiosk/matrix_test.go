package kiosk

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
	"govkiosk/drivers/line/ports"
	"govkiosk/drivers/panel"
	"govkiosk/drivers/sim"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// expected is what a row of the matrix expects, written from what a technician
// should read and not from the table.
type expected struct {
	code     fault.Code
	severity fault.Severity
	who      fault.Who
	reason   journey.Reason // with which services are withdrawn; empty: they stay
	zh       string         // begins the staff's sentence
}

var (
	readerSilent  = expected{"RDR-SILENT", fault.Error, fault.Reset, journey.ReasonReaderAway, "读卡器接着，但不答话"}
	readerGarbled = expected{"RDR-GARBLED", fault.Error, fault.Technician, journey.ReasonReaderBroken, "读卡器的答话读不懂"}
	printerSilent = expected{"PRN-SILENT", fault.Error, fault.Reset, journey.ReasonPrinterAway, "打印机接着，但不答话"}
	printerJam    = expected{"PRN-JAM", fault.Error, fault.Site, reasonPaperJam, "出票的纸路卡住"}
	touchStuck    = expected{"TCH-STUCK", fault.Error, fault.Site, "", "屏幕上有一处一直被按着"}
	cabinetSilent = expected{"CAB-SILENT", fault.Error, fault.Technician, journey.ReasonCabinetAway, "证照柜的锁控板不答话"}
	cabinetOpen   = expected{"CAB-DOOR-OPEN", fault.Error, fault.Site, journey.ReasonDoorOpen, "证照柜有一扇门没关"}
	scannerSilent = expected{"SCN-SILENT", fault.Error, fault.Reset, journey.ReasonScannerAway, "扫码器接着，但不答话"}
	panelTamper   = expected{"PNL-TAMPER", fault.Critical, fault.Site, "", "机壳被撬开"}
	lost          = func(code fault.Code, s fault.Severity, r journey.Reason, zh string) expected {
		return expected{code, s, fault.Site, r, zh}
	}
)

// trial is one row: what goes wrong, and how it is mended; nil: only by a new
// part.
type trial struct {
	name  string
	want  expected
	wrong func(*desks) (mend func())
}

func (d *desks) codeOf(device string) fault.Code { return d.health.Of(Device(device)).Code }

// told is what is told of everything, once it has lasted.
func told(h *Health) []fault.Shown {
	var active []fault.Active
	for _, c := range h.Table() {
		if c.Code != "" {
			active = append(active, fault.Active{Code: c.Code, Device: string(c.Device), Cause: c.Cause})
		}
	}
	return fault.Show(active, time.Now())
}

// try plays a row and compares. It tells whether anything went over a line,
// pins or a network.
func (row trial) try(t *testing.T) (wired bool) {
	d := newDesks(t)
	defer d.port.Close()
	mend := row.wrong(d)
	f, ok := fault.Of(row.want.code)
	if !ok {
		t.Fatalf("the table has no %s", row.want.code)
	}
	d.until(string(row.want.code), func() bool { return d.codeOf(f.Device) == row.want.code })
	shown := told(d.health)
	if len(shown) != 1 {
		t.Fatalf("%d faults are told: %+v", len(shown), shown)
	}
	got := expected{shown[0].Code, shown[0].Severity, shown[0].Who, d.health.Of(Device(f.Device)).Reason, shown[0].Guard.Zh}
	if len(got.zh) > len(row.want.zh) {
		got.zh = got.zh[:len(row.want.zh)]
	}
	if got != row.want {
		t.Errorf("told  %+v\nwant  %+v", got, row.want)
	}
	if mend != nil {
		mend()
		d.until("it is over", func() bool { return len(told(d.health)) == 0 && d.health.Of(Device(f.Device)).Reason == "" })
	}
	return d.wired
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// lineBaud is how fast the line of the desks is.
const lineBaud = 9600

// reader runs the desk of a reader until it is well.
func (d *desks) reader() *sim.Reader {
	r := sim.NewReader(d.port, sim.ReaderOpts{})
	cfg := config.Default().Reader
	cfg.Port, cfg.Baud = d.line(), lineBaud
	d.run(newReaderDesk(cfg, newPortFinder(ports.New(nil)), d.health, d.post, quiet()).run, r.Close)
	d.until("the reader is well", func() bool { return d.health.Of(DeviceReader).State == drivers.Online })
	return r
}

// memory keeps what is kept in no file.
type memory struct{}

func (memory) KeepCopy(string, []byte) error { return nil }
func (memory) Copy(string) ([]byte, error)   { return nil, nil }

// printer runs the desk of a printer until it is well.
func (d *desks) printer() *sim.Printer {
	p := sim.NewPrinter(d.port, sim.PrinterOpts{})
	cfg := config.Default().Printer
	cfg.Port, cfg.Baud = d.line(), lineBaud
	desk := newPrinterDesk(cfg, newPortFinder(ports.New(nil)), d.health, func() bool { return false }, newRoll(cfg, memory{}, time.Now, quiet()), d.post, quiet())
	desk.async, d.desk = d.group.Go, desk
	d.run(desk.run, p.Close)
	d.until("the printer is well", func() bool { return d.health.Of(DevicePrinter).State == drivers.Online })
	return p
}

// print prints a slip that stays in the mouth.
func (d *desks) print() {
	d.t.Helper()
	doc := new(escpos.Doc)
	doc.Line(escpos.Left, escpos.Span{Text: "17"})
	doc.Cut()
	printed := make(chan error, 1)
	d.desk.submit(job{
		run: func(ctx context.Context, dev *escpos.Dev) {
			_, err := dev.Print(ctx, jobID(1), doc)
			printed <- err
		},
		lost: func(err error) { printed <- err },
	})
	err := <-printed

	if err != nil {
		d.t.Fatal(err)
	}
}

// panelOf runs the desk of a touch panel until it is well.
func (d *desks) panelOf(o sim.EloOpts) *sim.Elo {
	d.t.Helper()
	e := sim.NewElo(d.port, o)
	cfg := config.Default()
	cfg.Touch.Port, cfg.Touch.StuckAfter = d.line(), 300*time.Millisecond
	cfg.Journal.Path = filepath.Join(d.t.TempDir(), "journal.db")
	d.touch(&cfg, e.Close)
	return e
}

func (d *desks) touch(cfg *config.Config, devices func()) {
	d.t.Helper()
	desk, err := newTouchDesk(cfg, newPortFinder(ports.New(nil)), d.health, func(screens.Pointer) {}, quiet())
	if err != nil {
		d.t.Fatal(err)
	}
	d.run(desk.run, devices)
}

func (d *desks) glass() *sim.Elo {
	e := d.panelOf(sim.EloOpts{})
	d.until("the panel is well", func() bool { return d.health.Of(DeviceTouch).State == drivers.Online })
	return e
}

// lockers runs the desk of a cabinet until it is well.
func (d *desks) lockers() (*cabinetDesk, *sim.Lockers) {
	desk, boards := d.cabinet(sim.LockerOpts{})
	d.cabinetWell()
	return desk, boards
}

// scans runs the desk of a reader that answers.
func (d *desks) scans() *sim.Scanner {
	cfg := config.Default().Scanner
	cfg.Model, cfg.Trigger = "gm65", true
	_, s := d.scan(cfg, sim.ScannerOpts{Family: sim.ScannerGM65, Manual: true})
	return s
}

// pins runs what is wired to the terminal's own pins.
func (d *desks) pins() *sim.Cabinet {
	d.t.Helper()
	c := sim.NewCabinet()
	d.wired = true
	lamp, err := panel.PinLamp(c.Mouth, panel.ActiveHigh)
	if err != nil {
		d.t.Fatal(err)
	}
	dev, err := panel.New(&panel.Opts{
		Lights: map[panel.Slot]panel.Lamp{panel.Mouth: lamp},
		Contacts: map[panel.Sensor]panel.Contact{
			panel.Door: {Pin: c.Door.Pin}, panel.Tamper: {Pin: c.Tamper.Pin}, panel.Call: {Pin: c.Call.Pin}, panel.Service: {Pin: c.Service.Pin},
		},
		StuckAfter: time.Second, Poll: 100 * time.Millisecond,
	})
	if err != nil {
		d.t.Fatal(err)
	}
	f := &fascia{
		dev: dev, health: d.health, post: d.post, record: func(string, any) {}, switched: func(bool) {}, log: quiet(),
		shown: map[panel.Slot]panel.Mode{}, faults: map[panel.Slot]error{},
	}
	d.fascia = f
	d.run(f.run, func() {})
	d.until("the panel is well", func() bool { return d.health.Of(DeviceFascia).State == drivers.Online })
	return c
}

// trialMachine is a machine that tells of itself in files, and is well.
type trialMachine struct {
	*machineWatch
	d   *desks
	dir string
}

func (d *desks) machine(change func(*config.Config)) *trialMachine {
	d.t.Helper()
	dir := d.t.TempDir()
	cfg := config.Default()
	cfg.Machine.Sys, cfg.Journal.Path = dir, filepath.Join(dir, "journal.db")
	cfg.Machine.LowMB, cfg.Machine.FullMB = 2, 1
	if change != nil {
		change(&cfg)
	}
	records, err := journal.Open(cfg.Journal.Path, time.Now)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { records.Close() })
	d.health.Report(Condition{Device: DeviceJournal, State: drivers.Online})
	late := newHallClock(time.Now, uptime{"here", sinceBoot}, true, journal.Heard{})
	m := &trialMachine{newMachineWatch(&cfg, nil, records, late, d.health, time.Now, quiet()), d, dir}
	m.unsure = func() bool { return false }
	if m.look(); len(told(d.health)) > 0 && change == nil {
		d.t.Fatalf("before anything is wrong: %+v", told(d.health))
	}
	return m
}

// says writes files below sysfs and looks: name, text, name, text.
func (m *trialMachine) says(texts ...string) {
	m.d.t.Helper()
	for i := 0; i < len(texts); i += 2 {
		path := filepath.Join(m.dir, texts[i])
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			m.d.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(texts[i+1]+"\n"), 0o600); err != nil {
			m.d.t.Fatal(err)
		}
	}
	m.look()
}

func unplugAll(ports ...*sim.Port) func() {
	for _, p := range ports {
		p.Unplug()
	}
	return func() {
		for _, p := range ports {
			if err := p.Plug(); err != nil {
				panic(fmt.Sprint("a simulated line: ", err))
			}
		}
	}
}

// runFor runs f until the test ends.
func (d *desks) runFor(f func(context.Context)) { d.run(f, func() {}) }
