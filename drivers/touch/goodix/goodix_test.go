package goodix

import (
	"errors"
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

// simulated runs the driver against a simulated chip with its INT wired.
func simulated(t *testing.T, so sim.GoodixOpts, o Opts, then func(chip *sim.Goodix, r *run)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		chip := sim.NewGoodix(so)
		o.INT = chip.INT()
		r := start(t, chip, &o)
		pass(200 * time.Millisecond)
		then(chip, r)
		r.End()
	})
}

var finger = sim.TouchPoint{ID: 0, X: 400, Y: 240, Size: 30}

func TestTapIsReported(t *testing.T) {
	for name, c := range map[string]struct {
		so    sim.GoodixOpts
		fault sim.BusFault
	}{
		"interrupt": {}, "falling interrupt": {so: sim.GoodixOpts{Trigger: 1}},
		"late report": {fault: sim.BusLateReady}, "other address": {so: sim.GoodixOpts{Addr: AddrHigh}},
		"other chip": {so: sim.GoodixOpts{Product: "9271", MaxTouch: 10}}, "bad configuration": {so: sim.GoodixOpts{BadChecksum: true}},
	} {
		t.Run(name, func(t *testing.T) {
			simulated(t, c.so, Opts{}, func(chip *sim.Goodix, r *run) {
				chip.SetFault(c.fault)
				pass(time.Second)
				r.Got = nil
				began := time.Now()
				chip.Touch(finger)
				pass(60 * time.Millisecond)
				chip.Touch()
				pass(60 * time.Millisecond)
				first := r.Got[0]
				if late := first.At.Sub(began); late > 12*time.Millisecond {
					t.Errorf("told after %v", late)
				}
				first.At = time.Time{}
				if first != (touch.Raw{Phase: touch.PhaseDown, X: 400, Y: 240, Size: 30}) {
					t.Errorf("got %+v", first)
				}
				want := []touch.Phase{touch.PhaseDown, touch.PhaseMove, touch.PhaseUp}
				if got := r.Phases(); !cmp.Equal(got, want) {
					t.Errorf("got %v, want %v", got, want)
				}
			})
		})
	}
}

func TestWithoutInterruptItIsPolled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chip := sim.NewGoodix(sim.GoodixOpts{})
		r := start(t, chip, nil)
		pass(100 * time.Millisecond)
		chip.Touch(finger)
		pass(15 * time.Millisecond)
		if got := r.Phases(); !cmp.Equal(got, []touch.Phase{touch.PhaseDown}) {
			t.Errorf("got %v", got)
		}
		if err := r.End(); drivers.KindOf(err) != drivers.Cancelled {
			t.Errorf("ended with %v", err)
		}
		if got := r.Phases(); got[len(got)-1] != touch.PhaseCancel {
			t.Errorf("the contact that was open ends with %v", got)
		}
	})
}

// A release whose interrupt is lost is found by looking all the same.
func TestLostInterruptHoldsNoContact(t *testing.T) {
	simulated(t, sim.GoodixOpts{}, Opts{}, func(chip *sim.Goodix, r *run) {
		chip.Touch(finger)
		pass(20 * time.Millisecond)
		chip.SetFault(sim.BusNoInterrupt)
		chip.Touch()
		pass(lookTouched)
		if got := r.Phases(); got[len(got)-1] != touch.PhaseUp {
			t.Errorf("got %v, want the release", got)
		}
	})
}

func TestPalmKeysAndConfigurationAreTold(t *testing.T) {
	var keys []byte
	simulated(t, sim.GoodixOpts{BadChecksum: true}, Opts{OnKey: func(k byte) { keys = append(keys, k) }}, func(chip *sim.Goodix, r *run) {
		chip.Palm(true)
		chip.Touch(finger)
		pass(30 * time.Millisecond)
		if len(r.Got) == 0 || !r.Got[0].Palm {
			t.Errorf("got %+v, want a palm", r.Got)
		}
		chip.Palm(false)
		chip.Touch()
		chip.Key(2)
		pass(30 * time.Millisecond)
		chip.Key(0)
		pass(30 * time.Millisecond)
		if !cmp.Equal(keys, []byte{2, 0}) {
			t.Errorf("keys %v", keys)
		}
		if i := r.dev.Info(); i.ID.Product != "911" || i.Addr != AddrLow || !strings.Contains(i.ConfigError, "checksum") || i.Reports == 0 {
			t.Errorf("got %+v", i)
		}
	})
}

func TestHowAChipIsGivenUp(t *testing.T) {
	for fault, want := range map[sim.BusFault]drivers.Kind{
		sim.BusNACK: drivers.NoDevice, sim.BusTooMany: drivers.Protocol,
		sim.BusAllFF: drivers.Protocol, sim.BusStuckReady: drivers.HardwareError,
	} {
		t.Run(string(fault), func(t *testing.T) {
			simulated(t, sim.GoodixOpts{}, Opts{}, func(chip *sim.Goodix, r *run) {
				if fault == sim.BusTooMany {
					chip.Touch(finger)
				}
				chip.SetFault(fault)
				pass(time.Minute)
				select {
				case <-r.Done:
				default:
					t.Fatal("it goes on")
				}
				if drivers.KindOf(r.Ended) != want || !strings.HasPrefix(r.Ended.Error(), "goodix: read: ") {
					t.Errorf("got %v, want %s", r.Ended, want)
				}
			})
		})
	}
}

// One bad answer is noise: the status is cleared, and the next report counts.
func TestOneBadReportIsNoEnd(t *testing.T) {
	simulated(t, sim.GoodixOpts{}, Opts{}, func(chip *sim.Goodix, r *run) {
		chip.SetFault(sim.BusTooMany)
		pass(time.Millisecond)
		chip.SetFault(sim.NoBusFault)
		chip.Touch(finger)
		pass(50 * time.Millisecond)
		if i := r.dev.Info(); i.Bad == 0 || !strings.Contains(i.LastBad, "15 points") || len(r.Got) == 0 {
			t.Errorf("got %+v and %v", i, r.Got)
		}
	})
}

func TestSetUpThatCannotBe(t *testing.T) {
	for name, c := range map[string]struct {
		so   sim.GoodixOpts
		kind drivers.Kind
	}{
		"nobody":       {sim.GoodixOpts{Fault: sim.BusNACK}, drivers.NoDevice},
		"asleep":       {sim.GoodixOpts{Fault: sim.BusAllFF}, drivers.NoDevice},
		"other family": {sim.GoodixOpts{Product: "1151"}, drivers.Unsupported},
	} {
		synctest.Test(t, func(t *testing.T) {
			r := start(t, sim.NewGoodix(c.so), nil)
			<-r.Done
			if drivers.KindOf(r.Ended) != c.kind || drivers.OutcomeOf(r.Ended) != drivers.NotDone {
				t.Errorf("%s: %v, want %s", name, r.Ended, c.kind)
			}
		})
	}
	if _, err := New(sim.NewGoodix(sim.GoodixOpts{}), &Opts{Addr: 0x38}); err == nil {
		t.Error("address 0x38 was taken")
	}
}

// Times from the guide, p. 14. The chip latches the address that INT tells.
func TestResetChoosesTheAddress(t *testing.T) {
	for _, addr := range []uint16{0, AddrLow, AddrHigh} {
		synctest.Test(t, func(t *testing.T) {
			chip := sim.NewGoodix(sim.GoodixOpts{Addr: 0x33}) // unknown before the reset
			r := start(t, chip, &Opts{Addr: addr, INT: chip.INT(), RST: chip.RST()})
			pass(time.Second)
			want := addr
			if want == 0 {
				want = AddrLow
			}
			if i := r.dev.Info(); i.Addr != want || i.ID.Product != "911" {
				t.Errorf("got %+v, want address %#x", i, want)
			}
			checkReset(t, chip.RST().History(), chip.INT().History(), want == AddrHigh)
			if err := r.dev.Halt(); err != nil || !chip.Asleep() {
				t.Errorf("halt: %v, asleep %v", err, chip.Asleep())
			}
			<-r.Done
			if drivers.KindOf(r.Ended) != drivers.NoDevice {
				t.Errorf("ended with %v", r.Ended)
			}
		})
	}
}

func checkReset(t *testing.T, rst, irq []sim.Level, high bool) {
	t.Helper()
	if len(rst) != 2 || rst[0].High || !rst[1].High || len(irq) != 2 || irq[0].High != high || irq[1].High {
		t.Fatalf("RST %v, INT %v", rst, irq)
	}
	for what, gap := range map[string]struct{ is, least time.Duration }{
		"RST low before INT":  {irq[0].At.Sub(rst[0].At), 10 * time.Millisecond},
		"INT before RST high": {rst[1].At.Sub(irq[0].At), 100 * time.Microsecond},
		"RST high before INT": {irq[1].At.Sub(rst[1].At), 5 * time.Millisecond},
	} {
		if gap.is < gap.least {
			t.Errorf("%s: %v, want %v", what, gap.is, gap.least)
		}
	}
}

// playback is the transfers of a case of the vectors after those of the
// set-up. Short answers are filled up to what the driver reads at once.
func playback(t *testing.T, cases ...vectorCase) *i2ctest.Playback {
	config := make([]byte, configSize) // of zeros, whose sum is right
	p := &i2ctest.Playback{DontPanic: true, Ops: []i2ctest.IO{
		{Addr: AddrLow, W: register(regID), R: unhex(t, "39 31 31 00 60 10")},
		{Addr: AddrLow, W: register(regConfig), R: config},
	}}
	for _, c := range cases {
		for _, x := range c.I2C {
			op := i2ctest.IO{Addr: AddrLow, W: unhex(t, x.W), R: unhex(t, x.R)}
			if x.W == "81 4E" {
				op.R = append(op.R, make([]byte, firstRead-len(op.R))...)
			}
			p.Ops = append(p.Ops, op)
		}
	}
	return p
}

// What goes over the bus is what the vectors say, transfer for transfer.
func TestBusTraffic(t *testing.T) {
	cases := readCases(t)
	synctest.Test(t, func(t *testing.T) {
		p := playback(t, cases["one point"], cases["two points"], cases["too many points"], cases["large-detect bit 6 (palm)"], cases["all released"])
		r := start(t, p, nil)
		<-r.Done // the bus has nothing more to say
		if drivers.KindOf(r.Ended) != drivers.NoDevice {
			t.Errorf("ended with %v", r.Ended)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		var ids []int
		for _, raw := range r.Got {
			ids = append(ids, raw.ID)
		}
		// One point; it and id 3; the palm is id 0 alone, so 3 has gone; nobody.
		if !cmp.Equal(ids, []int{0, 0, 3, 3, 0, 0}) {
			t.Errorf("got %v", r.Got)
		}
	})
}

func TestScreenOffVector(t *testing.T) {
	p := &i2ctest.Playback{DontPanic: true, Ops: []i2ctest.IO{{Addr: AddrLow, W: unhex(t, readCases(t)["screen off"].I2C[0].W)}}}
	d, err := New(p, nil)
	if err != nil {
		t.Fatal(err)
	}
	d.note(func(i *Info) { i.Addr = AddrLow })
	if err := errors.Join(d.ScreenOff(), p.Close()); err != nil {
		t.Error(err)
	}
	if err := d.ScreenOff(); drivers.KindOf(err) != drivers.NoDevice {
		t.Errorf("on a bus that is gone: %v", err)
	}
	if s := d.String(); s != "goodix{playback}" {
		t.Errorf("String is %q", s)
	}
}
