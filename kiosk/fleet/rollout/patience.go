package rollout

import (
	"maps"
	"slices"
	"time"
)

// longest is for how long a terminal may be at a release at most, whatever it
// says: it holds up its hall and its wave.
const longest = 24 * time.Hour

// Trying takes in that a terminal that was let go says that it is at it: a
// trial may last for hours, and patience is with those that say nothing. What
// is newer by less than a quarter of that is not worth a change to be kept, so
// that one who speaks within three quarters of it is never given up.
func (r *Rollout) Trying(terminal string, now time.Time) {
	if p := r.Terminals[terminal]; p.tells(r.Plan.Patience, now) {
		p.Heard = now
		r.set(terminal, p)
	}
}

// Tells reports whether it is worth a change that a terminal is at it now.
func (r *Rollout) Tells(terminal string, now time.Time) bool {
	return r.Terminals[terminal].tells(r.Plan.Patience, now)
}

func (p Progress) tells(patience time.Duration, now time.Time) bool {
	return p.Phase == UnderWay && now.Sub(p.last()) >= patience/4
}

// last is when a terminal was let go, or said that it is at it.
func (p Progress) last() time.Time {
	if p.Heard.After(p.Since) {
		return p.Heard
	}
	return p.Since
}

// until is when a terminal is given up if nothing more is heard of it.
func (p Progress) until(patience time.Duration) time.Time {
	end, most := p.last().Add(patience), p.Since.Add(max(longest, patience))
	if end.After(most) {
		return most
	}
	return end
}

// lose gives up who was let go and has been silent for too long.
func (r *Rollout) lose(now time.Time) {
	t := r.counted()
	if now.Before(t.next) { // asked at every question of every terminal
		return
	}
	t.next = now.Add(r.Plan.Patience)
	for _, id := range slices.Collect(maps.Keys(t.underWay)) {
		p := r.Terminals[id]
		if end := p.until(r.Plan.Patience); now.Before(end) {
			if end.Before(t.next) {
				t.next = end
			}
			continue
		}
		why := "it has said nothing since it was let go"
		switch {
		case now.Sub(p.Since) >= longest && p.last().After(p.Since):
			why = "it has been at it for too long"
		case p.last().After(p.Since):
			why = "it has said nothing since it was at it"
		}
		p.Phase, p.Since, p.Heard, p.Cause = Lost, now, time.Time{}, why
		r.set(id, p)
	}
}
