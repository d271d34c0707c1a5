package scanner_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/scanner"
	"govkiosk/drivers/sim"
)

func plug(t *testing.T, s sim.ScannerOpts) (*sim.Port, *sim.Scanner) {
	t.Helper()
	port, err := sim.OpenPort(filepath.Join(t.TempDir(), "scanner"), 115200)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { port.Close() })
	reader := sim.NewScanner(port, s)
	t.Cleanup(reader.Close)
	return port, reader
}

func newDesk(t *testing.T, s sim.ScannerOpts, o scanner.Opts) (*scanner.Dev, *sim.Scanner) {
	t.Helper()
	port, reader := plug(t, s)
	conn, err := line.Open(line.Config{Port: port.Link(), Baud: 115200})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	d, err := scanner.New(conn, &o)
	if err != nil {
		t.Fatal(err)
	}
	return d, reader
}

var anything = scanner.Want{Pattern: `.*`, Max: 100}

// runs collects what Run hands on until stop is called.
func runs(t *testing.T, d *scanner.Dev) (next func() (scanner.Code, error)) {
	t.Helper()
	type found struct {
		code scanner.Code
		err  error
	}
	ctx, cancel := context.WithCancel(context.Background())
	all, done := make(chan found, 64), make(chan struct{})
	go func() {
		defer close(done)
		d.Run(ctx, func(c scanner.Code, err error) { all <- found{c, err} })
	}()
	t.Cleanup(func() { cancel(); <-done })
	return func() (scanner.Code, error) {
		t.Helper()
		select {
		case f := <-all:
			return f.code, f.err
		case <-time.After(10 * time.Second):
			t.Fatal("no code")
		}
		return scanner.Code{}, nil
	}
}

func TestSimPresentation(t *testing.T) {
	for _, suffix := range []string{"\r\n", "\r", "\n", "none"} {
		d, reader := newDesk(t, sim.ScannerOpts{Suffix: suffix, AIM: true}, scanner.Opts{AIM: true})
		next := runs(t, d)
		for _, fault := range []sim.ScannerFault{sim.NoScannerFault, sim.ScannerSlow} {
			reader.SetFault(fault)
			reader.Show("]Q1", []byte("业务单号2024"))
			if c, err := next(); err != nil || c.Text != "业务单号2024" || c.AIM != "]Q1" || c.Charset != scanner.UTF8 {
				t.Errorf("%q %s: %q %v", suffix, fault, c.Text, err)
			}
		}
		reader.SetFault(sim.ScannerNoise)
		reader.Show("]Q1", []byte("A037"))
		if _, err := next(); drivers.KindOf(err) != drivers.UserError {
			t.Errorf("noise: %v", err)
		}
		if c, err := next(); err != nil || c.Text != "A037" {
			t.Errorf("after noise: %q %v", c.Text, err)
		}
	}
}

func TestSimTrigger(t *testing.T) {
	for family, as := range map[sim.ScannerFamily]scanner.Family{sim.ScannerGM65: scanner.GM65, sim.ScannerHoneywell: scanner.Honeywell} {
		t.Run(string(family), func(t *testing.T) {
			t.Parallel()
			d, reader := newDesk(t, sim.ScannerOpts{Family: family, Manual: true}, scanner.Opts{Family: as, Trigger: true})
			reader.Show("", []byte("A037"))
			if c, err := d.Scan(t.Context(), anything); err != nil || c.Text != "A037" {
				t.Errorf("%q %v", c.Text, err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			if _, err := d.Scan(ctx, anything); drivers.KindOf(err) != drivers.Timeout {
				t.Error(err)
			}
			dark(t, reader)
			reader.SetFault(sim.ScannerSilent)
			if _, err := d.Scan(ctx, anything); err == nil {
				t.Error("a silent reader read something")
			}
		})
	}
}

// dark wants the light out soon.
func dark(t *testing.T, reader *sim.Scanner) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for limit := time.After(5 * time.Second); reader.Lit(); {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatal("the light stays on")
		}
	}
}

func TestSimCommands(t *testing.T) {
	g, reader := newDesk(t, sim.ScannerOpts{Family: sim.ScannerGM65}, scanner.Opts{Family: scanner.GM65})
	if err := g.Present(t.Context()); err != nil {
		t.Error(err)
	}
	if err := g.SetRegister(t.Context(), 0x00D0, 0x80); err != nil || reader.Register(0x00D0) != 0x80 {
		t.Error(err)
	}
	if b, err := g.Register(t.Context(), 0x002A, 2); err != nil || string(b) != "\x39\x01" {
		t.Errorf("% X %v", b, err)
	}
	if err := g.Save(t.Context()); err != nil || len(reader.Settings()) != 1 {
		t.Error(err)
	}
	for _, fault := range []sim.ScannerFault{sim.ScannerWrong, sim.ScannerHalf, sim.ScannerSilent} {
		reader.SetFault(fault)
		if err := g.Present(t.Context()); drivers.KindOf(err) != drivers.Timeout {
			t.Errorf("%s: %v", fault, err)
		}
	}
	h, reader := newDesk(t, sim.ScannerOpts{Family: sim.ScannerHoneywell}, scanner.Opts{Family: scanner.Honeywell})
	if err := h.Configure(t.Context(), "TRGMOD0."); err != nil || len(reader.Settings()) != 1 {
		t.Error(err)
	}
	if err := h.Configure(t.Context(), "NOSUCH1."); drivers.KindOf(err) != drivers.BadRequest {
		t.Error(err)
	}
	n, _ := newDesk(t, sim.ScannerOpts{Family: sim.ScannerNewland}, scanner.Opts{Family: scanner.Newland})
	if err := n.Present(t.Context()); err != nil {
		t.Error(err)
	}
	if err := n.Configure(t.Context(), "nls0302010"); err != nil {
		t.Error(err)
	}
	if err := n.Configure(t.Context(), "nls"); drivers.KindOf(err) != drivers.BadRequest {
		t.Error(err)
	}
}

// A reader that is unplugged and comes back reads again.
func TestSimUnplugAndReturn(t *testing.T) {
	port, reader := plug(t, sim.ScannerOpts{})
	ctx, cancel := context.WithCancel(t.Context())
	states, codes, done := make(chan drivers.DeviceState, 64), make(chan string, 64), make(chan struct{})
	go func() {
		defer close(done)
		line.Keep(ctx, line.Config{Port: port.Link(), Baud: 115200}, func(ctx context.Context, c line.Conn) error {
			d, err := scanner.New(c, nil)
			if err != nil {
				return err
			}
			return d.Run(ctx, func(c scanner.Code, err error) { codes <- c.Text })
		}, func(s drivers.DeviceState, _ error) { states <- s })
	}()
	limit := time.After(30 * time.Second)
	await := func(want drivers.DeviceState) {
		t.Helper()
		for {
			select {
			case s := <-states:
				if s == want {
					return
				}
			case <-limit:
				t.Fatalf("never %s", want)
			}
		}
	}
	reads := func(text string) {
		t.Helper()
		reader.Show("", []byte(text))
		select {
		case got := <-codes:
			if got != text {
				t.Errorf("%q, want %q", got, text)
			}
		case <-limit:
			t.Fatalf("never %q", text)
		}
	}
	await(drivers.Online)
	reads("BEFORE")
	port.Unplug()
	await(drivers.DeviceMissing)
	if err := port.Plug(); err != nil {
		t.Fatal(err)
	}
	await(drivers.Online)
	reads("AFTER")
	cancel()
	<-done
}
