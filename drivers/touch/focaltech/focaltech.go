package focaltech

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"periph.io/x/conn/v3"
	"periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/i2c"

	"govkiosk/drivers"
	"govkiosk/drivers/touch"
)

// Opts configures a Dev. The zero value of a field means its default.
type Opts struct {
	Points    int           // that the chip reports, 1 to 10; by its identity: 2 or 5
	INT       gpio.PinIn    // falling edge for every report; nil: not wired
	RST       gpio.PinOut   // nil: not wired
	PollEvery time.Duration // without INT; 10 ms
}

func (o *Opts) defaults() Opts {
	var d Opts
	if o != nil {
		d = *o
	}
	if d.PollEvery == 0 {
		d.PollEvery = 10 * time.Millisecond
	}
	return d
}

// Info is what is known of a chip, for a technician. What a chip says of
// itself is not reliable.
type Info struct {
	Vendor, Chip, Firmware byte
	Points                 int // that are read
	Reports                int64
	Bad                    int64  // reports that cannot be
	LastBad                string // why the last of them cannot
}

// Dev is a controller on an I²C bus.
type Dev struct {
	bus     i2c.Bus
	opts    Opts
	life    *touch.Life
	tracker touch.Tracker

	mu   sync.Mutex
	info Info
}

// New returns the controller on b. It sends nothing; Run does. A number of
// points that no chip has is an error.
func New(b i2c.Bus, opts *Opts) (*Dev, error) {
	o := opts.defaults()
	if o.Points < 0 || o.Points > 10 {
		return nil, fmt.Errorf("focaltech: %d points: want 1 to 10", o.Points)
	}
	return &Dev{bus: b, opts: o, life: touch.NewLife()}, nil
}

// String implements conn.Resource.
func (d *Dev) String() string { return fmt.Sprintf("focaltech{%s}", d.bus) }

// Halt implements conn.Resource. It ends Run with NoDevice; a panel has
// nothing that moves or shines.
func (d *Dev) Halt() error {
	d.life.Halt()
	return nil
}

// Info returns what is known by now. It may be called while Run runs.
func (d *Dev) Info() Info {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.info
}

func (d *Dev) note(change func(*Info)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change(&d.info)
}

// Run resets the chip where it can and hands every report to sink until ctx
// ends (Cancelled), the chip no longer answers (NoDevice), sleeps (NotReady)
// or says only what cannot be (Protocol). Contacts that are open then are
// cancelled. sink must not block.
func (d *Dev) Run(ctx context.Context, sink func(touch.Raw)) error {
	watch := func(ctx context.Context, irq *touch.Interrupt) error { return d.watch(ctx, irq, sink) }
	return d.life.Run(ctx, "focaltech", d.setUp, watch, &d.tracker, sink)
}

// Reset: low for 5 ms at least, and 300 ms until the chip answers
// (edt-ft5x06.c).
const (
	resetLow = 10 * time.Millisecond
	startUp  = 300 * time.Millisecond
)

func (d *Dev) setUp(ctx context.Context) (*touch.Interrupt, error) {
	if err := d.reset(ctx); err != nil {
		return nil, broken(drivers.HardwareError, err)
	}
	if err := d.identify(); err != nil {
		return nil, broken(drivers.NoDevice, err)
	}
	irq, err := touch.NewInterrupt(d.opts.INT, gpio.FallingEdge)
	if err != nil {
		return nil, broken(drivers.HardwareError, err)
	}
	return irq, nil
}

func (d *Dev) reset(ctx context.Context) error {
	if d.opts.RST == nil {
		return nil
	}
	low := d.opts.RST.Out(gpio.Low)
	touch.Pause(ctx, resetLow)
	high := d.opts.RST.Out(gpio.High)
	touch.Pause(ctx, startUp)
	return errors.Join(low, high)
}

// identify notes who the chip says it is.
func (d *Dev) identify() error {
	var said [3]byte
	for i, reg := range []byte{regVendor, regChip, regFirmware} {
		if err := d.bus.Tx(Addr, []byte{reg}, said[i:i+1]); err != nil {
			return err
		}
	}
	points := d.opts.Points
	if points == 0 {
		points = pointsOf(said[1])
	}
	d.note(func(i *Info) { i.Vendor, i.Chip, i.Firmware, i.Points = said[0], said[1], said[2], points })
	return nil
}

// broken gives an error its kind; Life names device and operation.
func broken(kind drivers.Kind, err error) error {
	return &drivers.Error{Device: "focaltech", Op: "talk", Kind: kind, Outcome: drivers.NotDone, Err: err}
}

var _ conn.Resource = (*Dev)(nil)
