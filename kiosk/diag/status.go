package diag

import (
	_ "embed"
	"time"

	"govkiosk/drivers"
)

// Stage is how far a terminal is out of service.
type Stage string

const (
	InService Stage = "in-service"
	Waiting   Stage = "waiting" // for the visit to end
	Serviced  Stage = "serviced"
	Returning Stage = "returning"  // it tests itself before it serves again
	TurnedOff Stage = "turned-off" // its service switch stands on maintenance, and nobody has it
)

// Status is what kioskctl diag --json prints: schema in status.schema.json.
type Status struct {
	Terminal string     `json:"terminal"`
	At       time.Time  `json:"at"`
	Stage    Stage      `json:"stage"`
	WaitS    int        `json:"wait_s"` // with waiting: seconds until the visit is ended
	LockS    int        `json:"lock_s"` // with serviced: seconds until it goes back by itself
	Turned   bool       `json:"turned"` // the service switch stands on maintenance: it serves nobody
	Desk     DeskState  `json:"desk"`
	Devices  []PartRow  `json:"devices"`
	Tests    []TestRow  `json:"tests"`
	Figures  []Measure  `json:"figures"` // of the terminal's day
	Log      []LogEntry `json:"log"`     // the newest first
}

// PartRow is one device.
type PartRow struct {
	Device Device              `json:"device"`
	Fitted bool                `json:"fitted"`
	State  drivers.DeviceState `json:"state"`
	Reason string              `json:"reason,omitempty"`
	Cause  string              `json:"cause,omitempty"`
	Since  time.Time           `json:"since,omitzero"`
	Figure string              `json:"figure,omitempty"` // its counter or reading
	Last   *Result             `json:"last,omitempty"`   // the worst of the newest of its tests, or the newest
}

// TestRow is one test and what last came of it.
type TestRow struct {
	Test
	Last *Result `json:"last,omitempty"`
}

// LogEntry is something that happened.
type LogEntry struct {
	At   time.Time `json:"at"`
	Kind string    `json:"kind"`
	Data string    `json:"data,omitempty"` // JSON
}

// Schema is the JSON schema of Status.
//
//go:embed status.schema.json
var Schema []byte

// Rows are all tests with their newest results.
func Rows(last map[TestID]Result) []TestRow {
	var out []TestRow
	for _, t := range Catalogue() {
		row := TestRow{Test: t}
		if r, ok := last[t.ID]; ok {
			row.Last = &r
		}
		out = append(out, row)
	}
	return out
}

// LastOf is what to show of a device: the newest result that is no pass, else
// the newest.
func LastOf(d Device, rows []TestRow) *Result {
	var out *Result
	for _, row := range rows {
		if row.Device != d || row.Last == nil {
			continue
		}
		r := row.Last
		if out == nil || bad(r) && !bad(out) || bad(r) == bad(out) && r.Began.After(out.Began) {
			out = r
		}
	}
	return out
}

func bad(r *Result) bool { return !r.Past && (r.Verdict == Fail || r.Verdict == Aborted) }
