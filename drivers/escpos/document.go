package escpos

import (
	"errors"
	"fmt"
	"image"
)

// Doc is what goes on one piece of paper, from top to bottom. Its methods
// append; a bad parameter is kept for Err and never panics.
type Doc struct {
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
	d.parts = append(d.parts, table{cols})
}

// Rule draws a line of 2 dots across the paper, between the margins.
func (d *Doc) Rule() { d.parts = append(d.parts, rule{}) }

// Dashes draws a dashed rule.
func (d *Doc) Dashes() { d.parts = append(d.parts, rule{dashed: true}) }

// Raster puts img in the middle, a dot for a pixel, black where it is darker
// than half. alt stands for it where there is only text; it may be empty.
func (d *Doc) Raster(img image.Image, alt string) {
	if img == nil || img.Bounds().Empty() {
		d.fail(errors.New("empty image"))
		return
	}
	d.parts = append(d.parts, raster{img, alt, DitherNone})
}

// Picture is Raster for a photograph: its greys become dots as dither says.
func (d *Doc) Picture(img image.Image, alt string, dither Dither) {
	if dither != DitherNone && dither != DitherDiffusion {
		d.fail(fmt.Errorf("no dithering %q", dither))
		return
	}
	d.Raster(img, alt)
	if r, ok := d.last().(raster); ok {
		r.dither = dither
		d.parts[len(d.parts)-1] = r
	}
}

func (d *Doc) last() part {
	if len(d.parts) == 0 {
		return nil
	}
	return d.parts[len(d.parts)-1]
}

// Feed moves the paper on by n dots, 0 to 4000.
func (d *Doc) Feed(n Dots) {
	if n < 0 || n > 4000 {
		d.fail(fmt.Errorf("feed of %d dots", n))
		return
	}
	d.parts = append(d.parts, feed(n))
}

// Cut feeds the paper past the cutter and cuts it. Nothing may follow.
func (d *Doc) Cut() { d.parts = append(d.parts, cut{}) }

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
	for i, p := range d.parts {
		if c, ok := p.(interface{ check(width Dots) error }); ok {
			if err := c.check(width); err != nil {
				return err
			}
		}
		if _, ok := p.(cut); ok && i < len(d.parts)-1 {
			return errors.New("escpos: document: something follows the cut")
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
