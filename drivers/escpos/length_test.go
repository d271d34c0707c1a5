package escpos

import (
	"image"
	"testing"

	"govkiosk/drivers/sim"
)

// The length that a slip is reckoned with is the one that comes out.
func TestLengthOfASlip(t *testing.T) {
	for _, name := range []string{"generic", "masung", "star", "phoenix"} {
		d := citizenTicket()
		d.parts = d.parts[:len(d.parts)-1]
		d.Barcode("A037", 60)
		d.PDF417("A037-7F3K9", 3)
		d.Raster(image.NewGray(image.Rect(0, 0, 80, 33)), "")
		d.Cut()
		p, _ := ProfileOf(name)
		e := d.encode(p)
		got := sim.RenderStar(e.buf, 576)
		if !p.star {
			var err error
			if got, err = sim.Render(e.buf, sim.PaperOpts{HeadToCutter: -1}); err != nil {
				t.Fatal(err)
			}
		}
		if d := got.Rect.Dy() - int(e.high); d < -40 || d > 40 {
			t.Errorf("%s: %d dots on the paper, %d reckoned", name, got.Rect.Dy(), e.high)
		}
	}
}
