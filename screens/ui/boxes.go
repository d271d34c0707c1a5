package ui

import (
	"image"
	"image/color"
	"math"
)

// thick rounds the width of a line to whole pixels, at least one.
func (c *Canvas) thick(mm float64) int { return max(1, int(math.Round(mm*c.m.PxPerMM))) }

func (c *Canvas) box(b Box) {
	r := c.m.Px(b.R)
	radius := int(math.Round(b.Radius * c.m.PxPerMM))
	if b.Lip > 0 && b.LipRole != None {
		c.rounded(r.Add(image.Pt(0, c.thick(b.Lip))), radius, c.theme.Colour(b.LipRole))
	}
	switch {
	case b.Line == None:
		if b.Fill != None {
			c.rounded(r, radius, c.theme.Colour(b.Fill))
		}
	case b.Fill == None || b.Dash != [2]float64{}:
		if b.Fill != None {
			c.rounded(r, radius, c.theme.Colour(b.Fill))
		}
		c.outline(r, radius, b)
	default:
		w := c.thick(b.Width)
		c.rounded(r, radius, c.theme.Colour(b.Line))
		c.rounded(r.Inset(w), max(0, radius-w), c.theme.Colour(b.Fill))
	}
}

// rounded fills a rectangle with round corners.
func (c *Canvas) rounded(r image.Rectangle, radius int, col color.RGBA) {
	radius = min(radius, r.Dx()/2, r.Dy()/2)
	if radius <= 0 {
		c.fill(r, col)
		return
	}
	c.fill(image.Rect(r.Min.X, r.Min.Y+radius, r.Max.X, r.Max.Y-radius), col)
	c.fill(image.Rect(r.Min.X+radius, r.Min.Y, r.Max.X-radius, r.Min.Y+radius), col)
	c.fill(image.Rect(r.Min.X+radius, r.Max.Y-radius, r.Max.X-radius, r.Max.Y), col)
	c.corners(r, radius, c.disc(radius), col)
}

// corners paints the four quarters of a disc into the corners of r.
func (c *Canvas) corners(r image.Rectangle, radius int, disc *image.Alpha, col color.RGBA) {
	for i := range 4 {
		dx, dy := i%2, i/2
		at := image.Pt(dx*radius, dy*radius)
		min := image.Pt(r.Min.X+dx*(r.Dx()-radius), r.Min.Y+dy*(r.Dy()-radius))
		c.mask(image.Rectangle{Min: min, Max: min.Add(image.Pt(radius, radius))}, col, disc, at)
	}
}

// disc is a circle of that radius in pixels; a negative one is its surroundings.
func (c *Canvas) disc(radius int) *image.Alpha {
	if m, ok := c.discs[radius]; ok {
		return m
	}
	n := max(radius, -radius)
	m := image.NewAlpha(image.Rect(0, 0, 2*n, 2*n))
	for i := range m.Pix {
		x, y := float64(i%(2*n))+.5-float64(n), float64(i/(2*n))+.5-float64(n)
		cover := min(1, max(0, float64(n)-math.Hypot(x, y)+.5))
		if radius < 0 {
			cover = 1 - cover
		}
		m.Pix[i] = uint8(math.Round(cover * 255))
	}
	c.discs[radius] = m
	return m
}

// outline strokes the edge of a rounded rectangle, dashed or not, inside it.
func (c *Canvas) outline(px image.Rectangle, radius int, b Box) {
	w := float64(c.thick(b.Width))
	x, y := float64(px.Min.X)+w/2, float64(px.Min.Y)+w/2
	p := roundPath(x, y, float64(px.Dx())-w, float64(px.Dy())-w, max(0, float64(radius)-w/2))
	pen := pen{width: w}
	if b.Dash != [2]float64{} {
		pen.dash = []float64{b.Dash[0] * c.m.PxPerMM, b.Dash[1] * c.m.PxPerMM}
	}
	c.draw(pen.polygons(p), c.theme.Colour(b.Line))
}

// roundPath is the closed outline of a rounded rectangle, clockwise.
func roundPath(x, y, w, h, r float64) []polyline {
	var p polyline
	quarter := func(cx, cy, from float64) {
		n := max(1, int(math.Ceil(r)))
		for i := range n + 1 {
			a := (from + float64(i)/float64(n)) * math.Pi / 2
			p.points = append(p.points, point{cx + r*math.Cos(a), cy + r*math.Sin(a)})
		}
	}
	quarter(x+w-r, y+r, 3)
	quarter(x+w-r, y+h-r, 0)
	quarter(x+r, y+h-r, 1)
	quarter(x+r, y+r, 2)
	p.closed = true
	return []polyline{p}
}

func (c *Canvas) stroke(s Stroke) {
	k := c.m.PxPerMM
	if s.Dash == [2]float64{} && (s.X1 == s.X2 || s.Y1 == s.Y2) {
		c.straight(s)
		return
	}
	w := float64(c.thick(s.Width))
	p := pen{width: w}
	if s.Dash != [2]float64{} {
		p.dash = []float64{s.Dash[0] * k, s.Dash[1] * k}
	}
	snap := func(v float64) float64 { return math.Round(v*k-w/2) + w/2 }
	line := polyline{points: []point{{snap(s.X1), snap(s.Y1)}, {snap(s.X2), snap(s.Y2)}}}
	c.draw(p.polygons([]polyline{line}), c.theme.Colour(s.Role))
}

// straight lines along the pixels are filled, so that they are sharp.
func (c *Canvas) straight(s Stroke) {
	b, w := s.Bounds().Inset(s.Width), c.thick(s.Width)
	r := c.m.Px(b)
	if s.X1 == s.X2 {
		r.Min.X -= w / 2
		r.Max.X = r.Min.X + w
	} else {
		r.Min.Y -= w / 2
		r.Max.Y = r.Min.Y + w
	}
	c.fill(r, c.theme.Colour(s.Role))
}

func (c *Canvas) arc(a Arc) {
	if a.Sweep <= 0 {
		return
	}
	k := c.m.PxPerMM
	var p polyline
	n := max(2, int(math.Ceil(a.Sweep*a.Radius*k)))
	for i := range n + 1 {
		t := (a.From + a.Sweep*float64(i)/float64(n)) * 2 * math.Pi
		p.points = append(p.points, point{(a.CX + a.Radius*math.Sin(t)) * k, (a.CY - a.Radius*math.Cos(t)) * k})
	}
	if a.Sweep >= 1 {
		p.points, p.closed = p.points[:n], true
	}
	pen := pen{width: a.Width * k, roundCap: a.Round}
	c.draw(pen.polygons([]polyline{p}), c.theme.Colour(a.Role))
}
