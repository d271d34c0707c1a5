package sim

import (
	"sync"
	"time"
)

// finger is where the finger is, 0..1 from the upper left, and what it did.
type finger struct {
	status byte // eloInitial, eloStream, eloUntouch; 0 before the first touch
	x, y   float64
}

// hand is the finger on a serial panel and the panel's fault, one of F. The
// panel's goroutine takes from finger, ends on stop and closes done.
type hand[F ~string] struct {
	stop   chan struct{}
	done   chan struct{}
	finger chan finger

	mu    sync.Mutex
	fault F
}

func newHand[F ~string](fault F) *hand[F] {
	return &hand[F]{stop: make(chan struct{}), done: make(chan struct{}), finger: make(chan finger), fault: fault}
}

// Down puts the finger on the glass at x, y: 0..1 from the upper left corner.
// It returns when the panel has taken notice.
func (h *hand[F]) Down(x, y float64) { h.touch(finger{eloInitial, x, y}) }

// Move draws the finger to x, y. Without a finger down it does nothing.
func (h *hand[F]) Move(x, y float64) { h.touch(finger{eloStream, x, y}) }

// Up lifts the finger at x, y.
func (h *hand[F]) Up(x, y float64) { h.touch(finger{eloUntouch, x, y}) }

// Tap holds the finger at x, y for 80 ms. It blocks for that time.
func (h *hand[F]) Tap(x, y float64) {
	h.Down(x, y)
	pause(80*time.Millisecond, h.stop, nil)
	h.Up(x, y)
}

// SetFault sets the fault; the empty one mends it.
func (h *hand[F]) SetFault(f F) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.fault = f
}

// Close ends the panel and waits for it. The port stays open.
func (h *hand[F]) Close() {
	select {
	case <-h.stop:
	default:
		close(h.stop)
	}
	<-h.done
}

func (h *hand[F]) touch(f finger) {
	select {
	case h.finger <- f:
	case <-h.done:
	}
}

func (h *hand[F]) faultNow() F {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.fault
}
