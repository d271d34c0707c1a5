package panel_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"periph.io/x/conn/v3/gpio"
	"pgregory.net/rapid"

	"govkiosk/drivers"
	"govkiosk/drivers/panel"
	"govkiosk/drivers/sim"
)

func lit(p *sim.PanelPin) bool {
	h := p.History()
	return len(h) > 0 && h[len(h)-1].Level == gpio.High
}

func TestRatesOfTheModes(t *testing.T) {
	for mode, half := range map[panel.Mode]time.Duration{
		panel.Slow: time.Second, panel.Medium: 500 * time.Millisecond, panel.Quick: 250 * time.Millisecond,
	} {
		t.Run(string(mode), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := sim.NewCabinet()
				b := start(t, c, panel.Opts{})
				time.Sleep(time.Second)
				began := time.Now()
				b.SetLight(panel.Reader, mode)
				time.Sleep(10*half - time.Millisecond)
				h := c.Reader.History()[1:] // the first turned it off
				if len(h) != 10 {
					t.Fatalf("%d changes in %v", len(h), 10*half)
				}
				for i, change := range h {
					if at := change.At.Sub(began); at != time.Duration(i)*half || change.Level != gpio.Level(i%2 == 0) {
						t.Errorf("change %d: %v at %v", i, change.Level, at)
					}
				}
			})
		})
	}
}

// However a light is told to shine, it never changes sooner than 250 ms after
// its last change (nothing flickers between 2 and 55 Hz), and the last word
// holds.
func TestLightsNeverFlicker(t *testing.T) {
	modes := []panel.Mode{panel.Off, panel.On, panel.Slow, panel.Medium, panel.Quick}
	rapid.Check(t, func(rt *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(modes), 1, 30).Draw(rt, "modes")
		pauses := rapid.SliceOfN(rapid.IntRange(0, 600), 30, 30).Draw(rt, "pauses, ms")
		var history []sim.PinChange
		synctest.Test(t, func(t *testing.T) {
			c := sim.NewCabinet()
			b := start(t, c, panel.Opts{})
			for i, m := range words {
				b.SetLight(panel.Mouth, m)
				time.Sleep(time.Duration(pauses[i]) * time.Millisecond)
			}
			b.SetLight(panel.Mouth, panel.On)
			time.Sleep(time.Second)
			history = c.Mouth.History()[1:] // New's own comes before anything shone
		})
		if len(history) == 0 || history[len(history)-1].Level != gpio.High {
			rt.Fatal("the last word was on, and it is dark")
		}
		for i := 1; i < len(history); i++ {
			if d := history[i].At.Sub(history[i-1].At); d < 250*time.Millisecond {
				rt.Fatalf("%v after the last change", d)
			}
		}
	})
}

// Telling a light again what it does already must not hold its blinking up.
func TestSameModeAgainChangesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		b := start(t, c, panel.Opts{})
		for range 99 {
			b.SetLight(panel.Reader, panel.Medium)
			time.Sleep(100 * time.Millisecond)
		}
		if n := len(c.Reader.History()) - 1; n != 20 {
			t.Errorf("%d changes in 9.9 s, want 20", n)
		}
	})
}

func TestHaltTurnsOffAndTheDoorIsStillWatched(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		b := start(t, c, panel.Opts{})
		b.SetLight(panel.Reader, panel.Quick)
		b.SetLight(panel.Mouth, panel.On)
		time.Sleep(10 * time.Second)
		if err := b.Halt(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		if lit(c.Reader) || lit(c.Mouth) {
			t.Error("something shines")
		}
		if m := b.State().Lights[panel.Reader]; m != panel.Off {
			t.Errorf("the reader's light is %s", m)
		}
		b.said(panel.Door)
		c.Door.Act()
		time.Sleep(time.Second)
		b.wants(t, panel.Door, "open")
	})
}

func TestLampThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		c.Reader.SetFaults(sim.PinFaults{Gone: true})
		b := start(t, c, panel.Opts{})
		b.SetLight(panel.Reader, panel.On)
		time.Sleep(5 * time.Second)
		if err := b.State().Faults["reader"]; drivers.KindOf(err) != drivers.HardwareError {
			t.Errorf("%v", err)
		}
		c.Reader.SetFaults(sim.PinFaults{})
		time.Sleep(1100 * time.Millisecond)
		if !lit(c.Reader) || b.State().Faults["reader"] != nil {
			t.Error("the mended lamp stays dark, or is still at fault")
		}
		var told []bool
		for _, e := range b.all() {
			if e.Slot == panel.Reader {
				told = append(told, e.Err != nil)
			}
		}
		if len(told) != 2 || !told[0] || told[1] {
			t.Errorf("told: %v, want the fault and its end", told)
		}
	})
}

func TestSetLightRefuses(t *testing.T) {
	d, err := panel.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SetLight(panel.Card, panel.On); drivers.KindOf(err) != drivers.Unsupported {
		t.Errorf("no lamp: %v", err)
	}
	for _, m := range []panel.Mode{"", "disco"} {
		if err := d.SetLight(panel.Card, m); drivers.KindOf(err) != drivers.BadRequest {
			t.Errorf("mode %q: %v", m, err)
		}
	}
}

func TestPinLampActiveLow(t *testing.T) {
	p := sim.NewPanelPin("LAMP", 1, gpio.Low)
	l, err := panel.PinLamp(p, panel.ActiveLow)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(l.Set(true), l.Set(false)); err != nil {
		t.Fatal(err)
	}
	h := p.History()
	if h[0].Level != gpio.Low || h[1].Level != gpio.High || l.String() != "LAMP" {
		t.Errorf("%v %s", h, l)
	}
	if _, err := panel.PinLamp(p, ""); err == nil {
		t.Error("a lamp of no polarity was taken")
	}
	if _, err := panel.PinLamp(nil, panel.ActiveLow); err == nil {
		t.Error("a lamp without a pin was taken")
	}
}

// leds is a folder as the kernel shows a lamp, left shining by a process that
// died.
func leds(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "reader")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func attribute(t *testing.T, dir, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestLEDOfTheKernel(t *testing.T) {
	dir := leds(t, map[string]string{"max_brightness": "255\n", "brightness": "255\n", "trigger": "none [heartbeat] timer\n"})
	l, err := panel.LED(dir)
	if err != nil {
		t.Fatal(err)
	}
	if b := attribute(t, dir, "brightness"); b != "0" {
		t.Errorf("brightness %q at the start", b)
	}
	if b := attribute(t, dir, "trigger"); b != "none" {
		t.Errorf("trigger %q: the kernel blinks too", b)
	}
	d, err := panel.New(&panel.Opts{Lights: map[panel.Slot]panel.Lamp{panel.Reader: l}})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Set(true); err != nil || attribute(t, dir, "brightness") != "255" {
		t.Errorf("%v, brightness %q", err, attribute(t, dir, "brightness"))
	}
	if err := d.Halt(); err != nil || attribute(t, dir, "brightness") != "0" {
		t.Errorf("%v, brightness %q after Halt", err, attribute(t, dir, "brightness"))
	}
	os.Remove(filepath.Join(dir, "brightness"))
	if err := d.Halt(); drivers.KindOf(err) != drivers.HardwareError {
		t.Errorf("a lamp that is gone: %v", err)
	}
}

func TestLEDThatIsNone(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"empty":         {},
		"no brightness": {"max_brightness": "1"},
		"no range":      {"max_brightness": "0", "brightness": "0"},
		"no number":     {"max_brightness": "full", "brightness": "0"},
	} {
		if l, err := panel.LED(leds(t, files)); err == nil {
			t.Errorf("%s: %v", name, l)
		}
	}
}

func TestFirstWishIsFollowedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		b := start(t, c, panel.Opts{})
		b.SetLight(panel.Reader, panel.On)
		synctest.Wait()
		if !lit(c.Reader) {
			t.Error("it is dark 100 ms after New, though it has never shone")
		}
	})
}

// A lamp that could not be turned off is turned off once it can be.
func TestHaltOfALampThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := sim.NewCabinet()
		b := start(t, c, panel.Opts{})
		b.SetLight(panel.Reader, panel.On)
		time.Sleep(time.Minute)
		c.Reader.SetFaults(sim.PinFaults{Gone: true})
		if err := b.Halt(); drivers.KindOf(err) != drivers.HardwareError {
			t.Errorf("%v", err)
		}
		time.Sleep(time.Minute)
		c.Reader.SetFaults(sim.PinFaults{})
		time.Sleep(1100 * time.Millisecond)
		if lit(c.Reader) {
			t.Error("the mended lamp shines on")
		}
	})
}

// brokenLamp counts how often it was tried.
type brokenLamp struct{ tries int }

func (l *brokenLamp) String() string { return "broken" }
func (l *brokenLamp) Set(bool) error { l.tries++; return errors.New("no such lamp") }

// A lamp that shone when the program started and could not be turned off is
// tried for as long as it takes, and no more than once a second.
func TestBrokenLampIsTriedEverySecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &brokenLamp{}
		d, err := panel.New(&panel.Opts{Lights: map[panel.Slot]panel.Lamp{panel.Card: l}})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10500*time.Millisecond)
		defer cancel()
		d.Run(ctx, func(panel.Event) {})
		if l.tries != 13 { // New, eleven while it ran, its end
			t.Errorf("tried %d times in 10.5 s", l.tries)
		}
	})
}
