package fleet

import (
	"slices"
	"time"
)

// What is far away, by the names that a plan has for it.
const (
	farFleet = "fleet" // the repository
	farHub   = "hub"
)

// failing is what does not work, the way to the repository included.
func (f *Follower) failing() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := append([]string{}, f.o.Failing()...)
	if f.away {
		out = append(out, farFleet)
	}
	if f.o.Hub != nil && f.o.Hub.Away() {
		out = append(out, farHub)
	}
	return out
}

// answered reports whether something far away has, under the release that runs:
// its configuration is no reason then why it does not now.
func (f *Follower) answered(what string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return what == farFleet && f.found || what == farHub && f.o.Hub.Answered().After(f.began)
}

// judge ends the trial, or tells that it is to be judged again: what did not
// work before is not held against it.
func (f *Follower) judge() (again bool, err error) {
	plan, err := ReadPlan(f.o.Store)
	if err != nil || plan.Trial == nil {
		return false, err
	}
	t := *plan.Trial
	var broken []string
	far := true
	for _, what := range f.failing() {
		if !slices.Contains(t.Before, what) && !f.answered(what) {
			broken = append(broken, what+": worked before and does not any more")
			far = far && (what == farFleet || what == farHub)
		}
	}
	if len(broken) == 0 {
		plan.Active, plan.Trial = t.Chosen, nil
		f.o.Log.Info("fleet: release in force", "version", t.Version, "digest", t.Digest)
		return false, f.write(plan)
	}
	if far && f.patient() {
		return true, nil
	}
	plan.refuse(t.Chosen, f.o.Clock(), broken...)
	f.o.Log.Error("fleet: release rolled back", "version", t.Version, "reasons", broken)
	if err := f.write(plan); err != nil {
		return false, err
	}
	return false, ErrRestart
}

// patient reports whether what is far away may still come back: a hub that is
// started anew when trials end must not take a good release from all of them.
// A release that has cut the way to it goes back after its health time again.
func (f *Follower) patient() bool {
	now := f.o.Clock()
	if f.doubt.IsZero() {
		f.doubt = now
		f.o.Log.Warn("fleet: the trial goes on, since what is far away does not answer")
	}
	return now.Sub(f.doubt) < max(f.o.Config.Fleet.Health, atLeast)
}

// atLeast is how long what is far away gets: after some failures it is asked
// no more often.
const atLeast = time.Minute
