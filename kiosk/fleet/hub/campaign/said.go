package campaign

import (
	"context"
	"strings"
	"sync"
	"time"

	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// said is what terminals have said and is not kept yet, the newest of each.
type said struct {
	mu    sync.Mutex
	words map[string]words
	some  chan struct{} // has something when words have
}

// words are how one terminal is in roll-outs, by their ids.
type words struct {
	rollout.Terminal
	in map[string]word
}

type word struct {
	phase rollout.Phase
	cause string
}

// Heard takes in what a status says of releases. It does not block.
func (c *Campaigns) Heard(s wire.Status) {
	w := words{in: map[string]word{}}
	now := c.o.Clock()
	c.mu.RLock()
	for id, r := range c.all {
		p, known := r.Terminals[s.Terminal]
		says := c.says(s.Release, r.Plan.Release)
		switch {
		case says.phase == rollout.UnderWay:
			if r.Tells(s.Terminal, now) {
				w.in[id] = says
			}
		case says.phase == rollout.Waiting || says.phase == p.Phase:
		case known, says.phase == rollout.Refused || says.phase == rollout.RolledBack:
			w.in[id] = says
		}
	}
	c.mu.RUnlock()
	if len(w.in) == 0 {
		return
	}
	k, there := c.o.Fleet.Terminal(s.Terminal)
	if !there {
		return
	}
	w.Terminal = k.Rollout()
	c.said.put(w)
}

// says is how a terminal is with a release; Waiting where it says nothing that
// counts.
func (c *Campaigns) says(r wire.Release, release int64) word {
	switch {
	case c.same(r.Version, release):
		return word{phase: rollout.Well}
	case r.Trial > 0 && c.same(r.Trial, release):
		return word{phase: rollout.UnderWay}
	}
	for _, no := range r.Refused {
		if !c.same(no.Version, release) {
			continue
		}
		cause := strings.Join(no.Reasons, "; ")
		if no.Tried {
			return word{rollout.RolledBack, cause}
		}
		return word{rollout.Refused, cause}
	}
	return word{}
}

func (s *said) put(w words) {
	s.mu.Lock()
	s.words[w.ID] = w
	s.mu.Unlock()
	select {
	case s.some <- struct{}{}:
	default:
	}
}

// get takes up to n words away.
func (s *said) get(n int) (out []words) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, w := range s.words {
		if len(out) == n {
			break
		}
		out = append(out, w)
		delete(s.words, id)
	}
	return out
}

// takeSaid keeps what terminals have said. What cannot be kept is said again
// with the next status.
func (c *Campaigns) takeSaid(ctx context.Context) {
	for {
		all := c.said.get(most)
		if len(all) == 0 {
			return
		}
		done := make(chan error, 1)
		c.turn(ctx, []job{{ctx, func(now time.Time) { c.report(all, now) }, done}})
		if <-done != nil {
			return
		}
	}
}

// report takes words in. mu is held.
func (c *Campaigns) report(all []words, now time.Time) {
	for _, w := range all {
		for id, says := range w.in {
			r := c.all[id]
			_, known := r.Terminals[w.ID]
			switch {
			case says.phase == rollout.UnderWay:
				r.Trying(w.ID, now)
			case known:
				r.Report(w.ID, says.phase, says.cause, now)
			default:
				r.Refuse(w.Terminal, says.cause, now)
			}
		}
	}
}
