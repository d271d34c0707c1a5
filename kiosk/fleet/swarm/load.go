package swarm

import (
	"context"
	"fmt"
	"io"
	"time"

	"govkiosk/kiosk/fleet/rollout"
)

// Load measures the whole of it and prints what it sees.
func (s *Swarm) Load(ctx context.Context, out io.Writer, idle time.Duration) error {
	began := time.Now()
	if err := s.Enrolled(ctx, func(int, int) {}); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d terminals enrolled and at their first release in %.1f s\n", len(s.terminals), time.Since(began).Seconds())
	if err := s.idle(ctx, out, idle); err != nil {
		return err
	}
	c, err := s.Converge(ctx, 91, nil, 5*time.Minute)
	if err != nil {
		return err
	}
	c.print(out, "a release, with hints")
	s.deaf.Store(true)
	c, err = s.Converge(ctx, 92, nil, s.o.Poll*2+time.Minute)
	s.deaf.Store(false)
	if err != nil {
		return err
	}
	c.print(out, fmt.Sprintf("a release, with every hint lost and a look every %v", s.o.Poll))
	if err := s.killed(ctx, out); err != nil {
		return err
	}
	if c, err = s.Converge(ctx, 93, s.everybody(), 5*time.Minute); err != nil {
		return err
	}
	c.print(out, "a roll-out to all at once")
	bad, err := s.BadRelease(ctx, max(2, len(s.terminals)/100), 3*time.Minute)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "a release that breaks printers, canary of %d: the roll-out is %s (%s); %d tried it, %d went back by themselves, %d kept it, %d never saw it\n",
		bad.Waves, bad.State, bad.Why, bad.Tried, bad.Back, bad.InForce, bad.Others)
	if bad.Tried > bad.Waves || bad.InForce > 0 {
		return fmt.Errorf("swarm: the damage did not stay within the canary")
	}
	return nil
}

// everybody is a plan with one wave for all.
func (s *Swarm) everybody() *rollout.Plan {
	return &rollout.Plan{ID: fmt.Sprint("all-", time.Now().Unix()), Success: .9, MaxFailed: len(s.terminals) / 10, PerHall: s.o.Hall,
		Patience: time.Minute, Waves: []rollout.Wave{{Share: 1, Least: 1}}}
}

// idle tells what terminals cost at which nothing is new.
func (s *Swarm) idle(ctx context.Context, out io.Writer, long time.Duration) error {
	cpu, bytes := s.hub.used(), s.meter.in.Load()+s.meter.out.Load()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(long):
	}
	now, most := s.hub.memory()
	fmt.Fprintf(out, "at work for %v: hub %.1f %% of a core, %d MiB (at most %d), %.1f kB a minute and terminal, %d connections were made\n", long,
		100*(s.hub.used()-cpu).Seconds()/long.Seconds(), now>>20, most>>20,
		float64(s.meter.in.Load()+s.meter.out.Load()-bytes)/1000/float64(len(s.terminals))/long.Minutes(), s.meter.connections.Load())
	return nil
}

func (s *Swarm) killed(ctx context.Context, out io.Writer) error {
	s.hub.free = false
	if err := s.hub.settings(); err != nil {
		return err
	}
	r, err := s.Kill(ctx, 2*time.Second)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "hub killed -9 under load and back after %v: %d events acknowledged before it, none waits %.1f s after; of %d events of %d terminals looked for %d are lost\n",
		r.Away, r.Acknowledged, r.Back.Seconds(), r.Events, min(asked, len(s.terminals)), r.Lost)
	if r.Lost > 0 {
		return fmt.Errorf("swarm: %d acknowledged events are lost", r.Lost)
	}
	return nil
}

func (c Convergence) print(out io.Writer, what string) {
	fmt.Fprintf(out, "%s: run by %v; in force, %v later at the soonest, at %d of %d by %v; hub %.1f s of CPU, %.1f kB a terminal\n",
		what, c.Begun, c.Health, c.Reached, c.Terminals, c.Force, c.HubCPU.Seconds(), float64(c.Bytes)/1000)
	if c.Back > 0 {
		fmt.Fprintf(out, "%d went back by themselves, one of them because %s\n", c.Back, c.Why)
	}
	if c.Missing != "" {
		fmt.Fprintf(out, "one that it did not reach: %s\n", c.Missing)
	}
}
