package art

import "math"

// maxPieces bounds the lines one cubic becomes.
const maxPieces = 512

// polyline is one subpath without curves. The first point of a closed one is
// not repeated. segments counts the steps it was drawn with: a lone MoveTo
// has none and leaves no dot.
type polyline struct {
	pts      []Point
	closed   bool
	segments int
}

// Flatten returns the subpaths as lines that stay within tol of the curves
// (in the path's own unit, above 0). A closed subpath ends where it began.
func (p Path) Flatten(tol float64) [][]Point {
	var out [][]Point
	for _, l := range p.polylines(tol) {
		if l.closed {
			l.pts = append(l.pts, l.pts[0])
		}
		out = append(out, l.pts)
	}
	return out
}

func (p Path) polylines(tol float64) []polyline {
	var out []polyline
	for _, s := range p {
		if s.Cmd == MoveTo {
			out = append(out, polyline{pts: []Point{{s.X, s.Y}}})
			continue
		}
		if len(out) == 0 {
			continue // not a path of ParsePath: nothing to start from
		}
		out[len(out)-1].step(s, tol)
	}
	return out
}

func (l *polyline) step(s Seg, tol float64) {
	l.segments++
	switch s.Cmd {
	case LineTo:
		l.add(Point{s.X, s.Y})
	case CubicTo:
		l.curve(s, tol)
	case Close:
		l.closed = true
		if n := len(l.pts); n > 1 && near(l.pts[0], l.pts[n-1]) {
			l.pts = l.pts[:n-1]
		}
	}
}

// add leaves out a point on top of the last one: it has no direction.
func (l *polyline) add(p Point) {
	if !near(l.pts[len(l.pts)-1], p) {
		l.pts = append(l.pts, p)
	}
}

// curve divides evenly; a chord over 1/n of a cubic strays at most
// 6/8·M/n², M being the larger second difference of its points.
func (l *polyline) curve(s Seg, tol float64) {
	from := l.pts[len(l.pts)-1]
	m := max(
		math.Hypot(from.X-2*s.X1+s.X2, from.Y-2*s.Y1+s.Y2),
		math.Hypot(s.X1-2*s.X2+s.X, s.Y1-2*s.Y2+s.Y))
	n := min(max(int(math.Ceil(math.Sqrt(0.75*m/tol))), 1), maxPieces)
	for i := 1; i < n; i++ {
		l.add(cubicAt(from, s, float64(i)/float64(n)))
	}
	l.add(Point{s.X, s.Y})
}

func near(a, b Point) bool {
	return math.Abs(a.X-b.X) < 1e-9 && math.Abs(a.Y-b.Y) < 1e-9
}
