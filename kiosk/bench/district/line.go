package district

import (
	"math/rand/v2"
	"slices"
	"time"
)

// visitor is somebody with a number in one queue.
type visitor struct {
	class  string
	at     time.Time // took the number
	ready  time.Time // is called no sooner
	away   bool      // went away for a while
	back   time.Time // while away, when the queue has them again
	left   bool      // was away at least once; no estimate is judged by it
	absent bool      // was called and did not come
	missed int       // so often
	leaves int       // so often away
	guess  wait      // what was told at that time
	window int       // that called; 0: none yet
	called time.Time
	served time.Time // zero: not yet
}

// line is one queue during one day: who waits, and who is at which window.
type line struct {
	spec     *queue
	spans    []span
	midnight time.Time
	walk     time.Duration
	run      int

	now      time.Time
	arrivals *rand.Rand
	service  *rand.Rand
	next     time.Time // somebody of its own comes then
	came     int       // so many of its own took a number today
	waiting  []*visitor
	windows  []*visitor // at each window; nil: free
	streak   int        // priority calls in a row
	hits     []bool     // were the last estimates right, at most ten
}

// far is a moment that no day reaches.
var far = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// advance lets the day pass until to, one event after the other. Going back
// changes nothing.
func (l *line) advance(to time.Time) {
	for {
		at := l.nextEvent()
		if at.After(to) {
			break
		}
		l.now = at
		l.finish()
		l.comeBack()
		l.arrive()
		l.call()
	}
	if to.After(l.now) {
		l.now = to
	}
}

// nextEvent is the first moment after now at which something changes.
func (l *line) nextEvent() time.Time {
	at := l.next
	sooner := func(t time.Time) {
		if t.After(l.now) && t.Before(at) {
			at = t
		}
	}
	for _, v := range l.windows {
		if v != nil {
			sooner(v.served)
		}
	}
	for _, v := range l.waiting {
		sooner(v.ready)
		if v.away {
			sooner(v.back)
		}
	}
	for _, t := range l.borders() {
		sooner(t)
	}
	return at
}

func (l *line) finish() {
	for i, v := range l.windows {
		if v != nil && !v.served.After(l.now) {
			l.windows[i] = nil
		}
	}
}

// comeBack ends the absence of those who were away as long as they may be.
func (l *line) comeBack() {
	for _, v := range l.waiting {
		if v.away && !v.back.After(l.now) {
			v.away = false
		}
	}
}

// miss frees the window that called somebody who did not come.
func (l *line) miss(v *visitor) {
	if v.window == 0 || !v.served.After(l.now) {
		return
	}
	l.windows[slices.Index(l.windows, v)] = nil
	v.window, v.absent, v.left = 0, true, true
	v.missed++
	l.call()
}

// rejoin lets somebody who missed a call wait again, behind so many others.
func (l *line) rejoin(v *visitor, behind int) {
	v.absent, v.ready = false, l.now
	l.waiting = slices.Insert(l.waiting, min(behind, len(l.waiting)), v)
}

// call fills free windows that are on duty.
func (l *line) call() {
	busy := len(l.windows) - l.free()
	for i := range l.windows {
		if l.windows[i] != nil || busy >= l.onDuty(l.now) {
			continue
		}
		v := l.pick(l.callable(), &l.streak)
		if v == nil {
			return
		}
		l.serve(v, i)
		busy++
	}
}

func (l *line) free() int {
	n := 0
	for _, v := range l.windows {
		if v == nil {
			n++
		}
	}
	return n
}

func (l *line) serve(v *visitor, window int) {
	l.remove(v)
	minutes := l.spec.Minutes * (0.5 + 0.5*l.service.ExpFloat64())
	v.called, v.window = l.now, l.spec.numbers[window]
	v.served = l.now.Add(time.Duration(minutes * float64(time.Minute)))
	l.windows[window] = v
	if !v.left {
		l.judge(v.guess.holds(l.now.Sub(v.at)))
	}
}

func (l *line) judge(right bool) {
	l.hits = append(l.hits, right)
	if len(l.hits) > 10 {
		l.hits = l.hits[1:]
	}
}

// accuracy is how many of the last ten estimates were right; 0 before ten.
func (l *line) accuracy() int {
	if len(l.hits) < 10 {
		return 0
	}
	n := 0
	for _, right := range l.hits {
		if right {
			n++
		}
	}
	return n
}

func (l *line) callable() []*visitor {
	var out []*visitor
	for _, v := range l.waiting {
		if !v.away && !v.ready.After(l.now) {
			out = append(out, v)
		}
	}
	return out
}

// pick chooses who is next out of people in order of arrival: priority first,
// but after a run of them an ordinary one if any waits.
func (l *line) pick(people []*visitor, streak *int) *visitor {
	first := func(priority bool) *visitor {
		i := slices.IndexFunc(people, func(v *visitor) bool { return (v.class != "") == priority })
		if i < 0 {
			return nil
		}
		return people[i]
	}
	priority, ordinary := first(true), first(false)
	if priority != nil && (*streak < l.run || ordinary == nil) {
		*streak++
		return priority
	}
	*streak = 0
	return ordinary
}

// ahead is how many are called before v, who may be one that does not wait yet.
func (l *line) ahead(v *visitor) int {
	var people []*visitor
	for _, w := range l.waiting {
		if w == v || !w.away {
			people = append(people, w)
		}
	}
	if !slices.Contains(people, v) {
		people = append(people, v)
	}
	streak := l.streak
	for n := 0; ; n++ {
		next := l.pick(people, &streak)
		if next == v {
			return n
		}
		people = slices.DeleteFunc(people, func(w *visitor) bool { return w == next })
	}
}

func (l *line) remove(v *visitor) {
	l.waiting = slices.DeleteFunc(l.waiting, func(w *visitor) bool { return w == v })
}
