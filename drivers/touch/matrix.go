package touch

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Axis is the range of counts that one direction of a panel gives.
type Axis struct{ Min, Max int }

// Then returns the matrix that does m and after it n.
func (m Matrix) Then(n Matrix) Matrix {
	return Matrix{
		n[0]*m[0] + n[1]*m[3], n[0]*m[1] + n[1]*m[4], n[0]*m[2] + n[1]*m[5] + n[2],
		n[3]*m[0] + n[4]*m[3], n[3]*m[1] + n[4]*m[4], n[3]*m[2] + n[4]*m[5] + n[5],
	}
}

// Rotation is the libinput matrix of a panel that is mounted turned clockwise
// by 0, 90, 180 or 270 degrees; another angle is an error.
func Rotation(degrees int) (Matrix, error) {
	switch degrees {
	case 0:
		return Matrix{1, 0, 0, 0, 1, 0}, nil
	case 90:
		return Matrix{0, -1, 1, 1, 0, 0}, nil
	case 180:
		return Matrix{-1, 0, 1, 0, -1, 1}, nil
	case 270:
		return Matrix{0, 1, 0, -1, 0, 1}, nil
	}
	return Matrix{}, fmt.Errorf("touch: rotation by %d degrees: want 0, 90, 180 or 270", degrees)
}

// Normalised turns a libinput matrix, which works on 0 to 1 in both
// directions, into one from counts to pixels. An axis without a range is an
// error.
func Normalised(m Matrix, x, y Axis, width, height int) (Matrix, error) {
	if x.Min == x.Max || y.Min == y.Max {
		return Matrix{}, fmt.Errorf("touch: axes %v and %v: one has no range", x, y)
	}
	w, h := float64(x.Max-x.Min), float64(y.Max-y.Min)
	toUnit := Matrix{1 / w, 0, -float64(x.Min) / w, 0, 1 / h, -float64(y.Min) / h}
	toPixels := Matrix{float64(width), 0, 0, 0, float64(height), 0}
	return toUnit.Then(m).Then(toPixels), nil
}

// Turned is the calibration m of a panel of width by height pixels as it is
// when the panel is turned clockwise by 0, 90, 180 or 270 degrees under a
// picture that stays; another angle is an error.
func (m Matrix) Turned(degrees, width, height int) (Matrix, error) {
	turn, err := Rotation(degrees)
	if err != nil {
		return Matrix{}, err
	}
	w, h := float64(width), float64(height)
	return m.Then(Matrix{1 / w, 0, 0, 0, 1 / h, 0}).Then(turn).Then(Matrix{w, 0, 0, 0, h, 0}), nil
}

// TurnedAgainst tells by how many degrees clockwise, of 0, 90, 180 and 270, the
// panel of calibration m is turned against the one of calibration base, and
// whether its top and bottom are mirrored besides, as where the origin is at
// the lower left, which no turn explains. Both are for width by height pixels.
func (m Matrix) TurnedAgainst(base Matrix, width, height int) (degrees int, mirrored bool) {
	mirrored = (m[0]*m[4]-m[1]*m[3] < 0) != (base[0]*base[4]-base[1]*base[3] < 0)
	if mirrored {
		base = base.Then(Matrix{1, 0, 0, 0, -1, float64(height)})
	}
	best := math.Inf(-1)
	for _, by := range []int{0, 90, 180, 270} {
		turned, err := base.Turned(by, width, height)
		if err != nil {
			continue
		}
		if like := m.along(turned); like > best {
			best, degrees = like, by
		}
	}
	return degrees, mirrored
}

// along is 2 where both axes of m and n run the same way, -2 where they run
// against one another.
func (m Matrix) along(n Matrix) float64 {
	cosine := func(ax, ay, bx, by float64) float64 {
		return (ax*bx + ay*by) / (math.Hypot(ax, ay) * math.Hypot(bx, by))
	}
	return cosine(m[0], m[3], n[0], n[3]) + cosine(m[1], m[4], n[1], n[4])
}

// ParseLibinput reads the six numbers of LIBINPUT_CALIBRATION_MATRIX.
func ParseLibinput(text string) (Matrix, error) {
	n, err := numbers(text)
	if err != nil || len(n) != 6 {
		return Matrix{}, fmt.Errorf("touch: %q is no libinput matrix: want six numbers", text)
	}
	return Matrix(n), nil
}

// ParsePointercal reads tslib's calibration file: six numbers over a seventh
// and, in newer files, the resolution they were made for and the rotation
// that follows. The matrix is for a panel of width by height pixels.
func ParsePointercal(text string, width, height int) (Matrix, error) {
	n, err := numbers(text)
	if err != nil || len(n) < 7 || n[6] == 0 {
		return Matrix{}, fmt.Errorf("touch: %q is no pointercal: want seven numbers or more, the seventh not 0", text)
	}
	s := n[6]
	m := Matrix{n[0] / s, n[1] / s, n[2] / s, n[3] / s, n[4] / s, n[5] / s}
	w, h := float64(width), float64(height)
	madeW, madeH, rotation := w, h, 0.0
	if len(n) >= 9 && n[7] > 0 && n[8] > 0 {
		madeW, madeH = n[7], n[8]
	}
	if len(n) >= 10 {
		rotation = n[9]
	}
	turn, turned, err := pointercalTurn(rotation, madeW, madeH)
	if err != nil {
		return Matrix{}, err
	}
	scale := Matrix{w / turned.X, 0, 0, 0, h / turned.Y, 0}
	return m.Then(turn).Then(scale), nil
}

// pointercalTurn is the rotation that tslib applies last (its values 1 to 3
// are 90, 180 and 270 degrees clockwise), and the size of the turned screen.
func pointercalTurn(rotation, w, h float64) (Matrix, Point, error) {
	switch rotation {
	case 0:
		return Matrix{1, 0, 0, 0, 1, 0}, Point{w, h}, nil
	case 1:
		return Matrix{0, 1, 0, -1, 0, w - 1}, Point{h, w}, nil
	case 2:
		return Matrix{-1, 0, w - 1, 0, -1, h - 1}, Point{w, h}, nil
	case 3:
		return Matrix{0, -1, h - 1, 1, 0, 0}, Point{h, w}, nil
	}
	return Matrix{}, Point{}, fmt.Errorf("touch: pointercal rotation %g: want 0 to 3", rotation)
}

func numbers(text string) ([]float64, error) {
	var n []float64
	for _, word := range strings.Fields(text) {
		v, err := strconv.ParseFloat(word, 64)
		if err != nil || v-v != 0 { // v-v is no zero for what is not finite
			return nil, fmt.Errorf("touch: %q is no number", word)
		}
		n = append(n, v)
	}
	return n, nil
}
