package touch_test

import (
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/sim"
	"govkiosk/drivers/touch"
	"govkiosk/drivers/touch/touchtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bench is a simulated panel with its driver.
type bench struct {
	*touchtest.Bench
	panel *sim.Elo
	dev   atomic.Pointer[touch.Dev] // of the line of now
}

func newBench(t *testing.T, o sim.EloOpts) *bench {
	t.Helper()
	b := &bench{}
	b.Bench = touchtest.Serial(t, 4096,
		func(p *sim.Port) touchtest.Panel {
			b.panel = sim.NewElo(p, o)
			return b.panel
		},
		func(c line.Conn) (touchtest.Runner, error) {
			dev, err := touch.New(c, nil)
			b.dev.Store(dev)
			return dev, err
		})
	return b
}

func (b *bench) info() (i touch.Info) {
	if dev := b.dev.Load(); dev != nil {
		i = dev.Info()
	}
	return i
}

// settled waits until the driver has set the board up.
func (b *bench) settled(t *testing.T) touch.Info {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(5 * time.Second); ; {
		if i := b.info(); i.Answers {
			return i
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("not set up: %+v", b.info())
		}
	}
}

func TestBoardThatAnswers(t *testing.T) {
	b := newBench(t, sim.EloOpts{})
	info := b.settled(t)
	if info.Identity == nil || info.Identity.Type != "IntelliTouch" || info.Refused != nil {
		t.Errorf("got %+v", info)
	}
	b.Tapped(t)
}

func TestBoardThatAnswersNothing(t *testing.T) {
	b := newBench(t, sim.EloOpts{ListenOnly: true})
	b.Becomes(t, drivers.Online)
	b.Tapped(t)
	if i := b.info(); i.Answers || i.Identity != nil {
		t.Errorf("got %+v", i)
	}
}

func TestNoiseAndTornPackets(t *testing.T) {
	for _, fault := range []sim.EloFault{sim.EloGarbage, sim.EloTruncated, sim.EloWrong} {
		t.Run(string(fault), func(t *testing.T) {
			b := newBench(t, sim.EloOpts{Fault: fault})
			b.Becomes(t, drivers.Online)
			b.Tapped(t)
			if i := b.info(); i.Dropped == 0 || i.LastDrop == "" {
				t.Errorf("nothing was counted: %+v", i)
			}
		})
	}
}

// Bytes that come one by one are a report all the same, and nothing of it is
// dropped.
func TestSlowLine(t *testing.T) {
	b := newBench(t, sim.EloOpts{Fault: sim.EloSlow})
	b.Becomes(t, drivers.Online)
	b.Tapped(t)
	if i := b.info(); i.Dropped != 0 {
		t.Errorf("%d bytes are lost: %s", i.Dropped, i.LastDrop)
	}
}

func TestLostUntouchIsNoClick(t *testing.T) {
	b := newBench(t, sim.EloOpts{})
	b.settled(t)
	b.panel.SetFault(sim.EloNoUntouch)
	b.LostReleaseIsNoClick(t)
	b.panel.SetFault(sim.NoEloFault)
	b.Tapped(t)
}

func TestUnpluggedPanelComesBack(t *testing.T) {
	newBench(t, sim.EloOpts{}).UnpluggedComesBack(t)
}
