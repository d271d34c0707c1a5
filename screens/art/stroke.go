package art

import "math"

const (
	mitreLimit = 4.0 // SVG's default
	gentle     = 0.2 // radians; a turn below it is a curve's, not a corner
)

// StrokePolygons returns the outline of a shape's stroke: polygons to be
// filled together by the non-zero rule, curves within tol of the ideal. An
// open line gives one polygon, a closed one an outer and an inner loop. All
// turn the same way where they overlap, so the sum of their areas may also
// simply be cut off at one, as coverage rasterisers do.
func StrokePolygons(s Shape, tol float64) [][]Point {
	if s.Width <= 0 {
		return nil
	}
	o := outliner{half: s.Width / 2, tol: tol, roundCap: s.RoundCap, roundJoin: s.RoundJoin}
	for _, l := range s.Path.polylines(tol) {
		if l.segments == 0 {
			continue
		}
		if len(s.Dash) == 0 {
			o.line(l)
			continue
		}
		for _, part := range l.dashed(s.Dash) {
			o.line(part)
		}
	}
	return o.out
}

type outliner struct {
	half, tol           float64
	roundCap, roundJoin bool
	out                 [][]Point
}

func (o *outliner) line(l polyline) {
	switch {
	case len(l.pts) == 1:
		o.dot(l.pts[0])
	case l.closed && len(l.pts) > 2:
		right := reversed(l.pts)
		o.out = append(o.out, o.loop(l.pts), o.loop(right))
	default:
		o.open(l.pts)
	}
}

// dot is what a line without length leaves under a round pen.
func (o *outliner) dot(p Point) {
	if o.roundCap {
		o.out = append(o.out, o.fan(nil, p, Point{o.half, 0}, 2*math.Pi))
	}
}

// open goes along the left side, round the end, and back along the other.
func (o *outliner) open(pts []Point) {
	back := reversed(pts)
	poly := o.side(nil, pts)
	poly = o.cap(poly, pts[len(pts)-1], o.normal(pts[len(pts)-2], pts[len(pts)-1]))
	poly = o.side(poly, back)
	poly = o.cap(poly, pts[0], o.normal(back[len(back)-2], pts[0]))
	o.out = append(o.out, poly)
}

// cap turns from n at the end of one side to -n at the beginning of the next.
func (o *outliner) cap(poly []Point, p, n Point) []Point {
	if !o.roundCap {
		return poly
	}
	return o.fan(poly, p, n, math.Pi)
}

// side offsets an open line to its left, without the caps.
func (o *outliner) side(poly, pts []Point) []Point {
	last := len(pts) - 1
	poly = append(poly, plus(pts[0], o.normal(pts[0], pts[1])))
	for i := 1; i < last; i++ {
		poly = o.join(poly, pts[i-1], pts[i], pts[i+1])
	}
	return append(poly, plus(pts[last], o.normal(pts[last-1], pts[last])))
}

// loop offsets a closed line to its left.
func (o *outliner) loop(pts []Point) []Point {
	var poly []Point
	n := len(pts)
	for i := range pts {
		poly = o.join(poly, pts[(i+n-1)%n], pts[i], pts[(i+1)%n])
	}
	return poly
}

// join adds the left side's points at corner b.
func (o *outliner) join(poly []Point, a, b, c Point) []Point {
	n1, n2 := o.normal(a, b), o.normal(b, c)
	turn := math.Atan2(n1.X*n2.Y-n1.Y*n2.X, n1.X*n2.X+n1.Y*n2.Y)
	meet := math.Tan(math.Abs(turn)/2) * o.half // from the corner to where both sides meet, along a side
	if turn < 0 {
		room := min(distance(a, b), distance(b, c)) / 2
		if meet <= room {
			return append(poly, plus(b, bisector(n1, n2)))
		}
		// Too tight to meet: by way of the corner itself, so that no part of
		// the outline turns the wrong way.
		return append(poly, plus(b, n1), b, plus(b, n2))
	}
	switch {
	case turn < gentle:
		return append(poly, plus(b, bisector(n1, n2)))
	case o.roundJoin:
		return o.fan(poly, b, n1, turn)
	case 1/math.Cos(turn/2) <= mitreLimit:
		return append(poly, plus(b, bisector(n1, n2)))
	}
	return append(poly, plus(b, n1), plus(b, n2))
}

// fan adds an arc about p from p+n, turning by angle.
func (o *outliner) fan(poly []Point, p, n Point, angle float64) []Point {
	step := 2 * math.Acos(max(1-o.tol/o.half, 0.5))
	pieces := max(int(math.Ceil(math.Abs(angle)/step)), 1)
	for i := range pieces + 1 {
		sin, cos := math.Sincos(angle * float64(i) / float64(pieces))
		poly = append(poly, Point{p.X + n.X*cos - n.Y*sin, p.Y + n.X*sin + n.Y*cos})
	}
	return poly
}

// normal points from the line a–b to its left side (right is forward, left
// is up on the screen), as long as half the width.
func (o *outliner) normal(a, b Point) Point {
	k := o.half / distance(a, b)
	return Point{(b.Y - a.Y) * k, (a.X - b.X) * k}
}

// bisector is the corner of two offset sides with normals n1 and n2.
func bisector(n1, n2 Point) Point {
	s := plus(n1, n2)
	k := 2 * (n1.X*n1.X + n1.Y*n1.Y) / (s.X*s.X + s.Y*s.Y)
	return Point{s.X * k, s.Y * k}
}

func reversed(pts []Point) []Point {
	out := make([]Point, len(pts))
	for i, p := range pts {
		out[len(pts)-1-i] = p
	}
	return out
}

func plus(a, b Point) Point { return Point{a.X + b.X, a.Y + b.Y} }

func distance(a, b Point) float64 { return math.Hypot(b.X-a.X, b.Y-a.Y) }
