package fleet

import (
	"context"
	"math/rand/v2"
	"time"

	"govkiosk/kiosk/fleet/wire"
)

// Hub is who says when a terminal may begin.
type Hub interface {
	// Admit asks whether a release may be tried now. An error is a hub that
	// cannot be asked.
	Admit(ctx context.Context, version int64, digest string) (wire.Verdict, error)
	// Away reports whether the hub did not answer lately.
	Away() bool
	// Answered is when it did last, by the machine's clock; zero: never.
	Answered() time.Time
}

// leave is the hub's, for the release that is staged.
type leave struct {
	next  time.Time // when it is asked again; zero: at once
	tries int       // that brought no answer
}

const (
	askAgain  = time.Minute // where the hub has not said when
	mostAsked = 10 * time.Minute
)

// admitted asks the hub whether what is staged may be tried. Without a hub, and
// from the stick that somebody has brought, it may.
func (f *Follower) admitted(ctx context.Context) bool {
	if f.o.Hub == nil || f.byHand != "" && f.byHand == f.staged.Digest {
		return true
	}
	if f.o.Clock().Before(f.leave.next) {
		return false
	}
	v, err := f.o.Hub.Admit(ctx, f.staged.Version, f.staged.Digest)
	wait := time.Duration(v.AgainS * float64(time.Second))
	switch {
	case err != nil:
		f.leave.tries++
		wait = min(mostAsked, 10*time.Second<<min(f.leave.tries, 6))
		v.Why = "the hub cannot be asked: " + err.Error()
	case v.May:
		return true
	default:
		f.leave.tries = 0
		if wait <= 0 {
			wait = askAgain
		}
	}
	if f.waiting(v.Why) {
		f.o.Log.Info("fleet: release waits", "version", f.staged.Version, "why", v.Why)
	}
	f.leave.next = f.o.Clock().Add(wait*4/5 + rand.N(wait*2/5+1))
	return false
}

// waiting keeps why the release waits, and tells whether that is news.
func (f *Follower) waiting(why string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	was := f.waits
	f.waits = why
	return was != why
}
