package api

import (
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/wire"
)

// State is a terminal in one word: revoked, new, silent, locked, service,
// away (nobody can be served), partly (some services are withheld) or well.
type State string

// States are all of them, the worst first.
var States = []State{"revoked", "silent", "away", "partly", "locked", "service", "new", "well"}

// Terminal is one row of the list.
type Terminal struct {
	ID       string            `json:"id"`
	State    State             `json:"state"`
	Place    config.Place      `json:"place"`
	Labels   map[string]string `json:"labels,omitempty"`
	Heard    time.Time         `json:"heard,omitzero"`
	Program  string            `json:"program,omitempty"`
	Release  int64             `json:"release,omitempty"` // in force
	Trial    int64             `json:"trial,omitempty"`
	Withheld []string          `json:"withheld,omitempty"` // services that cannot be had
	Faults   int               `json:"faults"`
	Worst    string            `json:"worst,omitempty"` // code of the worst fault
	Paper    wire.Paper        `json:"paper"`
	Visit    bool              `json:"visit,omitempty"`
}

// Terminals is one page of the list, by id.
type Terminals struct {
	Terminals []Terminal `json:"terminals"`
	Total     int        `json:"total"`          // that fit, on all pages
	Next      string     `json:"next,omitempty"` // after for the next page; empty: there is none
}

// Detail is all that is known of a terminal.
type Detail struct {
	Terminal
	Status      wire.Status `json:"status"`
	Enrolled    time.Time   `json:"enrolled,omitzero"`
	Revoked     time.Time   `json:"revoked,omitzero"`
	Why         string      `json:"why,omitempty"` // it was revoked
	Certificate time.Time   `json:"certificate_until,omitzero"`
	Commands    []Command   `json:"commands"` // the newest first
	Events      []Event     `json:"events"`   // the newest first
}

// Event is one of a terminal's, as it was kept.
type Event struct {
	Seq      uint64    `json:"seq"` // before for what is older
	Terminal string    `json:"terminal"`
	Heard    time.Time `json:"heard"`
	wire.Event
}

// Summary counts.
type Summary struct {
	Terminals int            `json:"terminals"`
	States    map[State]int  `json:"states"`
	Releases  map[string]int `json:"releases"` // terminals by release in force; "0": the local file alone
	Newest    int64          `json:"newest"`   // release of the repository
	Alerts    map[string]int `json:"alerts"`   // faults by who acts
	Running   int            `json:"rollouts_running"`
	Stop      Stop           `json:"stop"`
	Away      time.Time      `json:"store_away_since,omitzero"` // the hub keeps nothing; zero: it does
}

// Alert is one fault at all terminals that have it.
type Alert struct {
	Code      string    `json:"code"`
	Severity  string    `json:"severity"`
	Who       string    `json:"who"` // acts
	Since     time.Time `json:"since"`
	Terminals []AlertAt `json:"terminals"` // the oldest first
}

// AlertAt is a fault at one terminal.
type AlertAt struct {
	ID    string       `json:"id"`
	Place config.Place `json:"place"`
	Since time.Time    `json:"since"`
	Cause string       `json:"cause,omitempty"`
}

// Paper is what a terminal's roll is good for.
type Paper struct {
	ID    string       `json:"id"`
	Place config.Place `json:"place"`
	Heard time.Time    `json:"heard"`
	wire.Paper
}

// Availability is how far one service can be had.
type Availability struct {
	ID      string         `json:"id"`
	Offered int            `json:"offered"` // terminals that offer it and are not silent
	Usable  int            `json:"usable"`  // of these, now
	Reasons map[string]int `json:"reasons,omitempty"`
	Minutes float64        `json:"usable_minutes"` // since the terminals' programs started
	Lost    float64        `json:"lost_minutes"`
}
