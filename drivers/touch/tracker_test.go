package touch

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// told is what a tracker hands on, without places and times.
type told struct {
	Phase Phase
	ID    int
}

func TestPicturesBecomeContacts(t *testing.T) {
	var tr Tracker
	var got []told
	sink := func(r Raw) { got = append(got, told{r.Phase, r.ID}) }
	now := time.Now()
	for i, c := range []struct {
		picture []Raw
		want    []told
	}{
		{[]Raw{{ID: 2}, {ID: 5}}, []told{{PhaseDown, 2}, {PhaseDown, 5}}},
		{[]Raw{{ID: 2}, {ID: 5}}, []told{{PhaseMove, 2}, {PhaseMove, 5}}},
		{[]Raw{{ID: 5}, {ID: 6}}, []told{{PhaseUp, 2}, {PhaseMove, 5}, {PhaseDown, 6}}},
		{[]Raw{{ID: 6}, {ID: 6}}, []told{{PhaseUp, 5}, {PhaseMove, 6}}},
		{nil, []told{{PhaseUp, 6}}},
		{nil, nil},
	} {
		got = nil
		tr.Picture(now, c.picture, sink)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("picture %d: %s", i, diff)
		}
	}
	tr.Picture(now, []Raw{{ID: 1}}, sink)
	got = nil
	tr.Cancel(now, sink)
	tr.Cancel(now, sink)
	if !cmp.Equal(got, []told{{PhaseCancel, 1}}) || tr.Touched() {
		t.Errorf("got %v, touched %v", got, tr.Touched())
	}
}
