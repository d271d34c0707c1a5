package journey

import "time"

// Reason is why something cannot be had. The words are the same as those of
// the pages, so that one sentence belongs to each.
type Reason string

const (
	ReasonNotHere      Reason = "not-here"
	ReasonNetwork      Reason = "network"
	ReasonSlow         Reason = "slow"
	ReasonClosed       Reason = "closed"
	ReasonStarting     Reason = "starting"
	ReasonReaderAway   Reason = "reader-away"
	ReasonReaderBroken Reason = "reader-broken"
	ReasonPrinterAway  Reason = "printer-away"
	ReasonFull         Reason = "full"
	ReasonCutOff       Reason = "cut-off"     // the last number of the day has been given out
	ReasonNumberOver   Reason = "number-over" // it was used, given back, or passed over for good
	ReasonNoDeputy     Reason = "no-deputy"   // nobody may do it for somebody else
	ReasonNoCase       Reason = "unknown-case"
	ReasonCardRequired Reason = "card-required"
	ReasonRated        Reason = "already-rated"
	ReasonFixed        Reason = "fixed" // it is put right where it comes from
	ReasonRefused      Reason = "refused"
	ReasonUpstream     Reason = "upstream"
	ReasonJournal      Reason = "journal"
	ReasonUnknownPrint Reason = "print-unknown" // the printer's word never came
	ReasonSlipKept     Reason = "slip-kept"     // the printer took it back

	ReasonSlotTaken   Reason = "slot-taken"   // somebody else has it, or its time is over
	ReasonOneAlready  Reason = "one-already"  // this person has an appointment for it
	ReasonTooMany     Reason = "too-many"     // appointments, changes or tries
	ReasonTooEarly    Reason = "too-early"    // to check in
	ReasonTooLate     Reason = "too-late"     // to check in, to change, to give up
	ReasonOtherPlace  Reason = "other-place"  // it is kept elsewhere
	ReasonNotEntitled Reason = "not-entitled" // it is for others

	ReasonDraftChanged Reason = "draft-changed" // on another device, since it was read
	ReasonDraftOver    Reason = "draft-over"    // handed in, thrown away or too old
	ReasonField        Reason = "field-invalid" // what was filled in does not fit
	ReasonWindow       Reason = "at-window"     // it is done at a window
)

// Final tells whether asking once more would bring the same: the hall has
// understood, and said no.
func (r Reason) Final() bool {
	switch r {
	case "", ReasonNetwork, ReasonSlow, ReasonUpstream, ReasonStarting, ReasonJournal:
		return false
	}
	return true
}

// Words is a text in Chinese and English.
type Words struct{ Zh, En string }

// Wait is a range of minutes.
type Wait struct{ Min, Max int }

// Catalogue is what the hall offers, as last fetched.
type Catalogue struct {
	FetchedAt   time.Time
	Departments []Department
	Businesses  []Business // sorted by department, then by reading
}

// Department is a part of the hall.
type Department struct {
	Code        string
	Name, Short Words
	Ahead       int
	Wait        Wait
}

// Business is one thing that numbers are handed out for.
type Business struct {
	Code       string
	Name       Words
	Detail     Words // what citizens call it
	Department string
	Area       Words
	Windows    string
	Ahead      int
	Wait       Wait
	Accuracy   int // of ten estimates so many were right; 0: unknown
	Closed     Reason
	Anonymous  bool
	Classes    []Class
	Aliases    []string // what citizens call it: 过户

	Initials      []string // lower case, every reading of the name: bdcdj
	Readings      []string // the same, whole: budongchandengji
	OtherReadings []string // initials and readings of the aliases
}

// Class is a queue for those who need not wait as long.
type Class struct {
	Code   string // elder, veteran, disabled, pregnant
	Name   Words
	MinAge int // 0: age says nothing
	Ahead  int
	Wait   Wait
}

// Business returns the business with that code.
func (c Catalogue) Business(code string) (Business, bool) {
	for _, b := range c.Businesses {
		if b.Code == code {
			return b, true
		}
	}
	return Business{}, false
}

// DepartmentOf returns the department with that code.
func (c Catalogue) DepartmentOf(code string) (Department, bool) {
	for _, d := range c.Departments {
		if d.Code == code {
			return d, true
		}
	}
	return Department{}, false
}

// ClassFor returns the class that a person's age alone opens.
func (b Business) ClassFor(p *Person, today time.Time) (Class, bool) {
	if p == nil || p.Birth.IsZero() {
		return Class{}, false
	}
	for _, c := range b.Classes {
		if c.MinAge > 0 && Age(p.Birth, today) >= c.MinAge {
			return c, true
		}
	}
	return Class{}, false
}

// Class returns the business's class with that code.
func (b Business) Class(code string) (Class, bool) {
	for _, c := range b.Classes {
		if c.Code == code {
			return c, true
		}
	}
	return Class{}, false
}

// Age returns whole years between two days. Somebody born on 29 February
// turns a year older on 1 March of a common year.
func Age(birth, today time.Time) int {
	years := today.Year() - birth.Year()
	if today.Month() < birth.Month() || today.Month() == birth.Month() && today.Day() < birth.Day() {
		years--
	}
	return years
}
