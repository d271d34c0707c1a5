package ui

import (
	"image"
	"math"
)

// Rect is an area of the glass in millimetres.
type Rect struct{ X, Y, W, H float64 }

func (r Rect) Right() float64  { return r.X + r.W }
func (r Rect) Bottom() float64 { return r.Y + r.H }
func (r Rect) Empty() bool     { return r.W <= 0 || r.H <= 0 }

// Inset takes d off every side; a negative d grows the rectangle.
func (r Rect) Inset(d float64) Rect { return r.Pad(d, d) }

// Pad takes dx off the left and right, dy off the top and bottom.
func (r Rect) Pad(dx, dy float64) Rect {
	return Rect{r.X + dx, r.Y + dy, r.W - 2*dx, r.H - 2*dy}
}

// Shift moves the rectangle.
func (r Rect) Shift(dx, dy float64) Rect { return Rect{r.X + dx, r.Y + dy, r.W, r.H} }

// Top is a strip of height h at the upper edge.
func (r Rect) Top(h float64) Rect { return Rect{r.X, r.Y, r.W, h} }

// Contains reports whether the point lies in r; the right and lower edges do not.
func (r Rect) Contains(x, y float64) bool {
	return x >= r.X && x < r.Right() && y >= r.Y && y < r.Bottom()
}

// Intersect is what r and o share; empty when they are apart.
func (r Rect) Intersect(o Rect) Rect {
	x, y := max(r.X, o.X), max(r.Y, o.Y)
	return Rect{x, y, max(0, min(r.Right(), o.Right())-x), max(0, min(r.Bottom(), o.Bottom())-y)}
}

// Union is the least rectangle around both; an empty one counts for nothing.
func (r Rect) Union(o Rect) Rect {
	if r.Empty() {
		return o
	}
	if o.Empty() {
		return r
	}
	x, y := min(r.X, o.X), min(r.Y, o.Y)
	return Rect{x, y, max(r.Right(), o.Right()) - x, max(r.Bottom(), o.Bottom()) - y}
}

// Distance from a point to the nearest place of r; 0 inside.
func (r Rect) Distance(x, y float64) float64 {
	dx := max(r.X-x, 0, x-r.Right())
	dy := max(r.Y-y, 0, y-r.Bottom())
	return math.Hypot(dx, dy)
}

// Columns splits r into n equal columns with a gap between them.
func (r Rect) Columns(n int, gap float64) []Rect {
	w := (r.W - float64(n-1)*gap) / float64(n)
	out := make([]Rect, n)
	for i := range out {
		out[i] = Rect{r.X + float64(i)*(w+gap), r.Y, w, r.H}
	}
	return out
}

// Rows splits r into n equal rows with a gap between them.
func (r Rect) Rows(n int, gap float64) []Rect {
	h := (r.H - float64(n-1)*gap) / float64(n)
	out := make([]Rect, n)
	for i := range out {
		out[i] = Rect{r.X, r.Y + float64(i)*(h+gap), r.W, h}
	}
	return out
}

// Metrics turns millimetres on one panel into its pixels.
type Metrics struct {
	PxPerMM       float64
	Width, Height float64 // of the panel, mm
}

// NewMetrics measures a panel of so many pixels and inches across.
func NewMetrics(widthPx, heightPx int, diagonalIn float64) Metrics {
	d := math.Hypot(float64(widthPx), float64(heightPx))
	ppm := d / (diagonalIn * 25.4)
	return Metrics{ppm, float64(widthPx) / ppm, float64(heightPx) / ppm}
}

// Px rounds a rectangle to whole pixels, edge by edge, so that neighbours stay neighbours.
func (m Metrics) Px(r Rect) image.Rectangle {
	px := func(v float64) int { return int(math.Round(v * m.PxPerMM)) }
	return image.Rect(px(r.X), px(r.Y), px(r.Right()), px(r.Bottom()))
}

// cover is the least pixel rectangle that holds r.
func (m Metrics) cover(r Rect) image.Rectangle {
	return image.Rect(int(math.Floor(r.X*m.PxPerMM)), int(math.Floor(r.Y*m.PxPerMM)),
		int(math.Ceil(r.Right()*m.PxPerMM)), int(math.Ceil(r.Bottom()*m.PxPerMM)))
}
