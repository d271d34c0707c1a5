package screens

import (
	"image"
	"time"

	"govkiosk/screens/direct"
)

// early puts the first page into the window while Ebitengine still starts: the
// window is there a quarter of a second before Mesa has made its first frame.
// It ends when the page stands or the first frame comes.
func (s *screen) early() {
	began := time.Now()
	waits := func() bool { return !s.framed() && time.Since(began) < earlyFor }
	short, err := direct.OpenWhile(s.canvas.Img.Rect.Size(), waits)
	if err != nil {
		return // the first frame tries again
	}
	s.window.mu.Lock()
	defer s.window.mu.Unlock()
	view, shown := s.newest()
	if s.window.image != nil || shown == 0 {
		short.Close()
		return
	}
	s.canvas.Paint(Layout(view, s.app.opts.Panel, s.app.fonts, Glass{}).List)
	if err := short.Put(s.canvas.Img, []image.Rectangle{s.canvas.Img.Rect}); err != nil {
		short.Close()
		return
	}
	s.window.short = short
}

// earlyFor is how long the window is waited for.
const earlyFor = 5 * time.Second

// framed reports that Ebitengine draws.
func (s *screen) framed() bool {
	s.window.mu.Lock()
	defer s.window.mu.Unlock()
	return s.window.image != nil
}

// newest is the View that was handed in last.
func (s *screen) newest() (View, uint64) {
	a := s.app
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.view, a.count
}
