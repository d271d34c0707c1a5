package screens

//lint:file-ignore SA1019 Frames on demand are marked deprecated since
// Ebitengine 2.5, but its successor draws 60 times a second: 2.3 % of a core
// on an idle page against 0.0 %, measured with 2.10.4.

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"
)

// framesOnDemand lets the program sleep until a frame is asked for.
func framesOnDemand() {
	ebiten.SetFPSMode(ebiten.FPSModeVsyncOffMinimum)
	ebiten.SetScreenClearedEveryFrame(false)
}

// askFrame wakes Ebitengine for one frame. Any goroutine may call it, also
// before the window is open: the first frame comes by itself.
func askFrame() { ebiten.ScheduleFrame() }

// alarm asks for a frame later; one at a time.
type alarm struct{ timer *time.Timer }

func (a *alarm) set(d time.Duration) {
	switch {
	case a.timer == nil:
		a.timer = time.AfterFunc(d, askFrame)
	default:
		a.timer.Reset(d)
	}
}
