package screens

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"
)

// upload sends painted areas to the window's image. Rows of the whole width
// lie behind one another in memory and go without a copy. It reports whether
// there were any.
func (s *screen) upload(areas []image.Rectangle) bool {
	if len(areas) == 0 {
		return false
	}
	all := areas[0]
	for _, r := range areas[1:] {
		all = all.Union(r)
	}
	img := s.canvas.Img
	band := image.Rect(0, all.Min.Y, img.Rect.Dx(), all.Max.Y)
	from, to := img.PixOffset(0, band.Min.Y), img.PixOffset(0, band.Max.Y)
	s.image.SubImage(band).(*ebiten.Image).WritePixels(img.Pix[from:to])
	return true
}
