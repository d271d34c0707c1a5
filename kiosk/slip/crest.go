package slip

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// point is in the crest's own space: -50 to 50, y down.
type point struct{ x, y float32 }

// The crest: a ring around two linked lozenges (方胜). Where one lozenge
// passes over the other, a wider white stroke parts them.
var (
	crestRing    = ring{radius: 46, width: 5}
	crestSquares = [][]point{
		{{-11, -24}, {-35, 0}, {-11, 24}, {13, 0}},
		{{11, -24}, {35, 0}, {11, 24}, {-13, 0}},
	}
	crestGaps  = [][2]point{{{-5.5, -18.5}, {5.5, -7.5}}, {{5.5, 18.5}, {-5.5, 7.5}}}
	crestOvers = [][2]point{{{-8, -21}, {8, -5}}, {{8, 21}, {-8, 5}}}
)

const (
	crestStroke = 6
	crestGap    = 12.6
)

type ring struct{ radius, width float32 }

// drawCrest draws it on a square of n dots.
func drawCrest(n int) image.Image {
	c := &canvas{img: image.NewGray(image.Rect(0, 0, n, n)), scale: float32(n) / 100}
	draw.Draw(c.img, c.img.Rect, image.White, image.Point{}, draw.Src)
	c.circle(crestRing.radius+crestRing.width/2, image.Black)
	c.circle(crestRing.radius-crestRing.width/2, image.White)
	for _, s := range crestSquares {
		c.outline(s, crestStroke)
	}
	for _, l := range crestGaps {
		c.stroke(l[0], l[1], crestGap, image.White)
	}
	for _, l := range crestOvers {
		c.stroke(l[0], l[1], crestStroke, image.Black)
	}
	return c.img
}

// canvas maps crest space to dots.
type canvas struct {
	img   *image.Gray
	scale float32
}

// fill paints polygons; the direction of each counts (non-zero rule).
func (c *canvas) fill(src image.Image, polygons ...[]point) {
	n := c.img.Rect.Dx()
	r := vector.NewRasterizer(n, n)
	at := func(p point) (x, y float32) { return (p.x + 50) * c.scale, (p.y + 50) * c.scale }
	for _, poly := range polygons {
		r.MoveTo(at(poly[0]))
		for _, p := range poly[1:] {
			r.LineTo(at(p))
		}
		r.ClosePath()
	}
	r.Draw(c.img, c.img.Rect, src, image.Point{})
}

func (c *canvas) circle(radius float32, src image.Image) {
	const corners = 90
	poly := make([]point, corners)
	for i := range poly {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		poly[i] = point{radius * float32(cos), radius * float32(sin)}
	}
	c.fill(src, poly)
}

// stroke paints a straight line with flat ends.
func (c *canvas) stroke(a, b point, width float32, src image.Image) {
	dx, dy := b.x-a.x, b.y-a.y
	l := float32(math.Hypot(float64(dx), float64(dy)))
	nx, ny := -dy/l*width/2, dx/l*width/2
	c.fill(src, []point{{a.x + nx, a.y + ny}, {b.x + nx, b.y + ny}, {b.x - nx, b.y - ny}, {a.x - nx, a.y - ny}})
}

// outline strokes a lozenge with mitred corners: the lozenge grown by half the
// width, less the one shrunk by it. Its sides stand at 45 degrees, so the
// corners move by √2 times that.
func (c *canvas) outline(poly []point, width float32) {
	d := width / 2 * math.Sqrt2
	centre := point{(poly[1].x + poly[3].x) / 2, (poly[0].y + poly[2].y) / 2}
	c.fill(image.Black, moved(poly, centre, d, false), moved(poly, centre, -d, true))
}

// moved shifts each corner away from centre by d, and turns the direction
// round when asked to.
func moved(poly []point, centre point, d float32, reverse bool) []point {
	out := make([]point, len(poly))
	for i, p := range poly {
		q := point{p.x + d*sign(p.x-centre.x), p.y + d*sign(p.y-centre.y)}
		if reverse {
			i = len(poly) - 1 - i
		}
		out[i] = q
	}
	return out
}

func sign(x float32) float32 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}
