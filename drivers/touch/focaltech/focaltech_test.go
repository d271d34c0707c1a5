package focaltech

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"periph.io/x/conn/v3/i2c"
	"periph.io/x/conn/v3/i2c/i2ctest"

	"govkiosk/drivers"
	"govkiosk/drivers/sim"
	"govkiosk/drivers/touch"
	"govkiosk/drivers/touch/touchtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// run is a driver that runs in a bubble.
type run struct {
	*touchtest.Run
	dev *Dev
}

func start(t *testing.T, b i2c.Bus, o *Opts) *run {
	t.Helper()
	d, err := New(b, o)
	if err != nil {
		t.Fatal(err)
	}
	return &run{touchtest.Start(t, d), d}
}

func pass(d time.Duration) { touchtest.Pass(d) }

var finger = sim.TouchPoint{ID: 0, X: 120, Y: 300, Size: 3}

// A release is the contact's absence, whether or not the chip tells it too.
func TestTapIsReported(t *testing.T) {
	for _, fault := range []sim.BusFault{sim.NoBusFault, sim.BusNoLift} {
		for name, wired := range map[string]bool{"interrupt": true, "polled": false} {
			synctest.Test(t, func(t *testing.T) {
				chip := sim.NewFocalTech(sim.FocalTechOpts{Fault: fault})
				var o Opts
				if wired {
					o.INT = chip.INT()
				}
				r := start(t, chip, &o)
				pass(100 * time.Millisecond)
				chip.Touch(finger)
				pass(60 * time.Millisecond)
				chip.Touch()
				pass(60 * time.Millisecond)
				first := r.Got[0]
				first.At = time.Time{}
				if first != (touch.Raw{Phase: touch.PhaseDown, X: 120, Y: 300, Size: 3}) {
					t.Errorf("%s: got %+v", name, first)
				}
				got := r.Phases()
				if got[0] != touch.PhaseDown || got[len(got)-1] != touch.PhaseUp {
					t.Errorf("%s %q: got %v", name, fault, got)
				}
				r.Stop()
				<-r.Done
				if drivers.KindOf(r.Ended) != drivers.Cancelled {
					t.Errorf("ended with %v", r.Ended)
				}
			})
		}
	}
}

func TestHowAChipIsGivenUp(t *testing.T) {
	for fault, want := range map[sim.BusFault]drivers.Kind{
		sim.BusNACK: drivers.NoDevice, sim.BusAllFF: drivers.NotReady, sim.BusTooMany: drivers.Protocol,
	} {
		synctest.Test(t, func(t *testing.T) {
			chip := sim.NewFocalTech(sim.FocalTechOpts{})
			r := start(t, chip, nil)
			chip.Touch(finger)
			pass(100 * time.Millisecond)
			chip.SetFault(fault)
			<-r.Done
			if drivers.KindOf(r.Ended) != want || !strings.HasPrefix(r.Ended.Error(), "focaltech: read: ") {
				t.Errorf("%s: %v, want %s", fault, r.Ended, want)
			}
			if got := r.Phases(); got[len(got)-1] != touch.PhaseCancel {
				t.Errorf("%s: the contact that was open ends with %v", fault, got)
			}
		})
	}
}

// One answer of FF is noise: the contact goes on.
func TestOneBadAnswerEndsNoContact(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chip := sim.NewFocalTech(sim.FocalTechOpts{})
		r := start(t, chip, nil)
		chip.Touch(finger)
		pass(100 * time.Millisecond)
		chip.SetFault(sim.BusAllFF)
		pass(50 * time.Millisecond)
		chip.SetFault(sim.NoBusFault)
		pass(100 * time.Millisecond)
		if got := r.Phases(); !cmp.Equal(got, []touch.Phase{touch.PhaseDown, touch.PhaseMove}) {
			t.Errorf("got %v", got)
		}
		if i := r.dev.Info(); i.Bad == 0 || !strings.Contains(i.LastBad, "FF") {
			t.Errorf("got %+v", i)
		}
		r.Stop()
		<-r.Done
	})
}

func TestResetWakesTheChip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chip := sim.NewFocalTech(sim.FocalTechOpts{Fault: sim.BusAllFF})
		r := start(t, chip, &Opts{RST: chip.RST()})
		pass(time.Second)
		chip.Touch(finger)
		pass(100 * time.Millisecond)
		if i := r.dev.Info(); i.Chip != 0x36 || i.Vendor != 0x11 || i.Firmware != 1 || i.Points != 2 || len(r.Got) == 0 {
			t.Errorf("got %+v, %d reports", i, len(r.Got))
		}
		if h := chip.RST().History(); len(h) != 2 || h[1].At.Sub(h[0].At) < 5*time.Millisecond {
			t.Errorf("RST %v", h)
		}
		if err := r.dev.Halt(); err != nil {
			t.Error(err)
		}
		<-r.Done
		if drivers.KindOf(r.Ended) != drivers.NoDevice {
			t.Errorf("ended with %v", r.Ended)
		}
	})
}

// What goes over the bus is what the vectors say, transfer for transfer.
func TestBusTraffic(t *testing.T) {
	cases := readCases(t)
	p := &i2ctest.Playback{DontPanic: true}
	for _, i := range []int{3, 0, 1, 0, 2} { // identity, press, lift, press, absence
		for _, x := range cases[i].I2C {
			p.Ops = append(p.Ops, i2ctest.IO{Addr: Addr, W: unhex(t, x.W), R: unhex(t, x.R)})
		}
	}
	synctest.Test(t, func(t *testing.T) {
		r := start(t, p, nil)
		<-r.Done // the bus has nothing more to say
		if err := p.Close(); err != nil || drivers.KindOf(r.Ended) != drivers.NoDevice {
			t.Errorf("%v, ended with %v", err, r.Ended)
		}
		want := []touch.Phase{touch.PhaseDown, touch.PhaseUp, touch.PhaseDown, touch.PhaseUp}
		if got := r.Phases(); !cmp.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		if s := r.dev.String(); s != "focaltech{playback}" {
			t.Errorf("String is %q", s)
		}
	})
}

func TestPointsThatNoChipHas(t *testing.T) {
	if _, err := New(sim.NewFocalTech(sim.FocalTechOpts{}), &Opts{Points: 11}); err == nil {
		t.Error("11 points were taken")
	}
}
