package screens

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"govkiosk/screens/ui"
)

// screen is the App on Ebitengine's goroutine. Pages are painted in memory,
// only where they changed, and the changed rows go to the window.
type screen struct {
	app    *App
	stage  *stage
	canvas *ui.Canvas
	image  *ebiten.Image
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
func (s *screen) Layout(int, int) (int, int) {
	return s.app.opts.Panel.WidthPx, s.app.opts.Panel.HeightPx
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
func (s *screen) Draw(window *ebiten.Image) {
	s.glass.frame()
	fresh := s.image == nil
	if fresh {
		p := s.app.opts.Panel
		s.image = ebiten.NewImage(p.WidthPx, p.HeightPx)
	}
	if s.shown > 0 && s.upload(s.canvas.Paint(s.stage.page.List)) || fresh {
		window.DrawImage(s.image, &ebiten.DrawImageOptions{Blend: ebiten.BlendCopy})
	}
	s.drawn()
}

// drawn says that the View has been drawn, and asks for the frames after which
// it is known to stand on the glass.
func (s *screen) drawn() {
	s.glass.drawn = s.shown
	s.publish()
	if s.glass.waits() {
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
