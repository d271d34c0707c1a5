// Package fitted tells what a configuration names that this machine does not
// have: a line, a pin, a lamp, a font, a program. What the configuration in
// force names too is not held against the next: it may be unplugged just now.
package fitted

import (
	"maps"
	"slices"

	"govkiosk/config"
	"govkiosk/drivers/line/ports"
)

// Missing names what next wants and this machine lacks, key by key. It looks
// and opens nothing.
func Missing(next, was config.Config) []string {
	have := map[string]string{}
	for _, w := range wants(was) {
		have[w.key] = w.name
	}
	m := machine{finder: ports.New(&ports.Opts{Sys: next.Machine.Sys, Dev: next.Machine.Dev})}
	var out []string
	for _, w := range wants(next) {
		if w.name == "" || w.name == have[w.key] {
			continue
		}
		if why := w.lacks(&m, w.name); why != "" {
			out = append(out, w.key+": "+why)
		}
	}
	return out
}

// want is one thing of the machine that a key names; empty: none.
type want struct {
	key, name string
	lacks     func(m *machine, name string) string // why it is not there; empty: it is
}

// wants are all of a configuration.
func wants(c config.Config) []want {
	return slices.Concat(lines(c), panel(c.Panel), files(c))
}

func lines(c config.Config) []want {
	bus := (*machine).i2c
	if c.Touch.Driver == "xpt2046" {
		bus = (*machine).spi
	}
	return []want{
		{"reader.port", c.Reader.Port, (*machine).line}, {"printer.port", c.Printer.Port, (*machine).line},
		{"scanner.port", c.Scanner.Port, (*machine).line}, {"cabinet.port", c.Cabinet.Port, (*machine).line},
		{"keys.port", c.Keys.Port, (*machine).line}, {"touch.port", c.Touch.Port, (*machine).line},
		{"touch.bus", c.Touch.Bus, bus},
		{"touch.interrupt_pin", c.Touch.InterruptPin, (*machine).pin}, {"touch.reset_pin", c.Touch.ResetPin, (*machine).pin},
	}
}

func panel(p config.Panel) []want {
	var out []want
	for _, slot := range slices.Sorted(maps.Keys(p.Lights)) {
		out = append(out, want{"panel.lights." + slot, p.Lights[slot], (*machine).lamp})
	}
	for _, sensor := range slices.Sorted(maps.Keys(p.Contacts)) {
		out = append(out, want{"panel.contacts." + sensor + ".pin", p.Contacts[sensor].Pin, (*machine).pin})
	}
	return out
}

func files(c config.Config) []want {
	g := c.API.Gateway
	return []want{
		{"screen.font_regular", c.Screen.FontRegular, (*machine).file}, {"screen.font_bold", c.Screen.FontBold, (*machine).file},
		{"screen.lang_dir", c.Screen.LangDir, (*machine).file},
		{"speech.clips", c.Speech.Clips, (*machine).file}, {"speech.jack", c.Speech.Jack, (*machine).file},
		{"speech.synthesiser", first(c.Speech.Synthesiser), (*machine).program}, {"speech.player", first(c.Speech.Player), (*machine).program},
		{"api.gateway.secret_file", g.SecretFile, (*machine).file}, {"api.gateway.key_file", g.KeyFile, (*machine).file},
		{"api.gateway.ca_file", g.CAFile, (*machine).file},
		{"api.gateway.client_cert", g.ClientCert, (*machine).file}, {"api.gateway.client_key_file", g.ClientKeyFile, (*machine).file},
	}
}

func first(command []string) string {
	if len(command) == 0 {
		return ""
	}
	return command[0]
}
