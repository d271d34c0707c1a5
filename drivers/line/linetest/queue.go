package linetest

import (
	"context"
	"errors"
	"sync"

	"govkiosk/drivers"
)

var errClosed = errors.New("the line is closed")

// queue carries bytes one way.
type queue struct {
	mu      sync.Mutex
	buf     []byte
	closed  bool
	changed chan struct{} // closed and replaced whenever something changes
}

func newQueue() *queue { return &queue{changed: make(chan struct{})} }

// tell wakes whoever waits. The caller holds mu.
func (q *queue) tell() {
	close(q.changed)
	q.changed = make(chan struct{})
}

// put appends p, or is false on a closed queue.
func (q *queue) put(p []byte) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false
	}
	q.buf = append(q.buf, p...)
	q.tell()
	return true
}

// take waits for bytes. What was put before the close is still taken.
func (q *queue) take(ctx context.Context, p []byte) (int, error) {
	for {
		n, closed, changed := q.look(p)
		switch {
		case n > 0:
			return n, nil
		case closed:
			return 0, errClosed
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

func (q *queue) look(p []byte) (n int, closed bool, changed <-chan struct{}) {
	q.mu.Lock()
	defer q.mu.Unlock()
	n = copy(p, q.buf)
	q.buf = q.buf[n:]
	return n, q.closed, q.changed
}

// drop throws away what waits and tells whether the queue is closed.
func (q *queue) drop() (closed bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.buf = nil
	return q.closed
}

func (q *queue) shut() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.closed
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.closed {
		q.closed = true
		q.tell()
	}
}

// failed is an error as package line makes them. Nothing here ends half-way.
func failed(op string, kind drivers.Kind, err error) error {
	return &drivers.Error{Device: "line", Op: op, Kind: kind, Outcome: drivers.NotDone, Err: err}
}

// gaveUp is the error of a context that ended.
func gaveUp(ctx context.Context, op string) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return failed(op, drivers.Timeout, ctx.Err())
	}
	return failed(op, drivers.Cancelled, ctx.Err())
}
