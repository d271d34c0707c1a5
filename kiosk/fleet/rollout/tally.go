package rollout

import "time"

// Counts are terminals by phase.
type Counts struct {
	UnderWay   int `json:"under_way"`
	Well       int `json:"well"`
	RolledBack int `json:"rolled_back"`
	Refused    int `json:"refused"`
	Lost       int `json:"lost"`
}

// Failed are those that count against the release.
func (c Counts) Failed() int { return c.RolledBack + c.Refused + c.Lost }

// add counts one terminal of a phase, or with -1 takes it out.
func (c *Counts) add(p Phase, n int) {
	switch p {
	case UnderWay:
		c.UnderWay += n
	case Well:
		c.Well += n
	case RolledBack:
		c.RolledBack += n
	case Refused:
		c.Refused += n
	case Lost:
		c.Lost += n
	}
}

// tally is what is asked for at every question of every terminal, and so must
// not be counted anew each time.
type tally struct {
	counts   Counts
	halls    map[string]int // terminals that may be out of service because of this
	underWay map[string]bool
	next     time.Time // nobody of underWay is given up before
}

// Out reports whether a terminal may be out of service. One that is lost is
// among them: nobody knows that it is well.
func (p Phase) Out() bool { return p == UnderWay || p == Lost }

// count takes a terminal in, or with -1 out.
func (t *tally) count(id string, p Progress, n int, patience time.Duration) {
	t.counts.add(p.Phase, n)
	if p.Phase.Out() {
		t.halls[p.Hall] += n
	}
	if p.Phase == UnderWay && n > 0 {
		if end := p.until(patience); len(t.underWay) == 0 || end.Before(t.next) {
			t.next = end
		}
		t.underWay[id] = true
	} else {
		delete(t.underWay, id)
	}
}

// counted is the tally, made when it is first asked for.
func (r *Rollout) counted() *tally {
	if r.tally == nil {
		r.tally = &tally{halls: map[string]int{}, underWay: map[string]bool{}}
		for id, p := range r.Terminals {
			r.tally.count(id, p, 1, r.Plan.Patience)
		}
	}
	return r.tally
}

// set changes how far a terminal is.
func (r *Rollout) set(id string, p Progress) {
	t := r.counted()
	was, known := r.Terminals[id]
	r.remember(id, was, known)
	if known {
		t.count(id, was, -1, r.Plan.Patience)
	}
	t.count(id, p, 1, r.Plan.Patience)
	r.Terminals[id] = p
}

// Count counts.
func (r *Rollout) Count() Counts { return r.counted().counts }

// UnderWay are the terminals of a hall that were let go and have not answered.
func (r *Rollout) UnderWay(hall string) []string {
	if r.counted().halls[hall] == 0 {
		return nil
	}
	var out []string
	for id := range r.counted().underWay {
		if r.Terminals[id].Hall == hall {
			out = append(out, id)
		}
	}
	return out
}
