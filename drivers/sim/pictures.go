package sim

import "fmt"

// clip is b without what lies right of w.
func (b *bitmap) clip(w int) *bitmap {
	if b.w <= w {
		return b
	}
	out := newBitmap(w, b.h)
	out.draw(b, 0, 0)
	return out
}

// unpack turns rows of packed bits, most significant first, into dots.
func unpack(data []byte, w, h int) *bitmap {
	b := newBitmap(w, h)
	stride := (w + 7) / 8
	for y := range h {
		for x := range b.row(y) {
			b.row(y)[x] = data[y*stride+x/8] >> (7 - x%8) & 1
		}
	}
	return b
}

// rasterImage is GS v 0: x counts bytes, y dots (escpos §2.2).
func (in *interp) rasterImage(args []byte) error {
	m, w, h := args[0]%'0', le16(args[1:])*8, le16(args[3:])
	if m > 3 {
		in.mech.violation(fmt.Sprintf("GS v 0: no mode %d", args[0]))
		return nil
	}
	b := unpack(args[5:], w, h).stretch(int(m&1)+1, int(m>>1)+1)
	return in.picture("GS v 0", b)
}

// graphics is GS ( L and GS 8 L: fn 112 loads, fn 50 prints.
func (in *interp) graphics(p []byte) error {
	switch {
	case len(p) >= 10 && p[0] == 0x30 && p[1] == 0x70 && p[2] == 0x30:
		return in.loadGraphic(p)
	case len(p) == 2 && p[0] == 0x30 && (p[1] == 0x32 || p[1] == 2):
		if in.graphic == nil {
			in.mech.violation("GS ( L fn 50 without graphics")
			return nil
		}
		b := in.graphic
		in.graphic = nil
		return in.picture("GS ( L", b)
	}
	in.mech.violation(fmt.Sprintf("GS ( L: % X", p[:min(8, len(p))]))
	return nil
}

// loadGraphic is fn 112: m fn a bx by c xL xH yL yH d..; x counts dots.
func (in *interp) loadGraphic(p []byte) error {
	bx, by, w, h := int(p[3]), int(p[4]), le16(p[6:]), le16(p[8:])
	if bx < 1 || bx > 2 || by < 1 || by > 2 || len(p)-10 != (w+7)/8*h {
		in.mech.violation(fmt.Sprintf("GS ( L fn 112: %d x %d dots, scale %d %d, %d bytes", w, h, bx, by, len(p)-10))
		return nil
	}
	in.graphic = unpack(p[10:], w, h).stretch(bx, by)
	return nil
}

// columnImage is ESC *: columns of 8 or 24 dots that stand on the line.
func (in *interp) columnImage(args []byte) error {
	kx, ky, tall, ok := columnMode(args[0])
	if !ok {
		in.mech.violation(fmt.Sprintf("ESC *: no mode %d", args[0]))
		return nil
	}
	w, data := le16(args[1:]), args[3:]
	b := newBitmap(w, tall)
	for x := range w {
		for y := range tall {
			b.row(y)[x] = data[x*tall/8+y/8] >> (7 - y%8) & 1
		}
	}
	b = b.stretch(kx, ky)
	return in.put(b.clip(max(0, in.area-in.x)))
}

// columnMode gives the dots per bit and the bits per column of ESC * m.
func columnMode(m byte) (kx, ky, tall int, ok bool) {
	switch m {
	case 0:
		return 2, 3, 8, true
	case 1:
		return 1, 3, 8, true
	case 32:
		return 2, 1, 24, true
	case 33:
		return 1, 1, 24, true
	}
	return 0, 0, 0, false
}
