package screens

//lint:file-ignore SA1019 Frames on demand are marked deprecated since
// Ebitengine 2.5, but its successor draws 60 times a second: 2.3 % of a core
// on an idle page against 0.0 %, measured with 2.10.4.

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
)

// framesOnDemand lets the program sleep until a frame is asked for.
func framesOnDemand() {
	ebiten.SetFPSMode(ebiten.FPSModeVsyncOffMinimum)
	ebiten.SetScreenClearedEveryFrame(false)
}

// askAgain is when a frame that was asked for and did not come is asked for
// once more: Ebitengine 2.10.4 loses a wake-up that falls into its own polling
// of events, as while the first frame is drawn, and would sleep on.
const askAgain = 100 * time.Millisecond

// waker asks Ebitengine for frames. Any goroutine may use it.
type waker struct {
	waiting atomic.Bool // a frame was asked for and has not begun
	mu      sync.Mutex
	again   *time.Timer
	later   *time.Timer
	stopped bool
}

// ask wants a frame now.
func (w *waker) ask() {
	w.waiting.Store(true)
	w.call()
}

func (w *waker) call() {
	if !w.waiting.Load() {
		return
	}
	ebiten.ScheduleFrame()
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.stopped {
		w.again = restart(w.again, askAgain, w.call)
	}
}

// askIn wants a frame after d; a later wish replaces an earlier one.
func (w *waker) askIn(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.stopped {
		w.later = restart(w.later, d, w.ask)
	}
}

// begun says that the frame is here: what is asked for from now on is another.
func (w *waker) begun() { w.waiting.Store(false) }

func (w *waker) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stopped = true
	for _, t := range []*time.Timer{w.again, w.later} {
		if t != nil {
			t.Stop()
		}
	}
}

func restart(t *time.Timer, d time.Duration, f func()) *time.Timer {
	if t == nil {
		return time.AfterFunc(d, f)
	}
	t.Reset(d)
	return t
}
