package escpos_test

import (
	"bytes"
	"image"
	"strings"
	"testing"

	"github.com/boombuler/barcode/pdf417"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"

	"govkiosk/drivers/escpos"
	"govkiosk/drivers/sim"
)

// onPaper is what comes out of a printer of that make.
func onPaper(t *testing.T, profile string, d *escpos.Doc) *image.Paletted {
	t.Helper()
	d.Feed(120)
	d.Cut()
	if d.Err() != nil {
		t.Fatal(d.Err())
	}
	p, ok := escpos.ProfileOf(profile)
	if !ok {
		t.Fatalf("no profile %s", profile)
	}
	b, _ := d.Encode(p)
	img, err := sim.Render(b, sim.PaperOpts{})
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func read(t *testing.T, img image.Image, r gozxing.Reader) string {
	t.Helper()
	b, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	res, err := r.Decode(b, map[gozxing.DecodeHintType]any{
		gozxing.DecodeHintType_TRY_HARDER: true, gozxing.DecodeHintType_CHARACTER_SET: "UTF-8",
	})
	if err != nil {
		t.Fatalf("nobody can read it: %v", err)
	}
	return res.GetText()
}

// Drawn by the printer or by us, a reader finds what was put in.
func TestQRIsRead(t *testing.T) {
	for _, profile := range []string{"generic", "masung"} {
		for _, payload := range []string{"https://hall.example/q/A037-7F3K9", "路南区政务服务中心：A037", strings.Repeat("x", 200)} {
			d := &escpos.Doc{}
			d.QR(payload, 6)
			if got := read(t, onPaper(t, profile, d), qrcode.NewQRCodeReader()); got != payload {
				t.Errorf("%s: %q, want %q", profile, got, payload)
			}
		}
	}
}

func TestBarcodeIsRead(t *testing.T) {
	for _, profile := range []string{"generic", "cashino"} {
		for _, text := range []string{"LN-P-20260612", "20260612005800", "{A}~ 7", "5"} {
			d := &escpos.Doc{}
			d.Barcode(text, 80)
			if got := read(t, onPaper(t, profile, d), oned.NewCode128Reader()); got != text {
				t.Errorf("%s: %q, want %q", profile, got, text)
			}
		}
	}
}

// No reader of PDF417 is at hand: what is on paper is what another's encoder
// drew, three dots a module.
func TestPDF417OnPaper(t *testing.T) {
	const payload = "LN-P-20260612-0058 不动产权证书"
	want, err := pdf417.Encode(payload, 3)
	if err != nil {
		t.Fatal(err)
	}
	d := &escpos.Doc{}
	d.PDF417(payload, 2)
	img := onPaper(t, "generic", d)
	w, h := want.Bounds().Dx(), want.Bounds().Dy()
	left, top := (576/8-(2*w+7)/8)*8/2, 96
	for y := range h * 4 {
		for x := range w * 2 {
			v, _, _, _ := want.At(x/2, y/4).RGBA()
			if ink := img.ColorIndexAt(left+x, top+y) == 1; ink != (v < 0x8000) {
				t.Fatalf("dot %d,%d of the code is %v", x, y, ink)
			}
		}
	}
}

// The bytes of the manual for a printer that draws it itself.
func TestNativePDF417(t *testing.T) {
	d := &escpos.Doc{}
	d.PDF417("A037", 3)
	p, _ := escpos.ProfileOf("epson")
	got, _ := d.Encode(p)
	want := "\x1d(k\x03\x000A\x00" + "\x1d(k\x03\x000B\x00" + "\x1d(k\x03\x000C\x03" + "\x1d(k\x03\x000D\x04" +
		"\x1d(k\x04\x000E03" + "\x1d(k\x07\x000P0A037" + "\x1d(k\x03\x000Q0"
	if !bytes.HasSuffix(got, []byte(want)) {
		t.Errorf("% x, want % x at its end", got, want)
	}
}

func TestBadCodes(t *testing.T) {
	for name, add := range map[string]func(d *escpos.Doc){
		"QR of nothing":     func(d *escpos.Doc) { d.QR("", 4) },
		"QR of too much":    func(d *escpos.Doc) { d.QR(strings.Repeat("x", 2332), 4) },
		"QR module":         func(d *escpos.Doc) { d.QR("x", 17) },
		"barcode in Han":    func(d *escpos.Doc) { d.Barcode("号", 80) },
		"barcode height":    func(d *escpos.Doc) { d.Barcode("A037", 256) },
		"barcode too long":  func(d *escpos.Doc) { d.Barcode(strings.Repeat("x", 41), 80) },
		"PDF417 of nothing": func(d *escpos.Doc) { d.PDF417("", 2) },
		"PDF417 module":     func(d *escpos.Doc) { d.PDF417("x", 0) },
	} {
		d := &escpos.Doc{}
		if add(d); d.Err() == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
