package escpos_test

import (
	"context"
	"image"
	"testing"

	"govkiosk/drivers/escpos"
	"govkiosk/drivers/sim"
)

// A picture that was stored comes out of the printer when a slip names it.
func TestStoredLogoIsPrinted(t *testing.T) {
	b := newBench(t, escpos.Opts{Profile: "epson"}, sim.PrinterOpts{})
	square := image.NewGray(image.Rect(0, 0, 64, 64)) // black
	if err := b.dev.DefineLogos(context.Background(), square); err != nil {
		t.Fatal(err)
	}
	doc := &escpos.Doc{}
	doc.Logo(1)
	doc.Cut()
	if r, err := b.dev.Print(context.Background(), escpos.JobID("0001"), doc); err != nil {
		t.Fatalf("%+v, %v", r, err)
	}
	if wrong := b.sim.Violations(); len(wrong) > 0 {
		t.Error(wrong)
	}
	slips := b.sim.Slips()
	if len(slips) != 1 {
		t.Fatalf("%d slips", len(slips))
	}
	dots := 0
	for _, dot := range slips[0].Image.Pix {
		dots += int(dot)
	}
	if dots != 64*64 {
		t.Errorf("%d black dots, want %d", dots, 64*64)
	}
}
