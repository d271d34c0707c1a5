// Package edid asks a panel for its size. The kernel keeps what a panel says of
// itself below /sys/class/drm, a block of 128 bytes for each.
//
// Source: VESA Enhanced EDID Standard, release A revision 2 (E-EDID 1.4).
package edid

import (
	"bytes"
	"errors"
	"fmt"
	"math"
)

// Panel is what a panel says of itself.
type Panel struct {
	Output            string // connector that it hangs on: "card0-HDMI-A-1"
	WidthPx, HeightPx int    // of the mode it likes best
	WidthMM, HeightMM int    // of the lit area
}

// DiagonalIn is the diagonal of the lit area in inches.
func (p Panel) DiagonalIn() float64 {
	return math.Hypot(float64(p.WidthMM), float64(p.HeightMM)) / 25.4
}

// fits reports whether a page of that many pixels is this panel's, upright or
// lying.
func (p Panel) fits(w, h int) bool {
	return p.WidthPx == w && p.HeightPx == h || p.WidthPx == h && p.HeightPx == w
}

var header = []byte{0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0}

const (
	blockSize   = 128
	sizeAt      = 0x15 // width and height in cm; 0: not known, as of a projector
	timingAt    = 0x36 // of the preferred mode
	cmTolerance = 20   // mm by which the two sizes may differ: one is in whole cm
)

// Parse reads the base block. A panel that does not tell its size is an error:
// no size is made up for it.
func Parse(data []byte) (Panel, error) {
	if len(data) < blockSize || !bytes.HasPrefix(data, header) {
		return Panel{}, errors.New("edid: no EDID block")
	}
	var sum byte
	for _, b := range data[:blockSize] {
		sum += b
	}
	if sum != 0 {
		return Panel{}, errors.New("edid: checksum does not fit")
	}
	t := data[timingAt:]
	if t[0] == 0 && t[1] == 0 {
		return Panel{}, errors.New("edid: no preferred mode")
	}
	p := Panel{
		WidthPx: int(t[2]) | int(t[4]>>4)<<8, HeightPx: int(t[5]) | int(t[7]>>4)<<8,
		WidthMM: int(data[sizeAt]) * 10, HeightMM: int(data[sizeAt+1]) * 10,
	}
	w, h := int(t[12])|int(t[14]>>4)<<8, int(t[13])|int(t[14]&0xF)<<8
	if near(w, p.WidthMM) && near(h, p.HeightMM) {
		p.WidthMM, p.HeightMM = w, h // the same in mm; some panels put 16 : 9 here
	}
	if p.WidthMM == 0 || p.HeightMM == 0 {
		return p, errors.New("edid: the panel does not tell its size")
	}
	return p, nil
}

func near(a, b int) bool { return a-b <= cmTolerance && b-a <= cmTolerance }

// String tells the panel as a technician writes it down.
func (p Panel) String() string {
	return fmt.Sprintf("%s: %d × %d px, %d × %d mm, %.1f in", p.Output, p.WidthPx, p.HeightPx, p.WidthMM, p.HeightMM, p.DiagonalIn())
}
