// Package code reads the codes on paper back, as a citizen's phone does.
package code

import (
	"image"
	"image/color"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// Read returns what the QR code on a paper says. It turns the paper where it does not succeed at first: the reader here
// miscounts the modules of some codes from one side and not from another.
func Read(paper image.Image) (text string, err error) {
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	for _, seen := range []image.Image{paper, view{paper, 2, true}, view{paper, 1, true}, view{paper, 2, false}, view{paper, 3, true}} {
		bitmap, berr := gozxing.NewBinaryBitmapFromImage(seen)
		if berr != nil {
			return "", berr
		}
		result, derr := qrcode.NewQRCodeReader().Decode(bitmap, hints)
		if derr == nil {
			return result.GetText(), nil
		}
		err = derr
	}
	return "", err
}

// view is a picture from further away, and from the side.
type view struct {
	image.Image
	away   int
	turned bool
}

func (v view) Bounds() image.Rectangle {
	b := v.Image.Bounds()
	w, h := b.Dx()/v.away, b.Dy()/v.away
	if v.turned {
		w, h = h, w
	}
	return image.Rect(0, 0, w, h)
}

func (v view) At(x, y int) color.Color {
	if v.turned {
		x, y = y, v.Bounds().Dx()-1-x
	}
	b := v.Image.Bounds()
	return v.Image.At(b.Min.X+x*v.away, b.Min.Y+y*v.away)
}
