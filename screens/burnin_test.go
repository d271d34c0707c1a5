package screens_test

import (
	"image"
	"image/color"
	"slices"
	"testing"
	"time"

	"govkiosk/screens"
	"govkiosk/screens/ui"
)

// The page of a terminal at rest comes round once an hour. In that hour no mark
// and no dark field keeps its place and its colour: a panel would keep it, too.
// Light ground may stay.
func TestNothingBurnsIn(t *testing.T) {
	fonts := loadFonts(t)
	for name, panel := range map[string]screens.Panel{
		"column": {WidthPx: 216, HeightPx: 384, DiagonalIn: 21.5},
		"desk":   {WidthPx: 384, HeightPx: 216, DiagonalIn: 21.5},
		"wall":   {WidthPx: 200, HeightPx: 320, DiagonalIn: 10.1},
	} {
		v := named(t, "01-attract", screens.Chinese)
		canvas := ui.NewCanvas(ui.NewMetrics(panel.WidthPx, panel.HeightPx, panel.DiagonalIn), panel.WidthPx, panel.HeightPx, fonts)
		var seen still
		for minute := range 60 {
			if d := minute % 10; d != 0 && d != 5 && d < 8 {
				continue // it moves a little only
			}
			a := *v.Attract
			a.Shift = minute
			page := v
			page.Attract, page.Clock = &a, v.Clock.Truncate(time.Hour).Add(time.Duration(minute)*time.Minute)
			canvas.Paint(screens.Layout(page, panel, fonts, screens.Glass{}).List)
			seen.minute(canvas.Img, ui.ThemeOf("").Colour(ui.Page))
		}
		if at, n := seen.left(panel.WidthPx); n > 0 {
			t.Errorf("%s: %d pixels never change, one at %v", name, n, at)
		}
	}
}

// still are the pixels that have had one colour all the time, and not the
// ground's.
type still struct {
	first []uint8
	gone  []bool
}

func (s *still) minute(img *image.RGBA, ground color.RGBA) {
	if s.first == nil {
		s.first, s.gone = slices.Clone(img.Pix), make([]bool, len(img.Pix)/4)
	}
	for i := range s.gone {
		now := color.RGBA{img.Pix[4*i], img.Pix[4*i+1], img.Pix[4*i+2], 255}
		s.gone[i] = s.gone[i] || away(img.Pix[4*i:4*i+3], s.first[4*i:4*i+3]) > 40 || ui.Contrast(now, ground) < 1.6
	}
}

func (s *still) left(width int) (at image.Point, n int) {
	for i, gone := range s.gone {
		if !gone {
			at, n = image.Pt(i%width, i/width), n+1
		}
	}
	return at, n
}

// away is how far two colours are apart in the channel in which they are most.
func away(a, b []uint8) (most int) {
	for i := range a {
		most = max(most, off(a[i], b[i]))
	}
	return most
}
