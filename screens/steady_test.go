package screens

import (
	"testing"

	"govkiosk/screens/ui"
)

// A frame for which nothing has happened lays nothing out and allocates nothing.
func TestAFrameOfNothingCostsNothing(t *testing.T) {
	a := newApp(t, nil)
	a.Show(homeView())
	frame(t, a)
	page := a.screen.stage.page.List
	if n := testing.AllocsPerRun(50, func() { frame(t, a) }); n > 0 {
		t.Errorf("it allocates %v times", n)
	}
	if a.screen.stage.page.List != page {
		t.Error("the page was laid out anew")
	}
}

// The frame after a touch has the key dark, and the one after the finger has
// gone has it as it was.
func TestATouchIsAnsweredByTheNextFrame(t *testing.T) {
	a := newApp(t, nil)
	a.Show(homeView())
	frame(t, a)
	r := a.screen.stage.page.Targets[0].R
	touch := func(p Phase) { a.Push(Pointer{Phase: p, X: (r.X + 9) * a.m.PxPerMM, Y: (r.Y + 9) * a.m.PxPerMM}) }
	dark := func() bool {
		for _, it := range a.screen.stage.page.Items {
			if b, ok := it.Op.(ui.Box); ok && b.Fill == ui.TouchPressed && b.R.X == r.X {
				return true
			}
		}
		return false
	}
	for _, c := range []struct {
		phase Phase
		dark  bool
	}{{Down, true}, {Up, false}} {
		touch(c.phase)
		if frame(t, a); dark() != c.dark {
			t.Errorf("in the frame after %s the key is dark: %v", c.phase, dark())
		}
	}
}

// A frame in which nothing changed allocates nothing worth a collection, and
// one that paints a key anew takes its words and shapes from the caches.
func TestSteadyFramesAllocateLittle(t *testing.T) {
	a := newApp(t, nil)
	a.Show(homeView())
	frame(t, a)
	s := a.screen
	s.canvas.Paint(s.stage.page.List)
	list := s.stage.page.List
	if n := testing.AllocsPerRun(20, func() { s.canvas.Paint(list) }); n > 0 {
		t.Errorf("painting a page that stands allocates %v times", n)
	}
	up := *list
	pressed := Layout(homeView(), a.opts.Panel, a.fonts, Glass{Pressed: Intent{ActService, "queue"}}).List
	n := 0
	if got := testing.AllocsPerRun(20, func() {
		if n++; n%2 == 1 {
			s.canvas.Paint(pressed)
		} else {
			s.canvas.Paint(&up)
		}
	}); got > 40 {
		t.Errorf("a key that turns dark allocates %v times", got)
	}
}
