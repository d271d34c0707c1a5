package touch

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Point is a place, in counts or in pixels.
type Point struct{ X, Y float64 }

// Matrix turns counts into pixels: x' = a·x + b·y + c, y' = d·x + e·y + f,
// written a to f.
type Matrix [6]float64

// Apply turns a place in counts into one in pixels.
func (m Matrix) Apply(p Point) Point {
	return Point{m[0]*p.X + m[1]*p.Y + m[2], m[3]*p.X + m[4]*p.Y + m[5]}
}

// Sound finds a matrix that folds the panel into a line, or holds no numbers.
func (m Matrix) Sound() error {
	if det := m[0]*m[4] - m[1]*m[3]; det == 0 || math.IsNaN(det) || math.IsInf(det, 0) {
		return fmt.Errorf("touch: calibration %v folds the panel into a line", m)
	}
	return nil
}

// Fit is a calibration and how well it fits the touches it was made from.
type Fit struct {
	Matrix    Matrix
	Residuals []float64 // pixels by which each touch misses its target
	Max, RMS  float64   // of Residuals
}

// ErrCollinear tells that the touches lie on one line, so nothing is known
// about the direction across it.
var ErrCollinear = errors.New("touch: calibrate: points are collinear")

// ErrMissed tells that a touch was not on its target.
var ErrMissed = errors.New("touch: calibrate: a touch missed its target")

// missLimit is the part of the panel's diagonal that a touch may miss by. A
// steady finger stays below a tenth of it, a wrong target is ten times above.
const missLimit = 0.01

// Miss tells by how many pixels a touch that was at raw misses its target, and
// whether that is within what Calibrate allows.
func (m Matrix) Miss(raw, target Point, diagonal float64) (by float64, ok bool) {
	by = missOf(m, raw, target)
	return by, by <= missLimit*diagonal
}

// Calibrate finds the matrix that takes the touches raw, in counts, to their
// targets, in pixels: exactly for three, by least squares for more. The error
// is ErrCollinear, or ErrMissed where a residual is above 1 % of the panel's
// diagonal in pixels; the Fit comes with it, so that the target can be asked
// for again.
func Calibrate(raw, targets []Point, diagonal float64) (Fit, error) {
	if len(raw) != len(targets) || len(raw) < 3 {
		return Fit{}, fmt.Errorf("touch: calibrate: want three touches or more and a target for each, got %d and %d", len(raw), len(targets))
	}
	m, err := leastSquares(raw, targets)
	if err != nil {
		return Fit{}, err
	}
	f := Fit{Matrix: m}
	sum := 0.0
	for i, p := range raw {
		r := missOf(m, p, targets[i])
		f.Residuals = append(f.Residuals, r)
		f.Max = max(f.Max, r)
		sum += r * r
	}
	f.RMS = math.Sqrt(sum / float64(len(raw)))
	if f.Max > missLimit*diagonal {
		return f, fmt.Errorf("%w: by %.0f px of %.0f allowed", ErrMissed, f.Max, missLimit*diagonal)
	}
	return f, nil
}

// leastSquares solves the normal equations about the centre of the touches;
// without that step the sums of squares would swamp the differences.
func leastSquares(raw, targets []Point) (Matrix, error) {
	o, t := centre(raw), centre(targets)
	var xx, xy, yy, xu, yu, xv, yv float64
	for i := range raw {
		x, y := raw[i].X-o.X, raw[i].Y-o.Y
		u, v := targets[i].X-t.X, targets[i].Y-t.Y
		xx, xy, yy = xx+x*x, xy+x*y, yy+y*y
		xu, yu, xv, yv = xu+x*u, yu+y*u, xv+x*v, yv+y*v
	}
	det := xx*yy - xy*xy
	// det against the square of the spread: 0 for a line, 1/4 for a circle.
	if spread := xx + yy; !(det > 1e-4*spread*spread) {
		return Matrix{}, ErrCollinear
	}
	a, b := (xu*yy-yu*xy)/det, (yu*xx-xu*xy)/det
	d, e := (xv*yy-yv*xy)/det, (yv*xx-xv*xy)/det
	return Matrix{a, b, t.X - a*o.X - b*o.Y, d, e, t.Y - d*o.X - e*o.Y}, nil
}

// Crooked finds the touch that goes with the others least, and by how many
// pixels it misses the place where all the others put it. With three touches
// no two others say where that is: the result is -1.
func Crooked(raw, targets []Point) (touch int, by float64) {
	touch = -1
	if len(raw) < 4 {
		return touch, 0
	}
	best := math.Inf(1)
	for i := range raw {
		rest, aims := slices.Delete(slices.Clone(raw), i, i+1), slices.Delete(slices.Clone(targets), i, i+1)
		m, err := leastSquares(rest, aims)
		if err != nil {
			continue // without this touch the others lie on one line
		}
		if left := worst(m, rest, aims); left < best {
			best, touch, by = left, i, missOf(m, raw[i], targets[i])
		}
	}
	return touch, by
}

// worst is the largest residual.
func worst(m Matrix, raw, targets []Point) (most float64) {
	for i := range raw {
		most = max(most, missOf(m, raw[i], targets[i]))
	}
	return most
}

// missOf is how many pixels a touch is beside its target.
func missOf(m Matrix, raw, target Point) float64 {
	return apart(m.Apply(raw), target)
}

func centre(points []Point) Point {
	var sum Point
	for _, p := range points {
		sum.X, sum.Y = sum.X+p.X, sum.Y+p.Y
	}
	n := float64(len(points))
	return Point{sum.X / n, sum.Y / n}
}
