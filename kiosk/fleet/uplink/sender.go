package uplink

import (
	"math/rand/v2"
	"time"
)

const (
	settle   = 300 * time.Millisecond // what changes together is told together
	checking = 5 * time.Second
	mostWait = 5 * time.Minute
)

// sender is when something is sent, and how often that has failed.
type sender struct {
	due   time.Time
	fails int
	first time.Duration // after the first failure
}

func (s *sender) sent(next time.Duration) {
	s.fails, s.due = 0, time.Now().Add(next)
}

// failed waits longer and longer, and never as long as the neighbours.
func (s *sender) failed() {
	wait := min(mostWait, s.first<<min(s.fails, 10))
	s.fails++
	s.due = time.Now().Add(jitter(wait, .5))
}

// soon brings it forward, unless it fails anyway.
func (s *sender) soon(after time.Duration) {
	if at := time.Now().Add(after); s.fails == 0 && at.Before(s.due) {
		s.due = at
	}
}

// jitter is d and up to a share more or less.
func jitter(d time.Duration, share float64) time.Duration {
	return d + time.Duration((rand.Float64()*2-1)*share*float64(d))
}

// tried notes what came of a request.
func (u *Uplink) tried(s *sender, err error, next time.Duration) {
	u.heard(err)
	if err != nil {
		s.failed()
		return
	}
	s.sent(next)
}
