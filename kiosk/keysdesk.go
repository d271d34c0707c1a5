package kiosk

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/keypad"
	"govkiosk/drivers/line"
	"govkiosk/drivers/touch/evdev"
	"govkiosk/screens"
)

// keysDesk owns the pad beside the glass.
type keysDesk struct {
	cfg    config.Keys
	ports  *portFinder
	health *Health
	press  func(screens.Press)
	jack   func(in bool) // a headset went in or came out
	log    *slog.Logger
}

// keysRest is between two looks for an event device that is away.
const keysRest = 2 * time.Second

// run keeps the pad open until ctx ends.
func (d *keysDesk) run(ctx context.Context) {
	switch {
	case d.cfg.Port == "":
		d.report(drivers.DeviceMissing, nil)
		<-ctx.Done()
	case d.cfg.Form == config.KeysEvdev:
		for ctx.Err() == nil {
			d.lost(ctx, d.events(ctx))
			pause(ctx, keysRest)
		}
	default:
		line.Keep(ctx, d.ports.line(d.cfg.Line), d.serve, func(s drivers.DeviceState, err error) {
			d.report(s, err)
			if s != drivers.Online {
				d.jack(false)
			}
		})
	}
}

// lost tells of an event device that is gone. A headset that may still be in
// counts as out: nothing private goes where nobody knows who hears it.
func (d *keysDesk) lost(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	d.jack(false)
	s := drivers.Offline
	if drivers.KindOf(err) == drivers.NoDevice {
		s = drivers.DeviceMissing
	}
	d.report(s, err)
}

func (d *keysDesk) options() *keypad.Opts {
	o := &keypad.Opts{Rebound: d.cfg.Rebound, Codes: map[uint16]keypad.Key{}}
	for code, word := range d.cfg.Codes {
		if n, err := strconv.ParseUint(code, 10, 16); err == nil {
			o.Codes[uint16(n)] = keypad.Key(word)
		}
	}
	return o
}

// events serves an event device until it is lost.
func (d *keysDesk) events(ctx context.Context) error {
	f, err := evdev.Open(d.cfg.Port)
	if err != nil {
		return err
	}
	defer f.Close()
	pad, err := keypad.NewEvents(f, d.options())
	if err != nil {
		return err
	}
	d.report(drivers.Online, nil)
	return pad.Run(ctx, d.heard)
}

func (d *keysDesk) serve(ctx context.Context, c line.Conn) error {
	pad, err := keypad.New(c, d.options())
	if err != nil {
		return err
	}
	return gone(pad.Run(ctx, d.heard))
}

// heard takes one key. What is none is a loose plug or a wrong speed: the pad
// stays in use, and a technician reads why it is ill.
func (d *keysDesk) heard(e keypad.Event) {
	switch {
	case e.Err != nil:
		d.report(drivers.Offline, e.Err)
		return
	case e.Key == keypad.HeadsetIn, e.Key == keypad.HeadsetOut:
		d.jack(e.Key == keypad.HeadsetIn)
	default:
		d.press(screens.Press{Key: screens.Key(e.Key), At: e.At})
	}
	d.report(drivers.Online, nil)
}

// report has no reason that withdraws a service: the glass is there as well.
func (d *keysDesk) report(s drivers.DeviceState, err error) {
	c := Condition{Device: DeviceKeys, State: s}
	if err != nil {
		c.Code, c.Cause = "KEY-GONE", err.Error()
	}
	d.health.Report(c)
}
