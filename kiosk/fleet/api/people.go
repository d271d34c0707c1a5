package api

import "time"

// Login asks for a token.
type Login struct {
	ID       string `json:"id"`
	Password string `json:"password"`
	Days     int    `json:"days"` // for which the token counts
}

// Token is good as a bearer token.
type Token struct {
	Token string    `json:"token"`
	Until time.Time `json:"until"`
	Role  string    `json:"role"`
}

// Person is who acts.
type Person struct {
	ID    string `json:"id"`
	Name  string `json:"name,omitempty"`
	Role  string `json:"role"`  // viewer, operator, publisher or admin
	Scope string `json:"scope"` // "district lunan": nothing else is theirs; "everywhere"
}

// Act is one line of the audit log.
type Act struct {
	Seq    uint64    `json:"seq"` // before for what is older
	At     time.Time `json:"at"`
	Who    string    `json:"who"`
	From   string    `json:"from,omitempty"` // the address
	Act    string    `json:"act"`
	On     string    `json:"on,omitempty"`
	Detail string    `json:"detail,omitempty"`
}

// Change says that something is different now: "terminal", "rollout",
// "command", "stop", and which.
type Change struct {
	What string `json:"what"`
	ID   string `json:"id,omitempty"`
}
