package screens_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"govkiosk/screens"
	"govkiosk/screens/sample"
	"govkiosk/screens/ui"
)

func loadFonts(t testing.TB) *ui.Fonts {
	t.Helper()
	f, err := ui.LoadFonts(ui.DebianRegular, ui.DebianBold, ui.DebianFamily)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

var (
	column    = screens.Panel{WidthPx: 1080, HeightPx: 1920, DiagonalIn: 21.5}
	totem     = screens.Panel{WidthPx: 1080, HeightPx: 1920, DiagonalIn: 32}
	wall      = screens.Panel{WidthPx: 800, HeightPx: 1280, DiagonalIn: 10.1, LowerEdgeMM: 950}
	desk      = screens.Panel{WidthPx: 1920, HeightPx: 1080, DiagonalIn: 21.5}
	languages = []screens.Lang{screens.Chinese, screens.English}
)

// laid is one page under test.
type laid struct {
	name  string
	panel screens.Panel
	page  screens.Page
	whole ui.Rect
}

// eachPage lays out every sample on a panel at a text step; step 0 leaves each
// its own.
func eachPage(t *testing.T, panel screens.Panel, step int, check func(*testing.T, laid)) {
	fonts := loadFonts(t)
	m := ui.NewMetrics(panel.WidthPx, panel.HeightPx, panel.DiagonalIn)
	for _, lang := range languages {
		for _, n := range sample.Views(lang) {
			if step > 0 {
				n.View.TextStep = step
			}
			page := screens.Layout(n.View, panel, fonts, screens.Glass{Since: 10 * time.Second})
			check(t, laid{fmt.Sprintf("%s %s step %d", n.Name, lang, step), panel, page, ui.Rect{W: m.Width, H: m.Height}})
		}
	}
}

// fits: nothing is cut off, nothing leaves the glass, no two texts overlap.
func fits(t *testing.T, l laid) {
	t.Helper()
	if len(l.page.Cut) > 0 || l.page.Over > 0 {
		t.Errorf("%s: cut %q, %.1f mm too high", l.name, l.page.Cut, l.page.Over)
	}
	var texts []ui.Item
	for _, it := range l.page.Items {
		text, ok := it.Op.(ui.Text)
		if !ok {
			continue
		}
		ink := inkOf(text)
		if it.Clip.Empty() && !inside(l.whole, ink) {
			t.Errorf("%s: %q leaves the glass: %+v", l.name, text.S, ink)
		}
		if !it.Clip.Empty() {
			continue // rows of a list scroll under its edges
		}
		for _, other := range texts {
			o := other.Op.(ui.Text)
			if both := ink.Intersect(inkOf(o)); both.W > .3 && both.H > .3 {
				t.Errorf("%s: %q and %q overlap by %.1f × %.1f mm", l.name, text.S, o.S, both.W, both.H)
			}
		}
		texts = append(texts, it)
	}
}

// inkOf is the place of the characters: figures stand on the baseline, 0.74 em
// high; 汉字 are from 0.83 em above it to 0.09 below.
func inkOf(t ui.Text) ui.Rect {
	if strings.Trim(t.S, "0123456789–:") == "" {
		return ui.Rect{X: t.X, Y: t.Y - .74*t.Em, W: t.W, H: .75 * t.Em}
	}
	return ui.Rect{X: t.X, Y: t.Y - .83*t.Em, W: t.W, H: .92 * t.Em}
}

func inside(whole, r ui.Rect) bool {
	const rounding = .6 // numerals hang out by their side bearing
	return r.X >= whole.X-rounding && r.Y >= whole.Y-rounding && r.Right() <= whole.Right()+rounding && r.Bottom() <= whole.Bottom()+rounding
}

// The pages give way little: at the step that people start with, none is
// smaller than drawn in Chinese, and English gives way by a tenth at most.
func TestDefaultStepIsAsDrawn(t *testing.T) {
	eachPage(t, column, 2, func(t *testing.T, l laid) {
		least := 1.0
		if strings.Contains(l.name, "elder") {
			least = .8 // step 3 of the elder theme, on the fullest pages
		} else if strings.Contains(l.name, " en ") {
			least = .94
		}
		if l.page.Shrink < least-.001 {
			t.Errorf("%s: type shrunk to %.2f, want %.2f", l.name, l.page.Shrink, least)
		}
	})
}

// fingers: 12.7 mm and 2.5 mm apart, 20 mm high where it is the next step
// (VVSG 2.0 7.2-I). Rows of a list touch: each is as high as two keys.
func fingers(t *testing.T, l laid) {
	t.Helper()
	const least, gap, primary, rounding = 12.7, 2.5, 20, .01
	targets := l.page.Targets
	for i, a := range targets {
		r := a.Visible()
		if !inside(l.whole, r) {
			t.Errorf("%s: %s %q leaves the glass: %+v", l.name, a.Role, a.Label, r)
		}
		if a.R.W < least-rounding || a.R.H < least-rounding {
			t.Errorf("%s: %s %q is %.1f × %.1f mm", l.name, a.Role, a.Label, a.R.W, a.R.H)
		}
		if a.Primary && a.Role == "key" && a.R.H < primary-rounding {
			t.Errorf("%s: the next step %q is %.1f mm high", l.name, a.Label, a.R.H)
		}
		for _, b := range targets[:i] {
			if listed(a) && listed(b) {
				continue
			}
			o := b.Visible().Inset(-gap + rounding)
			if !o.Intersect(r).Empty() {
				t.Errorf("%s: %q and %q are closer than %.1f mm", l.name, a.Label, b.Label, gap)
			}
		}
	}
}

// listed tells a row of a list, which may have a box to tick.
func listed(t ui.Target) bool { return t.Role == "row" || t.Role == "box" && !t.Clip.Empty() }

// Every page can be left, and one key is filled at most: the likeliest next step.
func TestEveryPageLeadsOn(t *testing.T) {
	eachPage(t, column, 0, func(t *testing.T, l laid) {
		enabled, filled := 0, 0
		for _, target := range l.page.Targets {
			if target.Enabled {
				enabled++
			}
			if target.Primary && (target.Role == "key" || target.Role == "tile") {
				filled++
			}
			if target.Do == "" || target.Label == "" || target.Role == "" {
				t.Errorf("%s: a target without act or label: %+v", l.name, target)
			}
		}
		if enabled == 0 {
			t.Errorf("%s: nothing can be touched", l.name)
		}
		if filled > 1 {
			t.Errorf("%s: %d filled keys", l.name, filled)
		}
	})
}

// technicians tells a page that no citizen sees: it is dense, and the same in
// every mode.
func technicians(name string) bool { return strings.Contains(name, "-service-") }

// What is touched is below the reach line, except on the pages that flow.
func TestKeysAreInReach(t *testing.T) {
	const line = 476.4 - (1100 - 800)
	fonts := loadFonts(t)
	for _, n := range sample.Views(screens.Chinese) {
		if technicians(n.Name) {
			continue
		}
		for _, target := range screens.Layout(n.View, column, fonts, screens.Glass{}).Targets {
			if target.R.Y < line-1 && target.Role != "page" {
				t.Errorf("%s: %q begins %.0f mm from the top, reach is from %.0f", n.Name, target.Label, target.R.Y, line)
			}
		}
	}
}

// Nothing may move in elder mode.
func TestElderModeStandsStill(t *testing.T) {
	fonts := loadFonts(t)
	for _, n := range sample.Views(screens.Chinese) {
		n.View.Theme = screens.ThemeElder
		if page := screens.Layout(n.View, column, fonts, screens.Glass{}); page.Next != 0 {
			t.Errorf("%s: asks for a frame after %v", n.Name, page.Next)
		}
	}
}

// A page at rest asks for no frame: that is what keeps an idle terminal at no load.
func TestRestingPagesAskForNoFrame(t *testing.T) {
	fonts := loadFonts(t)
	moving := map[string]bool{"03": true, "04": true, "05": true, "07": true, "06": true, "08": true, "11": true, "13": true, "40": true, "43": true}
	for _, n := range sample.Views(screens.Chinese) {
		page := screens.Layout(n.View, column, fonts, screens.Glass{Since: time.Minute})
		if page.Next != 0 && !moving[n.Name[:2]] {
			t.Errorf("%s: asks for a frame after %v", n.Name, page.Next)
		}
	}
}
