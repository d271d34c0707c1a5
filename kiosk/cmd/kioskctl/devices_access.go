package main

import (
	"os/exec"
	"slices"
	"strings"

	"govkiosk/config"
	"govkiosk/kiosk/speech"
)

// keys looks for the pad beside the glass: a line, or an event device. Switches
// on the terminal's own pins are among its contacts.
func (s *survey) keys(k config.Keys) {
	if k.Form == config.KeysEvdev && k.Port != "" {
		s.add(s.node(deviceRow{Device: "keys", Where: k.Port, Node: k.Port}), "keys")
		return
	}
	s.add(s.line("keys", k.Line), "keys")
}

// voice looks for what speaks and plays, and for how a headset is seen.
func (s *survey) voice(c config.Speech) {
	s.add(voiceRow(c), "speech")
	if c.Jack == config.JackNone {
		s.add(deviceRow{Device: "headset"}, "speech")
		return
	}
	jack := deviceRow{Device: "headset", Where: c.Headset, Found: seenBy(c.Jack)}
	if strings.HasPrefix(c.Jack, "/") {
		jack.Node, jack.Found = c.Jack, ""
		jack = s.node(jack)
	}
	s.add(jack, "speech")
}

// voiceRow names the programs that speak and play. A voice that nobody asked
// for and that is not there is no fault.
func voiceRow(c config.Speech) deviceRow {
	r := deviceRow{Device: "speech", Where: c.Speaker}
	synthesiser, player := speech.Programs(c)
	for _, program := range []string{synthesiser, player} {
		if _, err := exec.LookPath(program); program != "" && err != nil {
			r.Problem = err.Error()
		}
	}
	r.Found = strings.Join(slices.DeleteFunc([]string{synthesiser, player, c.Clips}, func(s string) bool { return s == "" }), ", ")
	if err := speech.New(c).Ready(); err != nil && r.Problem == "" {
		r.Found = "no voice: Debian packages espeak-ng and alsa-utils"
		if len(c.Synthesiser)+len(c.Player)+len(c.Clips) > 0 {
			r.Problem = err.Error()
		}
	}
	return r
}

// seenBy says who tells of a headset.
func seenBy(jack string) string {
	switch jack {
	case config.JackAlways:
		return "always there"
	case config.JackKeys:
		return "seen by the keys"
	}
	return "seen by " + jack
}
