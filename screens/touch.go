package screens

import (
	"math"
	"time"

	"govkiosk/screens/ui"
)

// Phase is what a finger does.
type Phase string

const (
	Down   Phase = "down"
	Move   Phase = "move"
	Up     Phase = "up"
	Cancel Phase = "cancel"
)

// Pointer is one report of a finger, in panel pixels.
type Pointer struct {
	Phase Phase
	X, Y  float64
	At    time.Time
}

const (
	hitSlop    = 1.25 // mm around a target that still belong to it
	dragBegins = 4.0  // mm that a finger may tremble before a list moves
	// doubleTap is how long a page that has just come ignores a finger at the
	// place of the last touch: an unsteady hand taps twice, and the second tap
	// is not meant for what stands there now.
	doubleTap   = 300 * time.Millisecond
	doubleTapMM = 12.0
)

// finger follows one touch. It acts on release inside the target where the
// touch began; leaving the target takes the touch back for good.
type finger struct {
	down     bool
	held     bool // inside a target that will act
	dragging bool
	target   ui.Target
	x, y     float64 // mm, where it began
	lastY    float64
	scroll0  float64
	trail    []trace
	lastUp   trace
}

// trace is where a finger was, for the speed of a fling.
type trace struct {
	x, y float64
	at   time.Time
}

// pressed is the intent of the key that shows as held.
func (f *finger) pressed() Intent {
	if f.held {
		return intentOf(f.target)
	}
	return Intent{}
}

func intentOf(t ui.Target) Intent { return Intent{Act(t.Do), t.Arg} }

// point takes one report and returns what it means, if anything.
func (s *stage) point(ev Pointer) (Intent, bool) {
	x, y := ev.X/s.ppm, ev.Y/s.ppm
	switch ev.Phase {
	case Down:
		return s.touchDown(x, y, ev.At)
	case Move:
		s.touchMove(x, y, ev.At)
	case Up:
		return s.touchUp(x, y, ev.At)
	case Cancel:
		s.finger = finger{lastUp: s.finger.lastUp}
	}
	return Intent{}, false
}

func (s *stage) touchDown(x, y float64, at time.Time) (Intent, bool) {
	ran := s.speed != 0
	s.ring = ring{} // who touches the glass needs none
	s.speed = 0
	last := s.finger.lastUp
	s.finger = finger{down: true, x: x, y: y, lastY: y, scroll0: s.scroll, lastUp: last, trail: []trace{{x, y, at}}}
	t, hit := s.page.Hit(x, y, hitSlop)
	if ran || at.Before(s.changed) {
		return Intent{Do: ActAlive}, true // it stops the list; or it was meant for the page before
	}
	if hit && at.Sub(s.changed) < doubleTap && math.Hypot(x-last.x, y-last.y) < doubleTapMM && !last.at.IsZero() {
		return Intent{}, false
	}
	if !hit || !t.Enabled {
		return Intent{Do: ActAlive}, true
	}
	s.finger.target, s.finger.held = t, true
	return Intent{}, false
}

func (s *stage) touchMove(x, y float64, at time.Time) {
	f := &s.finger
	if !f.down {
		return
	}
	f.trail = append(f.trail, trace{x, y, at})
	if len(f.trail) > 12 {
		f.trail = f.trail[1:]
	}
	if !f.dragging && s.mayDrag(f) && abs(y-f.y) > dragBegins {
		f.dragging, f.held, f.scroll0, f.y = true, false, s.scroll, y
	}
	if f.dragging {
		s.scrollTo(f.scroll0 - (y - f.y))
		return
	}
	if f.held && f.target.Visible().Distance(x, y) > hitSlop {
		f.held = false
	}
}

// mayDrag: the touch began on the list, and the list is longer than its window.
func (s *stage) mayDrag(f *finger) bool {
	return s.page.ScrollMax > 0 && s.page.Scroller.Contains(f.x, f.y)
}

func (s *stage) touchUp(x, y float64, at time.Time) (Intent, bool) {
	if s.finger.down && !s.finger.dragging {
		s.touchMove(x, y, at)
	}
	f := s.finger
	s.finger = finger{lastUp: trace{x, y, at}}
	if f.dragging {
		s.fling(f.trail, at)
		return Intent{}, false
	}
	if !f.held {
		return Intent{}, false
	}
	in := intentOf(f.target)
	if in.Do == ActSheet {
		s.turn(in.Arg)
		in = Intent{Do: ActAlive}
	}
	return in, true
}

// turn shows the next sheet of choices or the one before.
func (s *stage) turn(way string) {
	switch way {
	case "back":
		s.sheet--
	case "round": // after the last comes the first
		s.sheet = (s.sheet + 1) % max(1, s.page.Sheets)
	default:
		s.sheet++
	}
	s.sheet = min(max(s.sheet, 0), max(0, s.page.Sheets-1))
}

func abs(v float64) float64 { return max(v, -v) }
