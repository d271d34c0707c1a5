package art

// pen writes a Path. It knows what shorthand needs: where it is, where the
// subpath began, and the last control point.
type pen struct {
	path       Path
	cur, start Point
	ctrl       Point // last control point
	ctrlOf     byte  // 'c' or 'q': the kind of curve ctrl belongs to, else 0
	closed     bool  // the next step needs a MoveTo first
}

// do runs one set of numbers; v is relative when the letter is small.
func (p *pen) do(cmd byte, v [7]float64) {
	kind, rel := cmd|0x20, cmd&0x20 != 0
	var o Point
	if rel {
		o = p.cur
	}
	at := func(i int) Point { return Point{o.X + v[i], o.Y + v[i+1]} }
	switch kind {
	case 'm':
		p.move(at(0))
	case 'l':
		p.line(at(0))
	case 'h':
		p.line(Point{o.X + v[0], p.cur.Y})
	case 'v':
		p.line(Point{p.cur.X, o.Y + v[0]})
	case 'c':
		p.cubic(at(0), at(2), at(4))
	case 's':
		p.cubic(p.mirrored('c'), at(0), at(2))
	case 'q':
		p.quad(at(0), at(2))
	case 't':
		p.quad(p.mirrored('q'), at(0))
	case 'a':
		p.arc(v[0], v[1], v[2], v[3] != 0, v[4] != 0, at(5))
	}
}

func (p *pen) move(to Point) {
	p.path = append(p.path, Seg{Cmd: MoveTo, X: to.X, Y: to.Y})
	p.cur, p.start, p.ctrlOf, p.closed = to, to, 0, false
}

func (p *pen) step(s Seg) {
	if p.closed {
		p.move(p.start)
	}
	p.path = append(p.path, s)
	p.cur, p.ctrlOf = Point{s.X, s.Y}, 0
}

func (p *pen) line(to Point) { p.step(Seg{Cmd: LineTo, X: to.X, Y: to.Y}) }

func (p *pen) cubic(c1, c2, to Point) {
	p.step(Seg{CubicTo, c1.X, c1.Y, c2.X, c2.Y, to.X, to.Y})
	p.ctrl, p.ctrlOf = c2, 'c'
}

// quad raises the degree: both cubic control points lie two thirds of the
// way to the quadratic one.
func (p *pen) quad(c, to Point) {
	c1 := Point{p.cur.X + (c.X-p.cur.X)*2/3, p.cur.Y + (c.Y-p.cur.Y)*2/3}
	c2 := Point{to.X + (c.X-to.X)*2/3, to.Y + (c.Y-to.Y)*2/3}
	p.cubic(c1, c2, to)
	p.ctrl, p.ctrlOf = c, 'q'
}

// mirrored is the implied control point of S and T: the last one seen from
// the other side, or the pen itself after anything but that kind of curve.
func (p *pen) mirrored(kind byte) Point {
	if p.ctrlOf != kind {
		return p.cur
	}
	return Point{2*p.cur.X - p.ctrl.X, 2*p.cur.Y - p.ctrl.Y}
}

func (p *pen) close() {
	if p.closed {
		return
	}
	p.path = append(p.path, Seg{Cmd: Close})
	p.cur, p.ctrlOf, p.closed = p.start, 0, true
}
