package art

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/vector"
)

// pixelTolerance is how far, in pixels, a flattened curve may stray.
const pixelTolerance = 0.05

// Rasterise paints the shapes of a drawing into a transparent picture of w×h
// pixels, scaled alike in both directions and centred, clipped to it. Labels
// are left out: a font is not geometry. It is for paper and for tests; the
// screen has its own painter.
func Rasterise(d Drawing, w, h int, palette func(Role) color.NRGBA) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	if w <= 0 || h <= 0 || d.W <= 0 || d.H <= 0 {
		return out
	}
	img := image.NewRGBA(out.Rect) // the rasteriser is quick on this kind only
	scale := min(float64(w)/d.W, float64(h)/d.H)
	dx, dy := (float64(w)-d.W*scale)/2, (float64(h)-d.H*scale)/2
	for _, s := range d.Shapes {
		s = s.placed(scale, dx, dy)
		if s.Fill != "" {
			cover(img, s.Path.Flatten(pixelTolerance), palette(s.Fill))
		}
		if s.Stroke != "" {
			cover(img, StrokePolygons(s, pixelTolerance), palette(s.Stroke))
		}
	}
	draw.Draw(out, out.Rect, img, image.Point{}, draw.Src)
	return out
}

func cover(img *image.RGBA, polys [][]Point, c color.NRGBA) {
	z := vector.NewRasterizer(img.Rect.Dx(), img.Rect.Dy())
	for _, poly := range polys {
		for i, p := range poly {
			if i == 0 {
				z.MoveTo(float32(p.X), float32(p.Y))
			} else {
				z.LineTo(float32(p.X), float32(p.Y))
			}
		}
		z.ClosePath()
	}
	z.DrawOp = draw.Over
	z.Draw(img, img.Rect, image.NewUniform(c), image.Point{})
}
