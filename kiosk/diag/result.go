package diag

import (
	"strconv"
	"time"
)

// Device names a part of the terminal. Those that the health table has are
// named as there.
type Device string

const (
	Reader        Device = "reader"
	Printer       Device = "printer"
	Touch         Device = "touch"
	Scanner       Device = "scanner"
	Cabinet       Device = "cabinet"
	Panel         Device = "panel" // lights, doors, switches, call button
	Audio         Device = "audio"
	Screen        Device = "screen"
	Network       Device = "network" // up to the hall's API
	Storage       Device = "storage" // the journal and the disk below it
	Computer      Device = "computer"
	Watchdog      Device = "watchdog"
	Configuration Device = "configuration" // its age, and the certificates'
)

// Devices is the order in which they are shown.
var Devices = []Device{Reader, Printer, Touch, Scanner, Cabinet, Panel, Audio, Screen, Network, Storage, Computer, Watchdog, Configuration}

// Verdict is what came of a test.
type Verdict string

const (
	Pass      Verdict = "pass"
	Fail      Verdict = "fail"
	Skipped   Verdict = "skipped"    // the technician passed it over, or it cannot be done now
	Aborted   Verdict = "aborted"    // it ended before anything could be said; the device is in doubt
	NotFitted Verdict = "not-fitted" // this terminal has no such part
)

// Reasons of verdicts that are not of one device. Those of a device are the
// words of the health table: paper-out, reader-away.
const (
	ReasonGone     = "no-device" // the line was lost: a cable, a hub, the device's power
	ReasonHung     = "hung"      // it did not end when it had to
	ReasonTime     = "time"      // nobody did what was asked for in time
	ReasonStopped  = "stopped"   // the technician stopped it, or went away
	ReasonPerson   = "person"    // a person says that it is not well
	ReasonRestart  = "restart"   // the program ended in the middle of it
	ReasonNobody   = "no-person" // it needs a person, and none is there
	ReasonDefect   = "defect"    // of this program: it panicked
	ReasonBusy     = "busy"      // somebody else has the device
	ReasonNoAnswer = "no-answer" // the device is there and says nothing, or what cannot be
	ReasonBroken   = "broken"    // the device itself says that it is broken
	ReasonValue    = "value"     // what was measured is outside its bounds
)

// Measure is one thing that was measured or read.
type Measure struct {
	Name  string  `json:"name"`            // "read-time"
	Value float64 `json:"value"`           // of a number
	Unit  string  `json:"unit,omitempty"`  // ms, mm, px, %, °C, MB, days, s; empty: a count
	Text  string  `json:"text,omitempty"`  // of what is no number; Value is 0
	Bad   bool    `json:"bad,omitempty"`   // it is what the verdict rests on
	Limit string  `json:"limit,omitempty"` // what it must be: "< 3000"
}

// String is the measure in one word or two: "820 ms".
func (m Measure) String() string {
	if m.Text != "" {
		return m.Text
	}
	s := strconv.FormatFloat(m.Value, 'f', -1, 64)
	if m.Unit != "" {
		s += " " + m.Unit
	}
	return s
}

// Finding is what a test says.
type Finding struct {
	Verdict  Verdict   `json:"verdict"`
	Reason   string    `json:"reason,omitempty"` // code; empty with Pass
	Detail   string    `json:"detail,omitempty"` // the technician's chain, in English
	Measures []Measure `json:"measures,omitempty"`
	Tally    *Tally    `json:"tally,omitempty"` // of a soak, while its session lasts
}

// Via says how a test was asked for.
type Via string

const (
	ViaScreen Via = "screen"
	ViaWire   Via = "wire"
	ViaSelf   Via = "self-test" // the terminal's own
)

// Result is a finding with whose it is and when.
type Result struct {
	ID     int64     `json:"id"`
	Test   TestID    `json:"test"`
	Device Device    `json:"device"`
	Began  time.Time `json:"began"`
	Ended  time.Time `json:"ended"` // zero while it runs
	Person string    `json:"person,omitempty"`
	Via    Via       `json:"via"`
	Past   bool      `json:"past,omitempty"` // its device has recovered since
	Finding
}
