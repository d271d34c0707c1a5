package screens_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"govkiosk/screens"
	"govkiosk/screens/sample"
	"govkiosk/screens/ui"
)

const uyghur screens.Lang = "ug-test"

// loadUyghur adds a catalogue that is written from the right.
func loadUyghur(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	text := "[language]\ndirection = \"rtl\"\n[bar]\nback = \"قايتىش\"\nhome = \"باش بەت\"\n[home]\ntitle = \"نېمە ئىش بېجىرىسىز؟\"\n"
	if err := os.WriteFile(filepath.Join(dir, string(uyghur)+".toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := screens.LoadLanguages(dir); err != nil {
		t.Fatal(err)
	}
}

// Every page of a language that is written from the right is that of the others
// with left and right exchanged, target for target and in the same order; what
// counts by its place on the glass stays.
func TestPagesFromTheRight(t *testing.T) {
	loadUyghur(t)
	fonts := loadFonts(t)
	m := ui.NewMetrics(column.WidthPx, column.HeightPx, column.DiagonalIn)
	plain := sample.Views(screens.Chinese)
	for i, n := range sample.Views(uyghur) {
		g := screens.Glass{Since: 10 * time.Second}
		page := screens.Layout(n.View, column, fonts, g)
		l := laid{n.Name + " from the right", column, page, ui.Rect{W: m.Width, H: m.Height}}
		fits(t, l)
		fingers(t, l)
		apart(t, l)
		if calm := n.View.Screen == screens.ScreenCalibrate || n.View.Screen == screens.ScreenService; calm == page.FromRight {
			t.Errorf("%s: from the right: %v", n.Name, page.FromRight)
		}
		other := screens.Layout(plain[i].View, column, fonts, g)
		if len(other.Targets) != len(page.Targets) {
			continue // longer words make fewer rows fit
		}
		for k, target := range page.Targets {
			if a, b := target, other.Targets[k]; a.Do != b.Do || a.Arg != b.Arg {
				t.Errorf("%s: target %d does %s %s, and %s %s from the left", n.Name, k, a.Do, a.Arg, b.Do, b.Arg)
			}
		}
	}
}

func TestWhatTurnsAndWhatDoesNot(t *testing.T) {
	loadUyghur(t)
	fonts := loadFonts(t)
	find := func(name string) map[act]ui.Target {
		out := map[act]ui.Target{}
		for _, target := range screens.Layout(named(t, name, uyghur), column, fonts, screens.Glass{}).Targets {
			out[act{target.Do, target.Arg}] = target
		}
		return out
	}
	home := find("02-home")
	if back, help := home[act{"back", ""}].R, home[act{"help", ""}].R; back.X < help.X {
		t.Errorf("返回 is %.0f mm from the left, 求助 %.0f", back.X, help.X)
	}
	pad := find("15-pad-id")
	if one, three := pad[act{"key", "1"}].R, pad[act{"key", "3"}].R; one.X > three.X {
		t.Errorf("3 stands to the left of 1")
	}
	for _, it := range screens.Layout(named(t, "02-home", uyghur), column, fonts, screens.Glass{}).Items {
		if icon, ok := it.Op.(ui.Icon); ok && icon.Name == "arrow-left" {
			t.Error("the arrow of 返回 points to the left")
		}
	}
}

// The keys beside the glass go where they point: on such a page the way on is to
// the left, among figures to the right.
func TestKeysFollowTheDirection(t *testing.T) {
	loadUyghur(t)
	w := newWalker(t, column)
	for name, on := range map[string]screens.Key{"02-home": screens.KeyLeft, "15-pad-id": screens.KeyRight} {
		w.show(named(t, name, uyghur))
		w.press(screens.KeyDown)
		for k := 0; k < 3 && name == "15-pad-id" && w.ringed()[0].Arg != "1"; k++ {
			w.press(screens.KeyLeft)
		}
		list, before := w.app.Tree().Widgets, w.ringed()[0]
		w.press(on)
		next := slices.IndexFunc(list, func(g screens.Widget) bool { return g.Focused }) + 1
		if after := w.ringed()[0]; after.Intent != list[next].Intent || after.Arg != list[next].Arg {
			t.Errorf("%s: %s goes from %q to %q, want %q", name, on, before.Label, after.Label, list[next].Label)
		}
	}
}
