package escpos

import (
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"testing"

	"govkiosk/drivers/sim"
)

// patchy is a picture with blots and white between them.
func patchy(r *rand.Rand, w, h int) image.Image {
	img := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	for range r.IntN(8) {
		x, y := r.IntN(w), r.IntN(h)
		blot := image.Rect(x, y, min(w, x+1+r.IntN(90)), min(h, y+1+r.IntN(30)))
		draw.Draw(img, blot, image.NewUniform(color.Black), image.Point{}, draw.Src)
	}
	return img
}

// What is left out of a picture for Star is white and nothing else: dot for
// dot the paper is the one of a printer that takes pictures whole.
func TestStarPictureIsTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		d := &Doc{}
		for range 1 + r.IntN(4) {
			d.Picture(patchy(r, 16*(1+r.IntN(36)), 1+r.IntN(120)), "", DitherNone)
			d.Feed(Dots(r.IntN(300)))
			if r.IntN(2) == 0 {
				d.Rule()
			}
		}
		star, _ := ProfileOf("star")
		plain, _ := ProfileOf("generic")
		compact, _ := d.Encode(star)
		whole, _ := d.Encode(plain)
		got := sim.RenderStar(compact, int(star.Width))
		want, err := sim.Render(whole, sim.PaperOpts{HeadToCutter: -1})
		if err != nil {
			t.Fatal(err)
		}
		if got.Rect != want.Rect || string(got.Pix) != string(want.Pix) {
			t.Fatalf("paper of %v, want %v with the same dots", got.Rect, want.Rect)
		}
	}
}

// White is not sent: neither as rows nor at the side that a picture keeps to.
func TestStarPictureIsCompact(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 576, 400))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	for _, x := range []int{0, 264, 528} { // left, in the middle, right: 48 dots each
		black := image.Rect(x, 100+x/8, x+48, 110+x/8)
		draw.Draw(img, black, image.Black, image.Point{}, draw.Src)
	}
	d := &Doc{}
	d.Raster(img, "")
	star, _ := ProfileOf("star")
	b, _ := d.Encode(star)
	if most := 3*(10*6+9+4+3) + 20; len(b) > most {
		t.Errorf("%d bytes, want at most %d", len(b), most)
	}
}
