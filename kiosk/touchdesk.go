package kiosk

import (
	"context"
	"log/slog"
	"sync"

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
	"govkiosk/kiosk/fault"
	"govkiosk/screens"
)

// touchDesk owns the touch panel and the queue that it shares with the mouse.
type touchDesk struct {
	cfg    config.Touch
	ports  *portFinder
	health *Health
	push   func(screens.Pointer)
	queue  *touch.Queue
	rules  touch.QueueOpts // of the queue, as it began
	file   string          // of the calibration
	log    *slog.Logger

	mu       sync.Mutex
	taps     *touch.Taps             // has the panel while it is calibrated; nil: the queue has it
	raw      func(touch.Raw)         // likewise, while it is tested
	lost     context.CancelCauseFunc // ends the calibration of a panel that is lost; nil: none runs
	fitted   bool                    // there is a panel, and it is online
	matrix   touch.Matrix
	made     *calibrated // what matrix is from; nil: the configuration
	refused  string      // why the file is not what it is from
	coverage *touch.Coverage
}

// Cells of the map of where the panel was touched: 10 mm or so on a column.
const (
	coverageColumns = 27
	coverageRows    = 48
)

func newTouchDesk(c *config.Config, ports *portFinder, h *Health, push func(screens.Pointer), log *slog.Logger) (*touchDesk, error) {
	p := &touchDesk{cfg: c.Touch, ports: ports, health: h, push: push, file: calibrationPath(c), log: log}
	median := 0
	if touchpanel.Driver(c.Touch.Driver) == touchpanel.XPT2046 {
		median = 3 // a resistive panel throws a wild reading now and then
	}
	if err := p.calibration(c); err != nil {
		return nil, err
	}
	p.coverage = touch.NewCoverage(c.Screen.WidthPx, c.Screen.HeightPx, coverageColumns, coverageRows)
	p.rules = touch.QueueOpts{
		Median: median,
		Width:  c.Screen.WidthPx, Height: c.Screen.HeightPx, Matrix: p.matrix,
		DeadZone: c.Touch.DeadZonePx, MinTap: c.Touch.MinTap, Rebound: c.Touch.Rebound,
		EdgeBand: c.Touch.EdgeBandPx, MaxSize: c.Touch.PalmSize, StuckAfter: c.Touch.StuckAfter, OnFault: p.fault,
	}
	q, err := touch.NewQueue(p.rules)
	p.queue = q
	return p, err
}

// configured is how counts become pixels by the configuration alone.
func configured(c *config.Config) (touch.Matrix, error) {
	return touch.Matrix(c.Touch.Calibration).Turned(c.Touch.Rotation, c.Screen.WidthPx, c.Screen.HeightPx)
}

// calibration takes what a technician's touches told; else, and where that is
// of another panel, the configuration holds.
func (p *touchDesk) calibration(c *config.Config) error {
	base, err := configured(c)
	if err != nil {
		return err
	}
	p.matrix = base
	made, found, err := loadCalibration(c)
	if err != nil {
		p.refused = err.Error()
		p.log.Warn("touch", "err", err)
	}
	if found {
		p.matrix, p.made = made.Matrix, &made
	}
	return nil
}

// put takes one report of the panel. While it is calibrated they are raw.
func (p *touchDesk) put(r touch.Raw) {
	p.mu.Lock()
	taps, raw := p.taps, p.raw
	p.mu.Unlock()
	switch {
	case taps != nil:
		taps.Put(r)
	case raw != nil:
		raw(r)
	default:
		p.queue.Put(r)
	}
}

// state is told how the panel is.
func (p *touchDesk) state(s drivers.DeviceState, err error) {
	p.mu.Lock()
	p.fitted = s == drivers.Online
	if !p.fitted && p.lost != nil {
		p.lost(errPanel)
	}
	p.mu.Unlock()
	if s != drivers.Online {
		p.queue.Cancel(touch.SourcePanel)
	}
	p.report(s, err)
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
		touchpanel.Keep(ctx, c, p.put, p.state)
	}
}

// panel says which panel there is and where; a configuration without a port
// and a bus has none.
func (p *touchDesk) panel() (c touchpanel.Config, fitted bool, err error) {
	t := p.cfg
	if !p.there() {
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

// there reports whether a panel is configured.
func (p *touchDesk) there() bool {
	return p.cfg.Driver != config.TouchNone && (p.cfg.Port != "" || p.cfg.Bus != "")
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
		p.mu.Lock()
		p.coverage.Add(e)
		p.mu.Unlock()
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
	switch {
	case err != nil:
		c.Code, c.Cause = touchCode(err), err.Error()
	case s == drivers.Online:
		c.Code, c.Cause = p.uncalibrated()
	}
	p.health.Report(c)
}

// uncalibrated tells of a stored calibration that is not in use.
func (p *touchDesk) uncalibrated() (fault.Code, string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.refused == "" {
		return "", ""
	}
	return "TCH-CALIBRATION", p.refused
}
