package swarm

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"govkiosk/kiosk/fleet"
	"govkiosk/kiosk/fleet/rollout"
)

// watch is one release on its way to every terminal.
type watch struct {
	version int64
	began   time.Time
	done    chan struct{} // every terminal has it

	mu    sync.Mutex
	tried map[string]time.Duration
	force map[string]time.Duration
	back  map[string]string // why, of those that went back
	all   int
}

// saw looks at what has become of the release that is watched.
func (s *Swarm) saw(t *terminal) {
	w := s.watched.Load()
	if w == nil {
		return
	}
	p, err := fleet.ReadPlan(t.book)
	if err != nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	took := time.Since(w.began)
	if p.Trial != nil && p.Trial.Version == w.version {
		w.tried[t.id] = took
	}
	for _, no := range p.Refused {
		if no.Version == w.version {
			w.back[t.id] = fmt.Sprint(no.Reasons)
		}
	}
	if _, had := w.force[t.id]; !had && p.Active.Version == w.version {
		if w.force[t.id] = took; len(w.force) == w.all {
			close(w.done)
		}
	}
}

// Convergence is how long a release took to be in force, from the moment at
// which it was public, and what that cost.
type Convergence struct {
	Terminals int
	Reached   int           // before the time was over
	Begun     Spread        // on trial: it runs
	Health    time.Duration // for which it is on trial
	Force     Spread        // in force
	HubCPU    time.Duration // until all had it
	Bytes     int64         // over the wire, both ways, of one terminal
	Back      int           // that went back by themselves
	Why       string        // of one of these
	Missing   string        // how one of those stands that it did not reach
}

// Spread is of some durations.
type Spread struct{ P50, P99, Max time.Duration }

func spreadOf(all map[string]time.Duration) Spread {
	var d []time.Duration
	for _, one := range all {
		d = append(d, one)
	}
	if len(d) == 0 {
		return Spread{}
	}
	slices.Sort(d)
	return Spread{d[len(d)/2], d[min(len(d)-1, len(d)*99/100)], d[len(d)-1]}
}

func (s Spread) String() string {
	return fmt.Sprintf("p50 %.2f s, p99 %.2f s, the last %.2f s", s.P50.Seconds(), s.P99.Seconds(), s.Max.Seconds())
}

// release publishes one that says something new, with a plan for its roll-out
// or without.
func (s *Swarm) release(ctx context.Context, visit, density int, plan *rollout.Plan) (*watch, error) {
	if err := s.repo.stage(fmt.Sprintf("visit = \"%ds\"", visit), density); err != nil {
		return nil, err
	}
	w := &watch{done: make(chan struct{}), all: len(s.terminals), version: s.next(),
		tried: map[string]time.Duration{}, force: map[string]time.Duration{}, back: map[string]string{}}
	s.watched.Store(w)
	w.mu.Lock()
	version, err := s.repo.show()
	w.began = time.Now()
	w.mu.Unlock()
	if err == nil && version != w.version {
		err = fmt.Errorf("swarm: published %d for %d", version, w.version)
	}
	if err == nil && plan != nil {
		plan.Release = version
		err = s.rollOut(ctx, plan)
	}
	return w, err
}

// next is the version of the release that comes next.
func (s *Swarm) next() int64 {
	s.repo.releases++
	return s.repo.releases + 1
}

// rollOut starts a roll-out, once the hub has seen the release.
func (s *Swarm) rollOut(ctx context.Context, plan *rollout.Plan) error {
	d, err := s.login(ctx)
	for err == nil {
		err = d.say(ctx, http.MethodPost, "/rollouts", plan, nil)
		if err == nil || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(200 * time.Millisecond):
			if time.Since(s.watched.Load().began) < 5*time.Second {
				err = nil
			}
		}
	}
	return err
}

// Converge publishes a release and waits until every terminal has it in force,
// at most so long.
func (s *Swarm) Converge(ctx context.Context, visit int, plan *rollout.Plan, most time.Duration) (Convergence, error) {
	cpu, bytes := s.hub.used(), s.meter.in.Load()+s.meter.out.Load()
	w, err := s.release(ctx, visit, 1, plan)
	if err != nil {
		return Convergence{}, err
	}
	select {
	case <-w.done:
	case <-time.After(most):
	case err := <-s.failed:
		return Convergence{}, err
	case <-ctx.Done():
		return Convergence{}, ctx.Err()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	c := Convergence{
		Terminals: len(s.terminals), Reached: len(w.force), Begun: spreadOf(w.tried), Health: s.o.Health, Force: spreadOf(w.force),
		HubCPU: s.hub.used() - cpu, Bytes: (s.meter.in.Load() + s.meter.out.Load() - bytes) / int64(len(s.terminals)), Back: len(w.back),
	}
	for _, c.Why = range w.back {
		break
	}
	for _, t := range s.terminals {
		if _, has := w.force[t.id]; !has {
			c.Missing = t.stands()
			break
		}
	}
	return c, nil
}

// stands tells how a terminal stands with the fleet.
func (t *terminal) stands() string {
	release, err := t.follower.Load().Status()
	hub, failed := t.up.Load().Standing()
	if err = errors.Join(err, failed); err != nil {
		return fmt.Sprintf("%s: %v", t.id, err)
	}
	p := release.Plan
	trial := "none"
	if p.Trial != nil {
		trial = fmt.Sprintf("%d since %s", p.Trial.Version, p.Trial.Began.Format(time.TimeOnly))
	}
	return fmt.Sprintf("%s at %s: release %d in force, %d taken in, on trial %s, waits %q, trouble %+v; hub heard %s, %q, hints %v", t.id, time.Now().Format(time.TimeOnly),
		p.Active.Version, release.Trust.Release.Version, trial, release.Waits, release.Trust.Trouble, hub.Heard.Format(time.TimeOnly), hub.Trouble, hub.Hints)
}

// Enrolled waits until the hub has had a status of every terminal and all have
// the first release in force, and tells how far that is from time to time.
func (s *Swarm) Enrolled(ctx context.Context, tell func(enrolled, force int)) error {
	for {
		enrolled, force := 0, 0
		for _, t := range s.terminals {
			if standing, err := t.up.Load().Standing(); err == nil && !standing.Heard.IsZero() && standing.Trouble == "" && (standing.Hints || !s.o.Hints) {
				enrolled++
			}
			p, err := fleet.ReadPlan(t.book)
			switch {
			case err != nil:
			case p.Active.Version > 0:
				force++
			case len(p.Refused) > 0:
				return fmt.Errorf("swarm: %s refuses its first release: %v", t.id, p.Refused[0].Reasons)
			}
		}
		tell(enrolled, force)
		if enrolled == len(s.terminals) && (force == len(s.terminals) || !s.o.Free) {
			return nil
		}
		select {
		case err := <-s.failed:
			return err
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(500 * time.Millisecond):
		}
	}
}
