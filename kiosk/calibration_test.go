package kiosk

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"govkiosk/config"
	"govkiosk/drivers/touch"
	"govkiosk/screens"
)

// calibrating touches the crosses of a calibration on a panel whose counts are
// three times the pixels; astray says by how many counts a touch slips.
func calibrating(t *testing.T, order CalibrateOrder, astray func(n int) float64) (fit touch.Fit, steps []string, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		n := 0
		c := &calibration{
			order: order, size: touch.Point{X: 1080, Y: 1920}, base: touch.Matrix{1.0 / 3, 0, 0, 0, 1.0 / 3, 0},
			taps: touch.NewTaps(touch.QueueOpts{}), tell: func(s CalibrateStep) { steps = append(steps, s.Step) },
		}
		c.show = func(page screens.Calibrate) {
			slip := astray(n)
			n++
			if slip < 0 {
				return // nobody touches
			}
			x, y := int(page.X*3240+slip), int(page.Y*5760)
			go func() {
				time.Sleep(time.Second)
				for _, phase := range []touch.Phase{touch.PhaseDown, touch.PhaseUp} {
					c.taps.Put(touch.Raw{Phase: phase, X: x, Y: y, At: time.Now()})
					time.Sleep(100 * time.Millisecond)
				}
			}()
		}
		fit, err = c.run(t.Context())
		synctest.Wait()
		time.Sleep(time.Second)
	})
	return fit, steps, err
}

func steady(int) float64 { return 0 }

func TestCalibrationOfThreeAndFivePoints(t *testing.T) {
	for _, points := range []int{3, 5} {
		fit, _, err := calibrating(t, CalibrateOrder{Points: points, WaitS: 30}, steady)
		if err != nil || len(fit.Residuals) != points || fit.Max > 1 {
			t.Fatalf("%d points: %v, off by %v", points, err, fit.Residuals)
		}
		if at := fit.Matrix.Apply(touch.Point{X: 1620, Y: 2880}); at.X < 539 || at.X > 541 || at.Y < 959 || at.Y > 961 {
			t.Errorf("%d points: the centre is at %v", points, at)
		}
	}
}

func TestCalibrationAsksAgain(t *testing.T) {
	for name, c := range map[string]struct {
		points int
		slips  map[int]float64 // by touch, from 0
		want   []string
	}{
		"crooked corner": {5, map[int]float64{1: 300}, []string{"crooked"}},
		"crooked twice":  {5, map[int]float64{1: 300, 5: 300}, []string{"crooked", "crooked"}},
		"slipped proof":  {5, map[int]float64{5: 400}, []string{"missed"}},
		// Three points fit whatever they are: only the proof tells, and then
		// all are asked for once more.
		"crooked of three": {3, map[int]float64{1: 600}, []string{"missed", "missed"}},
	} {
		_, steps, err := calibrating(t, CalibrateOrder{Points: c.points, WaitS: 30}, func(n int) float64 { return c.slips[n] })
		var odd []string
		for _, s := range steps {
			if s == "crooked" || s == "missed" {
				odd = append(odd, s)
			}
		}
		if err != nil || !cmp.Equal(odd, c.want) {
			t.Errorf("%s: %v, %v, want %v", name, err, steps, c.want)
		}
	}
}

func TestCalibrationGivesUp(t *testing.T) {
	half := 180
	for name, c := range map[string]struct {
		order  CalibrateOrder
		astray func(int) float64
		want   error
	}{
		"nobody touches":          {CalibrateOrder{Points: 5, WaitS: 30}, func(n int) float64 { return -1 }, errSilent},
		"nobody touches any more": {CalibrateOrder{Points: 5, WaitS: 30}, func(n int) float64 { return float64(-min(1, n/3)) }, errSilent},
		"wild touches":            {CalibrateOrder{Points: 5, WaitS: 30}, func(n int) float64 { return float64(n * n * 97 % 2000) }, errMissed},
		"turned otherwise":        {CalibrateOrder{Points: 5, WaitS: 30, Rotate: &half}, steady, errTurned},
	} {
		_, steps, err := calibrating(t, c.order, c.astray)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v; %v", name, err, c.want, steps)
		}
	}
}

func TestCalibrationStopsWithItsTechnician(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		c := &calibration{
			order: CalibrateOrder{Points: 5, WaitS: 30}, size: touch.Point{X: 1080, Y: 1920}, taps: touch.NewTaps(touch.QueueOpts{}),
			tell: func(CalibrateStep) {}, show: func(screens.Calibrate) { stop() },
		}
		if _, err := c.run(ctx); keptReason(err) != "stopped" {
			t.Errorf("%v, %s", err, keptReason(err))
		}
	})
}

func TestOrdersThatCannotBe(t *testing.T) {
	turn := 45
	for _, o := range []CalibrateOrder{{Points: 4, WaitS: 30}, {Points: 5}, {Points: 5, WaitS: 30, Rotate: &turn}} {
		if o.sound() == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}

func panelConfig(t *testing.T) *config.Config {
	c := config.Default()
	c.Journal.Path = filepath.Join(t.TempDir(), "journal.db")
	return &c
}

func TestCalibrationIsKept(t *testing.T) {
	c := panelConfig(t)
	if _, found, err := loadCalibration(c); found || err != nil {
		t.Fatalf("before any: %t %v", found, err)
	}
	made := calibratedFor(c)
	made.Matrix, made.MadeAt = touch.Matrix{1, 0, 3, 0, 2, 4}, time.Date(2026, 6, 12, 9, 36, 0, 0, time.UTC)
	if err := made.save(calibrationPath(c)); err != nil {
		t.Fatal(err)
	}
	got, found, err := loadCalibration(c)
	if err != nil || !found || !cmp.Equal(got, made) {
		t.Errorf("%t %v %+v", found, err, got)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(c.Journal.Path), "*.new")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestCalibrationOfAnotherPanelIsRefused(t *testing.T) {
	for name, change := range map[string]func(*config.Config){
		"driver":   func(c *config.Config) { c.Touch.Driver = config.TouchMicroTouch },
		"protocol": func(c *config.Config) { c.Touch.Protocol = config.ProtocolE271 },
		"size":     func(c *config.Config) { c.Screen.WidthPx = 1920 },
		"rotation": func(c *config.Config) { c.Touch.Rotation = 90 },
	} {
		c := panelConfig(t)
		made := calibratedFor(c)
		made.Matrix = touch.Matrix{1, 0, 0, 0, 1, 0}
		if err := made.save(calibrationPath(c)); err != nil {
			t.Fatal(err)
		}
		change(c)
		if _, found, err := loadCalibration(c); found || err == nil || !strings.Contains(err.Error(), "of another panel") {
			t.Errorf("another %s: %t %v", name, found, err)
		}
	}
	c := panelConfig(t)
	for _, text := range []string{"{", `{"driver": "elo", "matrix": [1, 0, 0, 1, 0, 0]}`} {
		if err := os.WriteFile(calibrationPath(c), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, found, err := loadCalibration(c); found || err == nil {
			t.Errorf("%s: %t %v", text, found, err)
		}
	}
}
