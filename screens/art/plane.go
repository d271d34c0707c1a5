package art

// planeTolerance is how far an outline on the plane may stray, in units of
// the view box, which are about millimetres on the glass.
const planeTolerance = 0.02

// onPlane lays shapes on the sloping desk of the machine, raised by -dy. The
// slope makes lines across it thinner than lines along it, which no stroke
// of one width can show: so strokes become filled outlines.
func onPlane(dy float64, shapes ...Shape) []Shape {
	var out []Shape
	for _, s := range shapes {
		if s.Fill != "" {
			out = append(out, filled(laid(s.Path, dy), s.Fill))
		}
		if s.Stroke != "" {
			out = append(out, filled(laid(outline(s), dy), s.Stroke))
		}
	}
	return out
}

func laid(p Path, dy float64) Path {
	return p.Transform(1, 0, -.28, .52, 104, 64+dy)
}

// outline is the edge of a stroke as a path to be filled.
func outline(s Shape) Path {
	p := &pen{}
	for _, poly := range StrokePolygons(s, planeTolerance) {
		p.move(poly[0])
		for _, to := range poly[1:] {
			p.line(to)
		}
		p.close()
	}
	return p.path
}
