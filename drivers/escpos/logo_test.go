package escpos

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"testing"

	"govkiosk/drivers"
)

// corner is black but for its lower right dot.
func corner(w, h int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	img.SetGray(w-1, h-1, color.Gray{255})
	return img
}

// The manual's order: width and height in bytes, then columns from the top.
func TestDefineLogosBytes(t *testing.T) {
	got, err := defineLogos([]image.Image{corner(9, 10), corner(8, 8)})
	want := hex("1c 71 02" + "02 00 02 00" +
		"ffc0 ffc0 ffc0 ffc0 ffc0 ffc0 ffc0 ffc0 ff80 0000 0000 0000 0000 0000 0000 0000" +
		"01 00 01 00" + "ff ff ff ff ff ff ff fe")
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v, % x, want % x", err, got, want)
	}
	for name, pictures := range map[string][]image.Image{
		"none": nil, "empty": {image.NewGray(image.Rectangle{})}, "too much": {corner(1000, 1000)},
	} {
		if _, err := defineLogos(pictures); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestDefineLogos(t *testing.T) {
	printing(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		if err := d.DefineLogos(context.Background(), corner(96, 80)); err != nil {
			t.Fatal(err)
		}
		p.freeze()
		if !bytes.HasPrefix(p.printed, hex("1c 71 01 0c 00 0a 00")) {
			t.Errorf("% x", p.printed[:min(20, len(p.printed))])
		}
	})
	printing(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		p.noGSR = true
		err := d.DefineLogos(context.Background(), corner(8, 8))
		if drivers.OutcomeOf(err) != drivers.Unknown {
			t.Errorf("%v, want unknown: nobody has said that it is stored", err)
		}
	})
	printing(t, Opts{Profile: "masung"}, func(t *testing.T, p *fakePrinter, d *Dev) {
		if err := d.DefineLogos(context.Background(), corner(8, 8)); drivers.KindOf(err) != drivers.Unsupported {
			t.Errorf("%v, want unsupported", err)
		}
	})
}

func TestLogoInADocument(t *testing.T) {
	d := &Doc{}
	d.Logo(2)
	for profile, want := range map[string]bool{"epson": true, "masung": false} {
		p, _ := ProfileOf(profile)
		if b, _ := d.Encode(p); bytes.Contains(b, []byte{fs, 'p', 2, 0}) != want {
			t.Errorf("%s: % x", profile, b)
		}
	}
	if d.Logo(0); d.Err() == nil {
		t.Error("there is no logo 0")
	}
}
