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

// keptAs is why a calibration stays as it was, as a test tells it.
func keptAs(err error) error {
	switch {
	case errors.Is(err, errRunning), errors.Is(err, errBusy):
		return diag.ErrBusy
	case errors.Is(err, errSilent):
		return diag.Refusal{Verdict: diag.Aborted, Reason: diag.ReasonTime, Detail: err.Error()}
	case errors.Is(err, errMissed), errors.Is(err, errTurned):
		return diag.Refusal{Verdict: diag.Fail, Reason: diag.ReasonValue, Detail: err.Error()}
	case errors.Is(err, errStorage):
		return diag.Refusal{Verdict: diag.Fail, Reason: "journal", Detail: err.Error()}
	}
	return panelGone(err)
}

// panelGone is the error of a panel that is lost in the middle of a test.
func panelGone(err error) error {
	if !errors.Is(err, errPanel) && !errors.Is(err, errNoPanel) {
		return err
	}
	return &drivers.Error{Device: "touch", Op: "test", Kind: drivers.NoDevice, Err: err}
}
