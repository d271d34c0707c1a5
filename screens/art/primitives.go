package art

// rect is a rectangle with corners of radius r (0: square), begun at the
// left of the top edge and drawn clockwise as SVG does, since a dash counts
// from there.
func rect(x, y, w, h, r float64) Path {
	p := &pen{}
	right, bottom := x+w, y+h
	p.move(Point{x + r, y})
	p.line(Point{right - r, y})
	p.corner(r, Point{right, y + r})
	p.line(Point{right, bottom - r})
	p.corner(r, Point{right - r, bottom})
	p.line(Point{x + r, bottom})
	p.corner(r, Point{x, bottom - r})
	p.line(Point{x, y + r})
	p.corner(r, Point{x + r, y})
	p.close()
	return p.path
}

func (p *pen) corner(r float64, to Point) {
	if r > 0 {
		p.arc(r, r, 0, false, true, to)
	}
}

func circle(cx, cy, r float64) Path {
	p := &pen{}
	p.move(Point{cx + r, cy})
	p.arc(r, r, 0, false, true, Point{cx - r, cy})
	p.arc(r, r, 0, false, true, Point{cx + r, cy})
	p.close()
	return p.path
}
