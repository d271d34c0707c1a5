package touch

import (
	"encoding/json"
	"errors"
	"math"
	"testing"
)

type calibrationCase struct {
	Name        string          `json:"name"`
	Raw         [][2]float64    `json:"raw"`
	Screen      [][2]float64    `json:"screen"`
	Expect      json.RawMessage `json:"expect"`
	MaxResidual float64         `json:"max_residual_px"`
	RMS         float64         `json:"rms_px"`
}

func points(pairs [][2]float64) []Point {
	var ps []Point
	for _, p := range pairs {
		ps = append(ps, Point{p[0], p[1]})
	}
	return ps
}

func TestCalibrationVectors(t *testing.T) {
	var v struct {
		Calibration struct{ Cases []calibrationCase }
	}
	readVectors(t, &v)
	if len(v.Calibration.Cases) != 4 {
		t.Fatalf("%d cases, want 4", len(v.Calibration.Cases))
	}
	for _, c := range v.Calibration.Cases {
		t.Run(c.Name, func(t *testing.T) { checkCalibration(t, c) })
	}
}

func checkCalibration(t *testing.T, c calibrationCase) {
	fit, err := Calibrate(points(c.Raw), points(c.Screen), math.Hypot(1920, 1080))
	var want struct{ X, Y [3]float64 }
	if json.Unmarshal(c.Expect, &want) != nil {
		if !errors.Is(err, ErrCollinear) {
			t.Fatalf("got %v, want %s", err, c.Expect)
		}
		return
	}
	if missed := c.MaxResidual > 20; missed != errors.Is(err, ErrMissed) {
		t.Errorf("error is %v with a miss of %v px", err, c.MaxResidual)
	}
	for i, w := range append(want.X[:], want.Y[:]...) {
		if math.Abs(fit.Matrix[i]-w) > 1e-9 {
			t.Errorf("matrix[%d] = %v, want %v", i, fit.Matrix[i], w)
		}
	}
	if math.Abs(fit.Max-c.MaxResidual) > 0.001 || math.Abs(fit.RMS-c.RMS) > 0.001 {
		t.Errorf("residuals max %.3f rms %.3f, want %.3f and %.3f", fit.Max, fit.RMS, c.MaxResidual, c.RMS)
	}
}

// The touch that missed is the one with the largest residual, so that the
// right target is asked for again.
func TestMissedTouchIsNamed(t *testing.T) {
	targets := []Point{{108, 192}, {972, 192}, {972, 1728}, {108, 1728}, {540, 960}}
	raw := make([]Point, len(targets))
	for i, p := range targets {
		raw[i] = Point{p.X * 3, 4000 - p.Y*2}
	}
	raw[4].X += 900
	fit, err := Calibrate(raw, targets, math.Hypot(1080, 1920))
	if !errors.Is(err, ErrMissed) {
		t.Fatalf("got %v, want a miss", err)
	}
	for i, r := range fit.Residuals[:4] {
		if r >= fit.Residuals[4] {
			t.Errorf("target %d misses by %.0f px, more than the one that was missed (%.0f)", i, r, fit.Residuals[4])
		}
	}
}

func TestCalibrateNeedsThreeTouches(t *testing.T) {
	two := []Point{{0, 0}, {1, 0}}
	if _, err := Calibrate(two, two, 100); err == nil {
		t.Error("two touches were enough")
	}
	if _, err := Calibrate(append(two, Point{0, 1}), two, 100); err == nil {
		t.Error("a touch without a target was taken")
	}
	same := []Point{{5, 5}, {5, 5}, {5, 5}}
	if _, err := Calibrate(same, same, 100); !errors.Is(err, ErrCollinear) {
		t.Errorf("three touches on one spot: %v", err)
	}
}
