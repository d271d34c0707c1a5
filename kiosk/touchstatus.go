package kiosk

import (
	"slices"

	"govkiosk/drivers/touch"
)

// TouchStatus is what the control socket tells of the touch panel: how counts
// become pixels, and where on the glass touches came from since the map was
// wiped. A cell of the map that a technician has wiped over and that stays
// untouched is a dead spot.
type TouchStatus struct {
	Driver      string       `json:"driver"`
	Matrix      touch.Matrix `json:"matrix"`
	Calibration *calibrated  `json:"calibration,omitempty"` // a technician's; without it the configuration holds
	Refused     string       `json:"refused,omitempty"`     // why the file of one does not count
	File        string       `json:"file"`
	Coverage    struct {
		touch.Coverage
		Untouched []touch.Cell `json:"untouched"`
	} `json:"coverage"`
	Dropped int64 `json:"dropped"` // events that the screens were too slow for
}

// status tells how the panel is calibrated and where it was touched.
func (p *touchDesk) status() TouchStatus {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := TouchStatus{
		Driver: p.cfg.Driver, Matrix: p.matrix, Calibration: p.made, Refused: p.refused,
		File: p.file, Dropped: p.queue.Dropped(),
	}
	s.Coverage.Coverage = *p.coverage
	s.Coverage.Hits = slices.Clone(p.coverage.Hits)
	s.Coverage.Untouched = p.coverage.Untouched()
	return s
}

// wipe begins the map of the touches anew.
func (p *touchDesk) wipe() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.coverage = touch.NewCoverage(p.rules.Width, p.rules.Height, coverageColumns, coverageRows)
}
