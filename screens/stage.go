package screens

import (
	"time"

	"govkiosk/screens/ui"
)

// stage is the page that is shown and the finger on it, without any window.
// One goroutine uses it.
type stage struct {
	panel Panel
	fonts *ui.Fonts
	ppm   float64

	view    View
	page    Page
	shown   time.Time // this state of the page first appeared
	changed time.Time // another screen appeared
	scroll  float64
	sheet   int
	speed   float64 // mm/s of a list that runs by itself
	ranAt   time.Time
	finger  finger
	face    appearance
	filter  filter
	ring    ring
	laid    time.Time  // when the page was last laid out
	drawn   drawn      // of what
	onFocus func(Spot) // nil: nobody wants to know
}

func newStage(panel Panel, fonts *ui.Fonts) *stage {
	m := ui.NewMetrics(panel.WidthPx, panel.HeightPx, panel.DiagonalIn)
	return &stage{panel: panel, fonts: fonts, ppm: m.PxPerMM, page: Page{List: &ui.List{}}}
}

// show takes a new View. A finger that is down goes on only on the same screen
// and on the same key.
func (s *stage) show(v View, now time.Time) {
	before, oldFace, oldFilter := identity(&s.view), s.face, s.filter
	s.view, s.face, s.filter = v, faceOf(&v), filterOf(&v)
	if s.face != oldFace {
		s.shown = now
	}
	if before != identity(&v) {
		s.changed = now
		s.scroll, s.speed, s.sheet = 0, 0, 0
		s.finger = finger{lastUp: s.finger.lastUp}
		s.ring.fresh = true
	} else if s.filter != oldFilter {
		s.scroll, s.speed, s.sheet = 0, 0, 0
	}
	s.layout(now)
	if s.finger.held && !s.still(s.finger.target) {
		s.finger.held = false
	}
}

// identity is what makes a page another one: its screen, and for a page that
// journeys share what it asks. Two questions in a row are two pages.
func identity(v *View) string {
	key, title := "", Text{}
	switch {
	case v.Screen == ScreenQuestion && v.Question != nil:
		key, title = v.Question.Key, v.Question.Title
	case v.Screen == ScreenSheet && v.Sheet != nil:
		key, title = v.Sheet.Key, v.Sheet.Title
	case v.Screen == ScreenWrite && v.Write != nil:
		key, title = v.Write.Key, v.Write.Title
	}
	return string(v.Screen) + " " + key + " " + title.Zh
}

// still reports whether a target is there unchanged on the new page.
func (s *stage) still(old ui.Target) bool {
	for _, t := range s.page.Targets {
		if t.Do == old.Do && t.Arg == old.Arg && t.Enabled {
			return true
		}
	}
	return false
}

// appearance is what an animation belongs to: it begins anew when this changes.
type appearance struct {
	screen Screen
	card   CardState
	paper  PaperStage
	work   bool
	state  ListState
}

func faceOf(v *View) appearance {
	f := appearance{screen: v.Screen}
	switch {
	case v.Identify != nil:
		f.card = v.Identify.State
	case v.Ticket != nil:
		f.paper = v.Ticket.Paper
	case v.Confirm != nil:
		f.work = v.Confirm.Working > 0
	case v.List != nil:
		f.state = v.List.State
	case v.Working != nil:
		f.work = v.Working.Failed == ReasonNone
	case v.Done != nil:
		f.paper = v.Done.Paper
	}
	return f
}

// filter is what decides which rows a list has.
type filter struct {
	department, group, query, composing string
	keyboard                            bool
	state                               ListState
}

func filterOf(v *View) filter {
	if v.Screen == ScreenWrite && v.Write != nil {
		return filter{composing: v.Write.Composing, query: v.Write.Letters}
	}
	if v.List == nil {
		return filter{}
	}
	l := v.List
	return filter{l.Department, l.Group, l.Query, l.Composing, l.Keyboard, l.State}
}

func (s *stage) layout(now time.Time) {
	s.laid = now
	s.page = Layout(s.view, s.panel, s.fonts, Glass{s.finger.pressed(), s.scroll, s.sheet, now.Sub(s.shown)})
	if s.scroll > s.page.ScrollMax {
		s.scroll = s.page.ScrollMax
	}
	s.drawRing()
	s.drawn = s.draws()
}

// drawn is what a page was laid out with, beside the View and the time.
type drawn struct {
	pressed Intent
	scroll  float64
	sheet   int
	ring    ring
}

func (s *stage) draws() drawn { return drawn{s.finger.pressed(), s.scroll, s.sheet, s.ring} }

// step brings everything that moves to now. A page on which nothing does is
// that of the frame before.
func (s *stage) step(now time.Time) {
	s.run(now)
	if s.page.Next > 0 || s.drawn != s.draws() {
		s.layout(now)
	}
}

// wake is the time until another picture is due; 0: only when something happens.
func (s *stage) wake() time.Duration {
	if s.speed != 0 {
		return frameTime / 2
	}
	return s.page.Next
}
