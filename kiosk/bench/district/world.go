package district

import (
	"slices"
	"time"
)

// deed is something that a ticket's holder or terminal did and that moves the
// queue. Deeds are kept on disk: a day is told again from them after a restart.
type deed string

const (
	deedReserve deed = "reserve"
	deedIssue   deed = "issue"   // a terminal had given it out by itself
	deedDeliver deed = "deliver" // the number reached its holder
	deedCancel  deed = "cancel"
	deedLeave   deed = "leave" // for a while
	deedReturn  deed = "return"
	deedMiss    deed = "miss" // a window called and nobody came
)

// world is the hall's queues during one day.
type world struct {
	day      string
	hold     time.Duration
	leave    time.Duration // a holder may be away so long
	behind   int           // so many others stand before one who missed a call and is back
	share    int           // one in so many of its own people has a number
	lines    []*line       // by queue.index
	visitors map[string]*visitor
	places   map[string]*line // of each visitor
}

func newWorld(d *data, h *hours, now time.Time, seed uint64) *world {
	w := world{
		day: dayOf(now), share: 1, hold: time.Duration(d.HoldMinutes) * time.Minute,
		visitors: map[string]*visitor{}, places: map[string]*line{},
	}
	if h.always {
		w.share = 4 // a day without doors is three ordinary ones; its numbers keep three digits
	}
	for _, q := range d.queues {
		w.lines = append(w.lines, newLine(d, q, h.spans(now), midnight(now), seed))
	}
	return &w
}

func (w *world) advance(to time.Time) {
	for _, l := range w.lines {
		l.advance(to)
	}
}

// reserve puts a ticket's holder into a queue.
func (w *world) reserve(at time.Time, ticket string, q *queue, class string) {
	l := w.lines[q.index]
	l.advance(at)
	v := &visitor{class: class, ready: l.now.Add(w.hold)}
	w.visitors[ticket], w.places[ticket] = v, l
	l.join(v)
}

// issue puts the holder of a number that was given out earlier into a queue,
// where that time puts them. No estimate is judged by it: none was told.
func (w *world) issue(at time.Time, ticket string, q *queue, class string, issued time.Time) {
	l := w.lines[q.index]
	l.advance(at)
	v := &visitor{class: class, at: issued, ready: l.now.Add(l.walk), left: true}
	w.visitors[ticket], w.places[ticket] = v, l
	i := slices.IndexFunc(l.waiting, func(o *visitor) bool { return o.at.After(issued) })
	if i < 0 {
		i = len(l.waiting)
	}
	l.waiting = slices.Insert(l.waiting, i, v)
}

// apply lets a deed happen. One that comes too late changes nothing.
func (w *world) apply(at time.Time, ticket string, what deed) {
	v, l := w.visitors[ticket], w.places[ticket]
	if v == nil {
		return
	}
	l.advance(at)
	if what == deedMiss {
		l.miss(v)
		return
	}
	if v.window != 0 {
		return
	}
	switch what {
	case deedDeliver:
		if soon := l.now.Add(l.walk); soon.Before(v.ready) {
			v.ready = soon
		}
	case deedCancel:
		l.remove(v)
	case deedLeave:
		v.leaves++
		v.away, v.left, v.back = true, true, l.now.Add(w.leave)
	case deedReturn:
		v.away = false
		if v.absent {
			l.rejoin(v, w.behind)
		}
	}
	l.call()
}

// leaves is how often a ticket's holder went away.
func (w *world) leaves(ticket string) int {
	if v := w.visitors[ticket]; v != nil {
		return v.leaves
	}
	return 0
}

// came is how many people of its own took a number of a department today.
func (w *world) came(d *department) int {
	n := 0
	for _, q := range d.Queues {
		n += w.lines[q.index].came
	}
	return n / w.share
}
