package main

import (
	"fmt"
	"io/fs"
	"log/slog"

	"govkiosk/config"
	"govkiosk/screens"
	"govkiosk/screens/edid"
)

// panelOf is the glass as configured. How large it is, the panel is asked where
// the configuration does not say: pages are laid out in millimetres, and a
// guess would make every key too small or too large.
func panelOf(s config.Screen, sys fs.FS, log *slog.Logger) (screens.Panel, error) {
	p := screens.Panel{WidthPx: s.WidthPx, HeightPx: s.HeightPx, DiagonalIn: s.DiagonalIn, LowerEdgeMM: s.LowerEdgeMM}
	if p.DiagonalIn > 0 {
		return p, nil
	}
	found, err := edid.Find(sys, p.WidthPx, p.HeightPx)
	if err != nil {
		return p, usage{fmt.Errorf("kioskd: screen.diagonal_in is not set, and the panel cannot be asked: %w", err)}
	}
	log.Info("panel", "edid", found.String())
	p.DiagonalIn = found.DiagonalIn()
	if why := s.Unfit(p.DiagonalIn); why != "" {
		return p, usage{fmt.Errorf("kioskd: the panel says that it has %.1f inches: %s", p.DiagonalIn, why)}
	}
	return p, nil
}
