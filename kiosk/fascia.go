package kiosk

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/gpio/gpioreg"
	"periph.io/x/host/v3"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/panel"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// fascia owns what is wired to the terminal's own pins: the guidance lights
// beside reader and mouth, and the contacts of the cabinet.
type fascia struct {
	dev      *panel.Dev // nil: nothing is fitted
	health   *Health
	post     func(journey.Event)
	record   func(kind string, data any)
	press    func(screens.Press)    // two switches
	jack     func(in bool)          // a headset
	switched func(maintenance bool) // the service switch
	log      *slog.Logger
	lights   []panel.Slot
	lent     atomic.Bool               // a test has the lights
	shown    map[panel.Slot]panel.Mode // the loop's own
	faults   map[panel.Slot]error      // what is wrong with them; of Run's goroutine
}

// newFascia opens the pins and lamps that the configuration names. The host's
// pins are looked for only where one is named.
func newFascia(c config.Panel, h *Health, post func(journey.Event), record func(string, any), switched func(bool), log *slog.Logger) (*fascia, error) {
	f := &fascia{health: h, post: post, record: record, switched: switched, log: log, shown: map[panel.Slot]panel.Mode{}, faults: map[panel.Slot]error{}}
	if len(c.Lights)+len(c.Contacts) == 0 {
		return f, nil
	}
	opts := &panel.Opts{Lights: map[panel.Slot]panel.Lamp{}, Contacts: map[panel.Sensor]panel.Contact{}}
	for place, where := range c.Lights {
		lamp, err := openLamp(where)
		if err != nil {
			return nil, fmt.Errorf("light %s: %w", place, err)
		}
		opts.Lights[panel.Slot(place)] = lamp
		f.lights = append(f.lights, panel.Slot(place))
	}
	for sensor, contact := range c.Contacts {
		pin, err := openPin(contact.Pin)
		if err != nil {
			return nil, fmt.Errorf("contact %s: %w", sensor, err)
		}
		opts.Contacts[panel.Sensor(sensor)] = panel.Contact{
			Pin: pin, Active: panel.Active(contact.Active), Normal: panel.Form(contact.Normal),
		}
	}
	dev, err := panel.New(opts)
	f.dev = dev
	return f, err
}

// openLamp opens led:FOLDER, pin:NAME or pin:NAME:low.
func openLamp(where string) (panel.Lamp, error) {
	if folder, ok := strings.CutPrefix(where, "led:"); ok {
		return panel.LED(folder)
	}
	name, level, _ := strings.Cut(strings.TrimPrefix(where, "pin:"), ":")
	pin, err := openPin(name)
	if err != nil {
		return nil, err
	}
	if level == "" {
		level = string(panel.ActiveHigh)
	}
	return panel.PinLamp(pin, panel.Active(level))
}

func openPin(name string) (gpio.PinIO, error) {
	if file, ok := strings.CutPrefix(name, "file:"); ok {
		return valuePin{file}, nil
	}
	if _, err := host.Init(); err != nil {
		return nil, fmt.Errorf("the machine's pins: %w", err)
	}
	pin := gpioreg.ByName(name)
	if pin == nil {
		return nil, fmt.Errorf("there is no pin %q", name)
	}
	return pin, nil
}

// run watches the contacts until ctx ends, and then turns the lights off.
func (f *fascia) run(ctx context.Context) {
	if f.dev == nil {
		f.health.Report(Condition{Device: DeviceFascia, State: drivers.DeviceMissing})
		return
	}
	f.health.Report(Condition{Device: DeviceFascia, State: drivers.Online})
	if err := f.dev.Run(ctx, f.heard); err != nil && drivers.KindOf(err) != drivers.Cancelled && ctx.Err() == nil {
		f.log.Error("panel", "err", err)
		f.health.Report(Condition{Device: DeviceFascia, State: drivers.HardwareFault, Code: "PNL-BROKEN", Cause: err.Error()})
	}
}

// heard takes a change of a contact or the fault of a light.
func (f *fascia) heard(e panel.Event) {
	f.health.Report(f.condition(e))
	if e.Sensor == "" {
		return
	}
	if e.Sensor == panel.Call && e.Reading == panel.Pressed && e.Err == nil {
		f.post(journey.Touch{At: journey.At{At: time.Now()}, Do: "help"})
	}
	if e.Sensor == panel.Service && e.Err == nil && e.Reading != panel.Unknown {
		f.switched(e.Reading == panel.Maintenance)
	}
	if e.Sensor == panel.Presence && e.Err == nil {
		f.post(journey.Presence{At: journey.At{At: time.Now()}, Here: e.Reading != panel.NotPresent})
	}
	if f.hand(e) || e.Sensor == panel.Presence { // people come and go all day
		return
	}
	f.record("contact", map[string]any{"sensor": e.Sensor, "reading": e.Reading.String()})
}

// hand takes what people use who do not touch the glass, and tells whether it
// was that.
func (f *fascia) hand(e panel.Event) bool {
	switch e.Sensor {
	case panel.Next, panel.Select:
		if e.Reading == panel.Pressed && e.Err == nil {
			f.press(screens.Press{Key: screens.Key(e.Sensor), At: time.Now()})
		}
	case panel.Headset:
		f.jack(e.Reading == panel.Present && e.Err == nil)
	default:
		return false
	}
	return true
}

// condition is how the panel is after an event: the worst of what is known of
// its contacts and lights. A light that works again is told by an event too.
func (f *fascia) condition(e panel.Event) Condition {
	if e.Slot != "" {
		f.faults[e.Slot] = e.Err
	}
	s := f.dev.State()
	c := Condition{Device: DeviceFascia, State: drivers.Online}
	worst := func(code fault.Code, state drivers.DeviceState, cause error) {
		if c.Code == "" {
			c.Code, c.State = code, state
			if cause != nil {
				c.Cause = cause.Error()
			}
		}
	}
	if s.Readings[panel.Tamper] == panel.Tampered {
		worst("PNL-TAMPER", drivers.UserFault, s.Faults[string(panel.Tamper)])
	}
	for _, sensor := range slices.Sorted(maps.Keys(s.Readings)) {
		switch err := s.Faults[string(sensor)]; {
		case err == nil:
		case sensor == panel.Call:
			worst("PNL-CALL-STUCK", drivers.HardwareFault, err)
		default:
			worst("PNL-CONTACT", drivers.HardwareFault, err)
		}
	}
	for _, slot := range slices.Sorted(maps.Keys(f.faults)) {
		if err := f.faults[slot]; err != nil {
			worst("PNL-LIGHT", drivers.HardwareFault, err)
		}
	}
	if s.Readings[panel.Door] == panel.Open {
		worst("PNL-DOOR", drivers.Online, nil)
	}
	if s.Readings[panel.Service] == panel.Maintenance {
		worst("PNL-SERVICE", drivers.Online, nil) // told once it has stood so for long
	}
	return c
}

// guide lights the way of the hand. It is called on the loop.
func (f *fascia) guide(s journey.State) {
	if f.dev == nil || f.lent.Load() {
		return
	}
	for slot, mode := range guidance(s) {
		if f.shown[slot] == mode {
			continue
		}
		f.shown[slot] = mode
		if err := f.dev.SetLight(slot, mode); err != nil && drivers.KindOf(err) != drivers.Unsupported {
			f.log.Warn("light", "slot", string(slot), "err", err)
		}
	}
}

// dark puts every light out.
func (f *fascia) dark() {
	for _, slot := range f.lights {
		if err := f.dev.SetLight(slot, panel.Off); err != nil {
			f.log.Warn("light", "slot", string(slot), "err", err)
		}
	}
}

// cabinetLight blinks where the hand is wanted at the cabinet, and quickly over
// a door that was left open.
func cabinetLight(s journey.State) panel.Mode {
	switch {
	case s.Page == journey.PageCell && s.Pickup.Stage == journey.CellOpening:
		return panel.On
	case s.Page == journey.PageCell && s.Pickup.Stage == journey.CellOpen && (s.Policy.DoorOpen == 0 || s.Pickup.Stood < s.Policy.DoorOpen):
		return panel.Medium
	case len(s.World.OpenDoors()) > 0:
		return panel.Quick
	}
	return panel.Off
}

// guidance is how the lights shine on a page: lit while something works,
// blinking while the hand is wanted, quickly over what was left behind.
func guidance(s journey.State) map[panel.Slot]panel.Mode {
	out := map[panel.Slot]panel.Mode{panel.Reader: panel.Off, panel.Mouth: panel.Off, panel.Cabinet: cabinetLight(s)}
	switch {
	case s.Page == journey.PageIdentify && s.Card.State == journey.CardReading:
		out[panel.Reader] = panel.On
	case s.Page == journey.PageIdentify && s.Card.State != journey.CardFault:
		out[panel.Reader] = panel.Medium
	case s.Page == journey.PageTicket && s.Paper.Stage == journey.PaperPrinting:
		out[panel.Mouth] = panel.On
	case s.Page == journey.PageTicket && s.Paper.Stage == journey.PaperTake:
		out[panel.Mouth] = panel.Medium
	case s.Page == journey.PageLeaving:
		if s.Leaving.Card {
			out[panel.Reader] = panel.Quick
		}
		if s.Leaving.Paper {
			out[panel.Mouth] = panel.Quick
		}
	}
	return out
}
