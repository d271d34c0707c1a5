package ui

import "math"

type point struct{ x, y float64 }

func (p point) plus(q point) point        { return point{p.x + q.x, p.y + q.y} }
func (p point) minus(q point) point       { return point{p.x - q.x, p.y - q.y} }
func (p point) times(k float64) point     { return point{p.x * k, p.y * k} }
func (p point) length() float64           { return math.Hypot(p.x, p.y) }
func (p point) cross(q point) float64     { return p.x*q.y - p.y*q.x }
func (p point) dot(q point) float64       { return p.x*q.x + p.y*q.y }
func (p point) turned() point             { return point{-p.y, p.x} }
func (p point) near(q point) bool         { return p.minus(q).length() < 1e-6 }
func between(p, q point, t float64) point { return p.plus(q.minus(p).times(t)) }

// polyline is a path without curves, in pixels.
type polyline struct {
	points []point
	closed bool
}

// polygon is an area to fill; polygons that overlap are one area.
type polygon []point

// pen strokes polylines: one quadrangle a segment and a wedge at each corner,
// so that neighbours share an edge and no seam shows.
type pen struct {
	width     float64
	dash      []float64
	roundCap  bool
	roundJoin bool
}

const mitreLimit = 4

func (p pen) polygons(lines []polyline) []polygon {
	var out []polygon
	for _, l := range lines {
		l = l.clean()
		if len(p.dash) == 0 {
			out = p.line(out, l)
			continue
		}
		for _, d := range l.dashed(p.dash) {
			out = p.line(out, d)
		}
	}
	return out
}

// clean drops points that repeat their neighbour.
func (l polyline) clean() polyline {
	out := polyline{closed: l.closed}
	for _, q := range l.points {
		if n := len(out.points); n == 0 || !out.points[n-1].near(q) {
			out.points = append(out.points, q)
		}
	}
	if n := len(out.points); l.closed && n > 1 && out.points[0].near(out.points[n-1]) {
		out.points = out.points[:n-1]
	}
	return out
}

func (p pen) line(out []polygon, l polyline) []polygon {
	pts, r := l.points, p.width/2
	if len(pts) == 1 && p.roundCap {
		return append(out, fan(pts[0], point{0, -r}, 2*math.Pi)) // a dot
	}
	if len(pts) < 2 {
		return out
	}
	n := len(pts) - 1
	if l.closed {
		n++
	}
	for i := range n {
		a, b := pts[i], pts[(i+1)%len(pts)]
		side := b.minus(a).times(1 / b.minus(a).length()).turned().times(r)
		out = append(out, polygon{a.plus(side), b.plus(side), b.minus(side), a.minus(side)})
		if l.closed || i+1 < n {
			out = p.join(out, b, side, nextSide(pts, i+1, r))
		}
	}
	if !l.closed && p.roundCap {
		out = p.caps(out, pts, r)
	}
	return out
}

// nextSide is the half width across the segment that begins at point i.
func nextSide(pts []point, i int, r float64) point {
	a, b := pts[i%len(pts)], pts[(i+1)%len(pts)]
	return b.minus(a).times(1 / b.minus(a).length()).turned().times(r)
}

func (p pen) caps(out []polygon, pts []point, r float64) []polygon {
	last := len(pts) - 1
	first, end := nextSide(pts, 0, r), nextSide(pts, last-1, r)
	return append(out, fan(pts[0], first, math.Pi), fan(pts[last], end.times(-1), math.Pi))
}

// join fills the wedge on the outer side of a corner.
func (p pen) join(out []polygon, at, s1, s2 point) []polygon {
	turn := math.Atan2(s1.cross(s2), s1.dot(s2))
	if math.Abs(turn) < 1e-4 {
		return out
	}
	if turn > 0 { // turns towards s: the outer side is the other one
		s1, s2 = s1.times(-1), s2.times(-1)
	}
	if p.roundJoin {
		return append(out, fan(at, s1, turn))
	}
	tip := s1.plus(s2)
	if k := tip.dot(tip); k > 0 && math.Abs(turn) > .05 {
		tip = tip.times(2 * s1.dot(s1) / k)
		if tip.length() <= mitreLimit*s1.length() {
			return append(out, polygon{at, at.plus(s1), at.plus(tip), at.plus(s2)})
		}
	}
	return append(out, polygon{at, at.plus(s1), at.plus(s2)})
}

// fan is a sector from c+from through angle, in steps of about a pixel.
func fan(c, from point, angle float64) polygon {
	n := max(1, int(math.Ceil(math.Abs(angle)*from.length())))
	out := make(polygon, 0, n+2)
	if math.Abs(angle) < 2*math.Pi {
		out = append(out, c)
	}
	for i := range n + 1 {
		sin, cos := math.Sincos(angle * float64(i) / float64(n))
		out = append(out, c.plus(point{from.x*cos - from.y*sin, from.x*sin + from.y*cos}))
	}
	return out
}

// dashed cuts a line into its dashes.
func (l polyline) dashed(pattern []float64) []polyline {
	pts := l.points
	if l.closed {
		pts = append(pts[:len(pts):len(pts)], pts[0])
	}
	var out []polyline
	on, left, k := true, pattern[0], 0
	cur := []point{pts[0]}
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		for seg := b.minus(a).length(); seg > left; seg = b.minus(a).length() {
			a = between(a, b, left/seg)
			if on {
				out = append(out, polyline{points: append(cur, a)})
			}
			k++
			on, left, cur = !on, pattern[k%len(pattern)], []point{a}
		}
		left -= b.minus(a).length()
		cur = append(cur, b)
	}
	if on && len(cur) > 1 {
		out = append(out, polyline{points: cur})
	}
	return out
}

// area is positive for one direction of turning and negative for the other.
func (p polygon) area() float64 {
	var a float64
	for i := range p {
		a += p[i].cross(p[(i+1)%len(p)])
	}
	return a
}
