package art

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryPictogramLiesInItsBox(t *testing.T) {
	for _, name := range Icons() {
		d, ok := Icon(name)
		if !ok || d.W != 24 || d.H != 24 || len(d.Shapes) == 0 {
			t.Errorf("%s: not a pictogram of 24×24: %v", name, d)
			continue
		}
		checkInside(t, name, d, 0)
		for _, s := range d.Shapes {
			if s.Stroke != Current || s.Fill != "" || s.Width != 1.75 || !s.RoundCap || !s.RoundJoin {
				t.Errorf("%s: not an unfilled line of 1.75 with round ends: %+v", name, s)
			}
		}
	}
}

// The names the screens ask for. Lucide renames pictograms now and then.
func TestPictogramsOfTheScreensAreThere(t *testing.T) {
	names := strings.Fields(`a-large-small accessibility arrow-left bell-ring book-open-text
		calendar-check calendar-plus camera check chevron-down chevron-left chevron-right chevron-up
		circle-alert circle-check circle-dashed circle-dot clock dazi delete eye eye-off file-badge
		file-pen-line file-search hand house id-card info keyboard languages lock log-out megaphone
		monitor pointer power printer printer-x qr-code refresh-cw rotate-cw scan-line search
		smartphone square stamp star store ticket triangle-alert user-round users-round volume-2 wifi-off
		wrench x`)
	for _, name := range names {
		if _, ok := Icon(name); !ok {
			t.Errorf("no pictogram %s", name)
		}
	}
	if _, ok := Icon("no-such"); ok {
		t.Error("a pictogram for a name that is not in the set")
	}
	if !slices.IsSorted(Icons()) {
		t.Error("names are not sorted")
	}
}

// Whoever changes a drawing changes their own copy.
func TestPictogramsAreCopies(t *testing.T) {
	a, _ := Icon("check")
	a.Shapes[0].Path[0].X = 99
	a.Shapes[0].Width = 9
	b, _ := Icon("check")
	if b.Shapes[0].Path[0].X == 99 || b.Shapes[0].Width == 9 {
		t.Error("a change to one drawing shows in the next")
	}
	if w := b.Weight(3); w.Shapes[0].Width != 3 || b.Shapes[0].Width != 1.75 {
		t.Errorf("weights %v and %v, want 3 and 1.75", w.Shapes[0].Width, b.Shapes[0].Width)
	}
}

// checkInside fails when anything painted passes the view box by more than
// slack.
func checkInside(t *testing.T, name string, d Drawing, slack float64) {
	t.Helper()
	slack += 1e-6
	for i, s := range d.Shapes {
		b := newBox()
		lines := s.Path.Flatten(0.01)
		if s.Stroke != "" {
			lines = append(lines, StrokePolygons(s, 0.01)...)
		}
		for _, line := range lines {
			for _, p := range line {
				b.add(p)
			}
		}
		if b.x0 < -slack || b.y0 < -slack || b.x1 > d.W+slack || b.y1 > d.H+slack {
			t.Errorf("%s: shape %d reaches %.2f %.2f … %.2f %.2f, outside %v×%v", name, i, b.x0, b.y0, b.x1, b.y1, d.W, d.H)
		}
	}
	for _, l := range d.Labels {
		if l.X < 0 || l.X > d.W || l.Y > d.H || l.Y-l.Size < -slack {
			t.Errorf("%s: label %q stands outside", name, l.Text)
		}
	}
}
