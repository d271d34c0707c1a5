package slip

import (
	"bytes"
	"image"
	"testing"

	"govkiosk/drivers/escpos"
)

// names of GB 18030-2022 level 3, of extensions A to H: nobody is called so.
var rareNames = []string{"㐂测试", "\U00020BB7田测", "\U0002A7DD测", "\U0002B5E7样", "\U0002CB4E三样", "\U0002CB29测", "\U00030EDE测", "\U00031350样"}

// Every character of such a name comes onto paper with a shape of its own,
// bold or not.
func TestRareNamesArePrinted(t *testing.T) {
	m := maker(t)
	for _, name := range rareNames {
		for _, bold := range []bool{false, true} {
			seen := map[string]rune{}
			for _, r := range name {
				mask := m.Glyph(r, image.Pt(24, 24), bold)
				if mask == nil || len(bytes.Trim(mask.Pix, "\x00")) == 0 {
					t.Errorf("U+%04X of %q has no shape (bold %v)", r, name, bold)
					continue
				}
				if other, same := seen[string(mask.Pix)]; same {
					t.Errorf("U+%04X and U+%04X of %q look alike (bold %v)", r, other, name, bold)
				}
				seen[string(mask.Pix)] = r
			}
		}
	}
	if m.Glyph('\U000FFFFD', image.Pt(24, 24), false) != nil {
		t.Error("a character that no font has got a shape")
	}
}

// A ticket with such a name is another one than with 〓 in its place.
func TestATicketBearsARareName(t *testing.T) {
	p, _ := escpos.ProfileOf("generic")
	m := maker(t)
	printed := func(name string) []byte {
		k := sampleTicket()
		k.Name = name
		b, _ := m.Make(k).Encode(p)
		return b
	}
	geta := printed("\U000FFFFD三")
	for _, first := range []string{"\U00020BB7", "\U0002CB4E", "\U00030EDE"} {
		if bytes.Equal(printed(first+"三"), geta) {
			t.Errorf("%s三 is printed as 〓三", first)
		}
	}
}
