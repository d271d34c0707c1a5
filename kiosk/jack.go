package kiosk

import (
	"context"
	"strings"

	"govkiosk/drivers"
	"govkiosk/drivers/keypad"
	"govkiosk/drivers/touch/evdev"
)

// jackOf hands on what one source tells of the headset, where the
// configuration believes that one.
func (d *speechDesk) jackOf(source string) func(in bool) {
	if d.cfg.Jack != source {
		return func(bool) {}
	}
	return d.jack
}

// watchJack follows a jack that is an event device of its own, as sound cards
// have one, until ctx ends. While it cannot be asked there is no headset.
func (d *speechDesk) watchJack(ctx context.Context) {
	if !strings.HasPrefix(d.cfg.Jack, "/") {
		return
	}
	for ctx.Err() == nil {
		err := d.jackEvents(ctx)
		if ctx.Err() != nil {
			return
		}
		d.jack(false)
		if drivers.KindOf(err) != drivers.NoDevice {
			d.log.Warn("jack", "err", err)
		}
		pause(ctx, keysRest)
	}
}

func (d *speechDesk) jackEvents(ctx context.Context) error {
	f, err := evdev.Open(d.cfg.Jack)
	if err != nil {
		return err
	}
	defer f.Close()
	jack := keypad.NewJack(f)
	return jack.Run(ctx, func(e keypad.Event) { d.jack(e.Key == keypad.HeadsetIn) })
}
