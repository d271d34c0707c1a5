package sim

import "time"

// slack is how far a pace may fall behind the clock and still catch up. It
// makes good for timers that fire late; an idle line earns nothing more.
const slack = 5 * time.Millisecond

// pace spreads bytes over the time that a serial line needs for them.
type pace struct{ free time.Time }

// take books n bytes of ten bits each at baud and returns how long it is
// until the last of them has crossed the line.
func (p *pace) take(n, baud int, now time.Time) time.Duration {
	if p.free.Before(now.Add(-slack)) {
		p.free = now
	}
	p.free = p.free.Add(time.Duration(n) * 10 * time.Second / time.Duration(baud))
	return p.free.Sub(now)
}

// chunk is how many bytes cross in about 4 ms: few enough that a byte is
// seldom late, many enough that the timer is not the bottleneck.
func chunk(baud int) int { return max(1, baud/10/250) }

// pause waits for d and reports true, or false when any of the channels is
// closed first. A nil channel is never closed.
func pause(d time.Duration, a, b <-chan struct{}) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-a:
		return false
	case <-b:
		return false
	}
}
