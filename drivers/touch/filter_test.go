package touch

import (
	"encoding/json"
	"math"
	"testing"
)

type filterVectors struct {
	Filters struct {
		Reference []struct {
			Filter string          `json:"filter"`
			In     json.RawMessage `json:"in"`
			Out    json.RawMessage `json:"out"`
		} `json:"tslib_reference"`
	} `json:"touch_filters"`
}

// filterCase reads the readings of one of tslib's filters; places of one
// number are x alone.
func filterCase(t *testing.T, name string) (in []Point, out json.RawMessage) {
	t.Helper()
	var v filterVectors
	readVectors(t, &v)
	for _, c := range v.Filters.Reference {
		if c.Filter != name {
			continue
		}
		var pairs [][]float64
		if err := json.Unmarshal(c.In, &pairs); err != nil {
			t.Fatal(err)
		}
		for _, p := range pairs {
			in = append(in, Point{p[0], append(p, 0)[1]})
		}
		return in, c.Out
	}
	t.Fatalf("no vectors of %s", name)
	return nil, nil
}

// tslib's history is empty at the beginning and its first output is 0. Here
// the contact begins where the finger fell, and the spike of one reading is
// gone all the same.
func TestMedianTakesSpikesOut(t *testing.T) {
	in, _ := filterCase(t, "median depth=3 (history zeroed at pen-up)")
	f := filter{depth: 3}
	for i, want := range []Point{{100, 100}, {100, 100}, {101, 101}, {102, 101}} {
		if got := f.next(in[i]); got != want {
			t.Errorf("reading %d: %v, want %v", i, got, want)
		}
	}
}

func TestSmoothingAsTslibDoes(t *testing.T) {
	in, out := filterCase(t, "iir N=6 D=10")
	var want [][1]float64
	if err := json.Unmarshal(out, &want); err != nil || len(want) != 4 {
		t.Fatal(want, err)
	}
	f := filter{weight: 0.6}
	for i, p := range in {
		if got := math.Round(f.next(p).X); got != want[i][0] {
			t.Errorf("reading %d: %v, want %v", i, got, want[i][0])
		}
	}
}
