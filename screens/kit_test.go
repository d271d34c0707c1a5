package screens_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"govkiosk/screens"
	"govkiosk/screens/sample"
	"govkiosk/screens/ui"
)

// kit is every widget that pages are made of, and how it is known on a page.
var kit = map[string]func(screens.View, screens.Page) bool{
	"button":            has("key"),
	"tile":              has("tile"),
	"bar":               has("bar"),
	"list to push":      func(_ screens.View, p screens.Page) bool { return p.ScrollMax > 0 && p.Scroller.H > 0 },
	"initials index":    has("index"),
	"filter":            has("chip"),
	"stepper":           func(v screens.View, _ screens.Page) bool { return len(v.Steps) > 0 },
	"card":              draws(func(op ui.Op) bool { b, ok := op.(ui.Box); return ok && b.Fill == ui.Surface && b.Radius == 4 }),
	"timeline":          func(v screens.View, _ screens.Page) bool { return v.Case != nil },
	"dialog":            func(v screens.View, _ screens.Page) bool { return v.Question != nil && len(v.Question.Choices) == 2 },
	"progress":          func(v screens.View, p screens.Page) bool { return v.Working != nil && p.Next > 0 },
	"countdown":         draws(func(op ui.Op) bool { a, ok := op.(ui.Arc); return ok && a.Sweep < 1 }),
	"toast":             func(v screens.View, _ screens.Page) bool { return v.Toast.Key != "" },
	"QR":                draws(func(op ui.Op) bool { p, ok := op.(ui.Picture); return ok && p.Kind == "qr" }),
	"number keypad":     keysOf("0123456789"),
	"phone keypad":      func(v screens.View, _ screens.Page) bool { return v.Pad != nil && v.Pad.Kind == screens.PadPhone },
	"ID keypad":         keysOf("0123456789X"),
	"letters":           keysOf("abcdefghijklmnopqrstuvwxyz"),
	"Pinyin candidates": has("word"),
	"cabinet plan":      draws(func(op ui.Op) bool { p, ok := op.(ui.Picture); return ok && p.Kind == "cabinet" }),
	"calendar":          has("day"),
	"slot picker":       has("slot"),
	"boxes to tick":     has("box"),
	"search field":      has("field"),
	"five grades": func(_ screens.View, p screens.Page) bool {
		n := 0
		for _, t := range p.Targets {
			if t.Do == string(screens.ActRate) {
				n++
			}
		}
		return n == 5
	},
}

func has(role string) func(screens.View, screens.Page) bool {
	return func(_ screens.View, p screens.Page) bool {
		return slices.ContainsFunc(p.Targets, func(t ui.Target) bool { return t.Role == role })
	}
}

func draws(is func(ui.Op) bool) func(screens.View, screens.Page) bool {
	return func(_ screens.View, p screens.Page) bool {
		return slices.ContainsFunc(p.Items, func(it ui.Item) bool { return is(it.Op) })
	}
}

// keysOf is a pad with a key for each of these, and no page of it without.
func keysOf(caps string) func(screens.View, screens.Page) bool {
	return func(_ screens.View, p screens.Page) bool {
		for _, c := range strings.Split(caps, "") {
			if !slices.ContainsFunc(p.Targets, func(t ui.Target) bool { return t.Do == string(screens.ActKey) && t.Arg == c }) {
				return false
			}
		}
		return true
	}
}

// roles are what a target can be: a screen reader of the terminal's own, the
// bench and the tests know these.
var roles = []string{"key", "tile", "row", "chip", "bar", "page", "box", "day", "slot", "index", "word", "field"}

// The kit is whole: every widget stands on some page, and whatever can be
// touched has a role, words to be spoken in the language of the page, and its
// place in the order in which a page is read: from the top, the bar last.
func TestTheKitIsWholeAndSpoken(t *testing.T) {
	fonts := loadFonts(t)
	for _, lang := range languages {
		seen := map[string]bool{}
		for _, n := range sample.Views(lang) {
			page := screens.Layout(n.View, column, fonts, screens.Glass{Since: 10 * time.Second})
			for widget, is := range kit {
				seen[widget] = seen[widget] || is(n.View, page)
			}
			if n.View.Screen != screens.ScreenService { // a technician's page is dense, and not spoken
				spoken(t, n.Name, lang, page.Targets)
			}
		}
		for widget := range kit {
			if !seen[widget] {
				t.Errorf("%s: no page has a %s", lang, widget)
			}
		}
	}
}

func spoken(t *testing.T, name string, lang screens.Lang, targets []ui.Target) {
	t.Helper()
	bar := false
	for i, target := range targets {
		if !slices.Contains(roles, target.Role) {
			t.Errorf("%s: %q has the role %q", name, target.Label, target.Role)
		}
		u := screens.SpeakSpot(lang, screens.Spot{Label: target.Label, Hint: target.Hint, Enabled: target.Enabled})
		if strings.TrimSpace(u.Text) == "" {
			t.Errorf("%s %s: %s %s says nothing", name, lang, target.Do, target.Arg)
		}
		if bar = bar || target.Role == "bar"; bar && target.Role != "bar" {
			t.Errorf("%s: %q comes after the bar", name, target.Label)
		}
		if i > 0 && target.Role != "bar" && before(target.Visible(), targets[i-1].Visible()) {
			t.Errorf("%s: %q stands before %q and comes after it", name, target.Label, targets[i-1].Label)
		}
	}
}

// before: a is read before b: it ends above b, and no column of b's.
func before(a, b ui.Rect) bool {
	return a.Bottom() <= b.Y && a.X < b.Right() && b.X < a.Right() || a.Right() <= b.X && a.Y >= b.Y && a.Bottom() <= b.Bottom()
}
