package touch

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Source is where an event comes from.
type Source string

const (
	SourcePanel Source = "panel"
	SourceMouse Source = "mouse"
)

// Event is one step of one contact. Between a down and its up or cancel there
// is no event of another contact.
type Event struct {
	Phase      Phase
	X, Y       float64 // panel pixels, origin at the upper left
	RawX, RawY int     // the controller's counts; the pixels of a mouse
	At         time.Time
	Source     Source
}

// QueueOpts configures a Queue. Width, Height and Matrix are required; the
// zero value of another field means its default.
type QueueOpts struct {
	Width, Height int     // of the panel, pixels
	Matrix        Matrix  // counts to pixels
	DeadZone      float64 // pixels that a resting finger trembles; 6
	EdgeBand      float64 // pixels from the frame within which no contact begins; 0

	MinPressure int     // reports below it, where pressure is measured, count for nothing; 0
	MaxSize     int     // a larger contact is a palm; 0: any size is a finger
	MaxContacts int     // more at once are ErrCrowded; 2
	Median      int     // readings whose median counts, for panels with spikes; 1
	Smoothing   float64 // weight of the place before, 0 to below 1; 0

	MinTap       time.Duration // shorter contacts are cancelled; 15 ms
	Rebound      time.Duration // a contact sooner after the last is not one; 60 ms
	ReleaseAfter time.Duration // silence that is a release, of boards that tell none; 100 ms
	LostAfter    time.Duration // silence after which a contact is given up; 3 s
	StuckAfter   time.Duration // a contact that stays so long in one place is ErrStuck; 20 s

	Capacity int         // events that wait; 256
	OnFault  func(error) // told of ErrStuck and ErrCrowded, and of nil when it is over; may be nil, must not block
}

func (o QueueOpts) defaults() QueueOpts {
	def(&o.DeadZone, 6)
	def(&o.MaxContacts, 2)
	def(&o.Median, 1)
	def(&o.MinTap, 15*time.Millisecond)
	def(&o.Rebound, 60*time.Millisecond)
	def(&o.ReleaseAfter, 100*time.Millisecond)
	def(&o.LostAfter, 3*time.Second)
	def(&o.StuckAfter, 20*time.Second)
	def(&o.Capacity, 256)
	if o.OnFault == nil {
		o.OnFault = func(error) {}
	}
	return o
}

func def[T comparable](v *T, value T) {
	var zero T
	if *v == zero {
		*v = value
	}
}

// emulated is how long after the panel was heard a mouse does not begin a
// contact: where the X server sees the panel too, it repeats each touch as a
// mouse.
const emulated = 500 * time.Millisecond

// Queue turns reports of a panel and of a mouse into one stream of events. The
// sources never wait: what a slow reader leaves lying is thinned out, moves
// first; an up or cancel of a contact whose down was taken is never dropped.
type Queue struct {
	o QueueOpts

	mu      sync.Mutex
	glass   *glass
	fault   error  // of the panel, as last told
	owner   Source // of the contact whose events are let in; empty: none
	mouseAt Point
	waiting []Event
	dropped int64
	timer   *time.Timer
	ready   chan struct{} // holds one token while events may wait
}

// NewQueue returns an empty queue. A panel without size and a matrix that
// folds it into a line are errors.
func NewQueue(o QueueOpts) (*Queue, error) {
	if o.Width <= 0 || o.Height <= 0 {
		return nil, fmt.Errorf("touch: panel of %d × %d px", o.Width, o.Height)
	}
	if err := o.Matrix.Sound(); err != nil {
		return nil, err
	}
	q := &Queue{o: o.defaults(), ready: make(chan struct{}, 1)}
	q.glass = newGlass(&q.o)
	q.timer = time.AfterFunc(time.Hour, q.expire)
	q.timer.Stop()
	return q, nil
}

// Put takes one report of the panel. It does not block.
func (q *Queue) Put(r Raw) {
	q.step(func() []Event { return q.glass.report(r) })
}

// PutMouse takes what a mouse did, in panel pixels. It does not block. It
// counts for nothing while the panel is touched and shortly after.
func (q *Queue) PutMouse(phase Phase, x, y float64, at time.Time) {
	q.step(func() []Event {
		q.mouseAt = Point{x, y}
		return []Event{{Phase: phase, X: x, Y: y, RawX: int(x), RawY: int(y), At: at, Source: SourceMouse}}
	})
}

// Cancel ends the contact of a source that is gone: an unplugged panel, a
// mouse that left the window. A fault of that panel is over.
func (q *Queue) Cancel(s Source) {
	q.step(func() []Event {
		now := time.Now()
		if s == SourceMouse {
			return []Event{{Phase: PhaseCancel, X: q.mouseAt.X, Y: q.mouseAt.Y, At: now, Source: s}}
		}
		return q.glass.gone(now)
	})
}

// Calibrate has m turn counts into pixels from now on. A contact that is on the
// glass is cancelled: its places belong to the matrix before. A matrix that
// folds the panel into a line is an error, and changes nothing.
func (q *Queue) Calibrate(m Matrix) error {
	if err := m.Sound(); err != nil {
		return err
	}
	q.step(func() []Event {
		events := q.glass.cancel(time.Now())
		q.o.Matrix = m
		return events
	})
	return nil
}

// Get returns the next event. It blocks until there is one or ctx ends.
func (q *Queue) Get(ctx context.Context) (Event, error) {
	for {
		if e, ok := q.next(); ok {
			return e, nil
		}
		select {
		case <-q.ready:
		case <-ctx.Done():
			return Event{}, ctx.Err()
		}
	}
}

// Dropped counts the events that a slow reader made the queue drop.
func (q *Queue) Dropped() int64 {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.dropped
}

func (q *Queue) next() (Event, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		return Event{}, false
	}
	e := q.waiting[0]
	q.waiting = append(q.waiting[:0], q.waiting[1:]...)
	return e, true
}

// expire runs at the panel's deadline. One that has moved on in the meantime
// only has its timer set again.
func (q *Queue) expire() {
	q.step(func() []Event {
		now := time.Now()
		if end := q.glass.deadline(); end.IsZero() || now.Before(end) {
			return nil
		}
		return q.glass.expire(now)
	})
}

// step runs one change under the lock, lets its events in, and tells a fault
// that came or went once the lock is free.
func (q *Queue) step(change func() []Event) {
	q.mu.Lock()
	for _, e := range change() {
		q.admit(e)
	}
	q.timer.Stop()
	if end := q.glass.deadline(); !end.IsZero() {
		q.timer.Reset(time.Until(end))
	}
	fault := q.glass.fault()
	changed := fault != q.fault
	q.fault = fault
	q.mu.Unlock()
	if changed {
		q.o.OnFault(fault)
	}
}
