package escpos

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"testing"
)

// diffused is Floyd and Steinberg's rule as their paper has it, pixel by
// pixel on a field of numbers.
func diffused(img *image.Gray) []bool {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	field, ink := make([]int, (w+2)*(h+1)), make([]bool, w*h)
	for y := range h {
		for x := range w {
			at := y*(w+2) + x + 1
			v := (int(img.Pix[y*img.Stride+x])<<4 + field[at] + 8) >> 4
			e := v - 255
			if ink[y*w+x] = v < 128; ink[y*w+x] {
				e = v
			}
			field[at+1] += 7 * e
			field[at+w+1] += 3 * e
			field[at+w+2] += 5 * e
			field[at+w+3] += e
		}
		for _, side := range []int{0, w + 1} { // what falls off is lost
			field[(y+1)*(w+2)+side] = 0
		}
	}
	return ink
}

func TestDiffusionFollowsTheRule(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {7, 3}, {8, 8}, {9, 5}, {61, 40}} {
		img := image.NewGray(image.Rectangle{Max: size})
		for i := range img.Pix {
			img.Pix[i] = byte(i*i*31 + i*7)
		}
		got, want := diffuse(img), diffused(img)
		for i, ink := range want {
			if got.at(i%size.X, i/size.X) != ink {
				t.Fatalf("%v: dot %d,%d is %v, want %v", size, i%size.X, i/size.X, !ink, ink)
			}
		}
	}
}

// A surface of a grey gets as many dots as it is dark.
func TestDiffusionKeepsDarkness(t *testing.T) {
	for _, g := range []byte{0, 26, 64, 128, 200, 255} {
		img := image.NewGray(image.Rect(0, 0, 200, 200))
		for i := range img.Pix {
			img.Pix[i] = g
		}
		ink := 0
		for _, b := range diffuse(img).bits {
			for ; b > 0; b &= b - 1 {
				ink++
			}
		}
		if want := float64(255-int(g)) / 255; math.Abs(float64(ink)/40000-want) > 0.01 {
			t.Errorf("grey %d: %d dots of 40000, want %.0f", g, ink, want*40000)
		}
	}
}

// The same picture in other pixel formats, or as a part of a larger one, gives
// the same dots.
func TestPictureFormats(t *testing.T) {
	img := ramp(61, 20)
	want := map[Dither]*bitmap{DitherNone: toBitmap(img), DitherDiffusion: diffuse(img)}
	large := image.NewGray(image.Rect(0, 0, 100, 50))
	rgba := image.NewRGBA(image.Rect(5, 7, 66, 27))
	clear := image.NewNRGBA(img.Rect)
	for y := range 20 {
		for x := range 61 {
			g := img.GrayAt(x, y).Y
			large.SetGray(30+x, 20+y, color.Gray{g})
			rgba.Set(5+x, 7+y, color.Gray{g})
			clear.SetNRGBA(x, y, color.NRGBA{A: 255 - g})
		}
	}
	for name, other := range map[string]image.Image{
		"part": large.SubImage(image.Rect(30, 20, 91, 40)), "rgba": rgba, "transparent": clear, "unknown": opaque{img},
	} {
		if !bytes.Equal(toBitmap(other).bits, want[DitherNone].bits) {
			t.Errorf("%s: other dots by threshold", name)
		}
		if !bytes.Equal(diffuse(other).bits, want[DitherDiffusion].bits) {
			t.Errorf("%s: other dots by diffusion", name)
		}
	}
}

// opaque hides every fast way of an image.
type opaque struct{ image.Image }

func TestPictureAllocatesPerPictureOnly(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 300, 300))
	if n := testing.AllocsPerRun(5, func() { diffuse(img) }); n > 10 {
		t.Errorf("%v allocations", n)
	}
}

func TestPicture(t *testing.T) {
	d := &Doc{}
	d.Picture(ramp(100, 9), "照片", DitherDiffusion)
	p, _ := ProfileOf("generic")
	got, _ := d.Encode(p)
	if want := diffuse(ramp(100, 9)).bits; !bytes.Contains(got, want[:40]) {
		t.Error("the dots are not on the wire")
	}
	if d.Text() == "" {
		t.Error("the picture has no text")
	}
	d.Picture(ramp(10, 9), "", "ordered")
	if d.Err() == nil {
		t.Error("an unknown dithering is no error")
	}
}
