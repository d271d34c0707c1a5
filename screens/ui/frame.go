package ui

import (
	"math"

	"govkiosk/screens/art"
)

// frame places a view box on the glass.
type frame struct {
	x, y   float64 // mm of its origin
	k      float64 // mm a unit
	px     float64 // px a mm
	turn   float64 // turns about cx, cy
	cx, cy float64 // units
}

func (f frame) at(x, y float64) point {
	if f.turn != 0 {
		sin, cos := math.Sincos(2 * math.Pi * f.turn)
		dx, dy := x-f.cx, y-f.cy
		x, y = f.cx+dx*cos-dy*sin, f.cy+dx*sin+dy*cos
	}
	return point{(f.x + x*f.k) * f.px, (f.y + y*f.k) * f.px}
}

// bounds of a shape with its stroke, mm. A corner may reach out by the mitre.
func (f frame) bounds(s art.Shape) Rect {
	x0, y0, x1, y1 := s.Path.Bounds()
	if f.turn != 0 {
		r := math.Hypot(f.cx, f.cy)
		x0, y0, x1, y1 = f.cx-r, f.cy-r, f.cx+r, f.cy+r
	}
	r := Rect{f.x + x0*f.k, f.y + y0*f.k, (x1 - x0) * f.k, (y1 - y0) * f.k}
	if s.Stroke != "" {
		r = r.Inset(-s.Width * f.k)
	}
	return r.Inset(-.3)
}

func (f frame) pen(s art.Shape) pen {
	p := pen{width: s.Width * f.k * f.px, roundCap: s.RoundCap, roundJoin: s.RoundJoin}
	for _, d := range s.Dash {
		p.dash = append(p.dash, d*f.k*f.px)
	}
	return p
}

// label places a line of text of a drawing.
func (f frame) label(l art.Label, fonts *Fonts) Text {
	w := fonts.Width(l.Text, l.Bold) * l.Size * f.k
	x := f.x + l.X*f.k
	switch l.Anchor {
	case "middle":
		x -= w / 2
	case "end":
		x -= w
	}
	return Text{X: x, Y: f.y + l.Y*f.k, Em: l.Size * f.k, W: w, Bold: l.Bold, Role: labelRole(l.Fill), S: l.Text}
}

func labelRole(r art.Role) Role {
	switch r {
	case art.White:
		return PaperWhite
	case art.Black:
		return PaperBlack
	case art.Current:
		return Ink
	}
	return Role(r)
}

// flatten turns a path into lines of at most a few pixels.
func (f frame) flatten(p art.Path) []polyline {
	var out []polyline
	var cur polyline
	end := func() {
		if len(cur.points) > 0 {
			out = append(out, cur)
		}
		cur = polyline{}
	}
	for _, s := range p {
		switch s.Cmd {
		case art.MoveTo:
			end()
			cur.points = append(cur.points, f.at(s.X, s.Y))
		case art.LineTo:
			cur.points = append(cur.points, f.at(s.X, s.Y))
		case art.CubicTo:
			cur.points = cubic(cur.points, f.at(s.X1, s.Y1), f.at(s.X2, s.Y2), f.at(s.X, s.Y))
		case art.Close:
			cur.closed = true
			end()
		}
	}
	end()
	return out
}

// cubic appends a curve in steps of about two pixels.
func cubic(pts []point, b, c, d point) []point {
	a := pts[len(pts)-1]
	length := b.minus(a).length() + c.minus(b).length() + d.minus(c).length()
	n := min(64, max(4, int(length/2)))
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		pts = append(pts, a.times(u*u*u).plus(b.times(3*u*u*t)).plus(c.times(3*u*t*t)).plus(d.times(t*t*t)))
	}
	return pts
}
