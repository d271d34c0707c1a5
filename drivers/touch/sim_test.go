package touch_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/sim"
	"govkiosk/drivers/touch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bench is a simulated panel on the far end of a pty, with the driver and the
// queue on this one.
type bench struct {
	panel *sim.Elo
	dev   *touch.Dev
	queue *touch.Queue
	port  *sim.Port
	ended chan error
}

func newBench(t *testing.T, o sim.EloOpts) *bench {
	t.Helper()
	link := filepath.Join(t.TempDir(), "touch")
	port, err := sim.OpenPort(link, 9600)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { port.Close() })
	b := &bench{panel: sim.NewElo(port, o), port: port, ended: make(chan error, 1)}
	t.Cleanup(b.panel.Close)
	conn, err := line.Open(line.Config{Port: link, Baud: 9600})
	if err != nil {
		t.Fatal(err)
	}
	b.queue, err = touch.NewQueue(touch.QueueOpts{
		Width: 1080, Height: 1920, Matrix: touch.Matrix{1080.0 / 4096, 0, 0, 0, 1920.0 / 4096, 0},
	})
	if err != nil {
		t.Fatal(err)
	}
	if b.dev, err = touch.New(conn, nil); err != nil {
		t.Fatal(err)
	}
	go func() { b.ended <- b.dev.Run(t.Context(), b.queue.Put) }()
	t.Cleanup(func() { b.dev.Halt() })
	return b
}

// next is the next event but moves; the test fails when none comes.
func (b *bench) next(t *testing.T) touch.Event {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	for {
		e, err := b.queue.Get(ctx)
		if err != nil {
			t.Fatalf("no event: %v", err)
		}
		if e.Phase != touch.PhaseMove {
			return e
		}
	}
}

// tapped wants one whole tap at the middle of the upper half. The finger stays
// until it was seen, however slow the machine is.
func (b *bench) tapped(t *testing.T) {
	t.Helper()
	b.panel.Down(0.5, 0.25)
	down := b.next(t)
	<-time.After(50 * time.Millisecond) // as long as a tap takes
	b.panel.Up(0.5, 0.25)
	up := b.next(t)
	if down.Phase != touch.PhaseDown || up.Phase != touch.PhaseUp {
		t.Fatalf("got %s and %s, want down and up", down.Phase, up.Phase)
	}
	if x, y := up.X-540, up.Y-480; x*x+y*y > 4 {
		t.Errorf("tap at %.1f, %.1f; want 540, 480", up.X, up.Y)
	}
}

// settled waits until the driver has set the board up, or given it up.
func (b *bench) settled(t *testing.T, done func(touch.Info) bool) touch.Info {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(5 * time.Second); ; {
		if i := b.dev.Info(); done(i) {
			return i
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("not set up: %+v", b.dev.Info())
		}
	}
}

func TestBoardThatAnswers(t *testing.T) {
	b := newBench(t, sim.EloOpts{})
	info := b.settled(t, func(i touch.Info) bool { return i.Answers })
	if info.Identity == nil || info.Identity.Type != "IntelliTouch" || info.Refused != nil {
		t.Errorf("got %+v", info)
	}
	b.tapped(t)
}

func TestBoardThatAnswersNothing(t *testing.T) {
	b := newBench(t, sim.EloOpts{ListenOnly: true})
	b.tapped(t)
	if i := b.dev.Info(); i.Answers || i.Identity != nil {
		t.Errorf("got %+v", i)
	}
}

func TestNoiseAndTornPackets(t *testing.T) {
	for _, fault := range []sim.EloFault{sim.EloGarbage, sim.EloTruncated, sim.EloWrong} {
		t.Run(string(fault), func(t *testing.T) {
			b := newBench(t, sim.EloOpts{Fault: fault})
			b.tapped(t)
			if i := b.dev.Info(); i.Dropped == 0 || i.LastDrop == "" {
				t.Errorf("nothing was counted: %+v", i)
			}
		})
	}
}

// Bytes that come one by one are a report all the same, and nothing of it is
// dropped.
func TestSlowLine(t *testing.T) {
	b := newBench(t, sim.EloOpts{Fault: sim.EloSlow})
	b.tapped(t)
	if i := b.dev.Info(); i.Dropped != 0 {
		t.Errorf("%d bytes are lost: %s", i.Dropped, i.LastDrop)
	}
}

func TestLostUntouchIsNoClick(t *testing.T) {
	b := newBench(t, sim.EloOpts{})
	b.settled(t, func(i touch.Info) bool { return i.Answers })
	b.panel.SetFault(sim.EloNoUntouch)
	go b.panel.Tap(0.5, 0.5)
	if e := b.next(t); e.Phase != touch.PhaseDown {
		t.Fatalf("got %+v, want a down", e)
	}
	if e := b.next(t); e.Phase != touch.PhaseCancel {
		t.Errorf("got %+v, want a cancel", e)
	}
	b.panel.SetFault(sim.NoEloFault)
	b.tapped(t)
}

func TestUnpluggedPanel(t *testing.T) {
	b := newBench(t, sim.EloOpts{})
	b.settled(t, func(i touch.Info) bool { return i.Answers })
	b.port.Unplug()
	select {
	case err := <-b.ended:
		if drivers.KindOf(err) != drivers.NoDevice {
			t.Errorf("got %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Error("Run goes on without a line")
	}
}
