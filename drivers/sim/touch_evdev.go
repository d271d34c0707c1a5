package sim

import (
	"context"
	"encoding/binary"
	"slices"
	"sync"
	"syscall"
	"time"
)

// EvdevOpts sets a device up. The zero value is a touchscreen with two slots
// and 4096 counts on both axes.
type EvdevOpts struct {
	Name     string // "sim touchscreen"
	Slots    int    // 2
	Single   bool   // no slots, but ABS_X, ABS_Y and BTN_TOUCH
	Touchpad bool   // not used directly, and with BTN_TOOL_FINGER
	Grabbed  bool   // another process has it
	Buffer   int    // events that the kernel keeps for a slow reader; 64
}

// Evdev is a kernel's event device (touch §8), with the state that ioctls tell
// and the events that a read does. A reader that is too slow loses them all
// and reads SYN_DROPPED instead.
type Evdev struct {
	opts  EvdevOpts
	began time.Time
	ready chan struct{}
	gone  chan struct{}

	mu       sync.Mutex
	queue    []byte
	ids      []int32
	xs, ys   []int32
	current  int32
	nextID   int32
	touched  bool
	switches map[uint16]bool
	grabbed  bool
	unplug   sync.Once
	recorded []byte
}

// Event types and codes of the kernel.
const (
	evSyn, evKey, evAbs, evSw        = 0, 1, 3, 5
	synReport, synDropped            = 0, 3
	btnTouch, btnFinger              = 0x14A, 0x145
	absX, absY                       = 0x00, 0x01
	absSlot, absMTX, absMTY, absMTID = 0x2F, 0x35, 0x36, 0x39
	absTool                          = 0x37
)

// NewEvdev plugs a device in.
func NewEvdev(o EvdevOpts) *Evdev {
	orDefault(&o.Name, "sim touchscreen")
	orDefault(&o.Slots, 2)
	orDefault(&o.Buffer, 64)
	e := &Evdev{opts: o, began: time.Now(), ready: make(chan struct{}, 1), gone: make(chan struct{}), nextID: 45}
	e.ids = slices.Repeat([]int32{-1}, o.Slots)
	e.xs, e.ys = make([]int32, o.Slots), make([]int32, o.Slots)
	return e
}

// Down puts a finger into a slot.
func (e *Evdev) Down(slot, x, y int) {
	e.frame(func() {
		if e.opts.Single {
			e.place(absX, absY, x, y)
			e.touched = true
			e.emit(evKey, btnTouch, 1)
			return
		}
		e.selects(slot)
		e.ids[slot] = e.nextID
		e.nextID++
		e.emit(evAbs, absMTID, e.ids[slot])
		e.place(absMTX, absMTY, x, y)
	})
}

// Move draws the finger of a slot.
func (e *Evdev) Move(slot, x, y int) {
	e.frame(func() {
		if e.opts.Single {
			e.place(absX, absY, x, y)
			return
		}
		e.selects(slot)
		e.place(absMTX, absMTY, x, y)
	})
}

// Up lifts the finger of a slot.
func (e *Evdev) Up(slot int) {
	e.frame(func() {
		if e.opts.Single {
			e.touched = false
			e.emit(evKey, btnTouch, 0)
			return
		}
		e.selects(slot)
		e.ids[slot] = -1
		e.emit(evAbs, absMTID, -1)
	})
}

// Palm marks the finger of a slot as a palm.
func (e *Evdev) Palm(slot int) {
	e.frame(func() {
		e.selects(slot)
		e.emit(evAbs, absTool, 2)
	})
}

// Press lets a key go down and up again.
func (e *Evdev) Press(code uint16) {
	e.frame(func() {
		e.emit(evKey, code, 1)
		e.emit(evSyn, synReport, 0)
		e.emit(evKey, code, 0)
	})
}

// Switch turns a switch, such as that of a jack.
func (e *Evdev) Switch(code uint16, on bool) {
	e.frame(func() {
		value := int32(0)
		if on {
			value = 1
		}
		e.switches = map[uint16]bool{code: on}
		e.emit(evSw, code, value)
	})
}

// Write puts raw events into the queue without a change of state.
func (e *Evdev) Write(events []byte) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.queue = append(e.queue, events...)
	e.wake()
}

// Unplug takes the device away: reads end with ENODEV.
func (e *Evdev) Unplug() { e.unplug.Do(func() { close(e.gone) }) }

// Grabbed reports whether the host has the device for itself.
func (e *Evdev) Grabbed() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.grabbed
}

// Recorded is everything that was ever told, as a recorder would keep it.
func (e *Evdev) Recorded() []byte {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.recorded)
}

// frame makes one frame of events. When they do not fit, the whole buffer
// goes, and a SYN_DROPPED is what is left of it.
func (e *Evdev) frame(f func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	f()
	e.emit(evSyn, synReport, 0)
	if len(e.queue) > e.opts.Buffer*24 {
		e.queue = nil
		e.emit(evSyn, synDropped, 0)
		e.emit(evSyn, synReport, 0)
	}
	e.wake()
}

func (e *Evdev) wake() {
	select {
	case e.ready <- struct{}{}:
	default:
	}
}

func (e *Evdev) selects(slot int) {
	if e.current != int32(slot) {
		e.current = int32(slot)
		e.emit(evAbs, absSlot, e.current)
	}
}

// place tells only what has changed, as the kernel does.
func (e *Evdev) place(codeX, codeY uint16, x, y int) {
	if e.xs[e.current] != int32(x) {
		e.xs[e.current] = int32(x)
		e.emit(evAbs, codeX, int32(x))
	}
	if e.ys[e.current] != int32(y) {
		e.ys[e.current] = int32(y)
		e.emit(evAbs, codeY, int32(y))
	}
}

func (e *Evdev) emit(typ, code uint16, value int32) {
	now := time.Since(e.began)
	le := binary.LittleEndian
	b := le.AppendUint64(nil, uint64(now/time.Second))
	b = le.AppendUint64(b, uint64(now%time.Second/time.Microsecond))
	b = le.AppendUint32(le.AppendUint16(le.AppendUint16(b, typ), code), uint32(value))
	e.queue = append(e.queue, b...)
	e.recorded = append(e.recorded, b...)
}

// Read is read(2): whole events, as many as fit.
func (e *Evdev) Read(ctx context.Context, p []byte) (int, error) {
	for {
		if n := e.take(p); n > 0 {
			return n, nil
		}
		select {
		case <-e.ready:
		case <-e.gone:
			return 0, syscall.ENODEV
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

func (e *Evdev) take(p []byte) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := copy(p[:len(p)/24*24], e.queue)
	e.queue = e.queue[n:]
	return n
}

// Close gives the grab back and ends a Read.
func (e *Evdev) Close() error {
	e.mu.Lock()
	e.grabbed = false
	e.mu.Unlock()
	e.Unplug()
	return nil
}

// String names the device.
func (e *Evdev) String() string { return "sim-event0" }

func (e *Evdev) isGone() bool {
	select {
	case <-e.gone:
		return true
	default:
		return false
	}
}
