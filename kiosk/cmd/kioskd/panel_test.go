package main

import (
	"errors"
	"log/slog"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"govkiosk/config"
)

// connected is /sys with a panel of 1920 × 1080 px and 477 × 268 mm.
func connected(t *testing.T) fstest.MapFS {
	t.Helper()
	b := make([]byte, 128)
	copy(b[1:7], "\xFF\xFF\xFF\xFF\xFF\xFF")
	b[0x15], b[0x16] = 48, 27
	copy(b[0x36:], []byte{0x02, 0x3A, 0x80, 0x18, 0x71, 0x38, 0x2D, 0x40, 0x58, 0x2C, 0x45, 0x00, 0xDD, 0x0C, 0x11, 0x00, 0x00, 0x1E})
	for _, v := range b[:127] {
		b[127] -= v
	}
	return fstest.MapFS{
		"class/drm/card0-HDMI-A-1/status": {Data: []byte("connected\n")},
		"class/drm/card0-HDMI-A-1/edid":   {Data: b},
	}
}

// The size of the glass is what the configuration says, else what the panel
// says, and never made up.
func TestTheSizeOfTheGlassIsNotMadeUp(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	s := config.Default().Screen
	p, err := panelOf(s, connected(t), log)
	if err != nil || math.Abs(p.DiagonalIn-21.5) > .1 {
		t.Errorf("the panel says 21.5 inches: got %v, %v", p.DiagonalIn, err)
	}
	var wrong usage
	if _, err = panelOf(s, fstest.MapFS{}, log); !errors.As(err, &wrong) || !strings.Contains(err.Error(), "screen.diagonal_in") {
		t.Errorf("nobody says: %v; want a wrong use that names the key", err)
	}
	s.DiagonalIn = 32
	if p, err = panelOf(s, fstest.MapFS{}, log); err != nil || p.DiagonalIn != 32 {
		t.Errorf("configured as 32 inches: got %v, %v", p.DiagonalIn, err)
	}
}
