package escpos

import (
	"errors"
	"fmt"
	"image"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
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
		img image.Image
		alt string
	}
	code struct {
		payload string
		module  Dots
		img     barcode.Barcode // one pixel a module, without the quiet zone
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
	d.parts = append(d.parts, raster{img, alt})
}

// QR puts a QR code (model 2, level M) in the middle; module is the side of
// one of its squares, 1 to 16 dots. The payload is UTF-8 and says so nowhere:
// readers guess it right more often than they read an ECI header.
func (d *Doc) QR(payload string, module Dots) {
	if module < 1 || module > 16 {
		d.fail(fmt.Errorf("QR module of %d dots, want 1 to 16", module))
		return
	}
	img, err := qr.Encode(payload, qr.M, qr.Unicode)
	if err != nil || payload == "" {
		d.fail(fmt.Errorf("QR payload of %d bytes: %v", len(payload), err))
		return
	}
	d.parts = append(d.parts, code{payload, module, img})
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

func (d *Doc) fail(err error) {
	if d.err == nil {
		d.err = fmt.Errorf("escpos: document: %w", err)
	}
}

// check finds what only shows once the paper is known.
func (d *Doc) check(width Dots) error {
	if d.err != nil {
		return d.err
	}
	for i, p := range d.parts {
		if r, ok := p.(raster); ok && Dots(r.img.Bounds().Dx()) > width {
			return fmt.Errorf("escpos: document: image %d dots wide on paper of %d", r.img.Bounds().Dx(), width)
		}
		if c, ok := p.(code); ok && c.fit(width) == 0 {
			return fmt.Errorf("escpos: document: QR of %d modules on paper of %d dots", c.img.Bounds().Dx(), width)
		}
		if _, ok := p.(cut); ok && i < len(d.parts)-1 {
			return errors.New("escpos: document: something follows the cut")
		}
	}
	return nil
}
