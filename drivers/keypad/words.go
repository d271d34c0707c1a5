package keypad

import (
	"time"

	"govkiosk/drivers"
)

// Key is what a key means.
type Key string

const (
	Up      Key = "up"
	Down    Key = "down"
	Left    Key = "left"
	Right   Key = "right"
	OK      Key = "ok"
	Back    Key = "back"
	Home    Key = "home"
	Help    Key = "help"
	Speech  Key = "speech"
	Next    Key = "next"
	Select  Key = "select"
	Louder  Key = "louder"
	Quieter Key = "quieter"

	// The jack is no key, and comes the same way: some pads send a key code for it.
	HeadsetIn  Key = "headset-in"
	HeadsetOut Key = "headset-out"
)

// letters are the keys on a serial line.
var letters = map[byte]Key{
	'U': Up, 'D': Down, 'L': Left, 'R': Right, 'O': OK, 'B': Back, 'H': Home, 'C': Help, 'S': Speech,
	'N': Next, 'E': Select, 'P': Louder, 'M': Quieter, 'J': HeadsetIn, 'j': HeadsetOut,
}

// Codes are the keys of an event device where Opts says nothing else. Space
// and Enter are what boxes for two switches send.
var Codes = map[uint16]Key{
	103: Up, 108: Down, 105: Left, 106: Right,
	28: OK, 96: OK, 0x160: OK, // Enter, that of the keypad, KEY_OK
	1: Back, 14: Back, 158: Back, // Escape, Backspace, KEY_BACK
	102: Home, 172: Home, // Home, KEY_HOMEPAGE
	59: Help, 138: Help, // F1, KEY_HELP
	60: Speech, 582: Speech, // F2, KEY_VOICECOMMAND
	57: Next, 15: Next, 0x161: Select, // Space, Tab, KEY_SELECT
	115: Louder, 114: Quieter,
}

// Known reports whether a word is a key's.
func Known(word string) bool {
	for _, k := range letters {
		if string(k) == word {
			return true
		}
	}
	return false
}

// Event is a key that went down, or bytes that were none.
type Event struct {
	Key Key
	Err error // Protocol: what came was no key; Key is empty
	At  time.Time
}

func failed(op string, kind drivers.Kind, err error) error {
	return &drivers.Error{Device: "keypad", Op: op, Kind: kind, Outcome: drivers.NotDone, Err: err}
}
