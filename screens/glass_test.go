package screens

import "testing"

// Ebitengine presents what was drawn two frames ago: only when no such frame
// is on its way does something put beside it stay.
func TestTheGlassIsQuietAfterTwoFrames(t *testing.T) {
	var g glass
	for i, c := range []struct{ presents, begun, quiet bool }{
		{true, false, false}, {true, true, false}, {false, true, false}, {false, true, true}, {false, true, true},
		{true, true, true}, {false, true, false}, {false, true, true},
	} {
		g.frame()
		if i > 0 && (g.begun() != c.begun || g.quiet() != c.quiet) {
			t.Errorf("frame %d: begun %v, quiet %v; want %v, %v", i, g.begun(), g.quiet(), c.begun, c.quiet)
		}
		if c.presents {
			g.presents()
		}
	}
}

func TestWhatWasPutStandsAtOnce(t *testing.T) {
	g := glass{drawn: 7, queued: 6, shown: 5}
	if g.put(); g.shown != 7 || g.waits() {
		t.Errorf("shown %d, waits %v", g.shown, g.waits())
	}
}
