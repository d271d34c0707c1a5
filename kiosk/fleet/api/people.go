package api

import (
	"encoding/json"
	"time"
)

// Login asks for a token.
type Login struct {
	Name     string `json:"name"`
	Password string `json:"password"`
}

// Token is good as a bearer token until it expires.
type Token struct {
	Token   string    `json:"token"`
	Expires time.Time `json:"expires"`
	Person  Person    `json:"person"`
}

// Person is who acts.
type Person struct {
	Name  string `json:"name"`
	Role  string `json:"role"`            // viewer, operator, publisher or admin
	Place string `json:"place,omitempty"` // "hall/lunan": nothing else is theirs; empty: everything
}

// Act is one line of the audit log.
type Act struct {
	Seq    uint64          `json:"seq"`
	At     time.Time       `json:"at"`
	Who    string          `json:"who"`
	Act    string          `json:"act"`
	On     string          `json:"on"`
	Detail json.RawMessage `json:"detail,omitempty"`
}

// Change says that something is different now: "terminal", "rollout",
// "command", "stop", and which.
type Change struct {
	What string `json:"what"`
	ID   string `json:"id,omitempty"`
}
