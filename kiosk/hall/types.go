package hall

import (
	"time"

	"govkiosk/config"
)

// Words is a text in each language that the hall has; zh always.
type Words = config.Words

// Wait is a waiting time in minutes, a range; both zero when nobody waits.
type Wait struct{ Min, Max int }

// Overview is how busy the hall is. Times are in the hall's zone.
type Overview struct {
	Name      Words
	At        time.Time // the hall's clock when it answered
	Open      bool
	OpenUntil time.Time // while open, when the doors close next; else zero
	OpensAt   time.Time // while closed, when they open next; zero when no day is known
	Notice    Words     // one line; both empty when there is none
	Queues    []Department
}

// Department is a department with its queue.
type Department struct {
	Code  string
	Name  Words
	Short Words // four characters or fewer where it can be
	Ahead int
	Wait  Wait
}

// Catalogue is every matter that has a queue.
type Catalogue struct {
	At          time.Time
	Departments []Department
	Businesses  []Business
}

// Business is one matter that has a queue.
type Business struct {
	Code       string // 实施编码 (31 characters) or 业务办理项编码 (33)
	Name       Words
	Detail     Words    // what it covers, one line; may be empty
	Aliases    []string // what citizens call it, for searching
	Department string   // code
	Area       Words    // "C 区"
	Windows    string   // "5–8"
	Ahead      int
	Wait       Wait
	Accuracy   int       // so many of the last 10 estimates were right; 0: not known
	Prefix     string    // first letters of its numbers
	Open       bool      // a number can be had now
	Why        string    // else why not: CodeClosed, CodeCutOff, CodeFull
	Anonymous  bool      // nobody needs to say who they are
	Left       int       // numbers left in this time slot; -1 without a cap
	LastAt     time.Time // today's last number is given out then; zero without
	Classes    []Class
}

// Class is a priority queue of one business.
type Class struct {
	Code    string // "elder", "veteran", "disabled", "pregnant"; policy data of the hall
	Name    Words
	Ahead   int
	Wait    Wait
	AgeFrom int // from this age, shown by an ID number; 0: proved at the window
}

// Reserve asks for a number.
type Reserve struct {
	Business string
	Class    string  // priority class; empty: ordinary queue
	Person   *Person // nil: anonymous, where the business allows it
}

// PersonKind says how a person was identified.
type PersonKind string

const (
	ByCard   PersonKind = "id-card"   // read from the card
	ByNumber PersonKind = "id-number" // typed
	ByPhone  PersonKind = "phone"
)

// Person is who queues. It is sent once and not kept.
type Person struct {
	Kind   PersonKind
	Number string // ID number or mobile number
	Name   string // from the card; else empty
}

// Status is what has become of a ticket.
type Status string

const (
	Reserved  Status = "reserved"  // nobody has said yet that it was delivered
	Confirmed Status = "confirmed" // on paper, in the citizen's hand
	ETicketed Status = "e-ticket"  // shown on the screen instead of printed
	Called    Status = "called"    // a window has called it
	Missed    Status = "missed"    // called, and nobody came; may wait again where the policy says so
	Served    Status = "served"
	Cancelled Status = "cancelled"
	Expired   Status = "expired" // its day is over
)

// Known reports whether it is one of those above.
func (s Status) Known() bool {
	switch s {
	case Reserved, Confirmed, ETicketed, Called, Missed, Served, Cancelled, Expired:
		return true
	}
	return false
}

// Open reports whether the holder is still to be served.
func (s Status) Open() bool {
	return s == Reserved || s == Confirmed || s == ETicketed || s == Called
}

// Ticket is a number and its place in the queue. It holds nothing of a person.
type Ticket struct {
	ID         string
	Number     string // "A037"
	Status     Status
	Business   string // code
	Name       Words  // of the business
	Area       Words
	Windows    string
	Ahead      int
	WaitMin    int // minutes
	WaitMax    int
	Priority   string // class; empty: ordinary queue
	Class      Words  // its name, "老年人优先"
	Link       string // what the QR says
	ReservedAt time.Time
	Reprints   int
	Serial     int       // running number of the hall's tickets of that day
	Window     int       // once called, the window that called it; else 0
	Away       bool      // its holder went away for a while
	Missed     int       // how often it was called and nobody came
	Booking    string    // id of the booking that was checked in; empty: none
	From       time.Time // of a booking, its time slot; else zero
	Until      time.Time
}

// Delivery is how a number reached the citizen.
type Delivery string

const (
	Printed         Delivery = "printed"         // the printer's own word
	SeenByCitizen   Delivery = "seen-by-citizen" // 出票了吗？ answered with yes
	DeliveryUnknown Delivery = "unknown"         // nobody could tell; the number stays valid
)

// HelpCall asks for a person to come to the terminal.
type HelpCall struct {
	Screen string // words of a-z 0-9 -, as screens names them
	Step   string // may be empty
	Lang   string // BCP 47; may be empty
}
