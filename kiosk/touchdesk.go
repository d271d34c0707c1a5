package kiosk

import (
	"context"
	"log/slog"

	"periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/i2c"
	"periph.io/x/conn/v3/i2c/i2creg"
	"periph.io/x/conn/v3/spi"
	"periph.io/x/conn/v3/spi/spireg"
	"periph.io/x/host/v3"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/touch"
	touchpanel "govkiosk/drivers/touch/panel"
	"govkiosk/screens"
)

// touchDesk owns the touch panel and the queue that it shares with the mouse.
type touchDesk struct {
	cfg    config.Touch
	ports  *portFinder
	health *Health
	push   func(screens.Pointer)
	queue  *touch.Queue
	log    *slog.Logger
}

func newTouchDesk(c *config.Config, ports *portFinder, h *Health, push func(screens.Pointer), log *slog.Logger) (*touchDesk, error) {
	p := &touchDesk{cfg: c.Touch, ports: ports, health: h, push: push, log: log}
	median := 0
	if touchpanel.Driver(c.Touch.Driver) == touchpanel.XPT2046 {
		median = 3 // a resistive panel throws a wild reading now and then
	}
	q, err := touch.NewQueue(touch.QueueOpts{
		Median: median,
		Width:  c.Screen.WidthPx, Height: c.Screen.HeightPx, Matrix: touch.Matrix(c.Touch.Calibration),
		DeadZone: c.Touch.DeadZonePx, MinTap: c.Touch.MinTap, Rebound: c.Touch.Rebound,
		StuckAfter: c.Touch.StuckAfter, OnFault: p.fault,
	})
	p.queue = q
	return p, err
}

// run keeps the panel going and hands its events on until ctx ends.
func (p *touchDesk) run(ctx context.Context) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.pump(ctx)
	}()
	defer func() { <-done }()
	c, fitted, err := p.panel()
	switch {
	case err != nil:
		p.report(drivers.HardwareFault, err)
		<-ctx.Done()
	case !fitted:
		p.report(drivers.DeviceMissing, nil)
		<-ctx.Done()
	default:
		touchpanel.Keep(ctx, c, p.queue.Put, func(s drivers.DeviceState, err error) {
			if s != drivers.Online {
				p.queue.Cancel(touch.SourcePanel)
			}
			p.report(s, err)
		})
	}
}

// panel says which panel there is and where; a configuration without a port
// and a bus has none.
func (p *touchDesk) panel() (c touchpanel.Config, fitted bool, err error) {
	t := p.cfg
	if t.Driver == config.TouchNone || t.Port == "" && t.Bus == "" {
		return c, false, nil
	}
	c = touchpanel.Config{
		Driver: touchpanel.Driver(t.Driver), Protocol: touch.Protocol(t.Protocol), ListenOnly: t.ListenOnly,
		Line: p.ports.line(t.Line), Device: t.Port,
		I2C: func() (i2c.BusCloser, error) { return onHost(i2creg.Open, t.Bus) },
		SPI: func() (spi.PortCloser, error) { return onHost(spireg.Open, t.Bus) },
	}
	if c.Interrupt, err = optionalPin(t.InterruptPin); err != nil {
		return c, true, err
	}
	c.Reset, err = optionalPin(t.ResetPin)
	return c, true, err
}

// onHost opens a bus of this machine by its name.
func onHost[B any](open func(string) (B, error), name string) (B, error) {
	if _, err := host.Init(); err != nil {
		var none B
		return none, err
	}
	return open(name)
}

func optionalPin(name string) (gpio.PinIO, error) {
	if name == "" {
		return nil, nil
	}
	return openPin(name)
}

// pump hands the queue's events to the screens, in order.
func (p *touchDesk) pump(ctx context.Context) {
	for {
		e, err := p.queue.Get(ctx)
		if err != nil {
			return
		}
		p.push(screens.Pointer{Phase: screens.Phase(e.Phase), X: e.X, Y: e.Y, At: e.At})
	}
}

// mouse takes the mouse as one more source.
func (p *touchDesk) mouse(e screens.Pointer) {
	p.queue.PutMouse(touch.Phase(e.Phase), e.X, e.Y, e.At)
}

// fault reports a contact that never moves: it is a fault and not a finger.
func (p *touchDesk) fault(err error) {
	if err == nil {
		p.report(drivers.Online, nil)
		return
	}
	p.report(drivers.HardwareFault, err)
}

// report has no reason that withdraws a service: a terminal whose panel is
// away cannot be asked for one anyhow, and a technician sees the state.
func (p *touchDesk) report(s drivers.DeviceState, err error) {
	c := Condition{Device: DeviceTouch, State: s}
	if err != nil {
		c.Cause = err.Error()
	}
	p.health.Report(c)
}
