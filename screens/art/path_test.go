package art

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
)

// text writes a path the way the tables below do: letters and numbers
// rounded to a thousandth.
func (p Path) text() string {
	var b strings.Builder
	num := func(vs ...float64) {
		for _, v := range vs {
			fmt.Fprintf(&b, " %g", math.Round(v*1000)/1000+0)
		}
	}
	for i, s := range p {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteByte(byte(s.Cmd))
		switch s.Cmd {
		case CubicTo:
			num(s.X1, s.Y1, s.X2, s.Y2, s.X, s.Y)
		case MoveTo, LineTo:
			num(s.X, s.Y)
		}
	}
	return b.String()
}

func TestParsePath(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", " \n\t", ""},
		{"absolute", "M1 2L3 4", "M 1 2 L 3 4"},
		{"relative first move", "m1 2l3 4", "M 1 2 L 4 6"},
		{"sets after a move are lines", "M1 2 3 4m1 1 1 1", "M 1 2 L 3 4 M 4 5 L 5 6"},
		{"signs part numbers", "M12 19-7-7 7-7", "M 12 19 L -7 -7 L 7 -7"},
		{"points part numbers", "M.5.5.25-.5", "M 0.5 0.5 L 0.25 -0.5"},
		{"exponents", "M1e1 1E-1L+2.5e+0,3.", "M 10 0.1 L 2.5 3"},
		{"commas", "M 1 , 2 , 3,4", "M 1 2 L 3 4"},
		{"across and down", "M1 2H5h-1V9v-2", "M 1 2 L 5 2 L 4 2 L 4 9 L 4 7"},
		{"cubics", "M0 0C1 2 3 4 5 6c1 2 3 4 5 6", "M 0 0 C 1 2 3 4 5 6 C 6 8 8 10 10 12"},
		{"smooth cubic mirrors", "M0 0C1 2 3 4 5 6S9 9 10 10s1 1 2 2", "M 0 0 C 1 2 3 4 5 6 C 7 8 9 9 10 10 C 11 11 11 11 12 12"},
		{"smooth cubic after a line", "M0 0L5 6S9 9 10 10", "M 0 0 L 5 6 C 5 6 9 9 10 10"},
		{"smooth cubic after a quadratic", "M0 0Q3 3 6 0S9 9 10 10", "M 0 0 C 2 2 4 2 6 0 C 6 0 9 9 10 10"},
		{"quadratic", "M0 0Q3 3 6 0q3 3 6 0", "M 0 0 C 2 2 4 2 6 0 C 8 2 10 2 12 0"},
		{"smooth quadratic mirrors", "M0 0Q3 3 6 0T12 0t6 0", "M 0 0 C 2 2 4 2 6 0 C 8 -2 10 -2 12 0 C 14 2 16 2 18 0"},
		{"smooth quadratic alone", "M1 1T4 4", "M 1 1 C 1 1 2 2 4 4"},
		{"close comes back", "M1 1h2v2zm5 5", "M 1 1 L 3 1 L 3 3 Z M 6 6"},
		{"drawing goes on after close", "M1 1h2v2zl1 0", "M 1 1 L 3 1 L 3 3 Z M 1 1 L 2 1"},
		{"closed twice", "M1 1h2Zz", "M 1 1 L 3 1 Z"},
		{"arc of no radius", "M0 0A0 5 0 0 1 4 4", "M 0 0 L 4 4"},
		{"arc to itself", "M4 4A5 5 0 1 1 4 4L1 1", "M 4 4 L 1 1"},
		{"quarter circle", "M1 0A1 1 0 0 1 0 1", "M 1 0 C 1 0.552 0.552 1 0 1"},
		{"flags without spaces", "M1 0a1 1 0 01-1 1", "M 1 0 C 1 0.552 0.552 1 0 1"},
		{"flags against numbers", "M1 0A1 1 0 010 1", "M 1 0 C 1 0.552 0.552 1 0 1"},
	} {
		p, err := ParsePath(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got := p.text(); got != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.name, c.in, got, c.want)
		}
	}
}

func TestParsePathRefuses(t *testing.T) {
	for _, c := range []struct {
		in   string
		want error
		at   string
	}{
		{"L1 1", errMove, "byte 1"},
		{"1 1", errLetter, "byte 0"},
		{"M1 1X", errLetter, "byte 4"},
		{"M1", errNumber, "byte 2"},
		{"M1 2,", errNumber, "byte 5"},
		{"M1,,2", errNumber, "byte 3"},
		{"M1 2L-", errNumber, "byte 5"},
		{"M1 2L.", errNumber, "byte 5"},
		{"M1 2C1 2 3 4 5", errNumber, "byte 14"},
		{"M1 2Z3 4", errLetter, "byte 5"},
		{"M1 2A1 1 0 2 0 3 3", errFlag, "byte 11"},
		{"M1 1e999", errRange, "byte 3"},
		{"M1 20000000", errRange, "byte 3"},
	} {
		_, err := ParsePath(c.in)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.at) {
			t.Errorf("%q: got %v, want %v at %s", c.in, err, c.want, c.at)
		}
	}
}

// Points of arcs that follow from the circle or ellipse alone.
func TestArcs(t *testing.T) {
	for _, c := range []struct {
		name, in string
		through  []Point
		bounds   [4]float64
	}{
		{"over the top", "M0 0A5 5 0 0 1 10 0", []Point{{5, -5}}, [4]float64{0, -5, 10, 0}},
		{"under the bottom", "M0 0A5 5 0 0 0 10 0", []Point{{5, 5}}, [4]float64{0, 0, 10, 5}},
		{"radius too small grows", "M0 0A1 1 0 0 1 10 0", []Point{{5, -5}}, [4]float64{0, -5, 10, 0}},
		{"three quarters of the SVG pie", "M300 200h-150a150 150 0 1 0 150-150z",
			[]Point{{300, 350}, {450, 200}}, [4]float64{150, 50, 450, 350}},
		{"small arc, other way", "M1 0A1 1 0 0 0 0 -1", []Point{{math.Sqrt2 / 2, -math.Sqrt2 / 2}}, [4]float64{0, -1, 1, 0}},
		{"large arc", "M1 0A1 1 0 1 1 0 -1", []Point{{0, 1}, {-1, 0}}, [4]float64{-1, -1, 1, 1}},
		{"flat ellipse", "M-4 0A4 2 0 0 1 4 0", []Point{{0, -2}}, [4]float64{-4, -2, 4, 0}},
		{"ellipse on its end", "M0 -4A4 2 90 0 1 0 4", []Point{{2, 0}}, [4]float64{0, -4, 2, 4}},
		{"negative radius", "M0 0A-5 5 0 0 1 10 0", []Point{{5, -5}}, [4]float64{0, -5, 10, 0}},
	} {
		p, err := ParsePath(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for _, want := range c.through {
			if d := distanceTo(p, want); d > 0.001*c.bounds[2]+0.002 {
				t.Errorf("%s: passes %v at a distance of %.4f", c.name, want, d)
			}
		}
		x0, y0, x1, y1 := p.Bounds()
		for i, got := range []float64{x0, y0, x1, y1} {
			if math.Abs(got-c.bounds[i]) > 0.001*math.Abs(c.bounds[2])+0.002 {
				t.Errorf("%s: bounds %v %v %v %v, want %v", c.name, x0, y0, x1, y1, c.bounds)
				break
			}
		}
	}
}

// Every point of a turned ellipse's arc fulfils its equation.
func TestArcStaysOnItsEllipse(t *testing.T) {
	const rx, ry, turn = 30.0, 12.0, 25 * math.Pi / 180
	p := mustPath("M10 10A30 12 25 1 1 40 25")
	e := ellipse{rx: rx, ry: ry, sin: math.Sin(turn), cos: math.Cos(turn)}
	e.fit(Point{10, 10}, Point{40, 25}, true, true)
	for _, q := range p.Flatten(0.001)[0] {
		dx, dy := q.X-e.cx, q.Y-e.cy
		u, v := (e.cos*dx+e.sin*dy)/rx, (-e.sin*dx+e.cos*dy)/ry
		if r := math.Hypot(u, v); math.Abs(r-1) > 0.0005 {
			t.Fatalf("%v is at %.5f of the ellipse", q, r)
		}
	}
}

func distanceTo(p Path, q Point) float64 {
	best := math.Inf(1)
	for _, line := range p.Flatten(0.0005) {
		for i := 1; i < len(line); i++ {
			best = min(best, fromLine(line[i-1], line[i], q))
		}
	}
	return best
}

func fromLine(a, b, q Point) float64 {
	d := Point{b.X - a.X, b.Y - a.Y}
	t := ((q.X-a.X)*d.X + (q.Y-a.Y)*d.Y) / (d.X*d.X + d.Y*d.Y)
	t = min(max(t, 0), 1)
	return distance(Point{a.X + t*d.X, a.Y + t*d.Y}, q)
}

func TestTransformIsSVGsMatrix(t *testing.T) {
	p := mustPath("M1 2L3 4C5 6 7 8 9 10Z").Transform(2, 1, -1, 3, 10, 20)
	if got, want := p.text(), "M 10 27 L 12 35 C 14 43 16 51 18 59 Z"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestBoundsAreOfTheCurveNotItsControls(t *testing.T) {
	x0, y0, x1, y1 := mustPath("M0 0C0 4 8 4 8 0").Bounds()
	if x0 != 0 || y0 != 0 || x1 != 8 || math.Abs(y1-3) > 1e-9 {
		t.Errorf("got %v %v %v %v, want 0 0 8 3", x0, y0, x1, y1)
	}
	if x0, y0, x1, y1 = (Path{}).Bounds(); x0 != 0 || y0 != 0 || x1 != 0 || y1 != 0 {
		t.Errorf("an empty path has the bounds %v %v %v %v", x0, y0, x1, y1)
	}
}

func FuzzParsePath(f *testing.F) {
	for _, d := range []string{
		"", "m12 19-7-7 7-7", "M.5.5.25-.5e3z", "M0 0A5 5 0 0 1 10 0", "M1 0a1 1 0 01-1 1",
		"M0 0C1 2 3 4 5 6S9 9 10 10T1 1Q2 2 3 3Zl1 1", "M1e7 1e7A1e-8 1e7 33 1 0-1e7-1e7",
		"M0 0a1e-9 1e-9 45 1 1 1e-9 0", "M0 0l0 0h0v0zzM1 1",
	} {
		f.Add(d)
	}
	f.Fuzz(func(t *testing.T, d string) {
		p, err := ParsePath(d)
		if err != nil {
			if p != nil {
				t.Fatal("an error and a path")
			}
			return
		}
		checkPath(t, p)
		for _, line := range p.Flatten(1) {
			checkPoints(t, line)
		}
		for _, s := range []Shape{{Path: p, Width: 2}, {Path: p, Width: 2, RoundCap: true, RoundJoin: true}} {
			for _, poly := range StrokePolygons(s, 1) {
				checkPoints(t, poly)
			}
		}
	})
}

func checkPath(t *testing.T, p Path) {
	t.Helper()
	for i, s := range p {
		checkPoints(t, []Point{{s.X, s.Y}, {s.X1, s.Y1}, {s.X2, s.Y2}})
		if begins := i == 0 || p[i-1].Cmd == Close; begins && s.Cmd != MoveTo {
			t.Fatalf("step %d: %c without a move", i, s.Cmd)
		}
	}
}

func checkPoints(t *testing.T, pts []Point) {
	t.Helper()
	for _, p := range pts {
		if v := p.X + p.Y; math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatalf("not a place: %v", p)
		}
	}
}
