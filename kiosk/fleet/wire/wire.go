package wire

import (
	"encoding/json"
	"time"

	"govkiosk/config"
)

// Paths of the hub, on the port of the terminals.
const (
	PathEnrol     = "/v1/enrol"
	PathRenew     = "/v1/renew"
	PathStatus    = "/v1/status"
	PathEvents    = "/v1/events"
	PathAdmission = "/v1/admission"
	PathResults   = "/v1/results"
	PathFiles     = "/v1/files/" // and the command's ID
	PathRepo      = "/repo/"
)

// Subjects of hints. Their payload is empty or a Hint; who gets one looks at
// once, with some jitter where it was for all.
const (
	HintAll      = "hint.all"
	HintTerminal = "hint.terminal." // and the terminal's ID
)

// Bounds of what one request may carry.
const (
	MaxStatus = 64 << 10
	MaxEvents = 256 << 10
	MostOnce  = 200 // events in one request
	MaxFile   = 16 << 20
)

// Hint says what there is to look at. All of it may be missing.
type Hint struct {
	Release int64 `json:"release,omitempty"` // the repository has this timestamp version
	Command bool  `json:"command,omitempty"` // a command waits
}

// Problem is why something was refused.
type Problem struct {
	Problem string `json:"problem"` // for a technician: "code: it was used on 2026-11-26 by KT-0007"
}

// Enrol asks for a certificate.
type Enrol struct {
	Terminal string       `json:"terminal"`
	Code     string       `json:"code,omitempty"` // one time; not for a renewal
	CSR      string       `json:"csr"`            // PEM
	Place    config.Place `json:"place"`
	Program  string       `json:"program"` // version
}

// Enrolled is a certificate.
type Enrolled struct {
	Certificate string   `json:"certificate"` // PEM, the terminal's first
	Authority   string   `json:"authority"`   // PEM of those that sign for the hub and its terminals
	Hints       []string `json:"hints"`       // addresses of NATS; empty: none are sent
}

// Status is how a terminal is, whole. A later one replaces it.
type Status struct {
	Terminal string            `json:"terminal"`
	Seq      uint64            `json:"seq"` // grows with each; an older one is not taken
	At       time.Time         `json:"at"`  // by the terminal's clock
	Started  time.Time         `json:"started"`
	Program  string            `json:"program"`
	Place    config.Place      `json:"place"`
	Labels   map[string]string `json:"labels,omitempty"`

	Release  Release   `json:"release"`
	Services []Service `json:"services"`
	Faults   []Fault   `json:"faults"` // as the technician sees them, the worst first
	Paper    Paper     `json:"paper"`

	Counters map[string]float64 `json:"counters"` // since the terminal was installed: "slips", "cuts", "reader.retries", ...
	Journal  Journal            `json:"journal"`
	Believes []string           `json:"believes,omitempty"` // marks of the authorities that it knows the hub by
	Visit    bool               `json:"visit"`              // somebody is being served
	Locked   string             `json:"locked,omitempty"`   // what it tells citizens instead of serving
	Service  bool               `json:"service"`            // a technician has it
}

// Release is which configuration runs.
type Release struct {
	Version int64     `json:"version"` // in force; 0: the local file alone
	Digest  string    `json:"digest,omitempty"`
	Trial   int64     `json:"trial,omitempty"` // on trial now
	Refused []Refusal `json:"refused,omitempty"`
	Expires time.Time `json:"expires,omitzero"`  // of what is kept; past: the last good one stays in force
	Problem string    `json:"problem,omitempty"` // why the newest look at the repository failed
}

// Refusal is a release that is not in force here.
type Refusal struct {
	Version int64    `json:"version"`
	Digest  string   `json:"digest"`
	Reasons []string `json:"reasons"` // "printer.port: there is no /dev/ttyS9 here"
	Tried   bool     `json:"tried"`   // it was on trial and was rolled back; else it was never begun
}

// Service is whether one can be had now, and how long it could.
type Service struct {
	ID      string             `json:"id"`
	Reason  string             `json:"reason,omitempty"` // why not; empty: it can
	Usable  float64            `json:"usable_s"`         // since the program started
	Without map[string]float64 `json:"without_s,omitempty"`
}

// Fault is a row of the fault table that holds now.
type Fault struct {
	Code     string    `json:"code"`
	Severity string    `json:"severity"`
	Who      string    `json:"who"` // acts
	Since    time.Time `json:"since"`
	Cause    string    `json:"cause,omitempty"`
}

// Paper is what the roll is good for, as reckoned.
type Paper struct {
	State  string  `json:"state,omitempty"`
	Metres float64 `json:"metres,omitempty"`
	Slips  int     `json:"slips,omitempty"`
	Days   float64 `json:"days,omitempty"`
}

// Journal is what waits to be sent on.
type Journal struct {
	Depth    int     `json:"depth"`          // calls to the hall
	OldestS  float64 `json:"oldest_s"`       // the age of the oldest of them
	Events   int     `json:"events"`         // for the hub
	Lost     int64   `json:"lost,omitempty"` // events that were dropped since there was no room
	Unclean  int     `json:"unclean"`        // starts after a power cut
	Conflict int     `json:"conflicts"`      // for a person to settle
}

// Answer is what the hub has for a terminal.
type Answer struct {
	Seq      uint64    `json:"seq"` // of the newest status that is kept
	Commands []Command `json:"commands,omitempty"`
	Every    float64   `json:"every_s,omitempty"` // say the next status after so long; 0: as configured
}

// Events are things that happened at a terminal, in order.
type Events struct {
	Terminal string  `json:"terminal"`
	Events   []Event `json:"events"`
}

// Event is one of them. It holds no personal data.
type Event struct {
	ID   uint64          `json:"id"` // grows by one; the terminal's name and this are what it is known by
	At   time.Time       `json:"at"`
	Kind string          `json:"kind"`
	Data json.RawMessage `json:"data,omitempty"`
}

// EventsTaken says up to which event the hub has them all on disk.
type EventsTaken struct {
	Through uint64 `json:"through"`
}

// Admission asks whether a release that is ready may be tried.
type Admission struct {
	Terminal string `json:"terminal"`
	Version  int64  `json:"version"`
	Digest   string `json:"digest"`
}

// Verdict answers that.
type Verdict struct {
	May    bool    `json:"may"`
	Why    string  `json:"why,omitempty"`
	AgainS float64 `json:"again_s,omitempty"` // ask again after so long, some more or less
}
