package panel

import (
	"context"
	"errors"
	"fmt"
	"io"

	"periph.io/x/conn/v3"
	"periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/i2c"
	"periph.io/x/conn/v3/spi"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/touch"
	"govkiosk/drivers/touch/egalax"
	"govkiosk/drivers/touch/evdev"
	"govkiosk/drivers/touch/focaltech"
	"govkiosk/drivers/touch/goodix"
	"govkiosk/drivers/touch/microtouch"
	"govkiosk/drivers/touch/xpt2046"
)

// Driver names a family of controllers.
type Driver string

const (
	Elo        Driver = "elo"
	MicroTouch Driver = "microtouch"
	EGalax     Driver = "egalax"
	Evdev      Driver = "evdev"
	Goodix     Driver = "goodix"
	FocalTech  Driver = "focaltech"
	XPT2046    Driver = "xpt2046"
)

// Serial reports whether the controller is on a serial line.
func (d Driver) Serial() bool { return d == Elo || d == MicroTouch || d == EGalax }

// Panel is a touch panel of any make.
type Panel interface {
	conn.Resource

	// Run hands every report to sink until ctx ends or the panel is gone, and
	// always returns an error that says which.
	Run(ctx context.Context, sink func(touch.Raw)) error
}

// Config says which panel there is and where. What the driver does not use is
// ignored.
type Config struct {
	Driver     Driver
	Protocol   touch.Protocol // of Elo; SmartSet
	ListenOnly bool           // serial: send nothing
	Line       line.Config    // serial
	Device     string         // evdev: /dev/input/event0, or a link to it
	Shared     bool           // evdev: do not take it for this program alone

	// Events opens the device of evdev anew for every start; nil: Device is its
	// name.
	Events func() (evdev.Node, error)

	// The buses are opened by whoever knows the board (periph's host.Init and
	// registries), anew for every start.
	I2C  func() (i2c.BusCloser, error)  // goodix, focaltech
	SPI  func() (spi.PortCloser, error) // xpt2046
	Addr uint16                         // goodix; 0: either

	Interrupt gpio.PinIO // INT, or PENIRQ, which xpt2046 needs; nil: not wired
	Reset     gpio.PinIO // RST of goodix and focaltech; nil: not wired
}

// OverLine makes the driver of a serial panel on a line that is open. A driver
// that is not on serial lines is a BadRequest.
func (c Config) OverLine(l line.Conn) (Panel, error) {
	switch c.Driver {
	case Elo:
		return touch.New(l, &touch.Opts{Protocol: c.Protocol, ListenOnly: c.ListenOnly})
	case MicroTouch:
		return microtouch.New(l, &microtouch.Opts{ListenOnly: c.ListenOnly})
	case EGalax:
		return egalax.New(l, &egalax.Opts{ListenOnly: c.ListenOnly})
	}
	return nil, c.unknown()
}

// Open opens a panel that is on no serial line. The closer, which may come
// with an error, gives its bus or device back. Errors are NoDevice, NotReady
// and, for wrong use, BadRequest.
func (c Config) Open() (Panel, io.Closer, error) {
	switch c.Driver {
	case Evdev:
		return c.openEvdev()
	case Goodix, FocalTech:
		return c.openI2C()
	case XPT2046:
		return c.openSPI()
	}
	return nil, nil, c.unknown()
}

func (c Config) unknown() error {
	return failed(drivers.BadRequest, fmt.Errorf("driver %q is not known", c.Driver))
}

func (c Config) openEvdev() (Panel, io.Closer, error) {
	open := c.Events
	if open == nil {
		open = func() (evdev.Node, error) { return evdev.Open(c.Device) }
	}
	node, err := open()
	if err != nil {
		return nil, nil, err
	}
	p, err := evdev.New(node, &evdev.Opts{Shared: c.Shared})
	return p, node, err
}

var errNoBus = errors.New("no bus is given")

func (c Config) openI2C() (p Panel, bus i2c.BusCloser, err error) {
	if c.I2C == nil {
		return nil, nil, failed(drivers.BadRequest, errNoBus)
	}
	if bus, err = c.I2C(); err != nil {
		return nil, nil, failed(drivers.NoDevice, err)
	}
	if c.Driver == Goodix {
		p, err = goodix.New(bus, &goodix.Opts{Addr: c.Addr, INT: c.Interrupt, RST: c.Reset})
	} else {
		p, err = focaltech.New(bus, &focaltech.Opts{INT: in(c.Interrupt), RST: out(c.Reset)})
	}
	return p, bus, err
}

func (c Config) openSPI() (Panel, io.Closer, error) {
	if c.SPI == nil {
		return nil, nil, failed(drivers.BadRequest, errNoBus)
	}
	port, err := c.SPI()
	if err != nil {
		return nil, nil, failed(drivers.NoDevice, err)
	}
	p, err := xpt2046.New(port, &xpt2046.Opts{PENIRQ: in(c.Interrupt)})
	return p, port, err
}

// in and out keep a pin that is not there nil.
func in(p gpio.PinIO) gpio.PinIn {
	if p == nil {
		return nil
	}
	return p
}

func out(p gpio.PinIO) gpio.PinOut {
	if p == nil {
		return nil
	}
	return p
}

func failed(kind drivers.Kind, err error) error {
	return &drivers.Error{Device: "touch", Op: "open", Kind: kind, Outcome: drivers.NotDone, Err: err}
}
