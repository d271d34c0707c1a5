package art

import (
	"image/color"
	"math"
	"testing"
)

// inkArea is how much a shape covers, in square units of a 40×40 view box.
func inkArea(s Shape) float64 {
	const scale = 8
	img := Rasterise(Drawing{W: 40, H: 40, Shapes: []Shape{s}}, 40*scale, 40*scale, blackOnly)
	var sum float64
	for i := 3; i < len(img.Pix); i += 4 {
		sum += float64(img.Pix[i]) / 255
	}
	return sum / (scale * scale)
}

func blackOnly(Role) color.NRGBA { return color.NRGBA{A: 255} }

func TestStrokeCoversWhatGeometrySays(t *testing.T) {
	stroke := func(d string, width float64) Shape {
		return Shape{Path: mustPath(d), Stroke: Black, Width: width}
	}
	round := func(s Shape) Shape { s.RoundCap, s.RoundJoin = true, true; return s }
	dash := func(s Shape, on ...float64) Shape { s.Dash = on; return s }
	rightAngle := "M10 30V10H30"
	for _, c := range []struct {
		name string
		s    Shape
		want float64
	}{
		{"flush ends", stroke("M10 10H30", 4), 80},
		{"round ends", round(stroke("M10 10H30", 4)), 80 + 4*math.Pi},
		{"dot", round(stroke("M10 10h0", 4)), 4 * math.Pi},
		{"no dot without round ends", stroke("M10 10h0", 4), 0},
		{"a move alone draws nothing", round(stroke("M10 10M20 20", 4)), 0},
		{"ring", stroke("M30 20A10 10 0 0 1 10 20A10 10 0 0 1 30 20Z", 4), 80 * math.Pi},
		{"ring the other way round", stroke("M30 20A10 10 0 0 0 10 20A10 10 0 0 0 30 20Z", 4), 80 * math.Pi},
		{"ring thicker than its radius", stroke("M21 20A1 1 0 0 1 19 20A1 1 0 0 1 21 20Z", 6), 16 * math.Pi},
		{"mitred square", stroke("M10 10H30V30H10Z", 4), 24*24 - 16*16},
		{"rounded square", round(stroke("M10 10H30V30H10Z", 4)), 24*24 - 16*16 - (16 - 4*math.Pi)},
		{"flush corner", stroke(rightAngle, 4), 2*80 - 4 + 4},
		{"round corner", round(stroke(rightAngle, 4)), 2*80 - 4 + math.Pi + 4*math.Pi},
		{"there and back", round(stroke("M10 10H30H10", 4)), 80 + 4*math.Pi},
		{"crossing lines count once", stroke("M10 20H30M20 10V30", 4), 80 + 80 - 16},
		{"dashes", dash(stroke("M10 10H30", 4), 5, 5), 40},
		{"an odd pattern is taken twice", dash(stroke("M10 10H30", 4), 5), 40},
		{"dashes go on round corners", dash(stroke("M10 10H30V30H10Z", 4), 8, 2), 0.8 * 320},
		{"a pattern of nothing is a whole line", dash(stroke("M10 10H30", 4), 0, 0), 80},
		{"no width", stroke("M10 10H30", 0), 0},
	} {
		if got := inkArea(c.s); math.Abs(got-c.want) > 0.01*c.want+0.15 {
			t.Errorf("%s: covers %.2f, want %.2f", c.name, got, c.want)
		}
	}
}

// 30° is within the limit of 4, 28° is not.
func TestMitresEndAtTheLimit(t *testing.T) {
	for degrees, want := range map[float64]float64{30: 20 + 1/math.Tan(15*math.Pi/180), 28: 20 + math.Sin(28*math.Pi/180)} {
		sin, cos := math.Sincos(degrees * math.Pi / 180)
		p := Path{{Cmd: MoveTo}, {Cmd: LineTo, X: 20}, {Cmd: LineTo, X: 20 - 20*cos, Y: 20 * sin}}
		var reach float64
		for _, poly := range StrokePolygons(Shape{Path: p, Width: 2}, 0.01) {
			for _, q := range poly {
				reach = max(reach, q.X)
			}
		}
		if math.Abs(reach-want) > 0.01 {
			t.Errorf("a corner of %v° reaches %.2f, want %.2f", degrees, reach, want)
		}
	}
}

func TestFillIsNonZero(t *testing.T) {
	hole := Shape{Path: mustPath("M0 0H20V20H0ZM5 5V15H15V5Z"), Fill: Black}
	if got := inkArea(hole); math.Abs(got-300) > 1 {
		t.Errorf("a square with a hole covers %.1f, want 300", got)
	}
	twice := Shape{Path: mustPath("M0 0H20V20H0ZM5 5H15V15H5Z"), Fill: Black}
	if got := inkArea(twice); math.Abs(got-400) > 1 {
		t.Errorf("a square in a square covers %.1f, want 400", got)
	}
}

// A painter may close what Flatten gives and needs no flag for it.
func TestFlattenEndsAClosedLineWhereItBegan(t *testing.T) {
	lines := mustPath("M1 1H5V5ZM7 7H9").Flatten(0.1)
	if len(lines) != 2 || lines[0][0] != lines[0][len(lines[0])-1] {
		t.Fatalf("got %v", lines)
	}
	if open := lines[1]; open[0] == open[len(open)-1] {
		t.Errorf("the open line was closed: %v", open)
	}
}

func TestFlattenKeepsToItsTolerance(t *testing.T) {
	for _, tol := range []float64{1, 0.1, 0.01} {
		for _, p := range circle(0, 0, 50).Flatten(tol)[0] {
			if r := math.Hypot(p.X, p.Y); math.Abs(r-50) > 0.015 { // the cubic itself
				t.Fatalf("tolerance %v: a corner off the circle at radius %v", tol, r)
			}
		}
		line := circle(0, 0, 50).Flatten(tol)[0]
		mid := Point{(line[0].X + line[1].X) / 2, (line[0].Y + line[1].Y) / 2}
		if off := 50 - math.Hypot(mid.X, mid.Y); off > tol+0.015 {
			t.Errorf("tolerance %v: a side strays %.4f", tol, off)
		}
	}
}
