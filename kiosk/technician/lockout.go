package technician

import "time"

// Lockout counts wrong tries. After three in a row nobody can try for a
// minute, after each further one for twice as long, up to an hour. It is kept
// across restarts: pulling the plug gains nothing.
type Lockout struct {
	Wrong int       `json:"wrong"`
	Until time.Time `json:"until"`
}

const (
	freeTries  = 3
	firstLock  = time.Minute
	mostLocked = time.Hour
)

// Failed is what follows from one more wrong try.
func (l Lockout) Failed(now time.Time) Lockout {
	l.Wrong++
	if l.Wrong < freeTries {
		return l
	}
	wait := firstLock
	for i := freeTries; i < l.Wrong && wait < mostLocked; i++ {
		wait *= 2
	}
	l.Until = now.Add(min(wait, mostLocked))
	return l
}

// Left is how long nobody can try. A clock that was set back cannot make it
// longer than it ever is.
func (l Lockout) Left(now time.Time) time.Duration {
	return min(max(l.Until.Sub(now), 0), mostLocked)
}
