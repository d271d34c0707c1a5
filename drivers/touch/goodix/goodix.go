package goodix

import (
	"context"
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
	Addr      uint16        // AddrLow or AddrHigh; 0: AddrLow where the pins choose it, else both are tried
	INT, RST  gpio.PinIO    // nil: not wired. With both, Run resets the chip and Halt may send it to sleep
	PollEvery time.Duration // without INT; 10 ms
	OnKey     func(byte)    // told of touch keys beside the glass, 0 when they are let go; may be nil, must not block
}

func (o *Opts) defaults() Opts {
	var d Opts
	if o != nil {
		d = *o
	}
	if d.PollEvery == 0 {
		d.PollEvery = 10 * time.Millisecond
	}
	if d.OnKey == nil {
		d.OnKey = func(byte) {}
	}
	return d
}

// Info is what is known of a chip, for a technician.
type Info struct {
	ID          ID
	Addr        uint16
	Config      Config // zero where ConfigError says why
	ConfigError string // a chip with a broken configuration measures badly or not at all
	Reports     int64
	Bad         int64  // reports that cannot be
	LastBad     string // why the last of them cannot
}

// Dev is a controller on an I²C bus.
type Dev struct {
	bus     i2c.Bus
	opts    Opts
	life    *touch.Life
	tracker touch.Tracker
	key     byte

	mu   sync.Mutex
	info Info
}

// New returns the controller on b. It sends nothing; Run does. An address that
// no chip of the family can have is an error.
func New(b i2c.Bus, opts *Opts) (*Dev, error) {
	o := opts.defaults()
	switch o.Addr {
	case 0, AddrLow, AddrHigh:
	default:
		return nil, fmt.Errorf("goodix: address %#x: want 0x5d or 0x14", o.Addr)
	}
	return &Dev{bus: b, opts: o, life: touch.NewLife()}, nil
}

// String implements conn.Resource.
func (d *Dev) String() string { return fmt.Sprintf("goodix{%s}", d.bus) }

// Halt implements conn.Resource. It ends Run with NoDevice. A chip that can be
// woken again through its pins goes to sleep.
func (d *Dev) Halt() error {
	d.life.Halt()
	if d.opts.INT == nil || d.opts.RST == nil || d.Info().Addr == 0 {
		return nil
	}
	return d.ScreenOff()
}

// ScreenOff stops the chip until it is reset (command 05 at 0x8040). Its
// errors are the bus's.
func (d *Dev) ScreenOff() error {
	if err := d.write(regCommand, cmdScreenOff); err != nil {
		return &drivers.Error{Device: "goodix", Op: "screen off", Kind: drivers.NoDevice, Err: err}
	}
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

// Run resets the chip where it can, finds it, and hands every report to sink
// until ctx ends (Cancelled), the chip no longer answers (NoDevice), says only
// what cannot be (Protocol) or never takes a report back (HardwareError). A
// chip of another family is Unsupported. Contacts that are open then are
// cancelled. sink must not block.
func (d *Dev) Run(ctx context.Context, sink func(touch.Raw)) error {
	watch := func(ctx context.Context, irq *touch.Interrupt) error { return d.watch(ctx, irq, sink) }
	return d.life.Run(ctx, "goodix", d.setUp, watch, &d.tracker, sink)
}

func (d *Dev) read(reg uint16, into []byte) error {
	return d.bus.Tx(d.addr(), register(reg), into)
}

func (d *Dev) write(reg uint16, data ...byte) error {
	return d.bus.Tx(d.addr(), register(reg, data...), nil)
}

func (d *Dev) addr() uint16 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.info.Addr
}

var _ conn.Resource = (*Dev)(nil)
