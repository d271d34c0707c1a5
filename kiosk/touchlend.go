package kiosk

import (
	"context"
	"errors"

	"govkiosk/drivers"
	"govkiosk/drivers/touch"
	"govkiosk/kiosk/diag"
)

// lend takes the panel from the screens for a test. release gives it back.
func (p *touchDesk) lend(ctx context.Context) (lentPanel, error) {
	if !p.there() {
		return lentPanel{}, diag.ErrNotFitted
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.lost != nil:
		return lentPanel{}, diag.ErrBusy
	case !p.fitted:
		return lentPanel{}, panelGone(errNoPanel)
	}
	ctx, p.lost = context.WithCancelCause(ctx)
	p.raw = func(touch.Raw) {}
	p.queue.Cancel(touch.SourcePanel)
	return lentPanel{ctx: ctx, desk: p}, nil
}

// reportTo hands the raw reports of a lent panel to sink.
func (p *touchDesk) reportTo(sink func(touch.Raw)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.raw != nil {
		p.raw = sink
	}
}

// panelGone is the error of a panel that is lost in the middle of a test.
func panelGone(err error) error {
	if !errors.Is(err, errPanel) && !errors.Is(err, errNoPanel) {
		return err
	}
	return &drivers.Error{Device: "touch", Op: "test", Kind: drivers.NoDevice, Err: err}
}
