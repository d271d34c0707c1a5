package art

import "math"

// dashed cuts a line into its dashes. The pattern starts at the line's first
// point; an odd one is taken twice, as in SVG. A pattern without length
// leaves the line whole.
func (l polyline) dashed(pattern []float64) []polyline {
	var sum float64
	for _, v := range pattern {
		if v < 0 {
			return []polyline{l}
		}
		sum += v
	}
	if sum < 1e-6 {
		return []polyline{l}
	}
	if len(pattern)%2 == 1 {
		pattern = append(pattern[:len(pattern):len(pattern)], pattern...)
	}
	d := dasher{pattern: pattern, left: pattern[0]}
	pts := l.pts
	if l.closed {
		pts = append(pts[:len(pts):len(pts)], pts[0])
	}
	d.begin(pts[0])
	for i := 1; i < len(pts); i++ {
		d.run(pts[i-1], pts[i])
	}
	d.end()
	return d.out
}

type dasher struct {
	pattern []float64
	at      int     // index into pattern; even is on
	left    float64 // length left of it
	open    *polyline
	out     []polyline
}

func (d *dasher) begin(p Point) {
	if d.at%2 == 0 {
		d.open = &polyline{pts: []Point{p}, segments: 1}
	}
}

func (d *dasher) end() {
	if d.open != nil {
		d.out = append(d.out, *d.open)
		d.open = nil
	}
}

// run follows one straight piece and turns the pen on and off along it.
func (d *dasher) run(a, b Point) {
	length := math.Hypot(b.X-a.X, b.Y-a.Y)
	for done := 0.0; done < length; {
		step := min(d.left, length-done)
		done += step
		d.left -= step
		p := Point{a.X + (b.X-a.X)*done/length, a.Y + (b.Y-a.Y)*done/length}
		if d.open != nil {
			d.open.add(p)
		}
		if d.left > 1e-9 {
			return
		}
		d.end()
		d.at = (d.at + 1) % len(d.pattern)
		d.left = d.pattern[d.at]
		d.begin(p)
	}
}
