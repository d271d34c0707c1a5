package panel

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
	"periph.io/x/conn/v3/i2c"
	"periph.io/x/conn/v3/spi"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/sim"
	"govkiosk/drivers/touch"
	"govkiosk/drivers/touch/evdev"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// log keeps what Keep told.
type log struct {
	mu     sync.Mutex
	raws   []touch.Raw
	states []drivers.DeviceState
	errs   []error
}

func (l *log) put(r touch.Raw) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.raws = append(l.raws, r)
}

func (l *log) notify(s drivers.DeviceState, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.states = append(l.states, s)
	l.errs = append(l.errs, err)
}

func (l *log) phases() (all []touch.Phase) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range l.raws {
		if n := len(all); n == 0 || all[n-1] != r.Phase {
			all = append(all, r.Phase)
		}
	}
	return all
}

func (l *log) last() (drivers.DeviceState, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.states) == 0 {
		return "", nil
	}
	return l.states[len(l.states)-1], l.errs[len(l.errs)-1]
}

// inBubble keeps a panel that is on no serial line.
func inBubble(t *testing.T, c Config, then func(l *log)) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	l := &log{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		Keep(ctx, c, l.put, l.notify)
	}()
	pass(time.Second)
	then(l)
	stop()
	<-done
}

func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

var whole = []touch.Phase{touch.PhaseDown, touch.PhaseMove, touch.PhaseUp}

// A chip that stops answering is started again until it is back.
func TestPanelOnABusComesBack(t *testing.T) {
	for _, driver := range []Driver{Goodix, FocalTech} {
		synctest.Test(t, func(t *testing.T) {
			chip := busOf(driver)
			c := Config{Driver: driver, I2C: func() (i2c.BusCloser, error) { return chip, nil }}
			inBubble(t, c, func(l *log) {
				chip.Touch(sim.TouchPoint{X: 5, Y: 6})
				pass(50 * time.Millisecond)
				chip.SetFault(sim.BusNACK)
				pass(time.Minute)
				if s, err := l.last(); s != drivers.DeviceMissing || drivers.KindOf(err) != drivers.NoDevice {
					t.Errorf("%s: %s %v", driver, s, err)
				}
				if got := l.phases(); got[len(got)-1] != touch.PhaseCancel {
					t.Errorf("%s: %v, want the contact cancelled", driver, got)
				}
				l.raws = nil
				chip.SetFault(sim.NoBusFault)
				chip.Touch()
				pass(time.Minute)
				chip.Touch(sim.TouchPoint{X: 5, Y: 6})
				pass(50 * time.Millisecond)
				chip.Touch()
				pass(50 * time.Millisecond)
				if s, _ := l.last(); s != drivers.Online || !slices.Equal(l.phases(), whole) {
					t.Errorf("%s: %s, %v", driver, s, l.phases())
				}
			})
		})
	}
}

// A touchscreen that is unplugged is another device when it is back.
func TestTouchscreenComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		screen := sim.NewEvdev(sim.EvdevOpts{})
		var there atomic.Pointer[sim.Evdev]
		there.Store(screen)
		c := Config{Driver: Evdev, Events: func() (evdev.Node, error) {
			if n := there.Load(); n != nil {
				return n, nil
			}
			return nil, failed(drivers.NoDevice, syscall.ENODEV)
		}}
		inBubble(t, c, func(l *log) {
			screen.Down(0, 5, 6)
			pass(50 * time.Millisecond)
			there.Store(nil)
			screen.Unplug()
			pass(time.Minute)
			if s, err := l.last(); s != drivers.DeviceMissing || drivers.KindOf(err) != drivers.NoDevice {
				t.Errorf("%s %v", s, err)
			}
			if got := l.phases(); got[len(got)-1] != touch.PhaseCancel {
				t.Errorf("%v, want the contact cancelled", got)
			}
			l.raws = nil
			screen = sim.NewEvdev(sim.EvdevOpts{})
			there.Store(screen)
			pass(time.Minute)
			screen.Down(0, 5, 6)
			pass(50 * time.Millisecond)
			screen.Up(0)
			pass(50 * time.Millisecond)
			want := []touch.Phase{touch.PhaseDown, touch.PhaseUp}
			if s, _ := l.last(); s != drivers.Online || !slices.Equal(l.phases(), want) || !screen.Grabbed() {
				t.Errorf("%s, %v, grabbed %v", s, l.phases(), screen.Grabbed())
			}
		})
	})
}

// bus is what the simulated chips have in common.
type bus interface {
	i2c.BusCloser
	Touch(...sim.TouchPoint)
	SetFault(sim.BusFault)
}

func busOf(d Driver) bus {
	if d == Goodix {
		return sim.NewGoodix(sim.GoodixOpts{})
	}
	return sim.NewFocalTech(sim.FocalTechOpts{})
}

func TestPinsReachTheChips(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chip := sim.NewGoodix(sim.GoodixOpts{})
		c := Config{Driver: Goodix, I2C: func() (i2c.BusCloser, error) { return chip, nil }, Interrupt: chip.INT(), Reset: chip.RST()}
		inBubble(t, c, func(l *log) {
			if len(chip.RST().History()) != 2 {
				t.Errorf("RST %v", chip.RST().History())
			}
		})
		if !chip.Asleep() {
			t.Error("the chip stays awake though nobody reads it")
		}
		pen := sim.NewXPT2046()
		c = Config{Driver: XPT2046, SPI: func() (spi.PortCloser, error) { return pen, nil }, Interrupt: pen.PENIRQ()}
		inBubble(t, c, func(l *log) {
			pen.Down(100, 200)
			pass(50 * time.Millisecond)
			pen.Up()
			pass(50 * time.Millisecond)
			if !slices.Equal(l.phases(), whole) {
				t.Errorf("got %v", l.phases())
			}
		})
	})
}

func TestWhatCannotBeOpened(t *testing.T) {
	gone := errors.New("no such bus")
	for name, c := range map[string]struct {
		c    Config
		kind drivers.Kind
	}{
		"unknown driver":  {Config{Driver: "ps2"}, drivers.BadRequest},
		"no bus":          {Config{Driver: Goodix}, drivers.BadRequest},
		"no port":         {Config{Driver: XPT2046}, drivers.BadRequest},
		"bus that is not": {Config{Driver: FocalTech, I2C: func() (i2c.BusCloser, error) { return nil, gone }}, drivers.NoDevice},
		"no device":       {Config{Driver: Evdev, Device: filepath.Join(t.TempDir(), "event0")}, drivers.NoDevice},
	} {
		if _, closer, err := c.c.Open(); drivers.KindOf(err) != c.kind || closer != nil {
			t.Errorf("%s: %v %v, want %s", name, closer, err, c.kind)
		}
	}
	if _, err := (Config{Driver: Goodix}).OverLine(nil); drivers.KindOf(err) != drivers.BadRequest {
		t.Errorf("a bus driver on a line: %v", err)
	}
}

func TestBackOffGrowsTo8Seconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inBubble(t, Config{Driver: Evdev, Device: filepath.Join(t.TempDir(), "event0")}, func(l *log) {
			pass(time.Minute)
			if n := len(l.states); n < 8 || n > 14 {
				t.Errorf("%d tries in a minute", n)
			}
		})
	})
}

// The serial ones over a pty: taps, an unplugged cable, taps again.
func TestSerialPanelsComeBack(t *testing.T) {
	starts := map[Driver]func(p *sim.Port) serialPanel{
		Elo:        func(p *sim.Port) serialPanel { return sim.NewElo(p, sim.EloOpts{}) },
		MicroTouch: func(p *sim.Port) serialPanel { return sim.NewMicroTouch(p, sim.MicroTouchOpts{}) },
		EGalax:     func(p *sim.Port) serialPanel { return sim.NewEGalax(p, sim.EGalaxOpts{}) },
	}
	for driver, begin := range starts {
		t.Run(string(driver), func(t *testing.T) {
			link := filepath.Join(t.TempDir(), "touch")
			port, err := sim.OpenPort(link, 9600)
			if err != nil {
				t.Fatal(err)
			}
			defer port.Close()
			panel := begin(port)
			defer panel.Close()
			ctx, stop := context.WithCancel(t.Context())
			l := &log{}
			done := make(chan struct{})
			go func() {
				defer close(done)
				Keep(ctx, Config{Driver: driver, Line: line.Config{Port: link, Baud: 9600}}, l.put, l.notify)
			}()
			defer func() { stop(); <-done }()
			for range 2 {
				l.becomes(t, drivers.Online)
				l.tapped(t, panel)
				port.Unplug()
				l.becomes(t, drivers.DeviceMissing)
				if err := port.Plug(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// serialPanel is what the simulated panels have in common.
type serialPanel interface {
	Down(x, y float64)
	Up(x, y float64)
	Close()
}

func (l *log) until(t *testing.T, what string, met func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(10 * time.Second); !met(); {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("it does not become %s", what)
		}
	}
}

func (l *log) becomes(t *testing.T, want drivers.DeviceState) {
	t.Helper()
	l.until(t, string(want), func() bool { s, _ := l.last(); return s == want })
}

// tapped wants a whole contact. The finger stays until it was seen.
func (l *log) tapped(t *testing.T, p serialPanel) {
	t.Helper()
	l.mu.Lock()
	l.raws = nil
	l.mu.Unlock()
	p.Down(0.5, 0.5)
	l.until(t, "touched", func() bool { return slices.Contains(l.phases(), touch.PhaseMove) })
	p.Up(0.5, 0.5)
	l.until(t, "released", func() bool { return slices.Contains(l.phases(), touch.PhaseUp) })
}
