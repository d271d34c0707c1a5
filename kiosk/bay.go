package kiosk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"govkiosk/config"
	"govkiosk/drivers/escpos"
	"govkiosk/drivers/idcard"
	"govkiosk/drivers/locker"
	"govkiosk/drivers/panel"
	"govkiosk/drivers/scanner"
	"govkiosk/drivers/touch"
	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/speech"
)

// bay lends the terminal's devices to tests.
type bay struct{ t *Terminal }

var _ diag.Terminal = bay{}

func (b bay) Config() *config.Config { return b.t.cfg }

func (b bay) Reader(ctx context.Context, use func(context.Context, *idcard.Dev) error) error {
	if b.t.cfg.Reader.Port == "" {
		return diag.ErrNotFitted
	}
	return b.t.reader.lender.lend(ctx, use)
}

func (b bay) Printer(ctx context.Context, use func(context.Context, *escpos.Dev) error) error {
	if b.t.cfg.Printer.Port == "" {
		return diag.ErrNotFitted
	}
	return b.t.printer.lender.lend(ctx, use)
}

func (b bay) Scanner(ctx context.Context, use func(context.Context, *scanner.Dev) error) error {
	if b.t.cfg.Scanner.Port == "" {
		return diag.ErrNotFitted
	}
	return b.t.scanner.lender.lend(ctx, use)
}

func (b bay) Cabinet(ctx context.Context, use func(context.Context, *locker.Dev, map[int]locker.Cell) error) error {
	if b.t.cfg.Cabinet.Port == "" {
		return diag.ErrNotFitted
	}
	return b.t.cabinet.lender.lend(ctx, func(ctx context.Context, dev *locker.Dev) error {
		return use(ctx, dev, b.t.cabinet.wiring)
	})
}

// Panel lends lights and contacts. The contacts are told to the terminal all
// the same; the lights are the test's, and dark when it ends.
func (b bay) Panel(ctx context.Context, use func(context.Context, *panel.Dev) error) error {
	f := b.t.fascia
	if f.dev == nil {
		return diag.ErrNotFitted
	}
	if !f.lent.CompareAndSwap(false, true) {
		return diag.ErrBusy
	}
	defer b.t.tell(func(t *Terminal) {
		clear(f.shown)
		f.lent.Store(false)
		t.present()
	})
	defer f.dark()
	return guarded(ctx, f.dev, use)
}

// Touch lends the panel: no touch reaches the screens meanwhile.
func (b bay) Touch(ctx context.Context, use func(context.Context, diag.TouchPanel) error) error {
	lent, err := b.t.touch.lend(ctx)
	if err != nil {
		return err
	}
	defer b.t.touch.release()
	return use(lent.ctx, lent)
}

// Calibrate has the technician touch crosses.
func (b bay) Calibrate(ctx context.Context) ([]float64, error) {
	if !b.t.touch.there() {
		return nil, diag.ErrNotFitted
	}
	ctx, taps, err := b.t.touch.claim(ctx)
	if err != nil {
		return nil, keptAs(err)
	}
	defer b.t.touch.release()
	if err := b.t.holdForCalibration(ctx); err != nil {
		return nil, keptAs(err)
	}
	defer b.t.showCalibration(nil)
	misses, err := b.t.calibrate(ctx, CalibrateOrder{Points: 5, WaitS: 30}, taps, func(CalibrateStep) {})
	return misses, keptAs(err)
}

func (b bay) ConfigFiles() []string { return b.t.files }

func (b bay) Glyph() escpos.GlyphFunc { return b.t.promise.slips.Glyph }

func (b bay) Sound(ctx context.Context) error {
	err := b.t.speech.sound.Tone(ctx)
	if errors.Is(err, speech.ErrNoPlayer) {
		return diag.ErrNotFitted
	}
	return err
}

func (b bay) Glass() bool { return b.t.glass }

// Health is the row of the table that a device has.
func (b bay) Health(d diag.Device) diag.Health {
	name := Device(d)
	switch d {
	case diag.Audio:
		name = DeviceSpeech
	case diag.Network:
		name = DeviceHall
	case diag.Storage:
		name = DeviceJournal
	}
	c := b.t.health.Of(name)
	return diag.Health{State: c.State, Reason: string(c.Reason), Cause: c.Cause, Since: c.Since}
}

func (b bay) HallAhead() (time.Duration, bool) { return b.t.machine.late.off() }

// latencyKept is the name under which the time of a write is tried.
const latencyKept = "diag-latency"

func (b bay) JournalWrite() (time.Duration, error) {
	begin := time.Now()
	data, err := json.Marshal(begin)
	if err == nil {
		err = b.t.journal.KeepCopy(latencyKept, data)
	}
	return time.Since(begin), err
}

// lentPanel is a touch panel in a test.
type lentPanel struct {
	ctx  context.Context // ends with the panel
	desk *touchDesk
}

func (l lentPanel) Reports(ctx context.Context, sink func(touch.Raw)) error {
	var mu sync.Mutex
	over := false
	defect := make(chan error, 1)
	l.desk.reportTo(func(r touch.Raw) { // on the panel's own goroutine
		mu.Lock()
		defer mu.Unlock()
		defer func() {
			if p := recover(); p != nil {
				over = true
				defect <- fmt.Errorf("%w: %v", diag.ErrDefect, p)
			}
		}()
		if !over {
			sink(r)
		}
	})
	defer func() {
		l.desk.reportTo(func(touch.Raw) {})
		mu.Lock()
		over = true
		mu.Unlock()
	}()
	select {
	case <-ctx.Done():
	case <-l.ctx.Done():
		return panelGone(context.Cause(l.ctx))
	case err := <-defect:
		return err
	}
	return nil
}

func (l lentPanel) Matrix() touch.Matrix {
	l.desk.mu.Lock()
	defer l.desk.mu.Unlock()
	return l.desk.matrix
}

func (l lentPanel) Rules() touch.QueueOpts { return l.desk.rules }
