package touch

import "context"

// tapSpan is the square of counts that Taps works in. Sixteen bits, signed or
// not, lie within it with their zero at half of it.
const tapSpan = 1 << 17

// Taps finds single touches in the reports of a panel whose calibration is not
// known, or is wrong: it works in the controller's own counts. What no finger
// can be is left out by the same rules as in a Queue.
type Taps struct{ queue *Queue }

// NewTaps returns a finder of touches. Of o the rules of time, pressure, size
// and spikes hold; size, matrix and what is measured in pixels do not.
func NewTaps(o QueueOpts) *Taps {
	o.Width, o.Height, o.EdgeBand, o.DeadZone = tapSpan, tapSpan, 0, 1
	o.Matrix = Matrix{1, 0, tapSpan / 2, 0, 1, tapSpan / 2}
	o.OnFault = nil
	queue, err := NewQueue(o)
	if err != nil {
		panic(err) // the size and the matrix are those above
	}
	return &Taps{queue}
}

// Put takes one report of the panel. It does not block.
func (t *Taps) Put(r Raw) { t.queue.Put(r) }

// Drop forgets the contact that is on the glass and the touches that nobody
// has taken.
func (t *Taps) Drop() {
	t.queue.Cancel(SourcePanel)
	for {
		if _, more := t.queue.next(); !more {
			return
		}
	}
}

// Next returns where the next touch was, in counts: the middle one of all its
// places, so that neither its roll at the end nor a wild reading counts. It
// blocks until a touch has ended or ctx has.
func (t *Taps) Next(ctx context.Context) (Point, error) {
	var xs, ys []float64
	for {
		e, err := t.queue.Get(ctx)
		if err != nil {
			return Point{}, err
		}
		switch e.Phase {
		case PhaseCancel:
			xs, ys = nil, nil
			continue
		case PhaseDown:
			xs, ys = nil, nil
		}
		xs, ys = append(xs, e.X-tapSpan/2), append(ys, e.Y-tapSpan/2)
		if e.Phase == PhaseUp {
			return Point{middle(xs), middle(ys)}, nil
		}
	}
}
