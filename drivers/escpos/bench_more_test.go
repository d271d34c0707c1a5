package escpos_test

import (
	"context"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
	"govkiosk/drivers/line"
	"govkiosk/drivers/sim"
)

// The simulator's automatic status becomes events while nothing is printed,
// and a job in between is proven all the same.
func TestBenchEvents(t *testing.T) {
	var mu sync.Mutex
	seen := map[drivers.PaperState]bool{}
	b := newBench(t, escpos.Opts{Profile: "epson", Events: func(e escpos.Event) {
		mu.Lock()
		defer mu.Unlock()
		seen[e.Status.Paper] = true
	}}, sim.PrinterOpts{})
	r, err := b.dev.Print(t.Context(), "J001", paper())
	want(t, r, err, drivers.Done, "")
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	time.AfterFunc(300*time.Millisecond, func() { b.sim.SetPaper(sim.PaperLow) })
	if err := b.dev.Listen(ctx); err != nil {
		t.Fatal(err)
	}
	r, err = b.dev.Print(t.Context(), "J002", paper())
	want(t, r, err, drivers.Done, "")
	mu.Lock()
	defer mu.Unlock()
	if !seen[drivers.PaperFull] || !seen[drivers.PaperLow] || len(seen) != 2 {
		t.Errorf("told %v, want full and low", seen)
	}
}

func TestBenchCounters(t *testing.T) {
	b := newBench(t, escpos.Opts{Profile: "epson"}, sim.PrinterOpts{})
	before, err := b.dev.Counters(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.dev.Print(t.Context(), "J001", paper())
	want(t, r, err, drivers.Done, "")
	after, err := b.dev.Counters(t.Context())
	if err != nil || after[escpos.CounterCuts] != before[escpos.CounterCuts]+1 || after[escpos.CounterLines] <= before[escpos.CounterLines] {
		t.Errorf("%v, then %v, %v; want one cut more", before, after, err)
	}
}

// The life of a slip at a mouth with a sensor.
func TestBenchWatch(t *testing.T) {
	var kinds []escpos.EventKind
	b := newBench(t, escpos.Opts{Profile: "masung", Events: func(e escpos.Event) { kinds = append(kinds, e.Kind) }}, sim.PrinterOpts{})
	r, err := b.dev.Print(t.Context(), "J001", paper())
	want(t, r, err, drivers.Done, "")
	time.AfterFunc(time.Second, func() { b.sim.TakePaper() })
	m, err := b.dev.Watch(t.Context(), 300*time.Millisecond)
	if m != drivers.MediaNotPresent || err != nil {
		t.Errorf("%v, %v", m, err)
	}
	if len(kinds) != 3 || kinds[0] != escpos.EventPresented || kinds[1] != escpos.EventLeftBehind || kinds[2] != escpos.EventTaken {
		t.Errorf("%v", kinds)
	}
}

// overTCP puts a network interface in front of the simulated printer.
func overTCP(t *testing.T, link string) (addr string) {
	t.Helper()
	serial, err := line.Open(line.Config{Port: link, Baud: 115200})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var work sync.WaitGroup
	t.Cleanup(func() { stop(); l.Close(); work.Wait(); serial.Close() })
	work.Go(func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		work.Go(func() { io.Copy(writer{ctx, serial}, c) })
		io.Copy(c, writer{ctx, serial})
	})
	return l.Addr().String()
}

// writer is a line under one context, as an io.ReadWriter.
type writer struct {
	ctx context.Context
	c   line.Conn
}

func (w writer) Write(p []byte) (int, error) { return w.c.Write(w.ctx, p) }
func (w writer) Read(p []byte) (int, error)  { return w.c.Read(w.ctx, p) }

func TestBenchOverTheNetwork(t *testing.T) {
	t.Parallel()
	port, err := sim.OpenPort(t.TempDir()+"/printer", 115200)
	if err != nil {
		t.Fatal(err)
	}
	defer port.Close()
	p := sim.NewPrinter(port, sim.PrinterOpts{Speed: 400})
	defer p.Close()
	c, err := line.DialPrinter(t.Context(), overTCP(t, port.Link()))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	d, err := escpos.New(c, &escpos.Opts{Profile: "generic"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.Print(t.Context(), "J001", paper())
	want(t, r, err, drivers.Done, "")
	if s := p.Slips(); len(s) != 1 || !s[0].Complete {
		t.Errorf("%d slips", len(s))
	}
	p.SetPaper(sim.PaperOut)
	r, err = d.Print(t.Context(), "J002", paper())
	want(t, r, err, drivers.NotDone, drivers.PaperOut)
}

// A Custom's presenter takes back the slip that nobody takes in its time; one
// that was taken is not counted as such.
func TestBenchPresenter(t *testing.T) {
	for _, profile := range []string{"custom-vkp", "custom"} {
		t.Run(profile, func(t *testing.T) {
			present := escpos.Presentation{Out: 160, Then: escpos.ThenRetract, After: time.Second}
			b := newBench(t, escpos.Opts{Profile: profile, Present: present}, sim.PrinterOpts{Presenter: true})
			r, err := b.dev.Print(t.Context(), "J001", starPaper())
			want(t, r, err, drivers.Done, "")
			b.watched(t, drivers.MediaRetracted)
			b.sim.OnSlip(func(sim.Slip) { b.sim.TakePaper() })
			r, err = b.dev.Print(t.Context(), "J002", starPaper())
			want(t, r, err, drivers.Done, "")
			b.watched(t, drivers.MediaNotPresent)
			slips := b.sim.Slips()
			if len(slips) != 2 || !slips[0].Retracted || slips[0].Taken || slips[1].Retracted || !slips[1].Taken {
				t.Errorf("%+v, want one that was taken back and one that was taken", slips)
			}
			if v := b.sim.Violations(); len(v) > 0 {
				t.Errorf("against the manual: %v", v)
			}
		})
	}
}

// watched waits until the slip is gone, and compares what became of it.
func (b *bench) watched(t *testing.T, want drivers.MediaState) {
	t.Helper()
	if _, err := b.dev.Watch(t.Context(), 0); err != nil {
		t.Error(err)
	}
	if m, err := b.dev.Gone(t.Context()); m != want || err != nil {
		t.Errorf("%v, %v, want %v", m, err, want)
	}
}
