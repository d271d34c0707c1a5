package escpos

import "image"

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

func (b *bitmap) at(x, y int) bool { return b.bits[y*b.rowBytes+x/8]&(0x80>>(x%8)) != 0 }

// toBitmap keeps every pixel of img: an odd width is filled up with white to
// the next byte, an odd height stays odd. What is darker than half is ink.
func toBitmap(img image.Image) *bitmap {
	r := img.Bounds()
	b := newBitmap(r.Dx(), r.Dy())
	pix, stride := greys(img)
	for y := range b.rows {
		packDark(pix[y*stride:][:r.Dx()], b.bits[y*b.rowBytes:][:b.rowBytes])
	}
	return b
}

// packDark makes one row of bits.
func packDark(pix, bits []byte) {
	var dots byte
	for x, p := range pix {
		dots = dots<<1 | (^p)>>7
		if x&7 == 7 {
			bits[x>>3] = dots
		}
	}
	if n := len(pix) & 7; n > 0 {
		bits[len(bits)-1] = dots << (8 - n)
	}
}

// scale makes kx by ky dots of every pixel.
func scale(img image.Image, kx, ky int) *bitmap {
	small := toBitmap(img)
	b := newBitmap(img.Bounds().Dx()*kx, small.rows*ky)
	for y := range b.rows {
		if y%ky > 0 {
			copy(b.bits[y*b.rowBytes:][:b.rowBytes], b.bits[(y-1)*b.rowBytes:])
			continue
		}
		for x := range img.Bounds().Dx() * kx {
			if small.at(x/kx, y/ky) {
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
