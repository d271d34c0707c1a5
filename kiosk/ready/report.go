// Package ready is the readiness report of a terminal: what is wrong, what to
// do, how every device is, and what its tests said. It is the same for the
// wire, for paper and for a person.
package ready

import (
	"cmp"
	"slices"
	"time"

	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/fault"
)

// Format names what a Report's JSON looks like.
const Format = "govkiosk-report/1"

// Verdict is a report in a word.
type Verdict string

const (
	Ready   Verdict = "ready"
	Limited Verdict = "limited" // some services are withdrawn, or somebody must come
	Out     Verdict = "out"     // nobody can be served, or something is unsafe
)

// Report is how a terminal is. It holds nothing of a person but who tested.
type Report struct {
	Format   string        `json:"format"`
	Terminal string        `json:"terminal"`
	Place    string        `json:"place"`
	Hall     string        `json:"hall"`
	Made     time.Time     `json:"made"`
	Verdict  Verdict       `json:"verdict"`
	Faults   []fault.Shown `json:"faults"`
	Devices  []Device      `json:"devices"`
	Tests    []diag.Result `json:"tests"` // the newest of each, by name
}

// Device is one row of the health table.
type Device struct {
	Device string     `json:"device"`
	State  string     `json:"state"`
	Code   fault.Code `json:"code,omitempty"`
	Since  time.Time  `json:"since"`
	Notes  string     `json:"notes,omitempty"`
}

// Finish orders a report and gives its verdict.
func (r *Report) Finish() {
	r.Format, r.Verdict = Format, Ready
	for _, f := range r.Faults {
		switch {
		case f.Severity == fault.Critical:
			r.Verdict = Out
		case f.Severity.Rank() >= fault.Warning.Rank() && r.Verdict == Ready:
			r.Verdict = Limited
		}
	}
	slices.SortFunc(r.Tests, func(a, b diag.Result) int { return cmp.Compare(a.Test, b.Test) })
}
