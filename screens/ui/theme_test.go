package ui

import (
	"encoding/json"
	"strings"
	"testing"
)

// ratios are the contrasts that tokens.json promises.
type ratios struct {
	Least       float64
	Text, Marks map[string]float64
}

func promised(t *testing.T) map[string]ratios {
	t.Helper()
	var v struct{ Contrast map[string]ratios }
	if err := json.Unmarshal(tokensJSON, &v); err != nil {
		t.Fatal(err)
	}
	return v.Contrast
}

// Text is readable in every theme: 10:1, and more where that is the theme's
// purpose; marks that carry meaning have 3:1.
func TestContrast(t *testing.T) {
	least := map[string]float64{"default": 10, "elder": 12, "highContrast": 20, "night": 10}
	all := promised(t)
	for name, want := range least {
		theme, said := ThemeOf(name), all[name]
		if len(said.Text) == 0 {
			t.Errorf("%s: no pairs of text in tokens.json", name)
		}
		for pair := range said.Text {
			if got := ratioOf(theme, pair); got < want {
				t.Errorf("%s: %s has %.2f, want %.0f", name, pair, got, want)
			}
		}
		for pair := range said.Marks {
			if got := ratioOf(theme, pair); got < 3 {
				t.Errorf("%s: mark %s has %.2f, want 3", name, pair, got)
			}
		}
	}
}

func ratioOf(theme Theme, pair string) float64 {
	fg, bg, _ := strings.Cut(pair, " on ")
	return Contrast(theme.Colour(Role(fg)), theme.Colour(Role(bg)))
}

// Every colour that the pages name is in every theme.
func TestThemesAreComplete(t *testing.T) {
	roles := []Role{Page, Surface, Sunken, Ink, Ink2, Hairline, LineStrong, Touch, TouchPressed, TouchLip, TouchTint,
		OnTouch, OnTouchPressed, Done, DoneMark, DoneTint, Danger, DangerTint, Unavailable, UnavailableInk, UnavailableLine}
	for _, name := range []string{"default", "elder", "highContrast", "night"} {
		theme := ThemeOf(name)
		if theme.Name != name {
			t.Errorf("no theme %s", name)
		}
		for _, r := range roles {
			if _, ok := theme.colour[r]; !ok {
				t.Errorf("%s has no %s", name, r)
			}
		}
	}
}

// The least type has capitals of 3.5 mm at step 1 and 4.8 mm above.
func TestLeastCapitals(t *testing.T) {
	const capital = .733 // of the em
	for step, want := range map[int]float64{1: 3.5, 2: 4.8, 3: 4.8, 4: 4.8} {
		s := Scale{Step: step, Narrow: 1, Shrink: .2}
		for name := range readTokens().Type {
			if name == "micro" {
				continue // service mode only
			}
			if got := s.Of(name).Em * capital; got < want {
				t.Errorf("step %d, %s: capitals of %.2f mm, want %.1f", step, name, got, want)
			}
		}
	}
}
