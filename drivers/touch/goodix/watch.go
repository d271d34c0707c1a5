package goodix

import (
	"context"
	"errors"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/touch"
)

const (
	busTries     = 3  // transfers in a row that fail before the chip is gone
	badTries     = 20 // reports in a row that cannot be before the chip is given up
	emptyTries   = 20 // reports in a row about nothing before it counts as stuck
	lookIdle     = time.Second
	lookTouched  = 50 * time.Millisecond // a lost interrupt must not hold a contact
	betweenTries = 10 * time.Millisecond
)

var errStuckReady = errors.New("the status is ready again however often it is cleared")

// watcher counts what goes wrong in a row.
type watcher struct{ bus, bad, empty int }

// watch reads reports until something ends it; nil: the context did.
func (d *Dev) watch(ctx context.Context, irq *touch.Interrupt, sink func(touch.Raw)) error {
	var w watcher
	for {
		edge := irq.Wait(ctx, d.patience())
		if ctx.Err() != nil {
			return nil
		}
		r, err := d.next(ctx, edge)
		if err = w.judge(r, err); err != nil {
			return err
		}
		if w.bus+w.bad > 0 { // it cannot be trusted
			touch.Pause(ctx, betweenTries)
			continue
		}
		d.hand(r, sink)
	}
}

// patience is how long to wait for an interrupt before looking anyhow.
func (d *Dev) patience() time.Duration {
	switch {
	case d.opts.INT == nil:
		return d.opts.PollEvery
	case d.tracker.Touched():
		return lookTouched
	}
	return lookIdle
}

// judge makes an error of what went wrong too often in a row.
func (w *watcher) judge(r Report, err error) error {
	switch {
	case err == nil:
		w.bus, w.bad = 0, 0
		w.empty++
		if !r.Ready || r.Large || r.HasKey || len(r.Points) > 0 {
			w.empty = 0
		}
		if w.empty > emptyTries {
			return broken(drivers.HardwareError, errStuckReady)
		}
	case drivers.KindOf(err) == drivers.Protocol:
		if w.bad++; w.bad >= badTries {
			return err
		}
	default:
		if w.bus++; w.bus >= busTries {
			return broken(drivers.NoDevice, err)
		}
	}
	return nil
}

// next reads a report. After an interrupt it may take the chip some 10 ms to
// have it ready; that it never is, after the last finger has gone, is normal.
func (d *Dev) next(ctx context.Context, edge bool) (Report, error) {
	r, err := d.report()
	for end := time.Now().Add(readyLimit); edge && err == nil && !r.Ready && time.Now().Before(end) && ctx.Err() == nil; {
		touch.Pause(ctx, pollReady)
		r, err = d.report()
	}
	return r, err
}

// report reads once. What was ready is cleared even if it cannot be: until
// then the chip has nothing new. What was not is left alone: it may have
// become ready meanwhile, and clearing it would lose a release.
func (d *Dev) report() (Report, error) {
	b := make([]byte, firstRead)
	if err := d.read(regStatus, b); err != nil {
		return Report{}, err
	}
	if b[0]&statusReady == 0 {
		return Report{}, nil
	}
	most := d.maxTouch()
	if rest := ReportSize(b[0]) - firstRead; rest > 0 && int(b[0]&statusCount) <= most {
		more := make([]byte, rest)
		if err := d.read(regStatus+firstRead, more); err != nil {
			return Report{}, err
		}
		b = append(b, more...)
	}
	if err := d.write(regStatus, 0); err != nil {
		return Report{}, err
	}
	r, err := ParseReport(b, most)
	d.note(func(i *Info) {
		i.Reports++
		if err != nil {
			i.Bad++
			i.LastBad = err.Error()
		}
	})
	return r, err
}

// hand turns a report into contacts and keys.
func (d *Dev) hand(r Report, sink func(touch.Raw)) {
	if !r.Ready {
		return
	}
	var contacts []touch.Raw
	for _, p := range r.Points {
		contacts = append(contacts, touch.Raw{ID: p.ID, X: p.X, Y: p.Y, Size: p.Size, Palm: r.Large})
	}
	d.tracker.Picture(time.Now(), contacts, sink)
	if r.Key != d.key {
		d.key = r.Key
		d.opts.OnKey(r.Key)
	}
}
