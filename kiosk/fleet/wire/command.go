package wire

import "time"

// Order is what a terminal can be told from afar.
type Order string

const (
	Lock     Order = "lock"     // after the visit: Text is what citizens read
	Unlock   Order = "unlock"   //
	SelfTest Order = "selfTest" // when nobody is served
	Restart  Order = "restart"  // of the service, when nobody is served
	BlackBox Order = "blackBox" // collect it
	Renew    Order = "renew"    // the certificate, now
)

// Command is an order to one terminal. It is carried out once at most: the
// terminal keeps the ID before it begins.
type Command struct {
	ID      string    `json:"id"`
	Order   Order     `json:"order"`
	Text    string    `json:"text,omitempty"`
	By      string    `json:"by"` // the person
	Issued  time.Time `json:"issued"`
	Expires time.Time `json:"expires"` // not begun by then, it is not carried out
}

// Outcome is what became of a command.
type Outcome string

const (
	Taken   Outcome = "taken" // it will be carried out; another Result follows
	Done    Outcome = "done"
	Refused Outcome = "refused" // it will not be: Text says why
	Expired Outcome = "expired"
	Failed  Outcome = "failed"
	Unsure  Outcome = "unsure" // the power went in the middle
)

// Result says what became of a command.
type Result struct {
	Terminal string    `json:"terminal"`
	Command  string    `json:"command"`
	Outcome  Outcome   `json:"outcome"`
	Text     string    `json:"text,omitempty"`
	At       time.Time `json:"at"`
}
