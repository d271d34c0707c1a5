package journey

import "testing"

// mutants are Steps that each break one rule; the check of that rule has to
// see it.
var mutants = []struct {
	name  string
	check func(stepper, scene) error
	step  stepper
}{
	{"forgets to forget the person", leadsToRest, func(s State, e Event) (State, []Effect) {
		to, effects := Step(s, e)
		if atEase(to) {
			to.Person = s.Person
		}
		return to, effects
	}},
	{"keeps a number that was typed", leadsToRest, func(s State, e Event) (State, []Effect) {
		to, effects := Step(s, e)
		if atEase(to) {
			to.Pad.Value = s.Pad.Value
		}
		return to, effects
	}},
	{"never ends", leadsToRest, func(s State, e Event) (State, []Effect) {
		if _, second := e.(TimerFired); second && s.Page == PageCase {
			return s, nil
		}
		return Step(s, e)
	}},
	{"swallows back", leadsBack, without("back", PageCalendar)},
	{"swallows home", leadsBack, without("home", PageRating)},
	{"goes back in a circle", leadsBack, func(s State, e Event) (State, []Effect) {
		to, effects := Step(s, e)
		if s.Page == PageWrite && to.Page == PageQuestion && to.Question.Key == askReportWhere {
			to.Question.Key = askReportContact
		}
		return to, effects
	}},
	{"ends without a warning", warnsInTime, func(s State, e Event) (State, []Effect) {
		to, effects := Step(s, e)
		to.Warned = false
		return to, effects
	}},
	{"warns late", warnsInTime, func(s State, e Event) (State, []Effect) {
		to, effects := Step(s, e)
		to.Warned = to.Warned && to.Left < 10
		return to, effects
	}},
	{"can be put off twice", warnsInTime, func(s State, e Event) (State, []Effect) {
		if t, ok := e.(Touch); ok && t.Do == "extend" && s.Extensions <= rules.Extensions-2 {
			return s, nil
		}
		return Step(s, e)
	}},
	{"hurries old people", elderHasTwice, func(s State, e Event) (State, []Effect) {
		to, effects := Step(s, e)
		to.Left = min(to.Left, rules.Visit)
		return to, effects
	}},
	{"is deaf", helpWorks, without("help", PageCases)},
	{"takes what comes late", lateIsDropped, func(s State, e Event) (State, []Effect) {
		to, effects := Step(s, e)
		if a, ok := e.(Answered); ok && to.Dropped > s.Dropped {
			to.Notice = a.Reason
		}
		return to, effects
	}},
	{"forgets to undo", isSettled, func(s State, e Event) (State, []Effect) {
		to, effects := Step(s, e)
		var rest []Effect
		for _, e := range effects {
			if _, undo := e.(Undo); !undo {
				rest = append(rest, e)
			}
		}
		return to, rest
	}},
	{"throws people out when the hall goes", survivesUpsets, func(s State, e Event) (State, []Effect) {
		to, effects := Step(s, e)
		if w, ok := e.(WorldChanged); ok && w.World.Network != "" && !atEase(s) {
			to.Page = PageHome
		}
		return to, effects
	}},
	{"forgets who is there when the reader goes", survivesUpsets, func(s State, e Event) (State, []Effect) {
		to, effects := Step(s, e)
		if w, ok := e.(WorldChanged); ok && w.World.Reader != "" {
			to.Person = nil
		}
		return to, effects
	}},
	{"waits where nobody sees it", neverFreezes, func(s State, e Event) (State, []Effect) {
		to, effects := Step(s, e)
		if _, touch := e.(Touch); touch && to.Page == PageWorking && s.Page == PageCases {
			to.Page = s.Page
		}
		return to, effects
	}},
	{"cannot be given up", neverFreezes, func(s State, e Event) (State, []Effect) {
		if t, ok := e.(Touch); ok && t.Do == "cancel" && s.Call.ID != 0 && s.Call.Doing == "slots" {
			return s, nil
		}
		return Step(s, e)
	}},
	{"writes to the state before", isPure, func(s State, e Event) (State, []Effect) {
		if _, touch := e.(Touch); touch && len(s.Question.Choices) > 0 {
			s.Question.Choices[0].Chosen = !s.Question.Choices[0].Chosen
		}
		return Step(s, e)
	}},
}

// without does not hear a key on one page.
func without(do string, on Page) stepper {
	return func(s State, e Event) (State, []Effect) {
		if t, ok := e.(Touch); ok && t.Do == do && s.Page == on {
			return s, nil
		}
		return Step(s, e)
	}
}

func TestMutantsAreCaught(t *testing.T) {
	for _, m := range mutants {
		t.Run(m.name, func(t *testing.T) {
			for _, c := range moments(false) {
				c.State = deepCopy(c.State) // a mutant may write to it
				if m.check(m.step, c) != nil {
					return
				}
			}
			t.Error("nobody notices")
		})
	}
}
