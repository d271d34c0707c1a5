package kiosk

import (
	"context"
	"log/slog"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/touch"
	"govkiosk/screens"
)

// touchDesk owns the touch panel and the queue that it shares with the mouse.
type touchDesk struct {
	cfg    config.Touch
	health *Health
	push   func(screens.Pointer)
	queue  *touch.Queue
	log    *slog.Logger
}

func newTouchDesk(c *config.Config, h *Health, push func(screens.Pointer), log *slog.Logger) (*touchDesk, error) {
	p := &touchDesk{cfg: c.Touch, health: h, push: push, log: log}
	q, err := touch.NewQueue(touch.QueueOpts{
		Width: c.Screen.WidthPx, Height: c.Screen.HeightPx, Matrix: touch.Matrix(c.Touch.Calibration),
		DeadZone: c.Touch.DeadZonePx, MinTap: c.Touch.MinTap, Rebound: c.Touch.Rebound,
		StuckAfter: c.Touch.StuckAfter, OnFault: p.fault,
	})
	p.queue = q
	return p, err
}

// run keeps the panel's line open and hands its events on until ctx ends.
func (p *touchDesk) run(ctx context.Context) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.pump(ctx)
	}()
	defer func() { <-done }()
	if p.cfg.Driver == config.TouchNone || p.cfg.Port == "" {
		p.health.Report(Condition{Device: DeviceTouch, State: drivers.DeviceMissing})
		<-ctx.Done()
		return
	}
	line.Keep(ctx, lineConfig(p.cfg.Line), p.serve, func(s drivers.DeviceState, err error) {
		if s != drivers.Online {
			p.queue.Cancel(touch.SourcePanel)
			p.report(s, err)
		}
	})
}

func (p *touchDesk) serve(ctx context.Context, c line.Conn) error {
	dev, err := touch.New(c, &touch.Opts{Protocol: touch.Protocol(p.cfg.Protocol), ListenOnly: p.cfg.ListenOnly})
	if err != nil {
		return err
	}
	p.report(drivers.Online, nil)
	return dev.Run(ctx, p.queue.Put)
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
