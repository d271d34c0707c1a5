// Package touchtest is what the tests of the touch drivers have in common: a
// driver on a line with a simulated panel at its far end, and one that runs in
// virtual time.
package touchtest

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/sim"
	"govkiosk/drivers/touch"
)

// Panel is the finger on a simulated serial panel.
type Panel interface {
	Down(x, y float64)
	Up(x, y float64)
	Tap(x, y float64)
	Close()
}

// Runner is a driver.
type Runner interface {
	Run(ctx context.Context, sink func(touch.Raw)) error
}

// Bench is a simulated panel on the far end of a pty, with the driver and a
// queue of 1080 by 1920 pixels on this one.
type Bench struct {
	Panel Panel

	port   *sim.Port
	queue  *touch.Queue
	states chan drivers.DeviceState
}

// Serial builds a bench for a panel of so many counts until the test ends.
func Serial(t *testing.T, counts float64, panel func(*sim.Port) Panel, driver func(line.Conn) (Runner, error)) *Bench {
	t.Helper()
	link := filepath.Join(t.TempDir(), "touch")
	port, err := sim.OpenPort(link, 9600)
	if err != nil {
		t.Fatal(err)
	}
	b := &Bench{Panel: panel(port), port: port, states: make(chan drivers.DeviceState, 100)}
	b.queue, err = touch.NewQueue(touch.QueueOpts{
		Width: 1080, Height: 1920, Matrix: touch.Matrix{1080 / counts, 0, 0, 0, 1920 / counts, 0},
		LostAfter: time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		line.Keep(ctx, line.Config{Port: link, Baud: 9600}, func(ctx context.Context, c line.Conn) error {
			dev, err := driver(c)
			if err != nil {
				return err
			}
			return dev.Run(ctx, b.queue.Put)
		}, b.notify)
	}()
	t.Cleanup(func() { stop(); <-done; b.Panel.Close(); port.Close() })
	return b
}

func (b *Bench) notify(s drivers.DeviceState, _ error) {
	if s != drivers.Online {
		b.queue.Cancel(touch.SourcePanel)
	}
	b.states <- s
}

// Next is the next event but moves; the test fails when none comes.
func (b *Bench) Next(t *testing.T) touch.Event {
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

// Wants fails the test when the next event is another.
func (b *Bench) Wants(t *testing.T, phase touch.Phase) {
	t.Helper()
	if e := b.Next(t); e.Phase != phase {
		t.Fatalf("got %+v, want %s", e, phase)
	}
}

// Becomes waits for a state of the line.
func (b *Bench) Becomes(t *testing.T, want drivers.DeviceState) {
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

// Tapped wants one whole tap at the middle of the upper half. The finger stays
// until the panel has been seen to work: it may still be being set up.
func (b *Bench) Tapped(t *testing.T) {
	t.Helper()
	b.Panel.Down(0.5, 0.25)
	down := b.Next(t)
	<-time.After(50 * time.Millisecond) // as long as a tap takes
	b.Panel.Up(0.5, 0.25)
	up := b.Next(t)
	if down.Phase != touch.PhaseDown || up.Phase != touch.PhaseUp {
		t.Fatalf("got %s and %s, want down and up", down.Phase, up.Phase)
	}
	if x, y := up.X-540, up.Y-480; x*x+y*y > 4 {
		t.Errorf("tap at %.1f, %.1f; want 540, 480", up.X, up.Y)
	}
}

// LostReleaseIsNoClick is the test of a panel that tells no release.
func (b *Bench) LostReleaseIsNoClick(t *testing.T) {
	b.Becomes(t, drivers.Online)
	go b.Panel.Tap(0.5, 0.5)
	b.Wants(t, touch.PhaseDown)
	b.Wants(t, touch.PhaseCancel)
}

// UnpluggedComesBack is the test of a panel that is unplugged under a finger.
func (b *Bench) UnpluggedComesBack(t *testing.T) {
	b.Becomes(t, drivers.Online)
	b.Panel.Down(0.5, 0.25)
	b.Wants(t, touch.PhaseDown)
	b.port.Unplug()
	b.Wants(t, touch.PhaseCancel)
	b.Becomes(t, drivers.DeviceMissing)
	b.Panel.Up(0.5, 0.25)
	if err := b.port.Plug(); err != nil {
		t.Fatal(err)
	}
	b.Becomes(t, drivers.Online)
	b.Tapped(t)
}
