package journey

import (
	"maps"
	"slices"
	"testing"
)

// rule is a check with its name.
type rule struct {
	name  string
	check func(stepper, scene) error
	all   bool // of every scene, not only of the first of every page
}

var rulesOfVisit = []rule{
	{"walking away leads to rest", leadsToRest, true},
	{"back and home lead out", leadsBack, true},
	{"warned in time", warnsInTime, false},
	{"elder has twice the time", elderHasTwice, false},
	{"help works", helpWorks, false},
	{"late answers are dropped", lateIsDropped, true},
	{"orders are settled", isSettled, true},
	{"Step is pure", isPure, false},
	{"nothing that breaks throws anybody out", survivesUpsets, false},
	{"a slow hall freezes nothing", neverFreezes, true},
}

// moments are scenes of all services, and the first of every page.
func moments(all bool) []scene {
	var out []scene
	for _, service := range slices.Sorted(maps.Keys(stories)) {
		seen := map[string]bool{}
		for _, c := range explored()[service].scenes {
			page := label(c.State, service)
			if all || !seen[page] {
				out = append(out, c)
			}
			seen[page] = true
		}
	}
	return out
}

func TestRulesOfEveryVisit(t *testing.T) {
	for _, r := range rulesOfVisit {
		t.Run(r.name, func(t *testing.T) {
			told := map[string]bool{}
			for _, c := range moments(r.all) {
				if err := r.check(Step, c); err != nil && !told[err.Error()] {
					told[err.Error()] = true
					t.Errorf("%s: %v", label(c.State, c.Service), err)
				}
			}
		})
	}
}
