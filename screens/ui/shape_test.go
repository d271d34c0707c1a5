package ui

import (
	"image"
	"slices"
	"testing"
)

// glyphIDs are the shapes of a line, as seen from left to right.
func glyphIDs(f *Fonts, s string) []int {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []int
	f.walk(s, false, func(g glyph, _, _ float64) { out = append(out, int(g.gid)<<16|int(g.index)) })
	return out
}

// Real words: نوپۇس (household), བོད་ཡིག (Tibetan script), ᠮᠣᠩᠭᠣᠯ (Mongol). A
// letter of a word has another shape than one that stands alone, and what one
// cannot read without is drawn.
func TestLettersJoinAndStack(t *testing.T) {
	f := loadFonts(t)
	for _, c := range []struct {
		script, word string
		joined       bool // every letter of the word differs from itself alone, or is drawn with another
	}{
		{"Uyghur", "نوپۇس", true}, {"Uyghur", "ئۇيغۇرچە", true}, {"Tibetan", "རྒྱལ", true}, {"Mongolian", "ᠮᠣᠩᠭᠣᠯ", true},
	} {
		if !f.Has(c.word) {
			t.Errorf("%s: %q has characters without a shape", c.script, c.word)
		}
		var alone []int
		for _, r := range c.word {
			alone = append(alone, glyphIDs(f, string(r))...)
		}
		word := glyphIDs(f, c.word)
		slices.Sort(alone)
		slices.Sort(word)
		if slices.Equal(alone, word) {
			t.Errorf("%s: %q is written with the shapes of single letters", c.script, c.word)
		}
		if slices.Contains(word, 0) {
			t.Errorf("%s: %q has an empty box", c.script, c.word)
		}
	}
	if missing, err := f.Lacking(); len(missing) > 0 || err != nil {
		t.Errorf("lacking %v, %v", missing, err)
	}
}

// A stack is as wide as its widest letter, not as all of them.
func TestAStackIsOneLetterWide(t *testing.T) {
	f := loadFonts(t)
	if stack, letter := f.Width("རྒྱ", false), f.Width("ར", false); stack > 1.5*letter {
		t.Errorf("རྒྱ is %.2f em wide, ར %.2f", stack, letter)
	}
}

// From the right, with a number and a name in Latin letters inside: UAX #9.
func TestLinesFromTheRight(t *testing.T) {
	for _, c := range []struct{ line, seen string }{
		{"ابج", "جبا"},
		{"ابج 123 دهو", "وهد 123 جبا"},
		{"ابج A037 دهو", "وهد A037 جبا"},
		{"A037 ابج", "A037 جبا"},
		{"ا (ب) ج", "ج (ب) ا"},
		{"排队 ابج 取号", "排队 جبا 取号"},
	} {
		var s shaper
		got := ""
		runes := []rune(c.line)
		for _, k := range s.chunks(runes) {
			part := runes[k.start:k.end]
			if !k.shaped {
				got += k.asSeen(part)
				continue
			}
			if k.level%2 == 1 {
				part = slices.Clone(part)
				slices.Reverse(part)
			}
			got += string(part)
		}
		if got != c.seen {
			t.Errorf("%q is seen as %q, want %q", c.line, got, c.seen)
		}
	}
}

// The ink of such a line stays in its measure, as that of any other.
func TestShapedTextStaysInItsMeasure(t *testing.T) {
	c := testCanvas(t)
	for _, s := range []string{"ئۇيغۇرچە 2026", "བོད་ཡིག", "བསྒྲུབས་པ ཧཱུྃ", "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ"} {
		for _, bold := range []bool{false, true} {
			const em = 9.0
			w := c.fonts.Width(s, bold) * em
			l := &List{}
			text := Text{X: 5, Y: 40, Em: em, W: w, Bold: bold, Role: Ink, S: s}
			l.Add(text)
			c.Paint(l)
			ink := inked(c)
			if ink.Dx() < 20 {
				t.Errorf("%q: ink %v", s, ink)
			}
			if b := text.Bounds(); !ink.In(image.Rect(int(4*b.X)-2, int(4*b.Y)-2, int(4*b.Right())+2, int(4*b.Bottom())+2)) {
				t.Errorf("%q (bold %v): ink %v, bounds %v mm", s, bold, ink, b)
			}
		}
	}
}

// 汉字 and Latin take the short way: nothing of the shaper is touched.
func TestPlainTextIsNotShaped(t *testing.T) {
	for _, s := range []string{"请取走小票 A037", "Household register", "㐂 \U00030EDE", "5–10 分钟，约 2 次"} {
		if needsShaping(s) {
			t.Errorf("%q is shaped", s)
		}
	}
	f := loadFonts(t)
	f.Width("路南区政务服务中心 Lunan", false)
	for _, s := range f.scripts {
		if s.tried {
			t.Errorf("%s was opened for 汉字", s.files.Regular)
		}
	}
}
