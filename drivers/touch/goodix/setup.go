package goodix

import (
	"context"
	"errors"
	"fmt"
	"time"

	"periph.io/x/conn/v3/gpio"

	"govkiosk/drivers"
	"govkiosk/drivers/touch"
)

// Times of the reset sequence (guide p. 14; goodix.c where it waits longer).
const (
	resetLow   = 20 * time.Millisecond  // 10 at least
	addrSetup  = 200 * time.Microsecond // 100 at least
	addrHold   = 6 * time.Millisecond   // 5 at least
	startUp    = 50 * time.Millisecond
	pollReady  = 2 * time.Millisecond  // between looks after an interrupt ...
	readyLimit = 20 * time.Millisecond // ... until it was one for nothing
)

// setUp resets, finds and identifies the chip.
func (d *Dev) setUp(ctx context.Context) (*touch.Interrupt, error) {
	if d.opts.INT != nil && d.opts.RST != nil {
		if err := d.reset(ctx); err != nil {
			return nil, broken(drivers.HardwareError, err)
		}
	}
	if err := d.find(ctx); err != nil {
		return nil, err
	}
	d.readConfig()
	var pin gpio.PinIn
	if d.opts.INT != nil {
		pin = d.opts.INT
	}
	irq, err := touch.NewInterrupt(pin, d.edge())
	if err != nil {
		return nil, broken(drivers.HardwareError, err)
	}
	return irq, nil
}

// reset resets the chip and lets it latch its address.
func (d *Dev) reset(ctx context.Context) error {
	steps := []struct {
		do   func() error
		wait time.Duration
	}{
		{func() error { return d.opts.RST.Out(gpio.Low) }, resetLow},
		{func() error { return d.opts.INT.Out(d.opts.Addr == AddrHigh) }, addrSetup},
		{func() error { return d.opts.RST.Out(gpio.High) }, addrHold},
		{func() error { return d.opts.INT.Out(gpio.Low) }, startUp},
		{func() error { return d.opts.INT.In(gpio.PullNoChange, gpio.NoEdge) }, 0},
	}
	for _, s := range steps {
		if err := s.do(); err != nil {
			return fmt.Errorf("reset: %w", err)
		}
		touch.Pause(ctx, s.wait)
	}
	return nil
}

// addresses are those that the chip may have.
func (d *Dev) addresses() []uint16 {
	switch {
	case d.opts.Addr != 0:
		return []uint16{d.opts.Addr}
	case d.opts.INT != nil && d.opts.RST != nil:
		return []uint16{AddrLow}
	}
	return []uint16{AddrLow, AddrHigh}
}

// find asks at every address for an identity that this driver knows.
func (d *Dev) find(ctx context.Context) error {
	var all []error
	for _, addr := range d.addresses() {
		var b [6]byte
		if err := d.bus.Tx(addr, register(regID), b[:]); err != nil {
			all = append(all, fmt.Errorf("address %#x: %w", addr, err))
			continue
		}
		id, err := ParseID(b[:])
		if err != nil {
			all = append(all, fmt.Errorf("address %#x: %w", addr, err))
			continue
		}
		d.note(func(i *Info) { i.Addr, i.ID = addr, id })
		if id.MaxTouch() == 0 {
			return broken(drivers.Unsupported, fmt.Errorf("product %q is not of the GT911 family", id.Product))
		}
		return nil
	}
	return broken(drivers.NoDevice, errors.Join(all...))
}

// readConfig notes the configuration or what is wrong with it. A chip without
// a good one is read all the same, by the limits of its family.
func (d *Dev) readConfig() {
	var b [configSize]byte
	err := d.read(regConfig, b[:])
	c, bad := ParseConfig(b[:])
	if err == nil {
		err = bad
	}
	d.note(func(i *Info) {
		i.Config, i.ConfigError = c, ""
		if err != nil {
			i.Config, i.ConfigError = Config{}, err.Error()
		}
	})
}

// maxTouch is how many points a report may have.
func (d *Dev) maxTouch() int {
	i := d.Info()
	if n := i.Config.MaxTouch; n > 0 && n <= i.ID.MaxTouch() {
		return n
	}
	return i.ID.MaxTouch()
}

// edge is where the chip's interrupt begins.
func (d *Dev) edge() gpio.Edge {
	if t := d.Info().Config.Trigger; t == 1 || t == 2 {
		return gpio.FallingEdge
	}
	return gpio.RisingEdge
}

// broken gives an error its kind; Life names device and operation.
func broken(kind drivers.Kind, err error) error {
	return &drivers.Error{Device: "goodix", Op: "talk", Kind: kind, Outcome: drivers.NotDone, Err: err}
}
