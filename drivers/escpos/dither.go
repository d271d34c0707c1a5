package escpos

import (
	"image"
	"image/color"
)

// Dither is how grey becomes dots.
type Dither string

const (
	// DitherNone prints what is darker than half: drawings, text, codes.
	DitherNone Dither = ""
	// DitherDiffusion spreads each dot's error over its neighbours (Floyd and
	// Steinberg 1976): photographs.
	DitherDiffusion Dither = "diffusion"
)

// greys is the picture as bytes, row by row, 0 black to 255 white. What is
// missing to opaque is white paper.
func greys(img image.Image) (pix []byte, stride int) {
	r := img.Bounds()
	if g, ok := img.(*image.Gray); ok {
		return g.Pix[g.PixOffset(r.Min.X, r.Min.Y):], g.Stride
	}
	pix = make([]byte, r.Dx()*r.Dy())
	at := pixels(img)
	for i := range pix {
		pix[i] = byte(grey(at(r.Min.X+i%r.Dx(), r.Min.Y+i/r.Dx())) >> 8)
	}
	return pix, r.Dx()
}

// pixels reads without an allocation each where the image can.
func pixels(img image.Image) func(x, y int) color.RGBA64 {
	if m, ok := img.(image.RGBA64Image); ok {
		return m.RGBA64At
	}
	return func(x, y int) color.RGBA64 {
		r, g, b, a := img.At(x, y).RGBA()
		return color.RGBA64{R: uint16(r), G: uint16(g), B: uint16(b), A: uint16(a)}
	}
}

// grey is the brightness of c on white paper, 0 to FFFF.
func grey(c color.RGBA64) uint32 {
	return (299*uint32(c.R)+587*uint32(c.G)+114*uint32(c.B))/1000 + uint32(0xFFFF-c.A)
}

// diffuse turns the picture into dots by error diffusion, from left to right
// and downwards. Its average darkness stays: a surface of a tenth of black
// gets a tenth of the dots.
func diffuse(img image.Image) *bitmap {
	r := img.Bounds()
	b := newBitmap(r.Dx(), r.Dy())
	pix, stride := greys(img)
	fallen := make([]int32, r.Dx()+1) // error from the row above, in 16ths; one more at the left
	for y := range b.rows {
		diffuseRow(pix[y*stride:][:r.Dx()], fallen, b.bits[y*b.rowBytes:][:b.rowBytes])
	}
	return b
}

// diffuseRow makes one row. Errors of the row below replace fallen as they
// become known: the pixel to the lower left is complete once x has been
// decided. Error that falls off either side is lost.
func diffuseRow(pix []byte, fallen []int32, bits []byte) {
	fallen = fallen[:len(pix)+1]
	var right, below, belowRight int32
	var dots byte
	for x, p := range pix {
		v := (int32(p)<<4 + fallen[x+1] + right + 8) >> 4
		ink := (v - 128) >> 31 // -1 for ink, 0 for paper
		e := v - 255&^ink
		right = 7 * e
		fallen[x] = below + 3*e
		below, belowRight = belowRight+5*e, e
		dots = dots<<1 | byte(ink&1)
		if x&7 == 7 {
			bits[x>>3] = dots
		}
	}
	fallen[len(pix)] = below
	if n := len(pix) & 7; n > 0 {
		bits[len(bits)-1] = dots << (8 - n)
	}
}
