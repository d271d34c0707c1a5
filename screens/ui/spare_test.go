package ui

import (
	"image"
	"strings"
	"testing"
)

// names of GB 18030-2022 level 3, of extensions A to H: nobody is called so.
var rareNames = []string{"㐂测试", "\U00020BB7田测", "\U0002A7DD测", "\U0002B5E7样", "\U0002CB4E三样", "\U0002CB29测", "\U00030EDE测", "\U00031350样"}

func TestRareNamesAreDrawn(t *testing.T) {
	f := loadFonts(t)
	c := NewCanvas(NewMetrics(1080, 1920, 21.5), 1080, 1920, f)
	box := inkOf(c.drawRun(runKey{s: "\U000FFFFD", em: 80}).mask)
	for _, name := range rareNames {
		for _, bold := range []bool{false, true} {
			for _, r := range name {
				ink := inkOf(c.drawRun(runKey{s: string(r), bold: bold, em: 80}).mask)
				if ink == 0 || ink == box {
					t.Errorf("%q: U+%04X is an empty box (bold %v)", name, r, bold)
				}
			}
			if w := f.Width(name, bold); w < float64(len([]rune(name)))-.05 || w > float64(len([]rune(name)))+.05 {
				t.Errorf("%q is %.2f em wide", name, w)
			}
		}
	}
	missing, err := f.Lacking()
	if len(missing) != 1 || missing[0xFFFFD] == 0 || err != nil {
		t.Errorf("lacking %v, %v; want the one that no font has", missing, err)
	}
}

// inkOf adds up a mask: two different characters hardly have the same.
func inkOf(m *image.Alpha) int {
	sum := 0
	for i, v := range m.Pix {
		sum += int(v) * (i%97 + 1)
	}
	return sum
}

// GB 18030-2022 level 3 is what Unicode 11 has of 汉字: every one has a face.
func TestLevel3IsCovered(t *testing.T) {
	f := loadFonts(t)
	for _, block := range [][2]rune{{0x3400, 0x4DB5}, {0x4E00, 0x9FEF}, {0x20000, 0x2A6D6}, {0x2A700, 0x2B734}, {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}} {
		n := 0
		for r := block[0]; r <= block[1]; r++ {
			if !f.Has(string(r)) {
				n++
			}
		}
		if n > 0 {
			t.Errorf("U+%X–%X: %d characters have no face", block[0], block[1], n)
		}
	}
}

// A spare font that is not there costs nothing until a character needs it, and
// is then named with its package.
func TestAMissingSpareIsNamed(t *testing.T) {
	f, err := LoadFonts(DebianRegular, DebianBold, DebianFamily, "/nowhere/hanazono/HanaMinB.ttf")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	f.Width("路南区", false)
	if _, err := f.Lacking(); err != nil {
		t.Errorf("asked for before it was needed: %v", err)
	}
	if f.Has("\U00030000") {
		t.Error("a character of extension G came from nowhere")
	}
	if _, err = f.Lacking(); err == nil || !strings.Contains(err.Error(), "/nowhere/hanazono/HanaMinB.ttf") || !strings.Contains(err.Error(), "fonts-hanazono") {
		t.Errorf("told %v", err)
	}
}
