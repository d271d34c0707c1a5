package xpt2046

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"periph.io/x/conn/v3"
	"periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/physic"
	"periph.io/x/conn/v3/spi"

	"govkiosk/drivers"
	"govkiosk/drivers/touch"
)

// Opts configures a Dev. PENIRQ is required; the zero value of another field
// means its default.
type Opts struct {
	PENIRQ    gpio.PinIn       // low while the pen is down
	Speed     physic.Frequency // 2 MHz; 3.25 MHz at most
	XPlate    int              // ohms of the X plate; 400
	MaxOhms   int              // a fainter touch counts for nothing; 0: none is too faint
	Agreement Agreement        // of the readings of an axis; 1 within 3 of at most 10
	Skip      int              // readings of an axis that settle and count for nothing; 1
	PollEvery time.Duration    // while the pen is down; 5 ms
}

func (o *Opts) defaults() Opts {
	var d Opts
	if o != nil {
		d = *o
	}
	def(&d.Speed, 2*physic.MegaHertz)
	def(&d.XPlate, 400)
	def(&d.Agreement, Agreement{Rep: 1, Tol: 3, Max: 10})
	def(&d.Skip, 1)
	def(&d.PollEvery, 5*time.Millisecond)
	return d
}

func def[T comparable](v *T, value T) {
	var zero T
	if *v == zero {
		*v = value
	}
}

// mostSpeed is 125000 samples a second of 26 bits (ads7846.c).
const mostSpeed = 3250 * physic.KiloHertz

// Info is what is known of a panel, for a technician.
type Info struct {
	Samples  int64 // places that counts were made of
	Unsteady int64 // whose readings did not agree
	Faint    int64 // whose touch was too faint
	LastOhms int   // of the last that counted
}

// Dev is a controller on an SPI port.
type Dev struct {
	conn    spi.Conn
	opts    Opts
	life    *touch.Life
	tracker touch.Tracker

	mu   sync.Mutex
	info Info
}

// New connects to the controller on p. It converts nothing; Run does. Errors
// are a missing PENIRQ, a speed that is too high, and the port's.
func New(p spi.Port, opts *Opts) (*Dev, error) {
	o := opts.defaults()
	if o.PENIRQ == nil {
		return nil, errors.New("xpt2046: no PENIRQ: pen-up cannot be told without it")
	}
	if o.Speed > mostSpeed {
		return nil, fmt.Errorf("xpt2046: %s: %s at most", o.Speed, mostSpeed)
	}
	c, err := p.Connect(o.Speed, spi.Mode0, 8)
	if err != nil {
		return nil, &drivers.Error{Device: "xpt2046", Op: "connect", Kind: drivers.NoDevice, Outcome: drivers.NotDone, Err: err}
	}
	return &Dev{conn: c, opts: o, life: touch.NewLife()}, nil
}

// String implements conn.Resource.
func (d *Dev) String() string { return fmt.Sprintf("xpt2046{%s}", d.conn) }

// Halt implements conn.Resource. It ends Run with NoDevice, which leaves the
// converter powered down.
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

// Run waits for the pen and hands every place to sink until ctx ends
// (Cancelled) or the port fails (NoDevice). A contact that is open then is
// cancelled. A chip that is not there cannot be told from one that nobody
// touches: SPI acknowledges nothing. sink must not block.
func (d *Dev) Run(ctx context.Context, sink func(touch.Raw)) error {
	watch := func(ctx context.Context, irq *touch.Interrupt) error { return d.watch(ctx, irq, sink) }
	return d.life.Run(ctx, "xpt2046", d.setUp, watch, &d.tracker, sink)
}

func (d *Dev) setUp(context.Context) (*touch.Interrupt, error) {
	irq, err := touch.NewInterrupt(d.opts.PENIRQ, gpio.FallingEdge)
	if err != nil {
		return nil, broken(err)
	}
	return irq, nil
}

// broken gives an error its kind; Life names device and operation.
func broken(err error) error {
	return &drivers.Error{Device: "xpt2046", Op: "talk", Kind: drivers.NoDevice, Outcome: drivers.NotDone, Err: err}
}

var _ conn.Resource = (*Dev)(nil)
