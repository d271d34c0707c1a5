package rollout

import (
	"maps"
	"slices"
	"time"
)

// State is how a roll-out stands.
type State string

const (
	Running    State = "running"
	Paused     State = "paused"     // nobody new; who is under way goes on
	Aborted    State = "aborted"    // by a person: as paused, for good
	Stopped    State = "stopped"    // by itself: too many took it back; as aborted
	Superseded State = "superseded" // by itself: a newer release is there, and terminals look for that one; as aborted
	Done       State = "done"       // every wave is open and goes well; whoever comes back may still take it in
)

// Phase is how far one terminal is.
type Phase string

const (
	Waiting    Phase = ""           // it was not let go yet
	UnderWay   Phase = "under-way"  // it was let go
	Well       Phase = "well"       // it took the release in and is well
	RolledBack Phase = "rolledBack" // it took it in, was not well, and went back
	Refused    Phase = "refused"    // it would not take it in: the values do not fit its devices
	Lost       Phase = "lost"       // it was let go and has said nothing since
)

// failed reports whether a terminal counts against the release.
func (p Phase) failed() bool { return p == RolledBack || p == Refused || p == Lost }

// answered reports whether it is known how it went.
func (p Phase) answered() bool { return p == Well || p.failed() }

// Progress is how far one terminal is, since when.
type Progress struct {
	Hall  string    `json:"hall"`
	Wave  int       `json:"wave"`
	Phase Phase     `json:"phase"`
	Since time.Time `json:"since"`
	Heard time.Time `json:"heard,omitzero"`  // it has said since then that it is at it
	Cause string    `json:"cause,omitempty"` // why it took it back
}

// Rollout is a plan on its way. It is a plain value that can be kept as JSON;
// its methods are to be called by one goroutine at a time.
type Rollout struct {
	Plan      Plan                `json:"plan"`
	State     State               `json:"state"`
	Why       string              `json:"why,omitempty"`  // it stopped or was paused
	Next      string              `json:"next,omitempty"` // the roll-out that superseded it; empty: there is none yet
	Open      int                 `json:"open"`           // waves that are open, 1 or more
	OpenedAt  time.Time           `json:"opened_at"`      // the newest of them
	Terminals map[string]Progress `json:"terminals"`      // that were let go, by id

	tally *tally // of Terminals; nil: not counted yet
	draft *draft // nil: nothing is to be undone
}

// Start opens the first wave of a plan.
func Start(p Plan, now time.Time) (*Rollout, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	return &Rollout{Plan: p, State: Running, Open: 1, OpenedAt: now, Terminals: map[string]Progress{}}, nil
}

// Verdict is the answer to a terminal that asks whether it may take the
// release in. A terminal that may not asks again later.
type Verdict struct {
	May bool   `json:"may"`
	Why string `json:"why,omitempty"` // not
}

// Let answers a terminal that has the release ready, and counts it as under
// way when it may. Asked again by one that is under way, it says yes again: its
// first answer may have been lost.
func (r *Rollout) Let(t Terminal, now time.Time) Verdict { return r.LetBeside(t, 0, now) }

// LetBeside is Let where some others of its hall, that this roll-out has not
// let go, are out of service for reasons of their own.
func (r *Rollout) LetBeside(t Terminal, others int, now time.Time) Verdict {
	r.Advance(now)
	was := r.Terminals[t.ID]
	switch {
	case was.Phase == UnderWay, was.Phase == Well:
		return Verdict{May: true}
	case was.Phase == RolledBack || was.Phase == Refused:
		return Verdict{Why: "it has gone back from this release"}
	case r.State != Running && r.State != Done:
		return Verdict{Why: "the roll-out is " + string(r.State)}
	}
	wave := r.Plan.WaveOf(t)
	switch {
	case wave < 0:
		return Verdict{Why: "it is in no wave"}
	case wave >= r.Open:
		return Verdict{Why: "its wave is not open yet"}
	case r.Plan.AtOnce > 0 && r.Count().UnderWay >= r.Plan.AtOnce:
		return Verdict{Why: "as many as may are under way"}
	case was.Phase == Lost: // it has kept its place in its hall
	case r.counted().halls[t.Hall] >= r.Plan.PerHall:
		return Verdict{Why: "as many of its hall as may are under way"}
	case r.counted().halls[t.Hall]+others >= r.Plan.PerHall:
		return Verdict{Why: "others of its hall are out of service"}
	}
	r.set(t.ID, Progress{Hall: t.Hall, Wave: wave, Phase: UnderWay, Since: now})
	return Verdict{May: true}
}

// Report takes in how it went at a terminal. One that was never let go, or has
// said so before, changes nothing.
func (r *Rollout) Report(terminal string, phase Phase, cause string, now time.Time) {
	was, known := r.Terminals[terminal]
	if !known || was.Phase == phase || !phase.answered() || phase == Lost {
		return
	}
	was.Phase, was.Cause, was.Since = phase, cause, now
	r.set(terminal, was)
	r.Advance(now)
}

// Refuse takes in that a terminal will not have the release, whether it was
// let go or not: most find out before they ask. Who is in no wave does not
// count.
func (r *Rollout) Refuse(t Terminal, cause string, now time.Time) {
	if _, known := r.Terminals[t.ID]; known {
		r.Report(t.ID, Refused, cause, now)
		return
	}
	if wave := r.Plan.WaveOf(t); wave >= 0 {
		r.set(t.ID, Progress{Hall: t.Hall, Wave: wave, Phase: Refused, Since: now, Cause: cause})
		r.Advance(now)
	}
}

// Advance does what time brings: who was silent too long is lost, too many
// failures stop the roll-out, and a wave that went well opens the next.
func (r *Rollout) Advance(now time.Time) {
	r.lose(now)
	if r.State != Running && r.State != Done {
		return
	}
	if n := r.Count().Failed(); n > r.Plan.MaxFailed {
		r.State, r.Why = Stopped, "too many went back"
		return
	}
	if r.State == Done {
		return
	}
	if r.ripe(now) {
		r.Open, r.OpenedAt = r.Open+1, now
	}
	if r.Open == len(r.Plan.Waves) && r.ripeToEnd(now) {
		r.State = Done
	}
}

// ripe reports whether the next wave may open.
func (r *Rollout) ripe(now time.Time) bool { return r.Open < len(r.Plan.Waves) && r.ripeToEnd(now) }

// ripeToEnd reports whether the newest wave went well, by those who answered:
// a terminal that is switched off since last week holds up nobody.
func (r *Rollout) ripeToEnd(now time.Time) bool {
	w := r.Plan.Waves[r.Open-1]
	c := r.Count()
	answered := c.Well + c.Failed()
	return now.Sub(r.OpenedAt) >= w.Soak && answered >= w.Least && c.UnderWay == 0 &&
		float64(c.Well) >= r.Plan.Success*float64(answered)
}

// Pause lets nobody new go until Resume.
func (r *Rollout) Pause(why string) {
	if r.State == Running {
		r.State, r.Why = Paused, why
	}
}

// Resume goes on after Pause, and only then.
func (r *Rollout) Resume(now time.Time) {
	if r.State == Paused {
		r.State, r.Why, r.OpenedAt = Running, "", now
		r.Advance(now)
	}
}

// Abort ends a roll-out for good. Whoever has the release keeps it: going back
// is a release of its own.
func (r *Rollout) Abort(why string) {
	if r.State != Aborted && r.State != Superseded {
		r.State, r.Why = Aborted, why
	}
}

// Supersede ends a roll-out since a newer release is there: terminals look for
// the newest one alone. next is the roll-out of that, empty where there is none
// yet; it may be told later. One that is over stays as it was.
func (r *Rollout) Supersede(next, why string) {
	switch {
	case r.State == Running, r.State == Paused, r.State == Superseded && r.Next == "" && next != "":
		r.State, r.Next, r.Why = Superseded, next, why
	}
}

// Leave takes in that a terminal that was let go is at another release.
func (r *Rollout) Leave(terminal string) {
	if p := r.Terminals[terminal]; p.Phase == UnderWay {
		p.Phase, p.Heard = Waiting, time.Time{}
		r.set(terminal, p)
	}
}

// Failed are the terminals that count against the release, in order.
func (r *Rollout) Failed() []string {
	var out []string
	for _, id := range slices.Sorted(maps.Keys(r.Terminals)) {
		if r.Terminals[id].Phase.failed() {
			out = append(out, id)
		}
	}
	return out
}
