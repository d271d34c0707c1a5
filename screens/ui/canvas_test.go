package ui

import (
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func loadFonts(t testing.TB) *Fonts {
	t.Helper()
	f, err := LoadFonts(DebianRegular, DebianBold, DebianFamily)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// testCanvas is 100 × 80 mm at 4 px a mm.
func testCanvas(t testing.TB) *Canvas {
	t.Helper()
	return NewCanvas(Metrics{4, 100, 80}, 400, 320, loadFonts(t))
}

func at(c *Canvas, xmm, ymm float64) color.RGBA { return c.Img.RGBAAt(int(xmm*4), int(ymm*4)) }

func TestBoxHasOutlineFillAndLip(t *testing.T) {
	c := testCanvas(t)
	l := &List{}
	l.Add(Box{R: Rect{10, 10, 40, 20}, Radius: 3, Fill: Surface, Line: Touch, Width: .5, Lip: 1, LipRole: TouchLip})
	c.Paint(l)
	theme := ThemeOf("default")
	for _, p := range []struct {
		what string
		x, y float64
		want Role
	}{
		{"inside", 30, 20, Surface}, {"left edge", 10.2, 20, Touch}, {"lip", 30, 30.5, TouchLip},
		{"outside", 5, 5, Page}, {"beyond the round corner", 10.1, 10.1, Page},
	} {
		if got := at(c, p.x, p.y); got != theme.Colour(p.want) {
			t.Errorf("%s is %v, want %s", p.what, got, p.want)
		}
	}
}

func TestDashedOutlineHasGaps(t *testing.T) {
	c := testCanvas(t)
	l := &List{}
	l.Add(Box{R: Rect{10, 10, 80, 40}, Radius: 3, Fill: Unavailable, Line: UnavailableLine, Width: .5, Dash: [2]float64{2.5, 2}})
	c.Paint(l)
	theme := ThemeOf("default")
	on, off := 0, 0
	for x := 15.0; x < 85; x += .25 {
		switch at(c, x, 10.2) {
		case theme.Colour(UnavailableLine):
			on++
		case theme.Colour(Unavailable):
			off++
		}
	}
	if on < 100 || off < 80 {
		t.Errorf("along the edge %d places are line and %d are gap: not dashed", on, off)
	}
}

// What is painted is no wider than what was measured, and has ink.
func TestTextStaysInItsMeasure(t *testing.T) {
	c := testCanvas(t)
	const s, em = "请取走小票 A037", 8.0
	w := c.fonts.Width(s, true) * em
	l := &List{}
	l.Add(Text{X: 5, Y: 40, Em: em, W: w, Bold: true, Role: Ink, S: s})
	c.Paint(l)
	ink := inked(c)
	if ink.Empty() {
		t.Fatal("no ink")
	}
	if l, r := float64(ink.Min.X)/4, float64(ink.Max.X)/4; l < 4.5 || r > 5+w+.5 {
		t.Errorf("ink from %.1f to %.1f mm, measured 5 to %.1f", l, r, 5+w)
	}
	if top, bottom := float64(ink.Min.Y)/4, float64(ink.Max.Y)/4; top < 40-em || bottom > 40+.3*em {
		t.Errorf("ink from %.1f to %.1f mm about a baseline at 40", top, bottom)
	}
}

func inked(c *Canvas) image.Rectangle {
	page := ThemeOf("default").Colour(Page)
	var r image.Rectangle
	for y := range c.Img.Rect.Dy() {
		for x := range c.Img.Rect.Dx() {
			if c.Img.RGBAAt(x, y) != page {
				r = r.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return r
}

// Only the difference is painted, and the result is that of painting it all.
func TestRepaintsTheDifferenceOnly(t *testing.T) {
	page := func(count string, pressed bool) *List {
		l := &List{}
		l.Add(Box{R: Rect{0, 0, 100, 10}, Fill: Surface}, Text{X: 2, Y: 8, Em: 6, W: 20, Role: Ink, S: "9:36"})
		key := Box{R: Rect{10, 20, 40, 20}, Radius: 3, Fill: Touch, Lip: 1, LipRole: TouchLip}
		if pressed {
			key.Fill, key.Lip = TouchPressed, 0
			key.R.Y += .75
		}
		l.Add(key, Icon{Name: "check", R: Rect{20, 24, 10, 10}, Role: OnTouch}, Text{X: 60, Y: 70, Em: 8, W: 12, Role: Ink, S: count})
		return l
	}
	c := testCanvas(t)
	c.Paint(page("86", false))
	if areas := c.Paint(page("86", false)); len(areas) != 0 {
		t.Errorf("the same page is painted again: %v", areas)
	}
	areas := c.Paint(page("85", true))
	var px int
	for _, r := range areas {
		px += r.Dx() * r.Dy()
	}
	if px == 0 || px > 400*320/4 {
		t.Errorf("%d pixels painted for a key and a number: %v", px, areas)
	}
	whole := testCanvas(t)
	whole.Paint(page("85", true))
	if string(c.Img.Pix) != string(whole.Img.Pix) {
		t.Error("painting the difference gives another picture than painting it all")
	}
}

func TestAnotherThemeIsPaintedWhole(t *testing.T) {
	c := testCanvas(t)
	c.Paint(&List{Theme: "default"})
	areas := c.Paint(&List{Theme: "highContrast"})
	if len(areas) != 1 || areas[0] != c.Img.Rect {
		t.Errorf("painted %v", areas)
	}
	if got := at(c, 50, 50); got != (color.RGBA{A: 255}) {
		t.Errorf("the page is %v, want black", got)
	}
}

// A finger between two keys takes the nearer one within the slop only.
func TestHit(t *testing.T) {
	l := &List{}
	l.Target(Target{Label: "left", R: Rect{0, 0, 20, 20}})
	l.Target(Target{Label: "right", R: Rect{22.5, 0, 20, 20}})
	for _, c := range []struct {
		x, y float64
		want string
	}{{10, 10, "left"}, {21, 10, "left"}, {21.6, 10, "right"}, {10, 22, ""}, {30, 21, "right"}} {
		got, _ := l.Hit(c.x, c.y, 1.25)
		if got.Label != c.want {
			t.Errorf("at %v, %v: %q, want %q", c.x, c.y, got.Label, c.want)
		}
	}
}

func TestFontErrorsSayWhatToDo(t *testing.T) {
	_, err := LoadFonts("/nowhere/font.ttc", DebianBold, DebianFamily)
	if err == nil || !strings.Contains(err.Error(), "/nowhere/font.ttc") || !strings.Contains(err.Error(), "fonts-noto-cjk") {
		t.Errorf("missing file: %v", err)
	}
	_, err = LoadFonts(DebianRegular, DebianBold, "Wingdings")
	if err == nil || !strings.Contains(err.Error(), "Wingdings") || !strings.Contains(err.Error(), DebianFamily) {
		t.Errorf("missing family: %v", err)
	}
	broken := filepath.Join(t.TempDir(), "broken.ttc")
	if err := os.WriteFile(broken, []byte("no font"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err = LoadFonts(broken, DebianBold, DebianFamily); err == nil || !strings.Contains(err.Error(), broken) {
		t.Errorf("broken file: %v", err)
	}
}

func TestMarksInARowCloseUp(t *testing.T) {
	f := loadFonts(t)
	for _, c := range []struct {
		s    string
		want float64
	}{{"”。", 1.5}, {"。（", 1.5}, {"（“", 1.5}, {"您好", 2}, {"好。", 2}} {
		if got := f.Width(c.s, false); abs(got-c.want) > .01 {
			t.Errorf("%q is %.2f em wide, want %.2f", c.s, got, c.want)
		}
	}
	if !f.Has("䶮") {
		t.Error("the family lacks 䶮, which is in names")
	}
}

// What is kept has a bound, however many different lines a day shows.
func TestCachesAreBounded(t *testing.T) {
	c := testCanvas(t)
	for i := range 3 * maxWidths {
		c.fonts.Width(fmt.Sprint("号", i), i%2 == 0)
		if n := len(c.fonts.widths); n > maxWidths {
			t.Fatalf("%d measured lines are kept", n)
		}
	}
	one := image.NewAlpha(image.Rect(0, 0, 1024, 1024))
	for i := range 3 * maxRunBytes / len(one.Pix) {
		c.runs.get(runKey{s: fmt.Sprint(i)}, func() run { return run{mask: one} })
		if c.runs.bytes > maxRunBytes+len(one.Pix) || len(c.runs.runs) > maxRunBytes/len(one.Pix)+1 {
			t.Fatalf("%d drawn lines of %d MB are kept", len(c.runs.runs), c.runs.bytes>>20)
		}
	}
}
