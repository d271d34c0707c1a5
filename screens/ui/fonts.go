package ui

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Fonts are the two weights of one family, and spare faces for characters
// that it lacks. Safe for use by many goroutines.
type Fonts struct {
	mu      sync.Mutex
	buf     sfnt.Buffer
	faces   [2]*sfnt.Font // regular, bold
	files   [2]*os.File
	widths  map[widthKey]float64
	spares  []*spare
	scripts []*script
	shaper  shaper
	missing map[rune]int // characters that no face has, and how often they were drawn
}

// Where Debian's fonts-noto-cjk keeps the family of the pages.
const (
	DebianRegular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
	DebianBold    = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
	DebianFamily  = "Noto Sans CJK SC"
)

type widthKey struct {
	bold bool
	s    string
}

// maxWidths bounds the measured lines that are remembered: a busy day shows
// some thousand different ones, a page about a hundred.
const maxWidths = 4096

// LoadFonts opens the family in a regular and a bold font file or collection.
//
// Of a collection only the named face is used, and its outlines are read from
// the file when a character is first drawn: nothing of the 20 MB is held.
//
// spares are files asked in turn for a character that the family lacks; none
// means those of Debian. They are opened when first needed: one that cannot be
// read costs nothing until then, and is told by Lacking.
func LoadFonts(regular, bold, family string, spares ...string) (*Fonts, error) {
	f := &Fonts{widths: map[widthKey]float64{}, missing: map[rune]int{}, spares: sparesOf(spares), scripts: scriptsOf(nil)}
	for i, path := range []string{regular, bold} {
		file, face, err := openFace(path, family)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("ui: font %s (Debian package fonts-noto-cjk): %w", path, err), f.Close())
		}
		f.files[i], f.faces[i] = file, face
	}
	return f, nil
}

// Close gives the font files back.
func (f *Fonts) Close() error {
	var errs []error
	for _, file := range f.files {
		if file != nil {
			errs = append(errs, file.Close())
		}
	}
	for _, s := range f.spares {
		if s.file != nil {
			errs = append(errs, s.file.Close())
		}
	}
	return errors.Join(errs...)
}

func openFace(path, family string) (*os.File, *sfnt.Font, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	face, err := findFace(file, family)
	if err != nil {
		return nil, nil, errors.Join(err, file.Close())
	}
	return file, face, nil
}

func findFace(file *os.File, family string) (*sfnt.Font, error) {
	c, err := sfnt.ParseCollectionReaderAt(file)
	if err != nil {
		return nil, err
	}
	var have []string
	for i := range c.NumFonts() {
		face, err := c.Font(i)
		if err != nil {
			return nil, err
		}
		names := familyNames(face)
		for _, name := range names {
			if name == family {
				return face, nil
			}
		}
		have = append(have, names...)
	}
	return nil, fmt.Errorf("no family %q in it, only %q", family, have)
}

// familyNames are the names a face goes by: the bold of a family may carry
// its plain name only as the typographic one.
func familyNames(face *sfnt.Font) []string {
	var out []string
	for _, id := range []sfnt.NameID{sfnt.NameIDTypographicFamily, sfnt.NameIDFamily} {
		if s, err := face.Name(nil, id); err == nil {
			out = append(out, s)
		}
	}
	return out
}

// unit is the size that advances are measured at: large, so that rounding to
// 1/64 is far below a pixel.
const unit = 1024

// Width of one line in em. Characters that the font lacks take the width of its box.
func (f *Fonts) Width(s string, bold bool) float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := widthKey{bold, s}
	if w, ok := f.widths[key]; ok {
		return w
	}
	if len(f.widths) >= maxWidths {
		clear(f.widths)
	}
	var w float64
	f.walk(s, bold, func(_ glyph, x, adv float64) { w = max(w, x+adv) })
	f.widths[key] = w
	return w
}

// Forget drops every line that was measured: one may hold a name.
func (f *Fonts) Forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.widths)
}

// walk visits the glyphs of a line with their pens and advances in em. f.mu is held.
func (f *Fonts) walk(s string, bold bool, visit func(g glyph, x, adv float64)) {
	if needsShaping(s) {
		f.walkShaped(s, bold, visit)
		return
	}
	f.walkPlain(s, bold, 0, visit)
}

// walkPlain is walk for letters that stand one behind another, from pen on. It
// returns where the pen is then.
func (f *Fonts) walkPlain(s string, bold bool, pen float64, visit func(g glyph, x, adv float64)) float64 {
	var prev glyph
	var before rune
	for _, r := range s {
		pen -= squeeze(before, r)
		before = r
		g := f.glyph(r, bold)
		if prev.index != 0 && prev.face == g.face {
			pen += f.kern(g.face, prev.index, g.index)
		}
		adv, err := g.face.GlyphAdvance(&f.buf, g.index, fixed.I(unit), font.HintingNone)
		if err != nil {
			adv = fixed.I(unit)
		}
		a := float64(adv) / 64 / unit
		visit(g, pen, a)
		pen += a
		prev = g
	}
	return pen
}

// Marks as wide as a character, half of it white: behind closing ones and
// before opening ones.
const (
	wideClosers = "，。、；：！？”’）》〉」』】〕"
	wideOpeners = "（《〈「『【〔“‘"
)

// squeeze takes the white away that two marks in a row would leave (W3C CLREQ 3.1.6).
func squeeze(before, r rune) float64 {
	closed, open := strings.ContainsRune(wideClosers, before), strings.ContainsRune(wideOpeners, before)
	if before != 0 && (closed && strings.ContainsRune(wideClosers+wideOpeners, r) || open && strings.ContainsRune(wideOpeners, r)) {
		return .5
	}
	return 0
}

func (f *Fonts) kern(face *sfnt.Font, a, b sfnt.GlyphIndex) float64 {
	k, err := face.Kern(&f.buf, a, b, fixed.I(unit), font.HintingNone)
	if err != nil {
		return 0
	}
	return float64(k) / 64 / unit
}

// Has reports whether every character of s can be drawn.
func (f *Fonts) Has(s string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range s {
		if face, _ := f.scriptFace(r, false); shaped(r) && face != nil {
			continue
		}
		if f.glyph(r, false).index == 0 {
			return false
		}
	}
	return true
}

func (f *Fonts) face(bold bool) *sfnt.Font {
	if bold {
		return f.faces[1]
	}
	return f.faces[0]
}
