package fault

import (
	"slices"
	"time"
)

// Active is a fault that a terminal has.
type Active struct {
	Code   Code      `json:"code"`
	Device string    `json:"device"`
	Since  time.Time `json:"since"`
	Cause  string    `json:"cause,omitempty"` // the technician's chain
	// Parts are the devices that it takes with it; empty: all that depend on it.
	Parts []string `json:"parts,omitempty"`
}

// Shown is a fault that is told, with those that only come from it.
type Shown struct {
	Fault
	Since time.Time `json:"since"`
	Cause string    `json:"cause,omitempty"`
	Parts []string  `json:"parts,omitempty"`
	Hides []Code    `json:"hides,omitempty"`
}

// Show picks what is to be told now, the worst first: what has lasted long
// enough, and comes from no other fault that is there. Codes that are not in
// the table are left out.
func Show(active []Active, now time.Time) []Shown {
	told, _ := split(active, now)
	return told
}

// Coming picks what is there and is told only once it has lasted, the worst
// first.
func Coming(active []Active, now time.Time) []Shown {
	_, later := split(active, now)
	return later
}

// split tells what is told now from what is told later.
func split(active []Active, now time.Time) (told, later []Shown) {
	hides := map[Code][]Code{}
	for _, a := range active {
		f, ok := Of(a.Code)
		if !ok {
			continue
		}
		if by, hidden := f.hiddenBy(a, active); hidden {
			hides[by] = append(hides[by], a.Code)
			continue
		}
		s := Shown{Fault: f, Since: a.Since, Cause: a.Cause, Parts: a.Parts}
		if now.Sub(a.Since) >= f.After {
			told = append(told, s)
			continue
		}
		later = append(later, s)
	}
	for _, all := range [][]Shown{told, later} {
		for i := range all {
			all[i].Hides = hides[all[i].Code]
		}
		slices.SortStableFunc(all, func(a, b Shown) int { return b.Severity.Rank() - a.Severity.Rank() })
	}
	return told, later
}

// hiddenBy finds the fault that this one comes from.
func (f Fault) hiddenBy(a Active, active []Active) (Code, bool) {
	for _, by := range active {
		if slices.Contains(f.HiddenBy, by.Code) && (len(by.Parts) == 0 || slices.Contains(by.Parts, a.Device)) {
			return by.Code, true
		}
	}
	return "", false
}
