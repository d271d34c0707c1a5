package kiosk

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"

	"govkiosk/config"
)

// Forgotten is what became of a calibration that a technician gave up.
type Forgotten struct {
	File    string `json:"file"`
	Removed bool   `json:"removed"` // false: there was none
}

// ForgetCalibration removes the calibration that is kept of a terminal's panel,
// whoever's it is; the configuration holds from the next start on. It is for a
// terminal that does not run: one that does is asked to forget itself.
func ForgetCalibration(c *config.Config) (Forgotten, error) {
	path := calibrationPath(c)
	err := os.Remove(path)
	if errors.Is(err, os.ErrNotExist) {
		return Forgotten{File: path}, nil
	}
	if err == nil {
		err = syncFolder(filepath.Dir(path))
	}
	if err != nil {
		return Forgotten{File: path}, fmt.Errorf("calibration: %w", err)
	}
	return Forgotten{File: path, Removed: true}, nil
}

// serveForget removes the calibration and has the panel use the configuration
// from then on. Nobody who is at the glass is interrupted: a finger that is on
// it is cancelled.
func (t *Terminal) serveForget(w http.ResponseWriter, _ *http.Request) {
	f, err := t.touch.forget(t.cfg)
	switch {
	case errors.Is(err, errRunning):
		http.Error(w, err.Error(), http.StatusConflict)
		return
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	t.log.Info("calibration", "result", "forgotten", "file", f.File, "removed", f.Removed)
	t.note("touch-calibration", CalibrateStep{Step: "forgotten", File: f.File})
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(f) // who asked has gone: nothing to do
}

// forget goes back to the configuration.
func (p *touchDesk) forget(c *config.Config) (Forgotten, error) {
	p.mu.Lock()
	running := p.lost != nil
	p.mu.Unlock()
	if running {
		return Forgotten{File: p.file}, errRunning
	}
	base, err := configured(c)
	if err != nil {
		return Forgotten{File: p.file}, err
	}
	f, err := ForgetCalibration(c)
	if err != nil {
		return f, err
	}
	if err := p.queue.Calibrate(base); err != nil {
		return f, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.matrix, p.made, p.refused = base, nil, ""
	return f, nil
}
