package xpt2046

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"periph.io/x/conn/v3/conntest"
	"periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/physic"
	"periph.io/x/conn/v3/spi"
	"periph.io/x/conn/v3/spi/spitest"

	"govkiosk/drivers"
	"govkiosk/drivers/sim"
	"govkiosk/drivers/touch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func readVectors(t testing.TB, into any) {
	t.Helper()
	data, err := os.ReadFile("../testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// vectors are transfers built by hand from the data sheet.
type vectors struct {
	Chip struct {
		Commands map[string]string
		Cases    []struct {
			Name, Tx, Rx string
			Expect       int
			X, Z1, Z2    int
			Plate        int  `json:"x_plate_ohms"`
			Ohms         *int `json:"expect_ohms"`
		}
	} `json:"xpt2046_ads7846"`
}

func TestVectors(t *testing.T) {
	var v vectors
	readVectors(t, &v)
	for name, c := range map[string]Command{"X": CmdX, "Y": CmdY, "Z1": CmdZ1, "Z2": CmdZ2, "power_down_penirq_on": CmdPowerDown} {
		if got := hex.EncodeToString([]byte{byte(c)}); !strings.EqualFold(got, v.Chip.Commands[name]) {
			t.Errorf("%s: %s, want %s", name, got, v.Chip.Commands[name])
		}
	}
	if len(v.Chip.Cases) != 5 {
		t.Fatalf("%d cases, want 5", len(v.Chip.Cases))
	}
	for _, c := range v.Chip.Cases {
		if c.Ohms != nil {
			if got := Ohms(c.X, c.Z1, c.Z2, c.Plate); got != *c.Ohms {
				t.Errorf("%s: %d Ω, want %d", c.Name, got, *c.Ohms)
			}
			continue
		}
		tx := unhex(t, c.Tx)
		if got := Command(tx[0]); got.Name() != c.Name || !cmp.Equal(got.Frame(), tx) {
			t.Errorf("%s is %q", c.Tx, got.Name())
		}
		if got := Value(unhex(t, c.Rx)); got != c.Expect {
			t.Errorf("%s: %d, want %d", c.Name, got, c.Expect)
		}
	}
}

// tslib's reading of ads7846.c: rep+1 readings within tol of one before them.
func TestAgreementVector(t *testing.T) {
	var v struct {
		Filters struct {
			Reference []struct {
				Filter string
				In     json.RawMessage
				Out    json.RawMessage
			} `json:"tslib_reference"`
		} `json:"touch_filters"`
	}
	readVectors(t, &v)
	for _, c := range v.Filters.Reference {
		if !strings.HasPrefix(c.Filter, "ads7846") {
			continue
		}
		var in []int
		var want int
		if err := errors.Join(json.Unmarshal(c.In, &in), json.Unmarshal(c.Out, &want)); err != nil {
			t.Fatal(err)
		}
		got, ok, err := settle(Agreement{Rep: 1, Tol: 3, Max: 10}, in)
		if got != want || !ok || err != nil {
			t.Errorf("got %d %v %v, want %d", got, ok, err, want)
		}
		return
	}
	t.Error("no vector")
}

var errOut = errors.New("no more readings")

func settle(a Agreement, in []int) (int, bool, error) {
	return a.Settle(func() (int, error) {
		if len(in) == 0 {
			return 0, errOut
		}
		v := in[0]
		in = in[1:]
		return v, nil
	})
}

func TestReadingsThatDoNotAgree(t *testing.T) {
	a := Agreement{Rep: 1, Tol: 3, Max: 5}
	if _, ok, err := settle(a, []int{0, 10, 20, 30, 40, 50, 50, 50}); ok || err != nil {
		t.Errorf("after five readings: %v %v", ok, err)
	}
	if _, ok, err := settle(a, []int{0, 10}); ok || !errors.Is(err, errOut) {
		t.Errorf("got %v %v", ok, err)
	}
}

func FuzzAgreement(f *testing.F) {
	var v vectors
	readVectors(f, &v)
	for _, c := range v.Chip.Cases {
		f.Add(unhex(f, c.Rx), uint8(1), uint8(3), uint8(10))
	}
	f.Add([]byte{100, 120, 121, 122}, uint8(1), uint8(3), uint8(10))
	f.Fuzz(func(t *testing.T, in []byte, rep, tol, most uint8) {
		reads := 0
		v, ok, _ := Agreement{Rep: int(rep), Tol: int(tol), Max: int(most)}.Settle(func() (int, error) {
			reads++
			if reads > len(in) {
				return 0, errOut
			}
			return int(in[reads-1]), nil
		})
		if reads > int(most) {
			t.Errorf("%d readings of %d", reads, most)
		}
		if ok && (reads < int(rep)+2 || v != int(in[reads-1])) {
			t.Errorf("%d after %d readings", v, reads)
		}
		if len(in) >= 3 {
			if raw := Value(in); raw < 0 || raw >= fullScale {
				t.Errorf("value %d", raw)
			}
		}
	})
}

// run is a driver that runs in a bubble.
type run struct {
	dev   *Dev
	got   []touch.Raw
	ended error
	done  chan struct{}
	stop  context.CancelFunc
}

func start(t *testing.T, p spi.Port, o Opts) *run {
	t.Helper()
	d, err := New(p, &o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	r := &run{dev: d, done: make(chan struct{}), stop: stop}
	go func() {
		defer close(r.done)
		r.ended = d.Run(ctx, func(raw touch.Raw) { r.got = append(r.got, raw) })
	}()
	return r
}

// pass lets the bubble's time go by.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// simulated runs the driver against a simulated chip.
func simulated(t *testing.T, o Opts, then func(chip *sim.XPT2046, r *run)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		chip := sim.NewXPT2046()
		o.PENIRQ = chip.PENIRQ()
		r := start(t, chip, o)
		pass(10 * time.Millisecond)
		then(chip, r)
		r.stop()
		<-r.done
		if drivers.KindOf(r.ended) != drivers.Cancelled {
			t.Errorf("ended with %v", r.ended)
		}
	})
}

func (r *run) phases() (all []touch.Phase) {
	for _, raw := range r.got {
		if n := len(all); n == 0 || all[n-1] != raw.Phase {
			all = append(all, raw.Phase)
		}
	}
	return all
}

var tap = []touch.Phase{touch.PhaseDown, touch.PhaseMove, touch.PhaseUp}

func TestTapIsReported(t *testing.T) {
	simulated(t, Opts{}, func(chip *sim.XPT2046, r *run) {
		chip.Down(2048, 1000)
		pass(50 * time.Millisecond)
		chip.Up()
		pass(10 * time.Millisecond)
		first := r.got[0]
		first.At = time.Time{}
		if first != (touch.Raw{Phase: touch.PhaseDown, X: 2048, Y: 1000, Z: 800}) {
			t.Errorf("got %+v", first)
		}
		if n := len(r.got); n < 9 || n > 12 {
			t.Errorf("%d reports in 50 ms at 5 ms", n)
		}
		if got := r.phases(); !cmp.Equal(got, tap) {
			t.Errorf("got %v", got)
		}
		if i := r.dev.Info(); i.LastOhms != 800 || i.Samples == 0 || i.Unsteady+i.Faint != 0 {
			t.Errorf("got %+v", i)
		}
		quiet := chip.Samples()
		pass(time.Minute)
		if chip.Samples() != quiet {
			t.Error("it converts while nobody touches")
		}
	})
}

// A pin without interrupts is looked at, and a lost edge loses no tap.
func TestPenWithoutEdges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chip := sim.NewXPT2046()
		chip.PENIRQ().SetNoEdges(true)
		r := start(t, chip, Opts{PENIRQ: chip.PENIRQ()})
		pass(time.Second)
		chip.Down(1, 2)
		pass(lookIdle + 10*time.Millisecond)
		chip.Up()
		pass(20 * time.Millisecond)
		if got := r.phases(); !cmp.Equal(got, tap) {
			t.Errorf("got %v", got)
		}
		r.stop()
		<-r.done
	})
}

// Pressure ends no contact: the pen does.
func TestFaintAndUnsteadySamplesAreDropped(t *testing.T) {
	simulated(t, Opts{MaxOhms: 1000}, func(chip *sim.XPT2046, r *run) {
		chip.Down(2048, 1000)
		pass(20 * time.Millisecond)
		n := len(r.got)
		chip.Press(100, 1500) // 2800 Ω
		pass(20 * time.Millisecond)
		chip.Press(0, 1500)
		pass(20 * time.Millisecond)
		if len(r.got) != n || r.dev.Info().Faint == 0 {
			t.Errorf("%d reports of a faint touch", len(r.got)-n)
		}
		chip.Press(300, 1500)
		chip.Spike(0, 0, 500, -500, 400, -400, 300, -300, 200, -200, 100) // no two agree
		pass(4 * time.Millisecond)
		pass(20 * time.Millisecond)
		if i := r.dev.Info(); i.Unsteady == 0 {
			t.Errorf("got %+v", i)
		}
		for _, raw := range r.got {
			if raw.X < 2045 || raw.X > 2051 {
				t.Errorf("a spike is reported: %+v", raw)
			}
		}
		if got := r.phases(); !cmp.Equal(got, tap[:2]) {
			t.Errorf("got %v, want no end", got)
		}
	})
}

// One burst, conversion for conversion: one reading to settle, three that
// agree, the pressure, and the command that turns PENIRQ on again.
func TestBusTraffic(t *testing.T) {
	var ops []conntest.IO
	convert := func(c Command, values ...int) {
		for _, v := range values {
			ops = append(ops, conntest.IO{W: c.Frame(), R: []byte{0, byte(v >> 5), byte(v << 3)}})
		}
	}
	convert(CmdPowerDown, 0)
	convert(CmdY, 990, 1000, 1001, 1002)
	convert(CmdX, 2000, 2048, 2048, 2048)
	convert(CmdZ1, 300)
	convert(CmdZ2, 1500)
	convert(CmdPowerDown, 0)
	p := &spitest.Playback{Playback: conntest.Playback{Ops: ops, DontPanic: true}}
	synctest.Test(t, func(t *testing.T) {
		chip := sim.NewXPT2046() // for its pin
		r := start(t, p, Opts{PENIRQ: chip.PENIRQ()})
		pass(time.Millisecond)
		chip.Down(0, 0)
		<-r.done // the port has nothing more to say
		if err := p.Close(); err != nil || drivers.KindOf(r.ended) != drivers.NoDevice || !strings.HasPrefix(r.ended.Error(), "xpt2046: read: ") {
			t.Errorf("%v, ended with %v", err, r.ended)
		}
		if len(r.got) != 2 || r.got[0].X != 2048 || r.got[0].Y != 1002 || r.got[1].Phase != touch.PhaseCancel {
			t.Errorf("got %+v", r.got)
		}
		if s := r.dev.String(); !strings.HasPrefix(s, "xpt2046{") {
			t.Errorf("String is %q", s)
		}
	})
}

func TestHaltEndsRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chip := sim.NewXPT2046()
		r := start(t, chip, Opts{PENIRQ: chip.PENIRQ()})
		chip.Down(5, 5)
		pass(50 * time.Millisecond)
		if err := r.dev.Halt(); err != nil {
			t.Error(err)
		}
		<-r.done
		if drivers.KindOf(r.ended) != drivers.NoDevice || chip.PENIRQ().Read() != gpio.Low {
			t.Errorf("ended with %v, PENIRQ %v", r.ended, chip.PENIRQ().Read())
		}
	})
}

func TestWhatCannotBeConnected(t *testing.T) {
	chip := sim.NewXPT2046()
	if _, err := New(chip, nil); err == nil {
		t.Error("no PENIRQ was taken")
	}
	if _, err := New(chip, &Opts{PENIRQ: chip.PENIRQ(), Speed: 4 * physic.MegaHertz}); err == nil {
		t.Error("4 MHz were taken")
	}
}
