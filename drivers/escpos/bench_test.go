package escpos_test

import (
	"bytes"
	"context"
	"image"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
	"govkiosk/drivers/line"
	"govkiosk/drivers/sim"
)

// bench is a driver and a simulated printer at the ends of a pty. The
// simulator is written from the manual and knows nothing of the driver.
type bench struct {
	dev  *escpos.Dev
	sim  *sim.Printer
	port *sim.Port
}

func newBench(t *testing.T, o escpos.Opts, so sim.PrinterOpts) *bench {
	t.Helper()
	t.Parallel()
	if so.Speed == 0 {
		so.Speed = 400
	}
	link := filepath.Join(t.TempDir(), "printer")
	port, err := sim.OpenPort(link, 115200)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { port.Close() })
	p := sim.NewPrinter(port, so)
	t.Cleanup(p.Close)
	c, err := line.Open(line.Config{Port: link, Baud: 115200, Flow: line.FlowNone})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if o.PrintTimeout == 0 {
		o.PrintTimeout = 3 * time.Second
	}
	d, err := escpos.New(c, &o)
	if err != nil {
		t.Fatal(err)
	}
	return &bench{d, p, port}
}

// paper is 15 cm long, two thirds of it a picture of 7 kB.
func paper() *escpos.Doc {
	black := image.NewGray(image.Rect(0, 0, 400, 140))
	d := &escpos.Doc{Margin: 12}
	d.Line(escpos.Centre, escpos.Big("路南区政务服务中心"))
	d.Rule()
	d.Raster(black, "A037")
	d.Columns(escpos.Col(1, escpos.Left, escpos.Plain("姓名")), escpos.Col(0, escpos.Right, escpos.Plain("张*三")))
	d.QR("https://hall.example/q/A037", 8)
	d.Line(escpos.Left, escpos.Plain("叫到三次没来算过号。30 分钟内到 C 区导办台，可以接着办。"))
	d.Feed(30)
	d.Cut()
	return d
}

// want checks the outcome and its kind.
func want(t *testing.T, r escpos.Result, err error, o drivers.Outcome, k drivers.Kind) {
	t.Helper()
	if r.Outcome != o || drivers.OutcomeOf(err) != o || drivers.KindOf(err) != k {
		t.Fatalf("%v, %v; want %v of kind %q (%s)", r.Outcome, err, o, k, r.Evidence)
	}
}

func TestBenchDone(t *testing.T) {
	for _, o := range []escpos.Opts{{Profile: "masung"}, {Profile: "generic"}, {Profile: "epson"}, {Profile: "generic", Confirm: escpos.ConfirmGSR}} {
		t.Run(o.Profile+string(o.Confirm), func(t *testing.T) {
			b := newBench(t, o, sim.PrinterOpts{})
			r, err := b.dev.Print(t.Context(), "J001", paper())
			want(t, r, err, drivers.Done, "")
			slips := b.sim.Slips()
			if len(slips) != 1 || !slips[0].Complete {
				t.Fatalf("%d slips, want one that is complete", len(slips))
			}
			for _, v := range b.sim.Violations() {
				if !strings.HasPrefix(v, "GS P") { // its units are dots already
					t.Errorf("against the manual: %s", v)
				}
			}
			if n := b.sim.Dropped(); n > 0 {
				t.Errorf("%d bytes ran over the printer's buffer", n)
			}
		})
	}
}

// Without the handshake, a slow printer's buffer would run over.
func TestBenchPacing(t *testing.T) {
	b := newBench(t, escpos.Opts{Profile: "generic"}, sim.PrinterOpts{NoHandshake: true, Speed: 60})
	r, err := b.dev.Print(t.Context(), "J001", paper())
	want(t, r, err, drivers.Done, "")
	if n := b.sim.Dropped(); n > 0 {
		t.Errorf("%d bytes ran over the printer's buffer", n)
	}
}

// The paper ends in the ticket: the rest is thrown away, and after the roll is
// changed what hung out is cut off before the next ticket comes, once.
func TestBenchPaperEnd(t *testing.T) {
	b := newBench(t, escpos.Opts{Profile: "masung"}, sim.PrinterOpts{})
	b.sim.RunOut(200)
	r, err := b.dev.Print(t.Context(), "J001", paper())
	want(t, r, err, drivers.NotDone, drivers.PaperOut)
	if !r.Incomplete {
		t.Error("nobody is told of the piece that hangs out")
	}
	before := len(b.sim.Slips())
	b.sim.SetPaper(sim.PaperFull)
	r, err = b.dev.Print(t.Context(), "J002", paper())
	want(t, r, err, drivers.Done, "")
	slips := b.sim.Slips()[before:]
	if len(slips) != 2 || slips[0].Complete || !slips[1].Complete {
		t.Fatalf("%d papers after the roll was changed, want the torn piece and the ticket", len(slips))
	}
	if r, err = b.dev.Print(t.Context(), "J003", paper()); err == nil {
		t.Fatal("printed behind a slip in the mouth")
	}
	b.sim.TakePaper()
	r, err = b.dev.Print(t.Context(), "J004", paper())
	want(t, r, err, drivers.Done, "")
	if n := len(b.sim.Slips()) - before; n != 3 {
		t.Errorf("%d papers in all, want no scrap before a ticket after a whole one", n)
	}
}

func TestBenchFaultsBefore(t *testing.T) {
	tests := []struct {
		name string
		set  func(p *sim.Printer)
		kind drivers.Kind
	}{
		{"paper out", func(p *sim.Printer) { p.SetPaper(sim.PaperOut) }, drivers.PaperOut},
		{"cover", func(p *sim.Printer) { p.SetCover(true) }, drivers.CoverOpen},
		{"cutter", func(p *sim.Printer) { p.SetCutterJam(true) }, drivers.PaperJammed},
		{"head hot", func(p *sim.Printer) { p.SetHeadHot(true) }, drivers.NotReady},
		{"silent", func(p *sim.Printer) { p.SetSilent(true) }, drivers.Timeout},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t, escpos.Opts{Profile: "masung"}, sim.PrinterOpts{})
			tt.set(b.sim)
			r, err := b.dev.Print(t.Context(), "J001", paper())
			want(t, r, err, drivers.NotDone, tt.kind)
			if got := b.sim.Received(); bytes.Contains(got, []byte("\x1b@")) {
				t.Errorf("%d bytes and the job among them", len(got))
			}
		})
	}
}

func TestBenchMouth(t *testing.T) {
	b := newBench(t, escpos.Opts{Profile: "masung"}, sim.PrinterOpts{})
	r, err := b.dev.Print(t.Context(), "J001", paper())
	want(t, r, err, drivers.Done, "")
	if m, err := b.dev.Mouth(t.Context()); m != drivers.MediaPresent || err != nil {
		t.Errorf("mouth %v, %v; want present", m, err)
	}
	r, err = b.dev.Print(t.Context(), "J002", paper())
	want(t, r, err, drivers.NotDone, drivers.MediaRetained)
	b.sim.TakePaper()
	if m, err := b.dev.Mouth(t.Context()); m != drivers.MediaNotPresent || err != nil {
		t.Errorf("mouth %v, %v; want not present", m, err)
	}
}

// Between the knife and the printer's word the whole slip hangs in the mouth:
// a fault there leaves open whether somebody has it. So does a knife that
// sticks, which may do so on its way back.
func TestBenchFaultAtTheCut(t *testing.T) {
	for _, proof := range []escpos.Confirm{escpos.ConfirmProcessID, escpos.ConfirmGSR} {
		for _, tt := range []struct {
			name string
			set  func(p *sim.Printer)
			kind drivers.Kind
			cut  int
		}{
			{"cover opened behind the cut", func(p *sim.Printer) { p.OnCut(func() { p.SetCover(true) }) }, drivers.CoverOpen, 1},
			{"paper out behind the cut", func(p *sim.Printer) { p.OnCut(func() { p.SetPaper(sim.PaperOut) }) }, drivers.PaperOut, 1},
			{"knife sticks", func(p *sim.Printer) { p.JamAtNextCut() }, drivers.PaperJammed, 0},
		} {
			t.Run(string(proof)+" "+tt.name, func(t *testing.T) {
				b := newBench(t, escpos.Opts{Profile: "masung", Confirm: proof}, sim.PrinterOpts{})
				tt.set(b.sim)
				r, err := b.dev.Print(t.Context(), "J001", paper())
				want(t, r, err, drivers.Unknown, tt.kind)
				if n := len(b.sim.Slips()); n != tt.cut {
					t.Errorf("%d slips were cut off, want %d", n, tt.cut)
				}
			})
		}
	}
}

// A printer that answers no GS r cannot tell where it stopped.
func TestBenchPaperEndWithoutFences(t *testing.T) {
	b := newBench(t, escpos.Opts{Profile: "masung", PrintTimeout: time.Second}, sim.PrinterOpts{NoGSR: true})
	b.sim.RunOut(200)
	r, err := b.dev.Print(t.Context(), "J001", starPaper())
	want(t, r, err, drivers.Unknown, drivers.PaperOut)
}

func TestBenchCloneWithoutProcessID(t *testing.T) {
	b := newBench(t, escpos.Opts{Profile: "generic", PrintTimeout: time.Second}, sim.PrinterOpts{NoProcessID: true})
	r, err := b.dev.Print(t.Context(), "J001", paper())
	want(t, r, err, drivers.Unknown, drivers.Timeout)
	if n := len(b.sim.Slips()); n != 1 {
		t.Errorf("%d slips; a time that passed must not stop a printer that prints", n)
	}
}

// A printer that is unplugged in the middle of a slip and comes back: nobody
// knows what came of that slip, and the next one is whole.
func TestBenchUnplugAndReturn(t *testing.T) {
	t.Parallel()
	port, err := sim.OpenPort(filepath.Join(t.TempDir(), "printer"), 115200)
	if err != nil {
		t.Fatal(err)
	}
	defer port.Close()
	p := sim.NewPrinter(port, sim.PrinterOpts{Speed: 400})
	defer p.Close()
	middle := make(chan struct{})
	total := 0
	p.OnBytes(func(b []byte) {
		if total += len(b); total > 3000 && total-len(b) <= 3000 {
			close(middle)
		}
	})
	go func() { <-middle; port.Unplug() }()

	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	lost := false
	line.Keep(ctx, line.Config{Port: port.Link(), Baud: 115200}, func(ctx context.Context, c line.Conn) error {
		d, err := escpos.New(c, &escpos.Opts{Profile: "generic", PrintTimeout: 3 * time.Second, Torn: lost})
		if err != nil {
			t.Error(err)
		}
		if !lost {
			r, err := d.Print(ctx, "J001", paper())
			want(t, r, err, drivers.Unknown, drivers.NoDevice)
			return err
		}
		defer stop()
		if err := d.Resume(ctx); err != nil {
			t.Error(err)
		}
		r, err := d.Print(ctx, "J002", paper())
		want(t, r, err, drivers.Done, "")
		return nil
	}, func(s drivers.DeviceState, _ error) {
		if s == drivers.DeviceMissing && !lost {
			lost = true
			if err := port.Plug(); err != nil {
				t.Error(err)
			}
		}
	})
	slips := p.Slips()
	if !lost || len(slips) != 2 || slips[0].Complete || !slips[1].Complete {
		t.Errorf("lost %v, %d slips, want a piece and a whole one", lost, len(slips))
	}
}

func TestBenchStatus(t *testing.T) {
	b := newBench(t, escpos.Opts{Profile: "masung"}, sim.PrinterOpts{})
	s, err := b.dev.Status(t.Context())
	if err != nil || s.State != drivers.Online || s.Paper != drivers.PaperFull || s.Mouth != drivers.MediaNotPresent {
		t.Errorf("%+v, %v", s, err)
	}
	b.sim.SetPaper(sim.PaperLow)
	if s, err = b.dev.Status(t.Context()); err != nil || s.Paper != drivers.PaperLow || s.Hindrance() != "" {
		t.Errorf("%+v, %v; want low paper that hinders nothing", s, err)
	}
	if !slices.Contains(escpos.ProfileNames(), b.dev.Profile().Name) {
		t.Error("profile is not of the table")
	}
}
