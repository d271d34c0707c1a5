package escpos

import (
	"strings"
	"testing"

	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"
)

// The sizes that we reckon with are those of the codes.
func TestCodeSizes(t *testing.T) {
	for i := 0; i < 10; i += 3 { // the masks of large codes take long
		for _, n := range []int{qrBytes[i], qrBytes[i] + 1} {
			img, err := qr.Encode(strings.Repeat("x", n), qr.M, qr.Unicode)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := (qrCode{payload: strings.Repeat("x", n)}).modules(), Dots(img.Bounds().Dx()); got != want {
				t.Errorf("QR of %d bytes: %d modules, want %d", n, got, want)
			}
		}
	}
	if _, err := qr.Encode(strings.Repeat("x", qrBytes[39]+1), qr.M, qr.Unicode); err == nil {
		t.Errorf("%d bytes are encoded, more than the table has", qrBytes[39]+1)
	}
	for _, text := range []string{"A037", "2026", "LN-P-20260612"} {
		img, err := code128.Encode(text)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := (bars{text: text}).modules(), Dots(img.Bounds().Dx()); got < want {
			t.Errorf("barcode of %q: %d modules, want at least %d", text, got, want)
		}
	}
}

func TestCodesThatDoNotFit(t *testing.T) {
	for name, add := range map[string]func(d *Doc){
		"QR":      func(d *Doc) { d.QR(strings.Repeat("x", 800), 1) },
		"barcode": func(d *Doc) { d.Barcode(strings.Repeat("x", 20), 80) },
		"PDF417":  func(d *Doc) { d.PDF417(strings.Repeat("x", 600), 1) },
	} {
		d := &Doc{}
		if add(d); d.check(80) == nil {
			t.Errorf("%s of any width goes on 10 mm of paper", name)
		}
	}
}
