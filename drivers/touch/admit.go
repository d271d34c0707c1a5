package touch

import "slices"

// admit lets one event in, or not: one contact at a time has the pointer, and
// the panel takes it from the mouse.
func (q *Queue) admit(e Event) {
	if e.Phase == PhaseDown {
		q.begin(e)
		return
	}
	if q.owner != e.Source {
		return
	}
	if e.Phase != PhaseMove {
		q.owner = ""
		q.makeRoom()
		q.push(e)
		return
	}
	if q.makeRoom() {
		q.push(e)
		return
	}
	q.dropped++
}

// begin gives the pointer to a new contact. Without room for its down the
// whole contact stays out: a reader must not see an end without a beginning.
func (q *Queue) begin(e Event) {
	if e.Source == SourceMouse && (q.owner != "" || e.At.Sub(q.glass.heard) < emulated) {
		return
	}
	if !q.makeRoom() {
		q.dropped++
		return
	}
	if q.owner == SourceMouse {
		q.push(Event{Phase: PhaseCancel, X: q.mouseAt.X, Y: q.mouseAt.Y, At: e.At, Source: SourceMouse})
	}
	q.owner = e.Source
	q.push(e)
}

// makeRoom drops the oldest move of a full queue and reports whether there is
// room then.
func (q *Queue) makeRoom() bool {
	if len(q.waiting) < q.o.Capacity {
		return true
	}
	i := slices.IndexFunc(q.waiting, func(e Event) bool { return e.Phase == PhaseMove })
	if i < 0 {
		return false
	}
	q.waiting = slices.Delete(q.waiting, i, i+1)
	q.dropped++
	return true
}

func (q *Queue) push(e Event) {
	q.waiting = append(q.waiting, e)
	select {
	case q.ready <- struct{}{}:
	default:
	}
}
