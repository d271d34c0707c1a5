package api

import (
	"time"

	"govkiosk/kiosk/fleet/wire"
)

// Order asks for a command to some terminals: those named, or all that the
// place and the labels fit. What is empty fits any, but not everything may be.
type Order struct {
	Terminals []string          `json:"terminals,omitempty"`
	Hall      string            `json:"hall,omitempty"`
	Labels    map[string]string `json:"labels,omitempty"`
	Order     wire.Order        `json:"order"`
	Text      string            `json:"text,omitempty"`
	Within    float64           `json:"within_s,omitempty"` // not begun by then, it is not carried out; 0: an hour
}

// Command is an order that was given, and what became of it.
type Command struct {
	wire.Command
	Terminals map[string]Carried `json:"terminals"`
}

// Carried is how far one terminal is with a command. It waits as long as the
// outcome is empty.
type Carried struct {
	Outcome    wire.Outcome `json:"outcome,omitempty"`
	Text       string       `json:"text,omitempty"`
	At         time.Time    `json:"at,omitzero"`
	Superseded bool         `json:"superseded,omitempty"` // a later order made it pointless before it was taken
	File       int64        `json:"file,omitempty"`       // bytes that it collected
}

// NewCode asks for a one-time code by which a terminal enrols.
type NewCode struct {
	Terminal string  `json:"terminal"`
	Within   float64 `json:"within_s,omitempty"` // 0: a day
}

// Code is that code. It is shown once.
type Code struct {
	Terminal string    `json:"terminal"`
	Code     string    `json:"code"`
	Expires  time.Time `json:"expires"`
}
