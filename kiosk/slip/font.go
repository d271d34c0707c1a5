package slip

import (
	"fmt"
	"image"
	"image/draw"
	"os"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is one face of a font, read from its file when a glyph is needed.
type face struct {
	f   *sfnt.Font
	buf sfnt.Buffer
}

// loadFace opens path and looks for family among its faces. The file stays
// open: a CJK collection is 20 MB, of which a ticket needs a few glyphs.
func loadFace(path, family string) (*face, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("slip: font: %w (Debian package fonts-noto-cjk)", err)
	}
	c, err := opentype.ParseCollectionReaderAt(file)
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("slip: font %s: %w", path, err)
	}
	for i := range c.NumFonts() {
		f, err := c.Font(i)
		if err != nil {
			continue
		}
		if name, err := f.Name(nil, sfnt.NameIDFamily); err == nil && name == family {
			return &face{f: f}, nil
		}
	}
	file.Close()
	return nil, fmt.Errorf("slip: font %s has no face %q", path, family)
}

// has reports whether the face has a glyph of its own for r.
func (f *face) has(r rune) bool {
	i, err := f.f.GlyphIndex(&f.buf, r)
	return err == nil && i != 0
}

// at makes the face at a size of em dots. The error is one of the size alone.
func (f *face) at(em float64) (font.Face, error) {
	return opentype.NewFace(f.f, &opentype.FaceOptions{Size: em, DPI: 72, Hinting: font.HintingFull})
}

// number draws the number of a paper, across the paper at most. Without a
// face it is white: the paper is only tried.
func (m *Maker) number(s string) image.Image {
	if m.bold == nil {
		blank := image.NewGray(image.Rect(0, 0, 1, numberCap))
		draw.Draw(blank, blank.Rect, image.White, image.Point{}, draw.Src)
		return blank
	}
	return m.bold.number(s, numberCap, int(m.width)-2*margin)
}

// number draws s with digits high dots high, on at most width dots.
func (f *face) number(s string, high, width int) image.Image {
	const em = 1000
	ink := f.bounds("0", em)
	size := float64(high) * em / float64(ink.Dy())
	for f.bounds(s, size).Dx() > width {
		size *= 0.98
	}
	return f.draw(s, size)
}

// bounds is the ink of s in whole dots.
func (f *face) bounds(s string, em float64) image.Rectangle {
	face, err := f.at(em)
	if err != nil {
		return image.Rectangle{}
	}
	b, _ := font.BoundString(face, s)
	return image.Rect(b.Min.X.Floor(), b.Min.Y.Floor(), b.Max.X.Ceil(), b.Max.Y.Ceil())
}

// draw returns s black on white, cut to its ink.
func (f *face) draw(s string, em float64) image.Image {
	r := f.bounds(s, em)
	if r.Empty() {
		r = image.Rect(0, 0, 1, 1)
	}
	img := image.NewGray(image.Rect(0, 0, r.Dx(), r.Dy()))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	face, err := f.at(em)
	if err != nil {
		return img
	}
	d := font.Drawer{Dst: img, Src: image.Black, Face: face, Dot: fixed.P(-r.Min.X, -r.Min.Y)}
	d.DrawString(s)
	return img
}

// glyph is the escpos.GlyphFunc of the Maker: r in a cell of the printer's own
// raster, nil where no face has it.
func (m *Maker) glyph(r rune, cell image.Point, bold bool) *image.Alpha {
	f, thin := m.faceOf(r, bold)
	if f == nil {
		return nil
	}
	em := float64(cell.Y)
	face, err := f.at(em)
	if err != nil {
		return nil
	}
	mask := image.NewAlpha(image.Rectangle{Max: cell})
	advance := font.MeasureString(face, string(r))
	x := (fixed.I(cell.X) - advance) / 2
	base := fixed.Int26_6(em * 0.88 * 64) // the em box of Han faces stands 0.12 below the line
	d := font.Drawer{Dst: mask, Src: image.Opaque, Face: face, Dot: fixed.Point26_6{X: x, Y: base}}
	strike(d, r, thin)
	return mask
}

// Glyph draws a character for a printer whose own font lacks it, for papers
// that are no slips.
func (m *Maker) Glyph(r rune, cell image.Point, bold bool) *image.Alpha {
	return m.glyph(r, cell, bold)
}

// ascii writes an en dash as a hyphen: the printer's en dash is as wide as a
// Han character, which tears a range of figures apart.
func ascii(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r == '–' {
			out[i] = '-'
		}
	}
	return string(out)
}
