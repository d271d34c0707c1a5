package escpos

import (
	"context"
	"fmt"
	"image"

	"govkiosk/drivers"
)

// logo is a picture in the printer's non-volatile memory, 1 to 255.
type logo int

// Logo prints picture n of those that DefineLogos has stored (FS p), in the
// middle. Where the printer has no such picture nothing comes out.
func (d *Doc) Logo(n int) {
	if n < 1 || n > 255 {
		d.fail(fmt.Errorf("logo %d, want 1 to 255", n))
		return
	}
	d.add(logo(n))
}

func (l logo) encode(e *encoder) {
	if e.p.Logos {
		e.setAlign(Centre)
		e.cmd([]byte{fs, 'p', byte(l), 0})
	}
}

func (l logo) plain(*plainText) {}

// logoBytes bounds what is stored: models have 64 kB and more.
const logoBytes = 64 << 10

// DefineLogos stores pictures in the printer for good, numbered from 1, in
// place of all that were there (FS q). Such memory bears a limited number of
// writings: do it when a logo changes, never with a job. Width and height
// are filled up with white to the next 8 dots.
//
// It blocks for the time of the wire and PrintTimeout. Done is GS r 1 answered
// behind the command; Unsupported where the make has no such memory.
func (d *Dev) DefineLogos(ctx context.Context, pictures ...image.Image) error {
	cmd, err := defineLogos(pictures)
	switch {
	case !d.p.Logos:
		return fail("define logos", drivers.Unsupported, drivers.NotDone, fmt.Errorf("%s stores no pictures", d.p.Name))
	case err != nil:
		return fail("define logos", drivers.BadRequest, drivers.NotDone, err)
	}
	if err := d.ready(ctx); err != nil {
		return fail("define logos", drivers.KindOf(err), drivers.NotDone, err)
	}
	j := &job{confirm: ConfirmGSR, pieces: [][]byte{cmd}, knife: 1}
	d.job = j
	defer func() { d.job = nil }()
	if err = d.send(ctx, j); err == nil {
		err = d.proveByGSR(ctx, j)
	}
	return during("define logos", err)
}

// defineLogos is FS q n [xL xH yL yH d..]: x and y in bytes of 8 dots, the
// dots column by column from the top.
func defineLogos(pictures []image.Image) ([]byte, error) {
	if len(pictures) < 1 || len(pictures) > 255 {
		return nil, fmt.Errorf("%d logos, want 1 to 255", len(pictures))
	}
	out := []byte{fs, 'q', byte(len(pictures))}
	for _, img := range pictures {
		if img == nil || img.Bounds().Empty() || img.Bounds().Dx() > 8*1023 || img.Bounds().Dy() > 8*288 {
			return nil, fmt.Errorf("logo of %v dots", img.Bounds().Size())
		}
		b := toBitmap(img)
		x, y := b.rowBytes, (b.rows+7)/8
		out = append(out, byte(x), byte(x>>8), byte(y), byte(y>>8))
		out = append(out, columnBytes(b, x*8, y)...)
	}
	if len(out) > logoBytes {
		return nil, fmt.Errorf("logos of %d bytes, at most %d", len(out), logoBytes)
	}
	return out, nil
}

// columnBytes turns rows into columns of high bytes each.
func columnBytes(b *bitmap, wide, high int) []byte {
	out := make([]byte, wide*high)
	for y := range b.rows {
		for x := range wide {
			if b.at(x, y) {
				out[x*high+y/8] |= 0x80 >> (y % 8)
			}
		}
	}
	scrub(out)
	return out
}
