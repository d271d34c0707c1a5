package xpt2046

import (
	"context"
	"time"

	"periph.io/x/conn/v3/gpio"

	"govkiosk/drivers/touch"
)

const (
	firstSample = time.Millisecond       // after the pen comes down, for the plates to settle
	lookIdle    = 100 * time.Millisecond // a lost edge must not lose a tap
)

// sample is one place that was read.
type sample struct{ x, y, ohms int }

// watch samples while the pen is down; nil: the context ended.
func (d *Dev) watch(ctx context.Context, irq *touch.Interrupt, sink func(touch.Raw)) error {
	if err := d.powerDown(); err != nil { // else PENIRQ may be off
		return broken(err)
	}
	for {
		irq.Wait(ctx, lookIdle)
		if d.penDown() {
			touch.Pause(ctx, firstSample)
		}
		for ctx.Err() == nil && d.penDown() {
			if err := d.look(sink); err != nil {
				return broken(err)
			}
			touch.Pause(ctx, d.opts.PollEvery)
		}
		if ctx.Err() != nil {
			return nil
		}
		d.tracker.Picture(time.Now(), nil, sink)
	}
}

// penDown reads PENIRQ's level, which counts only while the converter is off.
func (d *Dev) penDown() bool { return d.opts.PENIRQ.Read() == gpio.Low }

// look samples once. What was read while the pen was already being lifted is
// dropped, and what does not count says nothing about the pen.
func (d *Dev) look(sink func(touch.Raw)) error {
	s, ok, err := d.sample()
	if down := d.powerDown(); err == nil {
		err = down
	}
	if err != nil || !ok || !d.penDown() {
		return err
	}
	d.note(func(i *Info) { i.Samples++; i.LastOhms = s.ohms })
	d.tracker.Picture(time.Now(), []touch.Raw{{X: s.x, Y: s.y, Z: s.ohms}}, sink)
	return nil
}

// sample reads a place and how firm the touch is.
func (d *Dev) sample() (s sample, ok bool, err error) {
	if s.y, ok, err = d.axis(CmdY); err != nil || !ok {
		return s, false, err
	}
	if s.x, ok, err = d.axis(CmdX); err != nil || !ok {
		return s, false, err
	}
	if s.x == fullScale-1 { // the plate floats
		s.x = 0
	}
	z1, err := d.read(CmdZ1)
	if err != nil {
		return s, false, err
	}
	z2, err := d.read(CmdZ2)
	if err != nil {
		return s, false, err
	}
	s.ohms = Ohms(s.x, z1, z2, d.opts.XPlate)
	if z1 <= 0 || z2 <= z1 || d.opts.MaxOhms > 0 && s.ohms > d.opts.MaxOhms {
		d.note(func(i *Info) { i.Faint++ })
		return s, false, nil
	}
	return s, true, nil
}

// axis reads one direction until its readings agree.
func (d *Dev) axis(c Command) (v int, ok bool, err error) {
	for range d.opts.Skip {
		if _, err := d.read(c); err != nil {
			return 0, false, err
		}
	}
	v, ok, err = d.opts.Agreement.Settle(func() (int, error) { return d.read(c) })
	if err == nil && !ok {
		d.note(func(i *Info) { i.Unsteady++ })
	}
	return v, ok, err
}

func (d *Dev) read(c Command) (int, error) {
	var rx [3]byte
	err := d.conn.Tx(c.Frame(), rx[:])
	return Value(rx[:]), err
}

// powerDown ends a burst and turns PENIRQ on again.
func (d *Dev) powerDown() error {
	_, err := d.read(CmdPowerDown)
	return err
}
