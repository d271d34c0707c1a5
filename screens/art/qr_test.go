package art

import (
	"image"
	"image/color"
	"image/draw"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// read decodes a drawn code as a phone would: at a few pixels a module, on
// white paper.
func read(t *testing.T, d Drawing, margin int) *gozxing.Result {
	t.Helper()
	const module = 6
	side := int(d.W) * module
	img := image.NewNRGBA(image.Rect(0, 0, side+2*margin, side+2*margin))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	pic := Rasterise(d, side, side, func(r Role) color.NRGBA {
		if r == Black {
			return color.NRGBA{A: 255}
		}
		return color.NRGBA{255, 255, 255, 255}
	})
	draw.Draw(img, image.Rect(margin, margin, margin+side, margin+side), pic, image.Point{}, draw.Over)
	bits, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	res, err := qrcode.NewQRCodeReader().Decode(bits, nil)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestCodesReadBack(t *testing.T) {
	for _, content := range []string{
		"1",
		"https://hall.example/q/A037?t=6c1f0d",
		"排队 A037，路南区政务服务中心",
		strings.Repeat("https://hall.example/", 20),
	} {
		bare, err := QR(content)
		if err != nil {
			t.Fatal(err)
		}
		quiet, err := QuietQR(content)
		if err != nil {
			t.Fatal(err)
		}
		if quiet.W != bare.W+8 || quiet.H != quiet.W {
			t.Errorf("a code of %v modules is %v×%v with its margin", bare.W, quiet.W, quiet.H)
		}
		for _, res := range []*gozxing.Result{read(t, bare, 24), read(t, quiet, 0)} {
			if res.GetText() != content {
				t.Errorf("read %q, want %q", res.GetText(), content)
			}
			level := res.GetResultMetadata()[gozxing.ResultMetadataType_ERROR_CORRECTION_LEVEL]
			if level != "M" {
				t.Errorf("error correction %v, want M", level)
			}
		}
	}
}

func TestCodesRefuse(t *testing.T) {
	for _, content := range []string{"", "\xff\xfe", strings.Repeat("x", 2332)} {
		if _, err := QR(content); err == nil {
			t.Errorf("a code of %d bytes was made", len(content))
		}
	}
	if _, err := QR(strings.Repeat("x", 2331)); err != nil {
		t.Errorf("the longest content: %v", err)
	}
}
