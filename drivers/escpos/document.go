package escpos

import (
	"errors"
	"fmt"
	"image"
)

// Doc is what goes on one piece of paper, from top to bottom. Its methods
// append; a bad parameter is kept for Err and never panics.
type Doc struct {
	Width  Dots      // of the paper, set first: what goes beyond it is refused at once; 0: not known yet
	Margin Dots      // white at both sides of text, rules and columns
	Glyph  GlyphFunc // draws what the printer's font does not have; nil: 〓

	parts []part
	err   error
}

// GlyphFunc draws one character as a mask of exactly cell dots, ink where
// alpha is 128 or more. It returns nil for a character that it does not have.
type GlyphFunc func(r rune, cell image.Point, bold bool) *image.Alpha

// part is one element of a Doc.
type part interface {
	encode(e *encoder)
	plain(t *plainText)
}

type (
	table  struct{ cols []Column }
	rule   struct{ dashed bool }
	raster struct {
		img    image.Image
		alt    string
		dither Dither
	}
	feed Dots
	cut  struct{}
)

// Line sets spans on a line of their own and wraps them by the Chinese rules.
func (d *Doc) Line(align Align, spans ...Span) {
	d.Columns(Col(1, align, spans...))
}

// Columns sets a row of columns. Text that does not fit wraps in its column.
func (d *Doc) Columns(cols ...Column) {
	for _, c := range cols {
		if c.Share < 0 || c.Align > Right {
			d.fail(fmt.Errorf("column of share %d, alignment %d", c.Share, c.Align))
			return
		}
	}
	d.add(table{cols})
}

// Rule draws a line of 2 dots across the paper, between the margins.
func (d *Doc) Rule() { d.add(rule{}) }

// Dashes draws a dashed rule.
func (d *Doc) Dashes() { d.add(rule{dashed: true}) }

// Raster puts img in the middle, a dot for a pixel, black where it is darker
// than half. alt stands for it where there is only text; it may be empty.
func (d *Doc) Raster(img image.Image, alt string) { d.Picture(img, alt, DitherNone) }

// Picture is Raster for a photograph: its greys become dots as dither says.
func (d *Doc) Picture(img image.Image, alt string, dither Dither) {
	if dither != DitherNone && dither != DitherDiffusion {
		d.fail(fmt.Errorf("no dithering %q", dither))
		return
	}
	if img == nil || img.Bounds().Empty() {
		d.fail(errors.New("empty image"))
		return
	}
	d.add(raster{img, alt, dither})
}

// add appends p, unless it cannot stand there.
func (d *Doc) add(p part) {
	if n := len(d.parts); n > 0 && d.parts[n-1] == (cut{}) {
		d.fail(errors.New("something follows the cut"))
		return
	}
	if d.Width > 0 {
		if err := d.fits(p, d.Width); err != nil {
			d.Fail(err)
			return
		}
	}
	d.parts = append(d.parts, p)
}

// Feed moves the paper on by n dots, 0 to 4000.
func (d *Doc) Feed(n Dots) {
	if n < 0 || n > 4000 {
		d.fail(fmt.Errorf("feed of %d dots", n))
		return
	}
	d.add(feed(n))
}

// Cut feeds the paper past the cutter and cuts it. Nothing may follow.
func (d *Doc) Cut() { d.add(cut{}) }

// Err returns the first bad parameter that the Doc was given.
func (d *Doc) Err() error { return d.err }

// Fail keeps err for Err, unless there is one already: it is for those who
// make a Doc out of something that may be wrong itself. Such a Doc is not
// printed.
func (d *Doc) Fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

func (d *Doc) fail(err error) { d.Fail(fmt.Errorf("escpos: document: %w", err)) }

// check finds what only shows once the paper is known.
func (d *Doc) check(width Dots) error {
	if d.err != nil {
		return d.err
	}
	for _, p := range d.parts {
		if err := d.fits(p, width); err != nil {
			return err
		}
	}
	return nil
}

// fits tells why p does not go on paper of that width.
func (d *Doc) fits(p part, width Dots) error {
	switch p := p.(type) {
	case table:
		return p.check(width, d.Margin)
	case interface{ check(width Dots) error }:
		return p.check(width)
	}
	return nil
}

func (t table) check(width, margin Dots) error {
	for _, r := range t.layout(width, margin) {
		for _, run := range r.runs {
			if end := run.x + widthOf(run.glyphs); end > run.right || run.right > width-margin {
				return fmt.Errorf("escpos: document: columns of %d dots on paper of %d", max(end, run.right)+margin, width)
			}
		}
	}
	return nil
}

func (r raster) check(width Dots) error {
	if w := Dots(r.img.Bounds().Dx()); w > width {
		return fmt.Errorf("escpos: document: image %d dots wide on paper of %d", w, width)
	}
	return nil
}
