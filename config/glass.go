package config

import (
	"fmt"
	"math"
)

// The smallest glass that every page fits on, at every text step and in both
// languages, in mm: an upright 10.1 inch one of 10 : 16, and a 21.5 inch one of
// 16 : 9 that lies. Measured by laying all pages out: on an upright 9 inch panel
// more than half of them are cut, on a lying 18.5 inch one a quarter, and on an
// upright one of 4 : 5 as many, however large.
const (
	uprightWidth, uprightHeight = 134, 214
	uprightRatio                = 1.55
	lyingWidth, lyingHeight     = 470, 264
)

// Unfit is why the pages do not fit on a glass with this diagonal, inches;
// empty: they do.
func (s Screen) Unfit(diagonalIn float64) string {
	mm := diagonalIn * 25.4 / math.Hypot(float64(s.WidthPx), float64(s.HeightPx))
	width, height := float64(s.WidthPx)*mm, float64(s.HeightPx)*mm
	if width > height {
		if width >= lyingWidth && height >= lyingHeight {
			return ""
		}
		return fmt.Sprintf("pages do not fit on %.0f × %.0f mm; a glass that lies is %d × %d or larger", width, height, lyingWidth, lyingHeight)
	}
	if width >= uprightWidth && height >= uprightHeight && height >= uprightRatio*width {
		return ""
	}
	return fmt.Sprintf("pages do not fit on %.0f × %.0f mm; an upright glass is %d × %d or larger and %.2f times as tall as wide, or taller",
		width, height, uprightWidth, uprightHeight, uprightRatio)
}
