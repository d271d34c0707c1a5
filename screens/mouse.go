package screens

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"
)

// mouse turns the state of the mouse into reports, for development: it goes
// the way of a panel's driver, through OnMouse and back through Push.
type mouse struct {
	down bool
	x, y int
}

func (m *mouse) read(report func(Pointer)) {
	if report == nil {
		return
	}
	x, y := ebiten.CursorPosition()
	down := ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft)
	p := Pointer{X: float64(x), Y: float64(y), At: time.Now()}
	switch {
	case down && !m.down:
		p.Phase = Down
	case !down && m.down:
		p.Phase = Up
	case down && (x != m.x || y != m.y):
		p.Phase = Move
	default:
		return
	}
	m.down, m.x, m.y = down, x, y
	report(p)
}
