package diag

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"govkiosk/drivers/panel"
)

var panelTests = []Test{
	{ID: "panel.contacts", Device: Panel, Judge: Automatic, Quiet: true, Limit: 10 * time.Second, run: panelContacts},
	{ID: "panel.lights", Device: Panel, Judge: ByPerson, Steps: []string{"panel-light"}, Limit: 3 * time.Minute, run: panelLights},
	{ID: "panel.switches", Device: Panel, Judge: Automatic, Steps: []string{"panel-move", "panel-back"}, Limit: 5 * time.Minute, run: panelSwitches},
}

// panelContacts tells what every contact reads now.
func panelContacts(ctx context.Context, t Terminal, _ Guide) Finding {
	var m measures
	var faults []string
	err := t.Panel(ctx, func(_ context.Context, dev *panel.Dev) error {
		s := dev.State()
		for _, sensor := range slices.Sorted(maps.Keys(s.Readings)) {
			m.text(string(sensor), s.Readings[sensor].String())
		}
		m.count("lights", int64(len(s.Lights)))
		for _, of := range slices.Sorted(maps.Keys(s.Faults)) {
			faults = append(faults, fmt.Sprintf("%s: %v", of, s.Faults[of]))
		}
		return nil
	})
	switch {
	case err != nil:
		return m.verdict(err)
	case len(faults) > 0:
		return m.fail(ReasonBroken, strings.Join(faults, "; "))
	}
	return m.pass()
}

// panelLights lights one lamp after another.
func panelLights(ctx context.Context, t Terminal, g Guide) Finding {
	var m measures
	var dark []string
	lit := 0
	err := t.Panel(ctx, func(ctx context.Context, dev *panel.Dev) error {
		for _, slot := range slices.Sorted(maps.Keys(dev.State().Lights)) {
			answer, err := shine(ctx, dev, slot, g)
			if err != nil {
				return err
			}
			m.text(string(slot), string(answer))
			switch answer {
			case Yes:
				lit++
			case No:
				dark = append(dark, string(slot))
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return m.verdict(err)
	case len(dark) > 0:
		return m.fail(ReasonPerson, "dark: "+strings.Join(dark, ", "))
	case lit == 0:
		return m.skipped("", "no light was looked at")
	}
	return m.pass()
}

// shine blinks one light while the technician looks.
func shine(ctx context.Context, dev *panel.Dev, slot panel.Slot, g Guide) (Answer, error) {
	if err := dev.SetLight(slot, panel.Medium); err != nil {
		return No, err
	}
	defer dev.SetLight(slot, panel.Off)
	return g.Ask(ctx, Prompt{Step: "panel-light", Fill: map[string]string{"slot": string(slot)}})
}

// movePatience is how long a technician has for each contact.
const movePatience = 30 * time.Second

// panelSwitches has every contact moved and moved back.
func panelSwitches(ctx context.Context, t Terminal, g Guide) Finding {
	var m measures
	var stuck []string
	moved := 0
	err := t.Panel(ctx, func(ctx context.Context, dev *panel.Dev) error {
		for _, sensor := range slices.Sorted(maps.Keys(dev.State().Readings)) {
			ok, err := move(ctx, dev, sensor, g)
			switch {
			case err != nil:
				return err
			case ok:
				moved++
				m.text(string(sensor), "moves")
			default:
				m.text(string(sensor), "does not move")
				m.blame(string(sensor), "moves")
				stuck = append(stuck, string(sensor))
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return m.verdict(err)
	case len(stuck) > 0:
		return m.fail(ReasonNoAnswer, "did not move: "+strings.Join(stuck, ", "))
	case moved == 0:
		return m.skipped("", "there is no contact")
	}
	return m.pass()
}

// move waits for a contact to change and to change back.
func move(ctx context.Context, dev *panel.Dev, sensor panel.Sensor, g Guide) (bool, error) {
	before := dev.State().Readings[sensor]
	fill := map[string]string{"sensor": string(sensor)}
	g.Say(Prompt{Step: "panel-move", Fill: fill})
	if !awaitReading(ctx, dev, sensor, func(r panel.Reading) bool { return r != before && r != panel.Unknown }) {
		return false, ctx.Err()
	}
	g.Say(Prompt{Step: "panel-back", Fill: fill})
	return awaitReading(ctx, dev, sensor, func(r panel.Reading) bool { return r == before }), ctx.Err()
}

func awaitReading(ctx context.Context, dev *panel.Dev, sensor panel.Sensor, is func(panel.Reading) bool) bool {
	for end := time.Now().Add(movePatience); time.Now().Before(end) && ctx.Err() == nil; rest(ctx, 50*time.Millisecond) {
		if is(dev.State().Readings[sensor]) {
			return true
		}
	}
	return false
}
