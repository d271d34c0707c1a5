package focaltech

import (
	"context"
	"errors"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/touch"
)

const (
	busTries     = 3  // transfers in a row that fail before the chip is gone
	badTries     = 20 // answers in a row that cannot be, or are all FF, before it is given up
	betweenTries = 10 * time.Millisecond
	lookIdle     = time.Second
	lookTouched  = 50 * time.Millisecond // a lost interrupt must not hold a contact
)

var errAbsent = errors.New("it answers FF only: it sleeps, or is not there")

// watcher counts what goes wrong in a row.
type watcher struct{ bus, bad int }

// watch reads reports until something ends it; nil: the context did.
func (d *Dev) watch(ctx context.Context, irq *touch.Interrupt, sink func(touch.Raw)) error {
	b := make([]byte, ReportSize(d.Info().Points))
	var w watcher
	for {
		irq.Wait(ctx, d.patience())
		if ctx.Err() != nil {
			return nil
		}
		if err := w.judge(d.look(b, sink)); err != nil {
			return err
		}
		if w.bus+w.bad > 0 {
			touch.Pause(ctx, betweenTries)
		}
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
func (w *watcher) judge(err error) error {
	switch drivers.KindOf(err) {
	case drivers.Protocol, drivers.NotReady:
		if w.bad++; w.bad >= badTries {
			return err
		}
	default:
		if err == nil {
			*w = watcher{}
			return nil
		}
		if w.bus++; w.bus >= busTries {
			return broken(drivers.NoDevice, err)
		}
	}
	return nil
}

// look reads once and hands on what is on the glass. What cannot be says
// nothing about it.
func (d *Dev) look(b []byte, sink func(touch.Raw)) error {
	if err := d.bus.Tx(Addr, []byte{regPoints}, b); err != nil {
		return err
	}
	r := ParseReport(b)
	d.note(func(i *Info) { i.Reports++ })
	switch {
	case r.Absent:
		return d.bad(drivers.NotReady, errAbsent)
	case r.Invalid != "":
		return d.bad(drivers.Protocol, errors.New(r.Invalid))
	}
	var contacts []touch.Raw
	for _, p := range r.Live() {
		contacts = append(contacts, touch.Raw{ID: p.ID, X: p.X, Y: p.Y, Z: p.Weight, Size: p.Area})
	}
	d.tracker.Picture(time.Now(), contacts, sink)
	return nil
}

func (d *Dev) bad(kind drivers.Kind, err error) error {
	d.note(func(i *Info) {
		i.Bad++
		i.LastBad = err.Error()
	})
	return broken(kind, err)
}
