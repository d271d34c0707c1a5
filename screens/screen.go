package screens

import (
	"image"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"govkiosk/screens/ui"
)

// screen is the App on Ebitengine's goroutine. Pages are painted in memory,
// only where they changed, and what changed goes to the window.
type screen struct {
	app    *App
	stage  *stage
	canvas *ui.Canvas
	window window
	shown  uint64 // count of the View that the stage has
	glass  glass
	mouse  mouse
	inputs []Pointer
	keys   []Press
}

func newScreen(a *App) *screen {
	p := a.opts.Panel
	s := &screen{
		app: a, stage: newStage(p, a.fonts),
		canvas: ui.NewCanvas(a.m, p.WidthPx, p.HeightPx, a.fonts),
	}
	s.stage.onFocus = a.opts.OnFocus
	return s
}

// Layout makes a pixel of the window a pixel of the panel, whatever its size.
// In a window of another size there is no short way.
func (s *screen) Layout(w, h int) (int, int) {
	p := s.app.opts.Panel
	if w != p.WidthPx || h != p.HeightPx {
		s.window.mu.Lock()
		defer s.window.mu.Unlock()
		s.window.close()
	}
	return p.WidthPx, p.HeightPx
}

// Update takes the newest View, then every report of a finger in order.
func (s *screen) Update() error {
	s.app.waker.begun()
	s.mouse.read(s.app.opts.OnMouse)
	v, count, quit := s.take()
	if quit || ebiten.IsWindowBeingClosed() {
		return ebiten.Termination
	}
	now := time.Now()
	if count != s.shown {
		s.shown = count
		if atRest(v.Screen) && !atRest(s.stage.view.Screen) {
			s.canvas.Forget()
			s.app.fonts.Forget()
		}
		s.stage.show(v, now)
	}
	for _, p := range s.inputs {
		s.post(s.stage.point(p))
	}
	for _, k := range s.keys {
		s.post(s.stage.press(k))
	}
	if s.shown > 0 {
		s.stage.step(now)
	}
	s.wakeLater()
	return nil
}

// atRest tells a page that nobody's visit shows. What pages of a visit said is
// kept no longer than that.
func atRest(s Screen) bool { return s == ScreenAttract || s == ScreenOutOfUse || s == "" }

// post hands on what a touch or a key meant.
func (s *screen) post(in Intent, ok bool) {
	if ok && s.app.opts.OnIntent != nil {
		s.app.opts.OnIntent(in)
	}
}

// take empties the queues of the other goroutines.
func (s *screen) take() (v View, count uint64, quit bool) {
	a := s.app
	a.mu.Lock()
	defer a.mu.Unlock()
	s.inputs, a.pointers = a.pointers, s.inputs[:0]
	s.keys, a.presses = a.presses, s.keys[:0]
	return a.view, a.count, a.quit
}

// wakeLater asks for a frame when something is due to move.
func (s *screen) wakeLater() {
	if d := s.stage.wake(); d > 0 {
		s.app.waker.askIn(d)
	}
}

// Draw paints what changed and shows it.
func (s *screen) Draw(offscreen *ebiten.Image) {
	s.window.mu.Lock()
	defer s.window.mu.Unlock()
	s.glass.frame()
	fresh := s.window.image == nil
	if fresh {
		s.window.image = newImage(s.app.opts.Panel)
	}
	stands := false
	if s.shown > 0 {
		areas := s.canvas.Paint(s.stage.page.List)
		if s.glass.drawn == 0 {
			areas = []image.Rectangle{s.canvas.Img.Rect} // some of it may have been painted before
		}
		stands = s.show(offscreen, areas)
	} else if fresh {
		present(offscreen)
	}
	s.drawn(stands)
}

// show brings painted areas to the glass and reports whether they stand there
// already. A frame of Ebitengine that is on its way would cover what was put
// into the window beside it: then it gets another one.
func (s *screen) show(offscreen *ebiten.Image, areas []image.Rectangle) bool {
	if len(areas) > 0 {
		s.window.upload(s.canvas.Img, areas)
	}
	short := (s.glass.begun() || s.window.short != nil) && s.window.put(s.canvas.Img, areas)
	if short && s.glass.quiet() {
		return true
	}
	if len(areas) > 0 {
		present(offscreen)
	}
	return false
}

// DrawFinalScreen presents the page without a pass over an image between.
func (s *screen) DrawFinalScreen(screen ebiten.FinalScreen, _ *ebiten.Image, geo ebiten.GeoM) {
	s.glass.presents()
	ebiten.DefaultDrawFinalScreen(screen, s.window.image, geo)
}

// drawn says that the View has been drawn, and asks for the frames after which
// it is known to stand on the glass, and those that make the short way free.
func (s *screen) drawn(stands bool) {
	s.glass.drawn = s.shown
	if stands {
		s.glass.put()
	}
	s.publish()
	if s.glass.waits() || s.window.short != nil && !s.glass.quiet() {
		s.app.waker.ask()
	}
}

// publish tells the other goroutines what is on the glass.
func (s *screen) publish() {
	a := s.app
	list := widgets(s.stage.page.Targets, a.m)
	if r := s.stage.ring; r.on {
		for i := r.from; i < min(r.to, len(list)); i++ {
			list[i].Focused = true
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tree = Tree{Screen: s.stage.view.Screen, Shown: a.count, Painted: s.glass.shown, Widgets: list,
		Moving: s.stage.speed != 0 || s.stage.finger.dragging}
	a.settled = s.stage.changed.Add(doubleTap)
}
