package art

import "math"

// Cmd tells what a Seg does, by its letter in SVG path data.
type Cmd byte

const (
	MoveTo  Cmd = 'M'
	LineTo  Cmd = 'L'
	CubicTo Cmd = 'C'
	Close   Cmd = 'Z'
)

// Seg is one absolute step to X, Y. X1, Y1, X2, Y2 are the control points of
// a CubicTo; a Close has no numbers.
type Seg struct {
	Cmd                  Cmd
	X1, Y1, X2, Y2, X, Y float64
}

// Path is a list of subpaths, each beginning with a MoveTo. Nothing but a
// MoveTo follows a Close.
type Path []Seg

// Point is a place in the units of a view box, y down.
type Point struct{ X, Y float64 }

// Transform maps every point to a·x + c·y + e, b·x + d·y + f: the argument
// order of SVG's matrix().
func (p Path) Transform(a, b, c, d, e, f float64) Path {
	out := make(Path, len(p))
	at := func(x, y float64) (float64, float64) { return a*x + c*y + e, b*x + d*y + f }
	for i, s := range p {
		t := Seg{Cmd: s.Cmd}
		switch s.Cmd {
		case CubicTo:
			t.X1, t.Y1 = at(s.X1, s.Y1)
			t.X2, t.Y2 = at(s.X2, s.Y2)
			t.X, t.Y = at(s.X, s.Y)
		case MoveTo, LineTo:
			t.X, t.Y = at(s.X, s.Y)
		}
		out[i] = t
	}
	return out
}

// Bounds returns the smallest box around the line itself, without the width
// of a stroke. An empty path has the box 0, 0, 0, 0.
func (p Path) Bounds() (x0, y0, x1, y1 float64) {
	b := newBox()
	var cur Point
	for _, s := range p {
		if s.Cmd == Close {
			continue
		}
		if s.Cmd == CubicTo {
			b.addCubic(cur, s)
		}
		cur = Point{s.X, s.Y}
		b.add(cur)
	}
	return b.values()
}

type box struct{ x0, y0, x1, y1 float64 }

func newBox() box {
	return box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
}

func (b *box) add(p Point) {
	b.x0, b.y0 = min(b.x0, p.X), min(b.y0, p.Y)
	b.x1, b.y1 = max(b.x1, p.X), max(b.y1, p.Y)
}

// addCubic adds the places where the curve turns back in x or in y.
func (b *box) addCubic(from Point, s Seg) {
	for _, t := range extrema(from.X, s.X1, s.X2, s.X) {
		b.add(cubicAt(from, s, t))
	}
	for _, t := range extrema(from.Y, s.Y1, s.Y2, s.Y) {
		b.add(cubicAt(from, s, t))
	}
}

func (b *box) values() (x0, y0, x1, y1 float64) {
	if b.x0 > b.x1 {
		return 0, 0, 0, 0
	}
	return b.x0, b.y0, b.x1, b.y1
}

// extrema returns the t inside 0..1 at which a cubic's derivative is zero.
func extrema(p0, p1, p2, p3 float64) []float64 {
	a, b, c := p3-3*p2+3*p1-p0, 2*(p2-2*p1+p0), p1-p0
	var all []float64
	if math.Abs(a) < 1e-12 {
		all = []float64{-c / b}
	} else if disc := b*b - 4*a*c; disc >= 0 {
		r := math.Sqrt(disc)
		all = []float64{(-b + r) / (2 * a), (-b - r) / (2 * a)}
	}
	in := all[:0]
	for _, t := range all {
		if t > 0 && t < 1 { // also drops the NaN of a straight run
			in = append(in, t)
		}
	}
	return in
}

func cubicAt(from Point, s Seg, t float64) Point {
	u := 1 - t
	w0, w1, w2, w3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return Point{
		w0*from.X + w1*s.X1 + w2*s.X2 + w3*s.X,
		w0*from.Y + w1*s.Y1 + w2*s.Y2 + w3*s.Y,
	}
}
