package escpos

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"govkiosk/drivers"
)

// fakePrinter is a line.Conn with a printer behind it: real-time commands are
// obeyed on arrival, all else goes through a buffer and an engine.
type fakePrinter struct {
	mu     sync.Mutex
	wake   chan struct{}
	out    []byte // on its way to the driver
	lost   error  // the line is gone
	writes int    // calls of Write

	answers     map[byte]byte // to DLE EOT n; missing: silence
	answerAfter time.Duration
	fifo        []byte
	printed     []byte
	capacity    int           // of the fifo; 0: endless
	overflow    int           // bytes lost
	perByte     time.Duration // of the engine
	tick        chan struct{}

	faultAt   int                // processed bytes at which onFault runs; 0: never
	onFault   func(*fakePrinter) // called with the lock
	stopped   bool
	frozen    bool
	wrongID   bool // answers every GS ( H with one fixed id
	fails     bool // answers 37 33
	xoffInID  bool
	noClear   bool // knows no DLE DC4 8
	noID      bool
	noGSR     bool
	unplugAt  int // bytes received at which the line dies
	blockAt   int // bytes received at which the line takes no more
	received  int
	confirmed []string
	script    map[string]string // answers by what was asked, in order but for DLE EOT
}

func newFake(t *testing.T) *fakePrinter {
	f := &fakePrinter{
		wake: make(chan struct{}, 1), tick: make(chan struct{}, 1),
		answers: map[byte]byte{1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12},
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); f.engine(ctx) }()
	t.Cleanup(func() { stop(); <-ended })
	return f
}

func (f *fakePrinter) String() string                  { return "fake" }
func (f *fakePrinter) Drain(ctx context.Context) error { return nil }

func (f *fakePrinter) Discard() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.out = nil
	return nil
}

func (f *fakePrinter) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.unplug()
	return nil
}

// unplug needs the lock.
func (f *fakePrinter) unplug() {
	f.lost = &drivers.Error{Device: "line", Op: "read", Kind: drivers.NoDevice}
	signal(f.wake)
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// say sends bytes to the driver; it needs the lock.
func (f *fakePrinter) say(b ...byte) {
	f.out = append(f.out, b...)
	signal(f.wake)
}

func (f *fakePrinter) Read(ctx context.Context, p []byte) (int, error) {
	for {
		f.mu.Lock()
		n, lost := copy(p, f.out), f.lost
		f.out = f.out[n:]
		f.mu.Unlock()
		if n > 0 || lost != nil {
			return n, lost
		}
		select {
		case <-f.wake:
		case <-ctx.Done():
			return 0, lineError(ctx)
		}
	}
}

func lineError(ctx context.Context) error {
	kind := drivers.Cancelled
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		kind = drivers.Timeout
	}
	return &drivers.Error{Device: "line", Op: "io", Kind: kind, Err: ctx.Err()}
}

func (f *fakePrinter) Write(ctx context.Context, p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.writes++
	for i, b := range p {
		if f.unplugAt > 0 && f.received >= f.unplugAt {
			f.unplug()
		}
		if f.lost != nil {
			return i, f.lost
		}
		if f.blockAt > 0 && f.received >= f.blockAt {
			f.mu.Unlock()
			<-ctx.Done()
			f.mu.Lock()
			return i, lineError(ctx)
		}
		f.received++
		f.fifo = append(f.fifo, b)
		f.obey()
		if f.capacity > 0 && len(f.fifo) > f.capacity {
			f.fifo, f.overflow = f.fifo[:f.capacity], f.overflow+1
		}
	}
	signal(f.tick)
	return len(p), nil
}

// obey looks for a real-time command at the fifo's end, wherever it stands:
// this is the older firmware that finds them inside pictures, too.
func (f *fakePrinter) obey() {
	cut := func(n int) { f.fifo = f.fifo[:len(f.fifo)-n] }
	switch n := len(f.fifo); {
	case n >= 3 && f.fifo[n-3] == dle && f.fifo[n-2] == eot:
		q := f.fifo[n-1]
		cut(3)
		f.say([]byte(f.script[string([]byte{dle, eot, q})])...)
		if a, ok := f.answers[q]; ok && f.answerAfter > 0 {
			time.AfterFunc(f.answerAfter, func() { f.mu.Lock(); f.say(a); f.mu.Unlock() })
		} else if ok {
			f.say(a)
		}
	case bytes.HasSuffix(f.fifo, []byte{dle, enq, 2}):
		f.fifo = nil
	case bytes.HasSuffix(f.fifo, []byte{dle, dc4, 8, 1, 3, 20, 1, 6, 2, 8}):
		if f.noClear {
			cut(10)
			return
		}
		f.fifo, f.stopped = nil, true
		f.say(0x37, 0x25, 0)
	}
}

// freeze stops the engine for good, so that what it did may be looked at.
func (f *fakePrinter) freeze() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.frozen = true
}

// engine prints: it takes the fifo in at perByte and answers in order.
func (f *fakePrinter) engine(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-f.tick:
		}
		for f.step() {
			if f.perByte > 0 {
				time.Sleep(f.perByte)
			}
		}
	}
}

func (f *fakePrinter) step() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.faultAt > 0 && len(f.printed) >= f.faultAt && f.onFault != nil {
		f.onFault(f)
		f.onFault, f.stopped = nil, true
	}
	if len(f.fifo) == 0 || f.stopped || f.frozen {
		return false
	}
	f.printed = append(f.printed, f.fifo[0])
	f.fifo = f.fifo[1:]
	f.inOrder()
	return true
}

// inOrder answers GS r 1 and GS ( H once the engine reaches their last byte.
func (f *fakePrinter) inOrder() {
	n := len(f.printed)
	for ask, answer := range f.script {
		if bytes.HasSuffix(f.printed, []byte(ask)) {
			f.say([]byte(answer)...)
		}
	}
	if !f.noGSR && bytes.HasSuffix(f.printed, []byte{gs, 'r', 1}) {
		f.say(0)
	}
	if f.noID || n < 11 || !bytes.HasPrefix(f.printed[n-11:], []byte{gs, '(', 'H', 6, 0, '0', '0'}) {
		return
	}
	id := bytes.Clone(f.printed[n-4:])
	if f.wrongID {
		id = []byte("0000")
	}
	f.confirmed = append(f.confirmed, string(id))
	switch {
	case f.fails:
		f.say(append([]byte{0x37, 0x33}, append(id, 0)...)...)
	case f.xoffInID:
		f.say(0x37, 0x22, id[0], xoff, id[1], id[2], xon, id[3], 0)
	default:
		f.say(append([]byte{0x37, 0x22}, append(id, 0)...)...)
	}
}
