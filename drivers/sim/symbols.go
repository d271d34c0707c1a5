package sim

import (
	"fmt"
	"image"
	"strings"

	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"
)

// symbol is what the code commands have set and stored (escpos §2.3).
type symbol struct {
	module int // dots of a QR module, 1..16
	level  byte
	data   []byte

	height, barModule int
	text              int // GS H: 0 none, 1 above, 2 below, 3 both
	textFontB         bool
}

// symbolStep is GS ( k: cn, fn and parameters. Only QR is drawn.
func (in *interp) symbolStep(p []byte) error {
	if len(p) < 3 || p[0] != 0x31 {
		in.mech.violation(fmt.Sprintf("GS ( k: % X", p[:min(4, len(p))]))
		return nil
	}
	switch fn := p[1]; {
	case fn == 65 && p[2] == 0x32: // model 2
	case fn == 67 && p[2] >= 1 && p[2] <= 16:
		in.code.module = int(p[2])
	case fn == 69 && p[2] >= 0x30 && p[2] <= 0x33:
		in.code.level = "LMQH"[p[2]-0x30]
	case fn == 80 && len(p) >= 4:
		in.code.data = append([]byte(nil), p[3:]...)
	case fn == 81:
		return in.printQR()
	case fn == 82:
		return in.tellQR()
	default:
		in.mech.violation(fmt.Sprintf("GS ( k: % X", p[:min(4, len(p))]))
	}
	return nil
}

// qrBitmap encodes the stored bytes in byte mode, without an ECI header, as
// firmware does; nil where they do not fit a symbol.
func (in *interp) qrBitmap() *bitmap {
	levels := map[byte]qr.ErrorCorrectionLevel{'L': qr.L, 'M': qr.M, 'Q': qr.Q, 'H': qr.H}
	code, err := qr.Encode(string(in.code.data), levels[in.code.level], qr.Unicode)
	if len(in.code.data) == 0 || err != nil {
		return nil
	}
	return dark(code).stretch(in.code.module, in.code.module)
}

func dark(img image.Image) *bitmap {
	r := img.Bounds()
	b := newBitmap(r.Dx(), r.Dy())
	for y := range b.h {
		for x := range b.row(y) {
			if v, _, _, _ := img.At(r.Min.X+x, r.Min.Y+y).RGBA(); v < 0x8000 {
				b.row(y)[x] = 1
			}
		}
	}
	return b
}

func (in *interp) printQR() error {
	b := in.qrBitmap()
	if b == nil || b.w > in.area {
		in.mech.violation("GS ( k fn 81: nothing stored, or wider than the print area")
		return nil
	}
	return in.picture("GS ( k", b)
}

// tellQR is fn 82: the size of the symbol in dots, and whether it prints.
func (in *interp) tellQR() error {
	b := in.qrBitmap()
	w, bad := 0, 1
	if b != nil {
		w, bad = b.w, 0
		if w > in.area {
			bad = 1
		}
	}
	in.mech.reply(append([]byte{0x37}, block(0x36, fmt.Sprintf("%d\x1f%d\x1f1\x1f%d", w, w, bad))...))
	return nil
}

// barcode is GS k. Only Code 128 in form B (m = 73) is drawn.
func (in *interp) barcode(args []byte) error {
	if args[0] != 73 {
		in.mech.violation(fmt.Sprintf("GS k: barcode %d", args[0]))
		return nil
	}
	text, err := code128Text(args[2:])
	if err != nil {
		in.mech.violation("GS k: " + err.Error())
		return nil
	}
	bars, err := code128.Encode(text)
	if err != nil {
		in.mech.violation("GS k: " + err.Error())
		return nil
	}
	b := dark(bars).stretch(in.code.barModule, in.code.height)
	if b.w > in.area {
		in.mech.violation("GS k: wider than the print area")
		return nil
	}
	return in.barsWithText(b, text)
}

// barsWithText prints the bars with their text where GS H wants it.
func (in *interp) barsWithText(bars *bitmap, text string) error {
	line, err := in.legend(text)
	if err != nil {
		return err
	}
	parts := []*bitmap{bars}
	if in.code.text&1 != 0 {
		parts = append([]*bitmap{line}, parts...)
	}
	if in.code.text&2 != 0 {
		parts = append(parts, line)
	}
	return in.picture("GS k", stack(parts))
}

// legend draws text in the font that GS f chose.
func (in *interp) legend(text string) (*bitmap, error) {
	w, h := latinWidth, cellHeight
	if in.code.textFontB {
		w, h = fontBWidth, fontBHeight
	}
	out := newBitmap(w*len(text), h)
	for i, r := range []byte(text) {
		if r == ' ' {
			continue
		}
		glyph, err := in.glyphs.cell(glyphKey{rune(r), true, w, h, false})
		if err != nil {
			return nil, err
		}
		if glyph != nil {
			out.draw(glyph, i*w, 0)
		}
	}
	return out, nil
}

// stack puts bitmaps under one another, each in the middle.
func stack(parts []*bitmap) *bitmap {
	w, h := 0, 0
	for _, p := range parts {
		w, h = max(w, p.w), h+p.h
	}
	out, y := newBitmap(w, h), 0
	for _, p := range parts {
		out.draw(p, (w-p.w)/2, y)
		y += p.h
	}
	return out
}

// code128Text undoes the code-set prefixes {A, {B and {C; in set C a byte
// stands for two digits.
func code128Text(data []byte) (string, error) {
	if len(data) < 2 || data[0] != '{' {
		return "", fmt.Errorf("code 128 data % X begins with no code set", data[:min(4, len(data))])
	}
	var out strings.Builder
	set := byte('B')
	for i := 0; i < len(data); i++ {
		if data[i] == '{' && i+1 < len(data) {
			i++
			if data[i] == '{' {
				out.WriteByte('{')
			} else {
				set = data[i]
			}
			continue
		}
		if set == 'C' {
			fmt.Fprintf(&out, "%02d", data[i])
		} else {
			out.WriteByte(data[i])
		}
	}
	return out.String(), nil
}
