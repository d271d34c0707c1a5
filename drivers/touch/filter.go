package touch

import "slices"

// filter takes spikes and noise out of the places of one contact. It works on
// counts: a calibration would spread a spike of one axis over both.
type filter struct {
	depth  int     // readings whose median counts; 1: none
	weight float64 // of the place before, 0 to below 1
	xs, ys []float64
	at     Point
	begun  bool
}

// next takes one reading and returns the place that counts. The first reading
// counts as it is: the memory is filled with it, so that a contact begins
// where the finger fell and not between there and zero.
func (f *filter) next(p Point) Point {
	if !f.begun {
		f.begun, f.at = true, p
		f.xs = slices.Repeat([]float64{p.X}, max(f.depth, 1))
		f.ys = slices.Repeat([]float64{p.Y}, max(f.depth, 1))
		return p
	}
	f.xs, f.ys = append(f.xs[1:], p.X), append(f.ys[1:], p.Y)
	f.at = Point{
		f.weight*f.at.X + (1-f.weight)*middle(f.xs),
		f.weight*f.at.Y + (1-f.weight)*middle(f.ys),
	}
	return f.at
}

func middle(v []float64) float64 {
	return slices.Sorted(slices.Values(v))[len(v)/2]
}
