package kiosk

import (
	"errors"
	"log/slog"
	"os"
	"testing"

	"govkiosk/drivers/touch"
	"govkiosk/screens"
)

// A calibration that is given up is gone from the file and from the glass, and
// the panel goes by the configuration.
func TestCalibrationIsForgotten(t *testing.T) {
	c := panelConfig(t)
	made := calibratedFor(c)
	made.Matrix = touch.Matrix{1, 0, 3, 0, 2, 4}
	if err := made.save(calibrationPath(c)); err != nil {
		t.Fatal(err)
	}
	desk, err := newTouchDesk(c, nil, nil, func(screens.Pointer) {}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if s := desk.status(); s.Matrix != made.Matrix || s.Calibration == nil {
		t.Fatalf("%+v", s)
	}
	base, err := configured(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []bool{true, false} { // the second time there is none
		f, err := desk.forget(c)
		if err != nil || f.Removed != want || f.File != calibrationPath(c) {
			t.Fatalf("%+v %v", f, err)
		}
		if s := desk.status(); s.Matrix != base || s.Calibration != nil {
			t.Errorf("%+v", s)
		}
	}
	if _, err := os.Stat(calibrationPath(c)); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// The one that is being made is not taken from under the technician's finger.
func TestRunningCalibrationIsNotForgotten(t *testing.T) {
	c := panelConfig(t)
	desk, err := newTouchDesk(c, nil, nil, func(screens.Pointer) {}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	desk.fitted = true
	if _, _, err := desk.claim(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer desk.release()
	if _, err := desk.forget(c); !errors.Is(err, errRunning) {
		t.Error(err)
	}
}
