package screens

import (
	"math"
	"time"
)

const (
	friction  = .95 // of the speed that is left after 16 ms (tokens.json, listFling)
	leastRun  = 8   // mm/s: slower than this a list stands
	mostSpeed = 2500
	flingFrom = 100 * time.Millisecond // the part of the trail that counts
)

// scrollTo moves the list within its ends.
func (s *stage) scrollTo(mm float64) {
	s.scroll = min(max(mm, 0), s.page.ScrollMax)
}

// fling lets the list run on with the finger's last speed; not where nothing
// may move by itself.
func (s *stage) fling(trail []trace, at time.Time) {
	if s.view.Theme == ThemeElder || s.view.Theme == ThemeContrast || len(trail) < 2 {
		return
	}
	first := trail[len(trail)-1]
	for _, t := range trail {
		if at.Sub(t.at) <= flingFrom {
			first = t
			break
		}
	}
	last := trail[len(trail)-1]
	dt := last.at.Sub(first.at).Seconds()
	if dt < .01 || at.Sub(last.at) > flingFrom {
		return
	}
	s.speed = min(max(-(last.y-first.y)/dt, -mostSpeed), mostSpeed)
	s.ranAt = at
}

// run lets a list that was flung go on until now.
func (s *stage) run(now time.Time) {
	if s.speed == 0 {
		return
	}
	dt := now.Sub(s.ranAt)
	if dt <= 0 {
		return
	}
	dt = min(dt, 100*time.Millisecond)
	s.ranAt = now
	before := s.scroll
	s.scrollTo(s.scroll + s.speed*dt.Seconds())
	s.speed *= math.Pow(friction, float64(dt)/float64(16*time.Millisecond))
	if abs(s.speed) < leastRun || s.scroll == before {
		s.speed = 0
	}
}
