package screens_test

import (
	"math"
	"testing"

	"govkiosk/screens"
	"govkiosk/screens/sample"
	"govkiosk/screens/ui"
)

// Tiles of one width that can be had write their names in one size: a smaller
// one would look less important, and is only longer.
func TestNamesOfTilesShareTheirSize(t *testing.T) {
	fonts := loadFonts(t)
	for _, panel := range []screens.Panel{column, totem, wall, desk} {
		for step := 2; step <= 4; step++ {
			v := sample.Home(screens.English)
			v.TextStep = step
			page := screens.Layout(v, panel, fonts, screens.Glass{})
			sizes := map[int]float64{}
			for _, target := range page.Targets {
				if target.Role != "tile" || !target.Enabled {
					continue
				}
				width, em := int(target.R.W), nameSize(page, target)
				if was, ok := sizes[width]; ok && math.Abs(was-em) > .01 {
					t.Errorf("%v in step %d: %q has %.2f em, its neighbours %.2f", panel, step, target.Label, em, was)
				}
				sizes[width] = em
			}
			if len(sizes) == 0 {
				t.Fatalf("%v in step %d: no tiles", panel, step)
			}
		}
	}
}

// nameSize is the size of the bold text on a target, in em.
func nameSize(page screens.Page, target ui.Target) float64 {
	for _, it := range page.Items {
		if text, ok := it.Op.(ui.Text); ok && text.Bold && target.R.Contains(text.X, text.Y) {
			return text.Em
		}
	}
	return 0
}
