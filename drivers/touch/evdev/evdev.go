package evdev

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sys/unix"
	"periph.io/x/conn/v3"

	"govkiosk/drivers"
	"govkiosk/drivers/touch"
)

// Opts configures a Dev. The zero value takes the device for this program
// alone.
type Opts struct {
	Shared bool // do not grab: others read it too
}

// Info is what is known of a device, for a technician.
type Info struct {
	Name  string
	X, Y  touch.Axis // ranges of counts, for touch.Normalised
	Slots int        // 0: a single-touch device
	Gaps  int64      // times that the kernel dropped events
}

// Dev is a touchscreen.
type Dev struct {
	node Node
	opts Opts
	life *touch.Life

	slots *Slots
	clock func(time.Duration) time.Time // of an event's time

	mu   sync.Mutex
	info Info
}

// New returns the touchscreen behind n. It asks nothing; Run does.
func New(n Node, opts *Opts) (*Dev, error) {
	d := &Dev{node: n, life: touch.NewLife()}
	if opts != nil {
		d.opts = *opts
	}
	return d, nil
}

// String implements conn.Resource.
func (d *Dev) String() string { return fmt.Sprintf("evdev{%s}", d.node) }

// Halt implements conn.Resource. It closes the device, which gives it back to
// others and ends Run with NoDevice.
func (d *Dev) Halt() error {
	d.life.Halt()
	return d.node.Close()
}

// Info returns what is known by now. It may be called while Run runs.
func (d *Dev) Info() Info {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.info
}

// Run takes the device and hands every report to sink until ctx ends
// (Cancelled) or the device is gone (NoDevice); the contacts that are open
// then are cancelled. What is no touchscreen is Unsupported, and a device that
// another process has grabbed NotReady. A finger that already rests on the
// glass is reported. sink must not block.
func (d *Dev) Run(ctx context.Context, sink func(touch.Raw)) error {
	ctx, done := d.life.Bound(ctx)
	defer done()
	if err := d.setUp(); err != nil {
		return d.life.Failed(ctx, "evdev", "set up", classed(err))
	}
	err := d.watch(ctx, sink)
	d.hand(d.slots.CancelAll(), time.Now(), sink)
	return d.life.Failed(ctx, "evdev", "read", classed(err))
}

// setUp recognises the device and takes it.
func (d *Dev) setUp() error {
	a, err := ask(d.node)
	if err != nil {
		return err
	}
	if !a.touchscreen() {
		return &drivers.Error{Device: "evdev", Op: "recognise", Kind: drivers.Unsupported, Outcome: drivers.NotDone, Err: errors.New("it is no touchscreen")}
	}
	d.slots = NewSlots(!a.slots || !a.place)
	if err := d.measure(); err != nil {
		return err
	}
	d.clock = d.readClock()
	if d.opts.Shared {
		return nil
	}
	return d.node.Grab(true)
}

// measure reads the axes.
func (d *Dev) measure() error {
	x, y := uint16(absMTX), uint16(absMTY)
	if d.slots.single {
		x, y = absX, absY
	}
	_, xLow, xHigh, err := d.node.Axis(x)
	if err != nil {
		return err
	}
	_, yLow, yHigh, err := d.node.Axis(y)
	if err != nil {
		return err
	}
	count := 0
	if !d.slots.single {
		_, _, last, err := d.node.Axis(absMTSlot)
		if err != nil {
			return err
		}
		count = int(min(max(last, 0)+1, maxSlots))
	}
	name, _ := d.node.Name() // of no use but to people
	d.mu.Lock()
	defer d.mu.Unlock()
	d.info = Info{Name: name, X: touch.Axis{Min: int(xLow), Max: int(xHigh)}, Y: touch.Axis{Min: int(yLow), Max: int(yHigh)}, Slots: count}
	return nil
}

// readClock relates the device's clock to this program's. A device that keeps
// another clock is believed in nothing but the order.
func (d *Dev) readClock() func(time.Duration) time.Time {
	mono, err := d.node.Monotonic()
	now := time.Now()
	if err != nil {
		return func(time.Duration) time.Time { return time.Now() }
	}
	return func(at time.Duration) time.Time {
		if t := now.Add(at - mono); t.Before(time.Now()) {
			return t
		}
		return time.Now()
	}
}

// watch reads events until that fails.
func (d *Dev) watch(ctx context.Context, sink func(touch.Raw)) error {
	if err := d.sync(time.Now(), sink); err != nil {
		return err
	}
	buf := make([]byte, 64*EventSize)
	for {
		n, err := d.node.Read(ctx, buf)
		for b := buf[:n]; len(b) >= EventSize; b = b[EventSize:] {
			if err := d.feed(ParseEvent(b), sink); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
	}
}

// feed takes one event. After a gap the device is asked how things are.
func (d *Dev) feed(e Event, sink func(touch.Raw)) error {
	changes, stale := d.slots.Feed(e)
	at := d.clock(e.Time)
	if !stale {
		d.hand(changes, at, sink)
		return nil
	}
	d.mu.Lock()
	d.info.Gaps++
	d.mu.Unlock()
	return d.sync(at, sink)
}

// sync asks for the state and hands on what is new in it.
func (d *Dev) sync(at time.Time, sink func(touch.Raw)) error {
	state, err := d.query()
	if err != nil {
		return err
	}
	d.hand(d.slots.Sync(state), at, sink)
	return nil
}

func (d *Dev) query() (State, error) {
	if d.slots.single {
		return d.querySingle()
	}
	n := d.Info().Slots
	s := State{IDs: make([]int32, n), Xs: make([]int32, n), Ys: make([]int32, n)}
	current, _, _, err := d.node.Axis(absMTSlot)
	s.Current = int(current)
	return s, errors.Join(err, d.node.Slots(absMTTracking, s.IDs), d.node.Slots(absMTX, s.Xs), d.node.Slots(absMTY, s.Ys))
}

func (d *Dev) querySingle() (State, error) {
	keys, err := d.node.Keys()
	x, _, _, errX := d.node.Axis(absX)
	y, _, _, errY := d.node.Axis(absY)
	return State{Touch: bit(keys, btnTouch), Xs: []int32{x}, Ys: []int32{y}}, errors.Join(err, errX, errY)
}

// phases are the words of a Queue for what happened.
var phases = map[What]touch.Phase{Down: touch.PhaseDown, Move: touch.PhaseMove, Up: touch.PhaseUp, Cancel: touch.PhaseCancel}

// hand reports changes. The slot is the contact's id: that of the kernel
// changes while the slot's old contact still has to end.
func (d *Dev) hand(changes []Change, at time.Time, sink func(touch.Raw)) {
	for _, c := range changes {
		sink(touch.Raw{Phase: phases[c.What], ID: c.Slot, X: c.X, Y: c.Y, Z: c.Pressure, Size: c.Size, Rests: true, At: at})
	}
}

// classed gives an error of the system its kind.
func classed(err error) error {
	if err == nil || drivers.KindOf(err) != drivers.KindUnknown {
		return err
	}
	kind := drivers.NoDevice
	if errors.Is(err, unix.EBUSY) || errors.Is(err, unix.EACCES) || errors.Is(err, unix.EPERM) {
		kind = drivers.NotReady
	}
	return &drivers.Error{Device: "evdev", Op: "talk", Kind: kind, Outcome: drivers.NotDone, Err: err}
}

var _ conn.Resource = (*Dev)(nil)
