package screens

import "time"

// Attract is what passers-by see. Nothing of a person is on it.
type Attract struct {
	Queues    []Queue   // by department, at most five are shown
	UpdatedAt time.Time // zero: never fetched, and the card says so
	OpenUntil string    // "17:00"; empty when closed or unknown
	OpensAt   string    // when closed: next opening, "8:30"
	Notice    Text      // one line of notice; may be empty
	Shift     int       // minute counter that moves the page against burn-in
}

// Home offers the services.
type Home struct {
	Queues    []Queue
	UpdatedAt time.Time
	Services  []Service // in the order of use, at most ten
	Offline   *Offline  // set while the API cannot be reached
}

// Offline says since when the hall's network is away.
type Offline struct{ Since time.Time }

// Service is a tile of the home page.
type Service struct {
	ID     string // queue checkin inquiry pickup declare appoint guide proof rating report
	Reason Reason // empty: offered; else why not here, now
	Since  time.Time
	Where  Text // where else; "请到 12 号窗口"
	Apart  bool // offered without the network: its words say what is different
}
