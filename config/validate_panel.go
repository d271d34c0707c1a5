package config

import (
	"maps"
	"regexp"
	"slices"
)

// lamp is where a light hangs: a folder of the kernel's lamps, or a pin.
var lamp = regexp.MustCompile(`^(led:/.+|pin:[^:]+(:low|:high)?)$`)

func (v *check) panel(p Panel) {
	for _, place := range slices.Sorted(maps.Keys(p.Lights)) {
		key := "panel.lights." + place
		oneOf(v, key, place, LightPlaces)
		if !lamp.MatchString(p.Lights[place]) {
			v.bad(key, "want led:/sys/class/leds/NAME, pin:NAME or pin:NAME:low, got %q", p.Lights[place])
		}
	}
	for _, sensor := range slices.Sorted(maps.Keys(p.Contacts)) {
		key := "panel.contacts." + sensor
		c := p.Contacts[sensor]
		oneOf(v, key, sensor, Sensors)
		if c.Pin == "" {
			v.bad(key+".pin", "missing; the pin that the contact is wired to")
		}
		if c.Active != "" {
			oneOf(v, key+".active", c.Active, []string{"low", "high"})
		}
		if c.Normal != "" {
			oneOf(v, key+".normal", c.Normal, []string{"normally-open", "normally-closed"})
		}
	}
}
