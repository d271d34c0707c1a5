package screens

import "time"

// TimeOut asks whether anybody is there.
type TimeOut struct {
	Seconds    int
	Of         int    // seconds that the ring began with
	Extend     int    // seconds that one touch adds
	Extensions int    // how often that can still be done
	Number     string // the number that stays valid; empty: none was taken
}

// CardLeft asks for what a visitor left: a card on the reader, paper in the
// mouth, an open door. It is shown until they are gone.
type CardLeft struct {
	Card, Paper bool
	Door        int // cell of the cabinet that stands open; 0: none
}

// OutOfUse is the page of a terminal that can do nothing at all.
type OutOfUse struct {
	Reason Reason
	Since  time.Time
	Where  Text
	Opens  string // with ReasonClosed, "8:30"; empty: nobody knows
	Said   string // in place of a reason: a sentence of whoever has locked it
	Turned bool   // the service switch stands on maintenance; a key asks who the technician is
}

// Notice is one sentence and one key: closed, no numbers left, and the like.
type Notice struct {
	Reason Reason
	Since  time.Time
	Where  Text
	Report bool // 办不成事 can be told here
}
