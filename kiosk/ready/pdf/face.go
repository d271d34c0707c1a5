package pdf

import (
	"fmt"
	"os"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// units is the size at which outlines are read, pixels an em.
const units = 1000

// face draws characters by their outlines.
type face struct {
	font *sfnt.Font
	buf  sfnt.Buffer
}

// openFace opens a font file, or of a collection the face of a family.
func openFace(file, family string) (*face, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("pdf: font: %w", err)
	}
	all, err := sfnt.ParseCollection(data)
	if err != nil {
		return nil, fmt.Errorf("pdf: font %s: %w", file, err)
	}
	for i := range all.NumFonts() {
		f, err := all.Font(i)
		if err != nil {
			return nil, fmt.Errorf("pdf: font %s: %w", file, err)
		}
		name, _ := f.Name(nil, sfnt.NameIDFamily)
		if all.NumFonts() == 1 || name == family {
			return &face{font: f}, nil
		}
	}
	return nil, fmt.Errorf("pdf: font %s has no %q", file, family)
}

// wide is the width of a character at a size.
func (f *face) wide(r rune, size float64) float64 {
	i, err := f.font.GlyphIndex(&f.buf, r)
	if err != nil {
		return size / 2
	}
	a, err := f.font.GlyphAdvance(&f.buf, i, fixed.I(units), font.HintingNone)
	if err != nil {
		return size / 2
	}
	return float64(a) / 64 / units * size
}

// wrap breaks text into rows, at a blank where there is one.
func (f *face) wrap(text string, width, size float64) (rows []string) {
	var row []rune
	used := 0.0
	for _, r := range strings.Join(strings.Fields(text), " ") {
		used += f.wide(r, size)
		row = append(row, r)
		if used <= width {
			continue
		}
		cut := len(row) - 1
		for i := len(row) - 1; i > len(row)/2; i-- {
			if row[i] == ' ' {
				cut = i
				break
			}
		}
		rows = append(rows, string(row[:cut]))
		row = []rune(strings.TrimLeft(string(row[cut:]), " "))
		used = 0
		for _, r := range row {
			used += f.wide(r, size)
		}
	}
	if len(row) > 0 {
		rows = append(rows, string(row))
	}
	return rows
}

// draw fills the outlines of text with its base line at y.
func (f *face) draw(p *fpdf.Fpdf, x, y, size float64, text string) {
	scale := size / units / 64
	for _, r := range text {
		i, err := f.font.GlyphIndex(&f.buf, r)
		if err != nil {
			continue
		}
		segments, err := f.font.LoadGlyph(&f.buf, i, fixed.I(units), nil)
		if err == nil && len(segments) > 0 {
			fill(p, segments, x, y, scale)
		}
		x += f.wide(r, size)
	}
}

func fill(p *fpdf.Fpdf, segments sfnt.Segments, x, y, scale float64) {
	at := func(q fixed.Point26_6) (float64, float64) { return x + float64(q.X)*scale, y + float64(q.Y)*scale }
	for _, s := range segments {
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		cx, cy := at(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			p.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			p.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			p.CurveTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			p.CurveBezierCubicTo(ax, ay, bx, by, cx, cy)
		}
	}
	p.DrawPath("F")
}
