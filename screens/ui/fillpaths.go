package ui

import (
	"image"
	"image/color"
	"math"
)

// draw fills polygons as one area.
func (c *Canvas) draw(polys []polygon, col color.RGBA) {
	c.rasterise(polys, col, true)
}

// drawPath fills subpaths as they turn: a hole turns the other way.
func (c *Canvas) drawPath(lines []polyline, col color.RGBA) {
	polys := make([]polygon, len(lines))
	for i, l := range lines {
		polys[i] = l.points
	}
	c.rasterise(polys, col, false)
}

// rasterise fills polygons. The rasteriser adds up signed areas, so pieces of
// one stroke must all turn alike or their overlap would be a hole.
func (c *Canvas) rasterise(polys []polygon, col color.RGBA, alike bool) {
	area := pixelBounds(polys).Intersect(c.clip)
	if area.Empty() {
		return
	}
	c.raster.Reset(area.Dx(), area.Dy())
	ox, oy := float64(area.Min.X), float64(area.Min.Y)
	for _, p := range polys {
		reverse := alike && p.area() < 0
		for i := range p {
			q := p[i]
			if reverse {
				q = p[len(p)-1-i]
			}
			x, y := float32(q.x-ox), float32(q.y-oy)
			if i == 0 {
				c.raster.MoveTo(x, y)
			} else {
				c.raster.LineTo(x, y)
			}
		}
		c.raster.ClosePath()
	}
	c.raster.Draw(c.target, area, c.ink(col), image.Point{})
}

func pixelBounds(polys []polygon) image.Rectangle {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range polys {
		for _, q := range p {
			x0, y0, x1, y1 = min(x0, q.x), min(y0, q.y), max(x1, q.x), max(y1, q.y)
		}
	}
	if x0 > x1 {
		return image.Rectangle{}
	}
	return image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1)))
}
