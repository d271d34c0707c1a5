package screens

import (
	"image"
	"image/color"
	"sync"

	"github.com/hajimehoshi/ebiten/v2"

	"govkiosk/screens/direct"
)

// window is where pages become visible: Ebitengine's image of the page, which
// it presents whole, and the short way for what changed.
type window struct {
	mu    sync.Mutex // the first page is put while Ebitengine starts
	image *ebiten.Image
	short *direct.Window // nil: Ebitengine presents everything
	tries int            // to open the short way
}

// maxTries bounds the tries: a window that cannot be had so is not asked for
// in every frame.
const maxTries = 3

// newImage keeps the page in an image of its own: in a common one it would
// take the next power of two.
func newImage(p Panel) *ebiten.Image {
	return ebiten.NewImageWithOptions(image.Rect(0, 0, p.WidthPx, p.HeightPx), &ebiten.NewImageOptions{Unmanaged: true})
}

// upload sends painted areas to Ebitengine's image. Rows of the whole width lie
// behind one another in memory and go without a copy.
func (w *window) upload(img *image.RGBA, areas []image.Rectangle) {
	all := areas[0]
	for _, r := range areas[1:] {
		all = all.Union(r)
	}
	band := image.Rect(0, all.Min.Y, img.Rect.Dx(), all.Max.Y)
	from, to := img.PixOffset(0, band.Min.Y), img.PixOffset(0, band.Max.Y)
	w.image.SubImage(band).(*ebiten.Image).WritePixels(img.Pix[from:to])
}

// put takes the short way and reports whether there is one. When it opens, the
// whole page goes: the window has just come.
func (w *window) put(img *image.RGBA, areas []image.Rectangle) bool {
	if w.short == nil {
		if w.tries == maxTries {
			return false
		}
		w.tries++
		short, err := direct.Open(img.Rect.Size())
		if err != nil {
			return false
		}
		w.short, areas = short, []image.Rectangle{img.Rect}
	}
	if len(areas) == 0 {
		return true
	}
	if err := w.short.Put(img, areas); err != nil {
		w.close()
		return false
	}
	return true
}

// close leaves everything to Ebitengine.
func (w *window) close() {
	if w.short != nil {
		w.short.Close()
	}
	w.short, w.tries = nil, maxTries
}

// present makes Ebitengine bring its image to the window after this frame: it
// does so when something was drawn.
func present(screen *ebiten.Image) {
	screen.SubImage(image.Rect(0, 0, 1, 1)).(*ebiten.Image).Fill(color.Black)
}
