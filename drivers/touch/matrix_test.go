package touch

import (
	"math"
	"strings"
	"testing"
)

func near(a, b Point) bool { return math.Hypot(a.X-b.X, a.Y-b.Y) < 1e-9 }

func TestLibinputVectors(t *testing.T) {
	var v struct {
		Calibration struct {
			Matrices map[string]string `json:"libinput_matrices"`
			Apply    []struct {
				Matrix  string
				In, Out [2]float64
			} `json:"libinput_apply"`
			Pointercal struct {
				Text string
				In   [2]float64
				Out  [2]float64 `json:"out_int"`
			} `json:"tslib_pointercal"`
		}
	}
	readVectors(t, &v)
	if len(v.Calibration.Apply) != 3 {
		t.Fatalf("%d cases, want 3", len(v.Calibration.Apply))
	}
	for _, c := range v.Calibration.Apply {
		m, err := ParseLibinput(c.Matrix)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Apply(Point{c.In[0], c.In[1]}); !near(got, Point{c.Out[0], c.Out[1]}) {
			t.Errorf("%s: %v, want %v", c.Matrix, got, c.Out)
		}
	}
	for name, degrees := range map[string]int{"identity": 0, "cw90": 90, "cw180": 180, "cw270": 270} {
		want, err := ParseLibinput(v.Calibration.Matrices[name])
		got, err2 := Rotation(degrees)
		if err != nil || err2 != nil || got != want {
			t.Errorf("%s: %v %v %v, want %v", name, got, err, err2, want)
		}
	}
	p := v.Calibration.Pointercal
	m, err := ParsePointercal(p.Text, 1920, 1080)
	got := m.Apply(Point{p.In[0], p.In[1]})
	if err != nil || math.Trunc(got.X) != p.Out[0] || math.Trunc(got.Y) != p.Out[1] {
		t.Errorf("pointercal: %v %v, want %v", got, err, p.Out)
	}
}

// The corners of a panel of 1000 by 2000 counts on a screen of 1080 by 1920.
func TestRotatedPanelFillsItsScreen(t *testing.T) {
	x, y := Axis{100, 1100}, Axis{0, 2000}
	for degrees, upperLeft := range map[int]Point{0: {0, 0}, 90: {1080, 0}, 180: {1080, 1920}, 270: {0, 1920}} {
		r, err := Rotation(degrees)
		if err != nil {
			t.Fatal(err)
		}
		m, err := Normalised(r, x, y, 1080, 1920)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Apply(Point{100, 0}); !near(got, upperLeft) {
			t.Errorf("%d°: counts 100, 0 lie at %v, want %v", degrees, got, upperLeft)
		}
		if got := m.Apply(Point{600, 1000}); !near(got, Point{540, 960}) {
			t.Errorf("%d°: the middle lies at %v", degrees, got)
		}
	}
	if _, err := Rotation(45); err == nil {
		t.Error("45° was taken")
	}
	if _, err := Normalised(Matrix{1, 0, 0, 0, 1, 0}, Axis{}, y, 1, 1); err == nil {
		t.Error("an axis without range was taken")
	}
}

// A file made on a screen of 800 by 480: one count is one pixel there.
func TestPointercalThatWasTurnedOrMadeElsewhere(t *testing.T) {
	const plain = "65536 0 0 0 65536 0 65536 800 480 "
	for _, c := range []struct {
		rotation      string
		width, height int
		want          Point // of the counts 0, 0
	}{
		{"0", 800, 480, Point{0, 0}},
		{"1", 480, 800, Point{0, 799}},
		{"2", 800, 480, Point{799, 479}},
		{"3", 480, 800, Point{479, 0}},
		{"2", 1600, 960, Point{1598, 958}},
	} {
		m, err := ParsePointercal(plain+c.rotation, c.width, c.height)
		if got := m.Apply(Point{0, 0}); err != nil || !near(got, c.want) {
			t.Errorf("rotation %s on %d × %d: %v %v, want %v", c.rotation, c.width, c.height, got, err, c.want)
		}
	}
	for _, bad := range []string{"", "1 2 3", "1 0 0 0 1 0 0", "1 0 0 0 1 0 NaN", plain + "4"} {
		if _, err := ParsePointercal(bad, 800, 480); err == nil || !strings.HasPrefix(err.Error(), "touch: ") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
