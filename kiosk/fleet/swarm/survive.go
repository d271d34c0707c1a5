package swarm

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"govkiosk/kiosk/fleet/api"
)

// Survival is what came of a hub that was killed.
type Survival struct {
	Events       int64 // that it has acknowledged, in all
	Lost         int64 // of these, that it does not have any more
	Away         time.Duration
	Back         time.Duration // from its start until nothing waited at any terminal
	Acknowledged int64         // before it was killed
}

// Kill has every terminal tell a lot, kills the hub in the middle of it, starts
// it again after a while, and looks for every event that it has acknowledged.
func (s *Swarm) Kill(ctx context.Context, away time.Duration) (Survival, error) {
	out := Survival{Away: away}
	stop := s.burst(ctx)
	time.Sleep(time.Second) // the hub is busy with it
	out.Acknowledged = s.sure()
	s.hub.kill()
	time.Sleep(away)
	stop()
	began := time.Now()
	if err := s.hub.start(ctx); err != nil {
		return out, err
	}
	for s.waiting() > 0 {
		select {
		case err := <-s.failed:
			return out, err
		case <-ctx.Done():
			return out, ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
	out.Back = time.Since(began)
	return out, s.count(ctx, &out)
}

// burst has every terminal tell something ten times a second.
func (s *Swarm) burst(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for n := 0; ctx.Err() == nil; n++ {
			for _, t := range s.terminals {
				_ = t.book.Tell("burst", n, false) // it is kept in memory
				t.up.Load().Poke()
			}
			time.Sleep(100 * time.Millisecond)
		}
	}()
	return func() {
		cancel()
		<-done
	}
}

func (s *Swarm) sure() (n int64) {
	for _, t := range s.terminals {
		through, _ := t.book.acknowledged()
		n += through
	}
	return n
}

func (s *Swarm) waiting() (n int) {
	for _, t := range s.terminals {
		_, w := t.book.acknowledged()
		n += w
	}
	return n
}

// asked is of how many terminals every event is looked for.
const asked = 20

// count looks at the events that the hub has: every number once, from the first
// to the newest that it has acknowledged.
func (s *Swarm) count(ctx context.Context, out *Survival) error {
	d, err := s.login(ctx)
	if err != nil {
		return err
	}
	step := max(1, len(s.terminals)/asked)
	for i := 0; i < len(s.terminals); i += step {
		t := s.terminals[i]
		through, _ := t.book.acknowledged()
		has, err := d.events(ctx, t.id)
		if err != nil {
			return err
		}
		out.Events += through
		for id := int64(1); id <= through; id++ {
			switch has[uint64(id)] {
			case 0:
				out.Lost++
			case 1:
			default:
				return fmt.Errorf("swarm: the hub has event %d of %s %d times", id, t.id, has[uint64(id)])
			}
		}
	}
	return nil
}

// events counts how often the hub has each event of a terminal.
func (d *desk) events(ctx context.Context, terminal string) (map[uint64]int, error) {
	has := map[uint64]int{}
	for before := uint64(0); ; {
		var page []api.Event
		err := d.say(ctx, http.MethodGet, fmt.Sprintf("/terminals/%s/events?limit=100&before=%d", terminal, before), nil, &page)
		if err != nil || len(page) == 0 {
			return has, err
		}
		for _, e := range page {
			has[e.ID]++
		}
		before = page[len(page)-1].Seq
	}
}
