package panel

import (
	"time"

	"govkiosk/drivers"
)

// Sensor is a contact of the cabinet.
type Sensor string

const (
	Door     Sensor = "door"     // of the cabinet
	Tamper   Sensor = "tamper"   // switch behind the housing
	Service  Sensor = "service"  // key switch (XFS4IoT operatorSwitch)
	Call     Sensor = "call"     // call button: a citizen asks for help
	Presence Sensor = "presence" // somebody stands before the terminal (XFS4IoT userProximity)
	Next     Sensor = "next"     // two switches for people who cannot touch the glass: go on
	Select   Sensor = "select"   // take what is ringed
	Headset  Sensor = "headset"  // contact of its jack
)

// Reading is what a contact says. The zero value is Unknown: it has not been
// read yet, or it cannot be and neither answer would be the safe one.
type Reading string

const (
	Unknown     Reading = ""
	Closed      Reading = "closed"
	Open        Reading = "open"
	Intact      Reading = "intact"
	Tampered    Reading = "tampered"
	Operation   Reading = "run"
	Maintenance Reading = "maintenance"
	Released    Reading = "released"
	Pressed     Reading = "pressed"
	Present     Reading = "present"
	NotPresent  Reading = "notPresent"
)

// String writes Unknown out, so that a log never shows a hole.
func (r Reading) String() string {
	if r == Unknown {
		return "unknown"
	}
	return string(r)
}

// vocabulary is what the two positions of a contact and the loss of it mean.
var vocabulary = map[Sensor]struct{ rest, active, lost Reading }{
	Door:     {Closed, Open, Open},
	Tamper:   {Intact, Tampered, Tampered},
	Service:  {Operation, Maintenance, Unknown}, // a lost key opens nothing
	Call:     {Released, Pressed, Unknown},
	Presence: {NotPresent, Present, Unknown},
	Next:     {Released, Pressed, Unknown},
	Select:   {Released, Pressed, Unknown},
	Headset:  {NotPresent, Present, NotPresent}, // nothing private goes where nobody knows who hears it
}

// Slot is where a guidance light sits.
type Slot string

const (
	Reader  Slot = "reader"  // ID-card reader
	Mouth   Slot = "mouth"   // of the receipt printer
	Cabinet Slot = "cabinet" // compartments, or the cabinet's own lamp
	Card    Slot = "card"    // card slot
)

// Mode is how a light shines (XFS4IoT flashRate).
type Mode string

const (
	Off    Mode = "off"
	On     Mode = "on"     // XFS4IoT continuous
	Slow   Mode = "slow"   // 0.5 Hz
	Medium Mode = "medium" // 1 Hz
	Quick  Mode = "quick"  // 2 Hz
)

// halves is how long a blinking light stays lit, and dark.
var halves = map[Mode]time.Duration{
	Slow:   time.Second,
	Medium: 500 * time.Millisecond,
	Quick:  250 * time.Millisecond,
}

func (m Mode) valid() bool { return m == Off || m == On || halves[m] > 0 }

// Event is a change: of a contact, where Sensor is set, or of the health of a
// light, where Slot is. Err says why a contact could not be read or a light
// not be set (HardwareError); with a nil Err it works, again or still.
type Event struct {
	Sensor  Sensor
	Reading Reading
	Slot    Slot
	Err     error
	At      time.Time
}

// State is what is known of the panel. Contacts and lights that are not
// fitted are not in it.
type State struct {
	Readings map[Sensor]Reading
	Lights   map[Slot]Mode
	Faults   map[string]error // by sensor or slot; HardwareError
}

// failed is an error of the panel. No light and no contact moves anything.
func failed(op string, kind drivers.Kind, err error) error {
	return &drivers.Error{Device: "panel", Op: op, Kind: kind, Outcome: drivers.NotDone, Err: err}
}
