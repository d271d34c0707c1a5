package config

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Keys is the pad beside the glass, for people who do not see or do not reach
// it. Two switches on the terminal's own pins are contacts of [panel].
type Keys struct {
	Line
	Form    string            `toml:"form"`    // serial, or evdev (port: an event device)
	Rebound time.Duration     `toml:"rebound"` // the same key again within it is the same press
	Codes   map[string]string `toml:"codes"`   // evdev: what codes of the kernel mean, over the usual ones
}

// Speech is how pages are spoken and what calls the hand.
type Speech struct {
	Synthesiser []string `toml:"synthesiser"` // command: text comes in, a WAV goes out; {lang} {voice} {rate}; empty: espeak-ng where it is installed
	Player      []string `toml:"player"`      // command that plays the WAV that comes in; {device}; empty: aplay or paplay, where one is installed
	Speaker     string   `toml:"speaker"`     // device of the player that everybody hears
	Headset     string   `toml:"headset"`     // device of the jack; empty: there is none
	Jack        string   `toml:"jack"`        // how a headset is seen: none, always (a handset that hangs there), keys, panel, or an event device
	Clips       string   `toml:"clips"`       // folder of recordings, LANG/MESSAGE.wav and chime/NAME.wav; empty: none
	Rate        int      `toml:"rate"`        // words a minute
	Volume      int      `toml:"volume"`      // at the start of each visit, 1 to 10
	Chimes      bool     `toml:"chimes"`      // tones for what was left behind and for the end of time

	Voices map[string]string `toml:"voices"` // of the synthesiser, by language
}

// Values of keys.form and speech.jack.
const (
	KeysSerial = "serial"
	KeysEvdev  = "evdev"

	JackNone   = "none"
	JackAlways = "always"
	JackKeys   = "keys"
	JackPanel  = "panel"
)

// KeyWords are what a key beside the glass can mean.
var KeyWords = []string{"up", "down", "left", "right", "ok", "back", "home", "help", "speech", "next", "select",
	"louder", "quieter", "headset-in", "headset-out"}

func defaultKeys() Keys {
	return Keys{Line: Line{Baud: 9600, Flow: FlowNone}, Form: KeysSerial, Rebound: 120 * time.Millisecond, Codes: map[string]string{}}
}

func defaultSpeech() Speech {
	return Speech{Speaker: "default", Jack: JackNone, Rate: 160, Volume: 6, Chimes: true,
		Voices: map[string]string{"zh-Hans": "cmn", "en": "en"}}
}

func (v *check) keys(k Keys) {
	oneOf(v, "keys.form", k.Form, []string{KeysSerial, KeysEvdev})
	if k.Form == KeysEvdev {
		if k.Port != "" && !strings.HasPrefix(k.Port, "/") {
			v.bad("keys.port", "evdev is no serial line: want a path such as /dev/input/by-id/...-event-kbd")
		}
	} else {
		v.line("keys", k.Line)
	}
	between(v, "keys.rebound", k.Rebound, time.Millisecond, 2*time.Second)
	for _, code := range slices.Sorted(maps.Keys(k.Codes)) {
		if n, err := strconv.Atoi(code); err != nil || n < 1 || n > 0x2FF {
			v.bad("keys.codes."+code, "want a code of the kernel, 1 to 767")
		}
		oneOf(v, "keys.codes."+code, k.Codes[code], KeyWords)
	}
}

// night wants both ends of the night or none.
func (v *check) night(s Screen) {
	for key, at := range map[string]string{"screen.night_from": s.NightFrom, "screen.night_to": s.NightTo} {
		if _, err := time.Parse("15:04", at); at != "" && err != nil {
			v.bad(key, "want a time of day such as \"19:00\", got %q", at)
		}
	}
	if (s.NightFrom == "") != (s.NightTo == "") {
		v.bad("screen.night_to", "a night has two ends: want both screen.night_from and screen.night_to, or neither")
	}
}

func (v *check) speech(s Speech, p Panel, langs []string) {
	if s.Clips != "" {
		v.path("speech.clips", s.Clips)
	}
	between(v, "speech.rate", s.Rate, 80, 450)
	between(v, "speech.volume", s.Volume, 1, 10)
	if s.Speaker == "" {
		v.bad("speech.speaker", "missing; a device of the player such as default")
	}
	for _, lang := range slices.Sorted(maps.Keys(s.Voices)) {
		oneOf(v, "speech.voices."+lang, lang, langs)
	}
	_, contact := p.Contacts["headset"]
	switch {
	case strings.HasPrefix(s.Jack, "/"):
	case s.Jack == JackPanel && !contact:
		v.bad("speech.jack", "panel: there is no panel.contacts.headset")
	case !slices.Contains([]string{JackNone, JackAlways, JackKeys, JackPanel}, s.Jack):
		v.bad("speech.jack", "want none, always, keys, panel or the path of an event device, got %q", s.Jack)
	}
	if s.Jack != JackNone && s.Headset == "" {
		v.bad("speech.headset", "missing; the device of the jack that speech.jack watches")
	}
}
