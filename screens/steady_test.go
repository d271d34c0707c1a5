package screens

import "testing"

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
