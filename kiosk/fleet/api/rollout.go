package api

import (
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/rollout"
)

// Rollout is how a roll-out stands.
type Rollout struct {
	ID       string        `json:"id"`
	Plan     rollout.Plan  `json:"plan"`
	By       string        `json:"by"`
	Began    time.Time     `json:"began"`
	State    rollout.State `json:"state"`
	Why      string        `json:"why,omitempty"`
	Next     string        `json:"next,omitempty"` // the roll-out that superseded it
	Open     int           `json:"open"`           // waves that are open
	OpenedAt time.Time     `json:"opened_at"`

	Total  int            `json:"total"` // terminals that its waves take in, and for which something changes
	Have   int            `json:"have"`  // terminals of its waves with the release or a newer one in force, whoever gave it to them
	Counts rollout.Counts `json:"counts"`
	Waves  []Wave         `json:"waves"`
	Failed []Failure      `json:"failed,omitempty"` // those that count against it, most for one cause first
}

// Wave is how one wave stands. It counts the terminals that no earlier wave
// takes in.
type Wave struct {
	Total    int `json:"total"`
	Heard    int `json:"heard"` // not silent now
	UnderWay int `json:"under_way"`
	Well     int `json:"well"`
	Failed   int `json:"failed"`
}

// Failure is one cause, at all terminals that name it.
type Failure struct {
	Phase     rollout.Phase `json:"phase"`
	Cause     string        `json:"cause"`
	Terminals []string      `json:"terminals"`
}

// Preview is what a plan would do.
type Preview struct {
	Release  int64           `json:"release"`
	Total    int             `json:"total"`           // terminals that its waves take in
	Same     int             `json:"same"`            // of these, for which nothing changes
	Waves    []Wave          `json:"waves"`           // with Total and Heard of those for which something does
	Impacts  []config.Impact `json:"impacts"`         // what changes where
	Problems []string        `json:"problems"`        // why it would not be started
	Notes    []string        `json:"notes,omitempty"` // what speaks against the configuration, as far as the hub can tell
}

// Stop is whether an emergency stop holds.
type Stop struct {
	On   bool      `json:"on"`
	Kept bool      `json:"kept"` // on disk; else this hub alone knows of it, and goes on trying
	By   string    `json:"by,omitempty"`
	Why  string    `json:"why,omitempty"`
	At   time.Time `json:"at,omitzero"`
}

// Why gives the reason of an act, for the audit log.
type Why struct {
	Why string `json:"why"`
}
