package touch

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCoverageNamesTheCellsNeverTouched(t *testing.T) {
	c := NewCoverage(100, 200, 2, 2)
	if len(c.Untouched()) != 4 {
		t.Fatalf("a fresh map: %v", c.Untouched())
	}
	at := func(p Phase, s Source, x, y float64) { c.Add(Event{Phase: p, X: x, Y: y, Source: s}) }
	at(PhaseDown, SourcePanel, 10, 10)
	at(PhaseMove, SourcePanel, 99, 199)     // passes over the others and reports nothing there
	at(PhaseCancel, SourcePanel, 99, 10)    // was no finger
	at(PhaseDown, SourceMouse, 10, 150)     // says nothing about the glass
	at(PhaseUp, SourcePanel, 100.5, 200.25) // at the very edge
	if diff := cmp.Diff([]Cell{{1, 0}, {0, 1}}, c.Untouched()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{1, 0, 0, 2}, c.Hits); diff != "" {
		t.Error(diff)
	}
}
