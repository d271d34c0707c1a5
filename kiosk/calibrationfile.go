package kiosk

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"govkiosk/config"
	"govkiosk/drivers/touch"
)

// calibrationFile is the name beside the journal, where no other is given.
const calibrationFile = "touch-calibration.json"

// calibrated is what a technician's touches told of one panel. It belongs to
// that panel only: another driver, glass or mounting needs touches of its own.
type calibrated struct {
	Driver   string       `json:"driver"`
	Protocol string       `json:"protocol,omitempty"` // of elo
	WidthPx  int          `json:"width_px"`
	HeightPx int          `json:"height_px"`
	Rotation int          `json:"rotation"` // as configured when it was made
	Matrix   touch.Matrix `json:"matrix"`
	MissesPX []float64    `json:"misses_px"` // of each touch
	MadeAt   time.Time    `json:"made_at"`
}

// calibratedFor is one for the configured panel, without a matrix.
func calibratedFor(c *config.Config) calibrated {
	out := calibrated{
		Driver: c.Touch.Driver, WidthPx: c.Screen.WidthPx, HeightPx: c.Screen.HeightPx, Rotation: c.Touch.Rotation,
	}
	if c.Touch.Driver == config.TouchElo {
		out.Protocol = c.Touch.Protocol
	}
	return out
}

// calibrationPath is where the calibration of a terminal is kept.
func calibrationPath(c *config.Config) string {
	if c.Touch.CalibrationFile != "" {
		return c.Touch.CalibrationFile
	}
	return filepath.Join(filepath.Dir(c.Journal.Path), calibrationFile)
}

// loadCalibration reads the calibration of the configured panel. None that was
// made is found false; one of another panel is an error, as one that cannot be
// read.
func loadCalibration(c *config.Config) (made calibrated, found bool, err error) {
	path := calibrationPath(c)
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return made, false, nil
	}
	if err != nil {
		return made, false, fmt.Errorf("calibration: %w", err)
	}
	if err := json.Unmarshal(text, &made); err != nil {
		return made, false, fmt.Errorf("calibration: %s: %w", path, err)
	}
	if err := made.Matrix.Sound(); err != nil {
		return made, false, fmt.Errorf("calibration: %s: %w", path, err)
	}
	if other := made.belongs(calibratedFor(c)); other != "" {
		return made, false, fmt.Errorf("calibration: %s is of another panel: %s", path, other)
	}
	return made, true, nil
}

// belongs tells what is different about the panel that m is of.
func (m calibrated) belongs(to calibrated) string {
	switch {
	case m.Driver != to.Driver || m.Protocol != to.Protocol:
		return fmt.Sprintf("%s %s and not %s %s", m.Driver, m.Protocol, to.Driver, to.Protocol)
	case m.WidthPx != to.WidthPx || m.HeightPx != to.HeightPx:
		return fmt.Sprintf("%d × %d px and not %d × %d", m.WidthPx, m.HeightPx, to.WidthPx, to.HeightPx)
	case m.Rotation != to.Rotation:
		return fmt.Sprintf("turned by %d degrees and not %d", m.Rotation, to.Rotation)
	}
	return ""
}

// save writes a calibration so that a power cut leaves the old one or the new
// one, never half of one.
func (m calibrated) save(path string) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("calibration: %w", err)
	}
	fresh := path + ".new"
	if err := writeSynced(fresh, append(text, '\n')); err != nil {
		return fmt.Errorf("calibration: %w", errors.Join(err, os.Remove(fresh)))
	}
	if err := os.Rename(fresh, path); err != nil {
		return fmt.Errorf("calibration: %w", errors.Join(err, os.Remove(fresh)))
	}
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return fmt.Errorf("calibration: %w", err)
	}
	return nil
}

// writeSynced writes a file and waits until it is on the disk.
func writeSynced(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}

// syncFolder waits until the names in a folder are on the disk.
func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
