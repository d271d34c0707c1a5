package microtouch_test

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
	"govkiosk/drivers/touch/microtouch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bench is a simulated panel on the far end of a pty, with the driver and the
// queue on this one.
type bench struct {
	panel  *sim.MicroTouch
	port   *sim.Port
	queue  *touch.Queue
	states chan drivers.DeviceState
}

func newBench(t *testing.T, o sim.MicroTouchOpts) *bench {
	t.Helper()
	link := filepath.Join(t.TempDir(), "touch")
	port, err := sim.OpenPort(link, 9600)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{panel: sim.NewMicroTouch(port, o), port: port, states: make(chan drivers.DeviceState, 100)}
	b.queue, err = touch.NewQueue(touch.QueueOpts{
		Width: 1080, Height: 1920, Matrix: touch.Matrix{1080.0 / 16384, 0, 0, 0, 1920.0 / 16384, 0},
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		line.Keep(ctx, line.Config{Port: link, Baud: 9600}, func(ctx context.Context, c line.Conn) error {
			dev, err := microtouch.New(c, nil)
			if err != nil {
				return err
			}
			return dev.Run(ctx, b.queue.Put)
		}, b.notify)
	}()
	t.Cleanup(func() { stop(); <-done; b.panel.Close(); port.Close() })
	return b
}

func (b *bench) notify(s drivers.DeviceState, _ error) {
	if s != drivers.Online {
		b.queue.Cancel(touch.SourcePanel)
	}
	b.states <- s
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

// becomes waits for a state of the line.
func (b *bench) becomes(t *testing.T, want drivers.DeviceState) {
	t.Helper()
	for deadline := time.After(10 * time.Second); ; {
		select {
		case s := <-b.states:
			if s == want {
				return
			}
		case <-deadline:
			t.Fatalf("the line does not become %s", want)
		}
	}
}

// tapped wants one whole tap at the middle of the upper half. The finger stays
// until the panel has been seen to work: it may still be being set up.
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

func TestTapLandsWhereTheFingerIs(t *testing.T) {
	for name, o := range map[string]sim.MicroTouchOpts{
		"answers": {}, "answers nothing": {ListenOnly: true}, "other format": {OtherFormat: true},
		"noise": {Fault: sim.PanelGarbage}, "torn packets": {Fault: sim.PanelTruncated},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, o)
			b.becomes(t, drivers.Online)
			b.tapped(t)
		})
	}
}

func TestLostReleaseIsNoClick(t *testing.T) {
	b := newBench(t, sim.MicroTouchOpts{Fault: sim.PanelNoRelease})
	b.becomes(t, drivers.Online)
	go b.panel.Tap(0.5, 0.5)
	if e := b.next(t); e.Phase != touch.PhaseDown {
		t.Fatalf("got %+v, want a down", e)
	}
	if e := b.next(t); e.Phase != touch.PhaseCancel {
		t.Errorf("got %+v, want a cancel", e)
	}
}

func TestUnpluggedPanelComesBack(t *testing.T) {
	b := newBench(t, sim.MicroTouchOpts{})
	b.becomes(t, drivers.Online)
	b.panel.Down(0.5, 0.25)
	if e := b.next(t); e.Phase != touch.PhaseDown {
		t.Fatalf("got %+v, want a down", e)
	}
	b.port.Unplug()
	if e := b.next(t); e.Phase != touch.PhaseCancel {
		t.Errorf("got %+v, want a cancel", e)
	}
	b.becomes(t, drivers.DeviceMissing)
	b.panel.Up(0.5, 0.25)
	if err := b.port.Plug(); err != nil {
		t.Fatal(err)
	}
	b.becomes(t, drivers.Online)
	b.tapped(t)
}
