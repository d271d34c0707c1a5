package kiosk

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"govkiosk/config"
	"govkiosk/drivers/touch"
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// resultShown is how long the last page of a calibration stays.
const resultShown = 4 * time.Second

var (
	errBusy    = errors.New("calibrate: somebody is at the terminal; try again when the first page is back")
	errRunning = errors.New("calibrate: it is being calibrated already")
	errNoPanel = errors.New("calibrate: the panel is not there; see kioskctl health")
)

// serveCalibrate runs a calibration and tells its steps, a line of JSON each.
// It ends when who asked goes away.
func (t *Terminal) serveCalibrate(w http.ResponseWriter, r *http.Request) {
	var order CalibrateOrder
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10)).Decode(&order); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if err := order.sound(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	ctx, taps, err := t.touch.claim(r.Context())
	if err == nil {
		defer t.touch.release()
		err = t.holdForCalibration(ctx)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	defer t.showCalibration(nil)
	w.Header().Set("Content-Type", "application/x-ndjson")
	out := json.NewEncoder(w)
	_, _ = t.calibrate(ctx, order, taps, func(s CalibrateStep) { // its last step tells all
		if out.Encode(s) == nil {
			_ = http.NewResponseController(w).Flush() // who asked has gone: ctx tells
		}
	})
}

// holdForCalibration gives the glass to the technician, unless somebody is
// being served.
func (t *Terminal) holdForCalibration(ctx context.Context) error {
	free := make(chan bool, 1)
	t.tell(func(t *Terminal) {
		ok := t.state.Page == journey.PageAttract
		if ok {
			t.calibrating = &screens.Calibrate{}
		}
		free <- ok
	})
	select {
	case ok := <-free:
		if !ok {
			return errBusy
		}
		return nil
	case <-t.stop:
		return errStopped
	case <-ctx.Done():
		t.showCalibration(nil) // it may have been given yet
		return context.Cause(ctx)
	}
}

// showCalibration puts a page of the calibration onto the glass; nil gives the
// glass back.
func (t *Terminal) showCalibration(page *screens.Calibrate) {
	t.tell(func(t *Terminal) {
		t.calibrating = page
		t.present()
	})
}

// calibrate runs one calibration, stores its result and uses it from then on.
// It returns by how many pixels each touch misses.
func (t *Terminal) calibrate(ctx context.Context, order CalibrateOrder, taps *touch.Taps, tell func(CalibrateStep)) ([]float64, error) {
	run := &calibration{
		order: order, taps: taps, tell: tell,
		size: touch.Point{X: float64(t.cfg.Screen.WidthPx), Y: float64(t.cfg.Screen.HeightPx)},
		base: touch.Matrix(t.cfg.Touch.Calibration),
		show: func(page screens.Calibrate) { t.showCalibration(&page) },
	}
	fit, err := run.run(ctx)
	if err == nil {
		err = t.touch.keep(t.cfg, fit, t.clock())
	}
	last := screens.Calibrate{Stage: screens.CalibrateDone, Misses: fit.Residuals}
	step := CalibrateStep{
		Step: "done", MissesPX: fit.Residuals, MaxPX: fit.Max, RMSPX: fit.RMS,
		Turned: &run.turned, Mirrored: run.mirrored, Matrix: &fit.Matrix, File: t.touch.file,
	}
	if err != nil {
		last = screens.Calibrate{Stage: screens.CalibrateKept, Reason: keptReason(err)}
		step = CalibrateStep{Step: "kept", Reason: keptReason(err), Cause: err.Error()}
	}
	tell(step)
	t.log.Info("calibration", "result", step.Step, "reason", step.Reason, "max_px", step.MaxPX)
	t.note("touch-calibration", step)
	t.lastPage(last, taps)
	return fit.Residuals, err
}

// lastPage shows how it ended until a touch, for a few seconds.
func (t *Terminal) lastPage(page screens.Calibrate, taps *touch.Taps) {
	taps.Drop()
	t.showCalibration(&page)
	ctx, cancel := context.WithTimeout(context.Background(), resultShown)
	defer cancel()
	stopped := make(chan struct{})
	defer close(stopped)
	go func() {
		select {
		case <-t.stop:
			cancel()
		case <-stopped:
		}
	}()
	_, _ = taps.Next(ctx) // a touch, or none in time: both end the page
}

// claim takes the panel from the screens. ctx ends with the panel.
func (p *touchDesk) claim(ctx context.Context) (context.Context, *touch.Taps, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.lost != nil:
		return nil, nil, errRunning
	case !p.fitted:
		return nil, nil, errNoPanel
	}
	ctx, p.lost = context.WithCancelCause(ctx)
	p.taps = touch.NewTaps(p.rules)
	p.queue.Cancel(touch.SourcePanel)
	return ctx, p.taps, nil
}

// release gives the panel back to the screens.
func (p *touchDesk) release() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lost(nil)
	p.lost, p.taps, p.raw = nil, nil, nil
}

// keep stores a calibration and has the queue use it.
func (p *touchDesk) keep(c *config.Config, fit touch.Fit, now time.Time) error {
	made := calibratedFor(c)
	made.Matrix, made.MissesPX, made.MadeAt = fit.Matrix, fit.Residuals, now
	if err := made.save(p.file); err != nil {
		return errors.Join(errStorage, err)
	}
	if err := p.queue.Calibrate(fit.Matrix); err != nil {
		return errors.Join(errStorage, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.matrix, p.made, p.refused = fit.Matrix, &made, ""
	return nil
}
