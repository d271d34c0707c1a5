package diag

import (
	"context"
	"fmt"
	"math"
	"sync"
	"time"

	"govkiosk/drivers/touch"
)

const (
	holdFor   = 4 * time.Second        // a finger rests so long
	holdFirst = 20 * time.Second       // in which it has to begin to
	holdQuiet = 300 * time.Millisecond // of a board that tells no release: it was lifted
)

// hold is a finger that is to rest on the glass.
type hold struct {
	mu     sync.Mutex
	matrix touch.Matrix
	down   bool
	id     int // of the finger
	mute   bool
	since  time.Time // it rests
	last   time.Time // of its newest report
	lifts  int64     // before it had rested long enough
	at     []touch.Point
}

// touchJitter measures how much a resting finger seems to move. One that is
// lifted too soon begins anew: a tap says nothing.
func touchJitter(ctx context.Context, t Terminal, g Guide) Finding {
	var m measures
	h := new(hold)
	rested := false
	g.Say(Prompt{Step: "touch-hold", Cross: &Cross{X: .5, Y: .4}})
	err := t.Touch(ctx, func(ctx context.Context, p TouchPanel) error {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		h.matrix = p.Matrix()
		waited := make(chan struct{})
		go func() {
			defer close(waited)
			defer cancel()
			rested = h.wait(ctx)
		}()
		err := p.Reports(ctx, h.take)
		cancel()
		<-waited
		return err
	})
	h.mu.Lock()
	defer h.mu.Unlock()
	spread, limit := spreadOf(h.at), t.Config().Touch.DeadZonePx
	m.count("reports", int64(len(h.at)))
	m.count("lifts", h.lifts)
	if rested {
		m.number("jitter", math.Round(spread*10)/10, "px")
	}
	switch {
	case err != nil || ctx.Err() != nil:
		return m.ended(ctx, err)
	case !rested && h.lifts > 0:
		return Finding{Verdict: Aborted, Reason: ReasonTime, Detail: fmt.Sprintf("no finger rested for %v", holdFor), Measures: m}
	case !rested:
		return Finding{Verdict: Aborted, Reason: ReasonTime, Detail: "nobody touched the glass", Measures: m}
	case limit > 0 && spread > 2*limit:
		return m.bad("jitter", fmt.Sprintf("<= %g", 2*limit), ReasonValue)
	}
	return m.pass()
}

// take follows the first finger. The end of a touch from before the test is
// nobody's.
func (h *hold) take(r touch.Raw) {
	h.mu.Lock()
	defer h.mu.Unlock()
	ends := r.Phase == touch.PhaseUp || r.Phase == touch.PhaseCancel
	switch {
	case h.down && r.ID != h.id:
		return
	case ends && h.down:
		h.lift()
		return
	case ends:
		return
	case !h.down:
		h.down, h.id, h.since, h.at = true, r.ID, time.Now(), nil
	}
	h.last, h.mute = time.Now(), r.NoRelease
	h.at = append(h.at, h.matrix.Apply(touch.Point{X: float64(r.X), Y: float64(r.Y)}))
}

// lift is called with mu held.
func (h *hold) lift() {
	h.down = false
	h.lifts++
}

// wait waits for a finger that rests long enough, or for the time by which
// one had to begin.
func (h *hold) wait(ctx context.Context) (rested bool) {
	for end := time.Now().Add(holdFirst); ctx.Err() == nil; rest(ctx, 50*time.Millisecond) {
		h.mu.Lock()
		if h.down && h.mute && time.Since(h.last) > holdQuiet {
			h.lift()
		}
		down, long := h.down, time.Since(h.since)
		h.mu.Unlock()
		switch {
		case down && long >= holdFor:
			return true
		case !down && time.Now().After(end):
			return false
		}
	}
	return false
}

// spreadOf is how far places lie from their middle at most, but for the first
// and the last tenth, in which the finger is laid down and lifted.
func spreadOf(at []touch.Point) float64 {
	cut := len(at) / 10
	at = at[cut : len(at)-cut]
	var mid touch.Point
	for _, p := range at {
		mid.X += p.X / float64(len(at))
		mid.Y += p.Y / float64(len(at))
	}
	far := 0.0
	for _, p := range at {
		far = max(far, math.Hypot(p.X-mid.X, p.Y-mid.Y))
	}
	return far
}
