package kiosk

import (
	"sync"
	"time"

	"govkiosk/screens"
)

const (
	// gestureHold is how long a finger rests in the corner: nobody does so by
	// chance on a page that has no key there.
	gestureHold = 4 * time.Second
	// gestureCorner is the side of the corner, as a part of the glass's width.
	gestureCorner = .16
)

// gesture sees the finger that asks for service mode. It knows no page: its
// owner decides whether it counts.
type gesture struct {
	width float64 // of the glass, px; 0: never
	found func()

	mu    sync.Mutex
	timer *time.Timer // runs while a finger rests in the corner
}

// saw takes every pointer event.
func (g *gesture) saw(p screens.Pointer) {
	in := p.X < g.width*gestureCorner && p.Y < g.width*gestureCorner
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case p.Phase == screens.Down && in && g.timer == nil:
		g.timer = time.AfterFunc(gestureHold, g.found)
	case (p.Phase != screens.Down && p.Phase != screens.Move || !in) && g.timer != nil:
		g.timer.Stop()
		g.timer = nil
	}
}
