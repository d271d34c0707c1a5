package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// HallSays stands for a number that the configuration leaves to the hall's
// policy; an empty text and an empty list do the same.
const HallSays = -1

// NoService stands alone in a list of services that has none.
const NoService = "none"

// Hours are the opening hours, where the hall's do not hold for this terminal.
type Hours struct {
	Week   []string `toml:"week"`    // Monday first: "08:30-12:00 13:30-17:00", "" closed; empty: the hall's
	CutOff int      `toml:"cut_off"` // minutes before closing after which no number is given out
}

// CheckIn is how early and how late an appointment may be checked in, as the
// terminal tells it; the hall decides.
type CheckIn struct {
	Early int    `toml:"early"` // minutes before the time
	Late  int    `toml:"late"`  // minutes after its end
	Then  string `toml:"then"`  // later than that: requeue, void or window
}

// Missed is what becomes of a number that was called and nobody came, as the
// terminal tells it.
type Missed struct {
	Calls  int    `toml:"calls"`
	Then   string `toml:"then"`   // requeue or void
	Behind int    `toml:"behind"` // with requeue, so many others
	Times  int    `toml:"times"`  // so often
}

// Class is a class of people who come first.
type Class struct {
	AgeFrom int   `toml:"age_from"` // 0: a paper proves it
	Proof   Words `toml:"proof"`    // what is shown at the window
}

// Acting says whether somebody may act for somebody else.
type Acting struct {
	Allowed bool  `toml:"allowed"`
	Needs   Words `toml:"needs"` // what to bring
}

// Masking is how personal data is covered, on the screen and on paper.
type Masking struct {
	Name   string `toml:"name"`      // middle or all-but-first
	Number string `toml:"id_number"` // first-6-last-4 or last-4
	Phone  string `toml:"phone"`     // first-3-last-4 or last-4
	Show   string `toml:"show"`      // on-request or never
}

// Retention is how many days records are kept.
type Retention struct {
	Journal int `toml:"journal"` // of what is over
	Sealed  int `toml:"sealed"`  // of what an unfinished duty needs, encrypted
}

// Asker is one who may want a proof.
type Asker struct {
	Name    Words  `toml:"name"`
	Purpose Words  `toml:"purpose"`
	Icon    string `toml:"icon"`
}

// Values of the rules that choose from a list.
var (
	lateRules   = []string{"", "requeue", "void", "window"}
	missedRules = []string{"", "requeue", "void"}
	nameMasks   = []string{"", "middle", "all-but-first"}
	numberMasks = []string{"", "first-6-last-4", "last-4"}
	phoneMasks  = []string{"", "first-3-last-4", "last-4"}
	shows       = []string{"", "on-request", "never"}
)

// ActingServices are what somebody may do for somebody else.
var ActingServices = []string{"queue", "booking", "pickup", "inquiry", "declaration"}

// leftToTheHall is a policy that says nothing in place of the hall.
func leftToTheHall(p Policy) Policy {
	p.Outside, p.ElderFrom = []string{}, HallSays
	p.Hours = Hours{Week: []string{}, CutOff: HallSays}
	p.CheckIn = CheckIn{Early: HallSays, Late: HallSays}
	p.Missed = Missed{Calls: HallSays, Behind: HallSays, Times: HallSays}
	p.Retention = Retention{Journal: HallSays, Sealed: HallSays}
	p.Classes, p.Caps = map[string]Class{}, map[string]int{}
	p.Acting, p.Askers = map[string]Acting{}, map[string]Asker{}
	return p
}

func (v *check) rules(p Policy) {
	for i, id := range p.Outside {
		if !slices.Contains(ServiceIDs, id) && id != NoService {
			v.bad(fmt.Sprintf("policy.outside[%d]", i), "unknown service %q; there are %s", id, strings.Join(ServiceIDs, ", "))
		}
	}
	between(v, "policy.elder_from", p.ElderFrom, HallSays, 120)
	v.week(p.Hours.Week)
	between(v, "policy.hours.cut_off", p.Hours.CutOff, HallSays, 600)
	between(v, "policy.check_in.early", p.CheckIn.Early, HallSays, 1440)
	between(v, "policy.check_in.late", p.CheckIn.Late, HallSays, 1440)
	oneOf(v, "policy.check_in.then", p.CheckIn.Then, lateRules)
	between(v, "policy.missed.calls", p.Missed.Calls, HallSays, 20)
	oneOf(v, "policy.missed.then", p.Missed.Then, missedRules)
	between(v, "policy.missed.behind", p.Missed.Behind, HallSays, 99)
	between(v, "policy.missed.times", p.Missed.Times, HallSays, 20)
	oneOf(v, "policy.masking.name", p.Masking.Name, nameMasks)
	oneOf(v, "policy.masking.id_number", p.Masking.Number, numberMasks)
	oneOf(v, "policy.masking.phone", p.Masking.Phone, phoneMasks)
	oneOf(v, "policy.masking.show", p.Masking.Show, shows)
	between(v, "policy.retention.journal", p.Retention.Journal, HallSays, 3650)
	between(v, "policy.retention.sealed", p.Retention.Sealed, HallSays, 366)
	v.ruleTables(p)
}

func (v *check) ruleTables(p Policy) {
	for _, code := range slices.Sorted(maps.Keys(p.Classes)) {
		between(v, "policy.classes."+code+".age_from", p.Classes[code].AgeFrom, 0, 120)
	}
	for _, code := range slices.Sorted(maps.Keys(p.Caps)) {
		between(v, "policy.caps."+code, p.Caps[code], 0, 9999)
		if !businessCode.MatchString(code) {
			v.bad("policy.caps."+code, "want a code of 31 or 33 characters")
		}
	}
	for _, id := range slices.Sorted(maps.Keys(p.Acting)) {
		if !slices.Contains(ActingServices, id) {
			v.bad("policy.acting."+id, "there are %s", strings.Join(ActingServices, ", "))
		}
	}
	for _, code := range slices.Sorted(maps.Keys(p.Askers)) {
		v.words("policy.askers."+code+".name", p.Askers[code].Name)
		v.words("policy.askers."+code+".purpose", p.Askers[code].Purpose)
	}
}

// week wants seven days, or none.
func (v *check) week(days []string) {
	if n := len(days); n != 0 && n != 7 {
		v.bad("policy.hours.week", "want seven texts, Monday first, got %d", n)
	}
	for _, day := range days {
		if _, err := ParseSpans(day); err != nil {
			v.bad("policy.hours.week", "%v", err)
		}
	}
}

// Span is a part of a day, both ends since midnight.
type Span struct{ From, Until time.Duration }

// ParseSpans reads "08:30-12:00 13:30-17:00", the earlier span first; a day
// ends at 24:00. An empty text is a day that is closed.
func ParseSpans(text string) ([]Span, error) {
	var out []Span
	var last time.Duration
	for _, part := range strings.Fields(text) {
		from, until, _ := strings.Cut(part, "-")
		a, okA := clockTime(from)
		b, okB := clockTime(until)
		if !okA || !okB || a >= b || a < last {
			return nil, fmt.Errorf("want times such as 08:30-12:00 13:30-17:00, got %q", text)
		}
		out, last = append(out, Span{a, b}), b
	}
	return out, nil
}

// clockTime reads a time of day as time since midnight.
func clockTime(text string) (time.Duration, bool) {
	if text == "24:00" {
		return 24 * time.Hour, true
	}
	t, err := time.Parse("15:04", text)
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, err == nil
}
