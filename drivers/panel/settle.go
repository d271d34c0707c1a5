package panel

import (
	"time"

	"periph.io/x/conn/v3/gpio"
)

// settler finds the level at which a contact has come to rest. It sees
// samples only, in order, and takes the time as it is told.
type settler struct {
	stable time.Duration // a level that holds so long counts
	unrest time.Duration // moving for so long is a fault

	settled bool
	level   gpio.Level // the last one that settled
	seen    bool       // a candidate is there
	latest  gpio.Level // the candidate
	since   time.Time  // when the candidate was first seen
	moved   time.Time  // when the present movement began
}

// sample takes one reading of the level.
func (s *settler) sample(l gpio.Level, now time.Time) {
	if !s.seen || l != s.latest {
		if s.resting() {
			s.moved = now
		}
		s.seen, s.latest, s.since = true, l, now
		return
	}
	if now.Sub(s.since) >= s.stable {
		s.settled, s.level, s.moved = true, l, time.Time{}
	}
}

// resting tells that no movement is going on.
func (s *settler) resting() bool { return s.moved.IsZero() }

// restless tells of a contact that chatters without end.
func (s *settler) restless(now time.Time) bool {
	return !s.resting() && now.Sub(s.moved) >= s.unrest
}

// due is how long the candidate must still hold; 0 when nothing moves.
func (s *settler) due(now time.Time) time.Duration {
	if s.resting() {
		return 0
	}
	return max(s.since.Add(s.stable).Sub(now), time.Millisecond)
}

// forget begins anew, as after New.
func (s *settler) forget() { *s = settler{stable: s.stable, unrest: s.unrest} }
