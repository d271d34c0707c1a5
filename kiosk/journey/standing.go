package journey

// Standing are the standing rules of the hall for this terminal: what its
// policy says, and what the configuration says in its place. They may change
// while somebody stands there. The zero value says nothing.
type Standing struct {
	Outside  map[Service]bool // offered while the hall is closed; nil: nothing is said
	LastCall bool             // the hall is open and gives out no more numbers today
	ElderAge int              // from this age the largest type is proposed; 0: never
	CheckIn  CheckInRule
	Missed   MissedRule
	Acting   map[Acting]Deputy // nothing is said of what is not in it
	Proofs   map[string]Words  // what a window asks for, by priority class
	Askers   []Asker
	Mask     Masking
	Covered  bool // what is masked is not shown on request either
}

// CheckInRule is how early and how late an appointment may be checked in.
type CheckInRule struct {
	Early, Late int    // minutes before its time, and after its end
	Then        string // later than that: requeue, void, window; empty: nothing is said
}

// MissedRule is what becomes of a number when nobody comes to its call.
type MissedRule struct {
	Calls  int    // 0: nothing is said
	Then   string // requeue, void
	Behind int    // with requeue, so many others
	Times  int    // so often
}

// Acting is what somebody may do for somebody else, in the words of the
// hall's contract.
type Acting string

const (
	ActQueue   Acting = "queue"
	ActBooking Acting = "booking"
	ActPickup  Acting = "pickup"
	ActInquiry Acting = "inquiry"
	ActDeclare Acting = "declaration"
)

// Deputy says whether somebody may act for somebody else, and what to bring.
type Deputy struct {
	Allowed bool
	Needs   Words
}

// Masking is how personal data is covered, in the words of the hall's
// contract; empty: as is usual.
type Masking struct{ Name, Number, Phone string }

// Asker is one who may want a proof.
type Asker struct {
	Code    string
	Name    Words
	Purpose Words
	Icon    string
}

// asker is the one with that code.
func (s State) asker(code string) Asker {
	for _, a := range s.World.Rules.Askers {
		if a.Code == code {
			return a
		}
	}
	return Asker{Code: code}
}

// MayAct tells whether somebody may do something for somebody else here. What
// no rule speaks of is the hall's to decide when it is asked.
func (s State) MayAct(a Acting) bool {
	d, said := s.World.Rules.Acting[a]
	return !said || d.Allowed
}

// clerkless are the services that need nobody at a window: without a rule they
// are offered while the hall is closed.
func clerkless(s Service) bool { return s != ServiceQueue && s != ServiceCheckin }

// shut says why a service cannot be had while the hall is closed.
func (s State) shut(service Service) Reason {
	open := clerkless(service)
	if said := s.World.Rules.Outside; said != nil {
		open = said[service]
	}
	if s.World.Hall == "" || open {
		return ""
	}
	return s.World.Hall
}

// Shut tells whether the hall is closed, and the terminal with it: nothing
// that it has been given is offered at this time.
func (s State) Shut() bool {
	if s.World.Hall == "" || s.World.Rules.Outside == nil {
		return false
	}
	for _, service := range Services {
		if s.World.Offers[string(service)] && s.shut(service) == "" {
			return false
		}
	}
	return true
}
