package district

import (
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"time"
)

// rush is how many come for each that the windows can serve; a queue that is
// long turns people away, so that it stays near its typical length.
const rush = 1.6

// newLine begins the day of a queue at midnight.
func newLine(d *data, q *queue, spans []span, day time.Time, seed uint64) *line {
	l := line{
		spec: q, spans: spans, midnight: day, now: day,
		walk: time.Duration(d.WalkSeconds) * time.Second, run: d.PriorityRun,
		arrivals: stream(seed, day, q.index, "arrivals"),
		service:  stream(seed, day, q.index, "service"),
		windows:  make([]*visitor, len(q.numbers)),
	}
	l.next = l.draw()
	return &l
}

// stream is a source of chance of its own for each seed, day, queue and use.
func stream(seed uint64, day time.Time, queue int, use string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(dayOf(day) + "/" + strconv.Itoa(queue) + "/" + use))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// draw is when the next one of its own comes: within a span, with chance.
func (l *line) draw() time.Time {
	mean := l.spec.Minutes / (rush * float64(len(l.windows)))
	gap := time.Duration(l.arrivals.ExpFloat64() * mean * float64(time.Minute))
	gap = max(gap, time.Second)
	for _, s := range l.spans {
		from, until := l.midnight.Add(s.from), l.midnight.Add(s.until)
		if !l.now.Before(until) {
			continue
		}
		start := l.now
		if start.Before(from) {
			start = from
		}
		if at := start.Add(gap); at.Before(until) {
			return at
		}
	}
	return far
}

// arrive lets one of its own come if it is time: it stays or, the longer the
// queue the likelier, goes home again.
func (l *line) arrive() {
	if l.next.After(l.now) {
		return
	}
	stays := l.arrivals.Float64() < l.appeal()
	class := l.drawClass()
	if stays {
		l.came++
		l.join(&visitor{class: class, ready: l.now.Add(l.walk)})
	}
	l.next = l.draw()
}

func (l *line) appeal() float64 {
	short, long := 0.5*l.spec.Typical, 1.5*l.spec.Typical+1
	n := float64(len(l.waiting))
	return 1 - max(0, (n-short)/(long-short))
}

// drawClass makes one in eight a priority visitor.
func (l *line) drawClass() string {
	switch p := l.arrivals.Float64(); {
	case p < 0.10:
		return "elder"
	case p < 0.125:
		return "disabled"
	}
	return ""
}

// join puts somebody at the end, with the estimate that they are told.
func (l *line) join(v *visitor) {
	v.at = l.now
	v.guess = l.estimate(l.ahead(v))
	l.waiting = append(l.waiting, v)
}
