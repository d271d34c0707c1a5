package swarm

import (
	"context"
	"net/http"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/rollout"
)

// Canary is what came of a bad release under a roll-out.
type Canary struct {
	Waves   int // terminals that its first wave takes in
	Tried   int // that tried it
	Back    int // that went back by themselves
	InForce int
	State   rollout.State
	Why     string
	Others  int // terminals that never saw it
}

// BadRelease publishes a release that passes every check and jams printers, and
// rolls it out with a canary of so many terminals. It returns when the roll-out
// has stopped by itself and its canaries are back.
func (s *Swarm) BadRelease(ctx context.Context, canaries int, most time.Duration) (Canary, error) {
	share := float64(canaries) / float64(len(s.terminals))
	plan := &rollout.Plan{
		ID: "bad-release", Success: .95, MaxFailed: max(1, canaries/2), PerHall: s.o.Hall, Patience: time.Minute,
		Waves: []rollout.Wave{{Share: share, Least: max(1, canaries/2), Soak: 2 * s.o.Health}, {Share: 1, Least: 1}},
	}
	w, err := s.release(ctx, 71, jams, plan)
	if err != nil {
		return Canary{}, err
	}
	d, err := s.login(ctx)
	if err != nil {
		return Canary{}, err
	}
	var r api.Rollout
	for limit := time.Now().Add(most); time.Now().Before(limit) && ctx.Err() == nil; time.Sleep(500 * time.Millisecond) {
		if err := d.say(ctx, http.MethodGet, "/rollouts/"+plan.ID, nil, &r); err != nil {
			return Canary{}, err
		}
		w.mu.Lock()
		over := r.State != rollout.Running && len(w.tried) == len(w.back)
		w.mu.Unlock()
		if over {
			break
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	out := Canary{Tried: len(w.tried), Back: len(w.back), InForce: len(w.force), State: r.State, Why: r.Why, Others: len(s.terminals) - len(w.tried)}
	if len(r.Waves) > 0 {
		out.Waves = r.Waves[0].Total
	}
	return out, nil
}
