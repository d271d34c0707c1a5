package decode

import (
	"fmt"

	"govkiosk/drivers/keypad"
	"govkiosk/drivers/touch/evdev"
)

// pressed is a key beside the glass, or the jack of a headset.
type pressed struct {
	Key  keypad.Key `json:"key,omitempty"` // empty: the code means nothing yet
	Code *uint16    `json:"code,omitempty"`
	Note string     `json:"note,omitempty"`
}

// explainKeypad reads a pad's serial line: a letter and a CR for each key.
func explainKeypad(stream []byte, _ Opts) ([]line, error) {
	var d keypad.Decoder
	var lines []line
	from := 0
	for i, b := range stream {
		d.Feed([]byte{b}, func(k keypad.Key, err error) {
			if err != nil {
				lines = append(lines, failed(int64(from), i+1-from, err.Error()))
				return
			}
			lines = append(lines, pressed{Key: k})
		})
		if !d.Half() {
			from = i + 1
		}
	}
	if n := d.Drop(); n > 0 {
		lines = append(lines, failed(int64(from), n, "cut off before its CR"))
	}
	return lines, nil
}

// explainKeypadEvents reads recorded events of a pad that is an event device.
// A code that means nothing is told as well: the configuration gives it a
// meaning.
func explainKeypadEvents(stream []byte, _ Opts) ([]line, error) {
	var lines []line
	for rest := stream; len(rest) >= evdev.EventSize; rest = rest[evdev.EventSize:] {
		e := evdev.ParseEvent(rest)
		k, ok := keypad.KeyOf(e)
		switch {
		case ok && (k == keypad.HeadsetIn || k == keypad.HeadsetOut):
			lines = append(lines, pressed{Key: k})
		case ok:
			lines = append(lines, pressed{Key: k, Code: &e.Code})
		case keypad.Pressed(e):
			lines = append(lines, pressed{Code: &e.Code, Note: fmt.Sprintf("not used; keys.codes.%d gives it a meaning", e.Code)})
		}
	}
	if n := len(stream) % evdev.EventSize; n > 0 {
		lines = append(lines, failed(int64(len(stream)-n), n, "cut off"))
	}
	return lines, nil
}
