package escpos

import (
	"image"
	"image/color"
)

// bandRows is how many rows one GS v 0 carries: 1.7 kB on 80 mm, so that a
// band fits the smallest receive buffer with room to spare.
const bandRows = 24

// bitmap is a 1-bit picture, rows of whole bytes, most significant bit left.
type bitmap struct {
	rowBytes, rows int
	bits           []byte
}

func newBitmap(w, h int) *bitmap {
	rb := (w + 7) / 8
	return &bitmap{rb, h, make([]byte, rb*h)}
}

func (b *bitmap) set(x, y int) { b.bits[y*b.rowBytes+x/8] |= 0x80 >> (x % 8) }

// toBitmap keeps every pixel of img: an odd width is filled up with white to
// the next byte, an odd height stays odd.
func toBitmap(img image.Image) *bitmap {
	r := img.Bounds()
	b := newBitmap(r.Dx(), r.Dy())
	dark := func(x, y int) bool { return isDark(img.At(x, y)) }
	if g, ok := img.(*image.Gray); ok { // the usual case, many times faster
		dark = func(x, y int) bool { return g.Pix[g.PixOffset(x, y)] < 0x80 }
	}
	for y := range r.Dy() {
		for x := range r.Dx() {
			if dark(r.Min.X+x, r.Min.Y+y) {
				b.set(x, y)
			}
		}
	}
	return b
}

// isDark tells ink from paper: c on white, darker than half.
func isDark(c color.Color) bool {
	r, g, b, a := c.RGBA() // premultiplied: what is missing to opaque is white
	y := (299*r+587*g+114*b)/1000 + (0xFFFF - a)
	return y < 0x8000
}

// scale makes a square of n dots of every pixel.
func scale(img image.Image, n int) *bitmap {
	r := img.Bounds()
	b := newBitmap(r.Dx()*n, r.Dy()*n)
	for y := range r.Dy() * n {
		for x := range r.Dx() * n {
			if isDark(img.At(r.Min.X+x/n, r.Min.Y+y/n)) {
				b.set(x, y)
			}
		}
	}
	return b
}

// scrub takes the real-time commands out of raster data: older firmware obeys
// 10 04 n (status), 10 05 n (recover) and 10 14 n (clear, pulse, power off)
// wherever they stand, images included. 10 becomes 18: the dot that is black
// already grows by one dot to its right, an eighth of a millimetre. It looks
// across row ends, because the printer does.
func scrub(data []byte) {
	for i := 0; i+1 < len(data); i++ {
		if data[i] != dle {
			continue
		}
		switch data[i+1] {
		case eot, enq, dc4:
			data[i] = 0x18
		}
	}
}
