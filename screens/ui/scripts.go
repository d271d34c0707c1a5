package ui

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/go-text/typesetting/font"
)

// Scripts whose letters join, stack or run from the right are shaped by
// HarfBuzz rules, each in a face of its own. 汉字 and Latin are not: their
// letters stand one behind another, and a line of them never comes here.

// ShapedFont is a face for such scripts, in one weight or two.
type ShapedFont struct{ Regular, Bold string }

const notoFolder = "/usr/share/fonts/truetype/noto/"

// debianShaped are Uyghur, Tibetan and Mongolian of fonts-noto-core.
var debianShaped = []ShapedFont{
	{notoFolder + "NotoSansArabic-Regular.ttf", notoFolder + "NotoSansArabic-Bold.ttf"},
	{notoFolder + "NotoSerifTibetan-Regular.ttf", notoFolder + "NotoSerifTibetan-Bold.ttf"},
	{notoFolder + "NotoSansMongolian-Regular.ttf", ""},
}

// shaped reports whether a character belongs to a script that is shaped:
// Hebrew and Arabic to Myanmar, Khmer and Mongolian, and Arabic's forms.
func shaped(r rune) bool {
	switch {
	case r < 0x0590:
		return false
	case r < 0x10A0, r >= 0x1700 && r < 0x1AB0, r >= 0xFB1D && r < 0xFE00, r >= 0xFE70 && r < 0xFEFF:
		return true
	}
	return r == 0x200D || r == 0x200C || r == 0x202F // joiners; the space before Mongolian endings
}

// shapedHigh and shapedDeep are what stacks of Tibetan and marks on Arabic take
// above and below the baseline, em.
const shapedHigh, shapedDeep = 1.2, .8

// needsShaping looks for the first such character.
func needsShaping(s string) bool {
	for _, r := range s {
		if shaped(r) {
			return true
		}
	}
	return false
}

// script is a face that is opened when a line first needs it.
type script struct {
	files ShapedFont
	tried bool
	faces [2]*font.Face // regular, bold; nil: cannot be read
	err   error
}

func scriptsOf(list []ShapedFont) []*script {
	if len(list) == 0 {
		list = debianShaped
	}
	out := make([]*script, len(list))
	for i, f := range list {
		out[i] = &script{files: f}
	}
	return out
}

func (s *script) open() {
	if s.tried {
		return
	}
	s.tried = true
	for i, path := range []string{s.files.Regular, s.files.Bold} {
		if path == "" {
			continue
		}
		face, err := readFace(path)
		if err != nil {
			s.err = errors.Join(s.err, fmt.Errorf("ui: font %s (Debian package fonts-noto-core or its like): %w", path, err))
			continue
		}
		s.faces[i] = face
	}
}

func readFace(path string) (*font.Face, error) {
	file, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return font.ParseTTF(file)
}

// scriptFace is the face that has a character, and whether it must be made
// bold by drawing it twice. f.mu is held.
func (f *Fonts) scriptFace(r rune, bold bool) (*font.Face, bool) {
	for _, s := range f.scripts {
		s.open()
		if bold && s.faces[1] != nil {
			if _, ok := s.faces[1].NominalGlyph(r); ok {
				return s.faces[1], false
			}
		}
		if s.faces[0] != nil {
			if _, ok := s.faces[0].NominalGlyph(r); ok {
				return s.faces[0], bold
			}
		}
	}
	return nil, false
}
