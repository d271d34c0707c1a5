package art

import "math"

// arc draws an elliptical arc as cubics of at most a quarter turn each (SVG
// 1.1 F.6). Radii too small for the distance grow until they fit; a radius
// of zero makes a line; an arc to where the pen is draws nothing.
func (p *pen) arc(rx, ry, degrees float64, large, sweep bool, to Point) {
	rx, ry = math.Abs(rx), math.Abs(ry)
	if p.cur == to {
		return
	}
	if rx < 1e-9 || ry < 1e-9 {
		p.line(to)
		return
	}
	sin, cos := math.Sincos(math.Mod(degrees, 360) * math.Pi / 180)
	e := ellipse{rx: rx, ry: ry, sin: sin, cos: cos}
	from, span := e.fit(p.cur, to, large, sweep)
	n := max(int(math.Ceil(math.Abs(span)/(math.Pi/2)-1e-9)), 1)
	for i := range n {
		a := from + span*float64(i)/float64(n)
		c1, c2, end := e.quarter(a, span/float64(n))
		if i == n-1 {
			end = to
		}
		p.cubic(c1, c2, end)
	}
	p.ctrlOf = 0
}

type ellipse struct {
	rx, ry   float64
	sin, cos float64 // of the x axis' turn
	cx, cy   float64
}

// fit puts the centre where both ends lie on the ellipse and returns the
// first angle and the signed span, in radians.
func (e *ellipse) fit(from, to Point, large, sweep bool) (start, span float64) {
	hx, hy := (from.X-to.X)/2, (from.Y-to.Y)/2
	x, y := e.cos*hx+e.sin*hy, -e.sin*hx+e.cos*hy
	if over := sq(x/e.rx) + sq(y/e.ry); over > 1 {
		e.rx, e.ry = e.rx*math.Sqrt(over), e.ry*math.Sqrt(over)
	}
	u, v := x/e.rx, y/e.ry // half the chord on the unit circle
	k := math.Sqrt(max(1/(sq(u)+sq(v))-1, 0))
	if large == sweep {
		k = -k
	}
	cu, cv := k*v, -k*u // centre on the unit circle
	cx, cy := cu*e.rx, cv*e.ry
	e.cx = e.cos*cx - e.sin*cy + (from.X+to.X)/2
	e.cy = e.sin*cx + e.cos*cy + (from.Y+to.Y)/2
	start = math.Atan2(v-cv, u-cu)
	span = math.Atan2(-v-cv, -u-cu) - start
	switch {
	case sweep && span <= 0:
		span += 2 * math.Pi
	case !sweep && span >= 0:
		span -= 2 * math.Pi
	}
	return start, span
}

// quarter returns the cubic that follows the ellipse from angle a over span.
func (e *ellipse) quarter(a, span float64) (c1, c2, end Point) {
	k := 4.0 / 3 * math.Tan(span/4)
	s0, c0 := math.Sincos(a)
	s1, c1s := math.Sincos(a + span)
	return e.at(c0-k*s0, s0+k*c0), e.at(c1s+k*s1, s1-k*c1s), e.at(c1s, s1)
}

// at maps a point of the unit circle's plane.
func (e *ellipse) at(u, v float64) Point {
	x, y := u*e.rx, v*e.ry
	return Point{e.cos*x - e.sin*y + e.cx, e.sin*x + e.cos*y + e.cy}
}

func sq(v float64) float64 { return v * v }
