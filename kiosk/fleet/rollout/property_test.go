package rollout

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Whatever terminals, people and time do: no hall has more under way than it
// may, nobody of a wave that is not open is let go, and once stopped nobody.
func TestRulesHoldWhateverHappens(t *testing.T) {
	all := fleet(40)
	rapid.Check(t, func(t *rapid.T) {
		p := plan()
		p.PerHall = rapid.IntRange(1, 3).Draw(t, "per hall")
		p.MaxFailed = rapid.IntRange(0, 4).Draw(t, "max failed")
		p.Waves[0].Share, p.Waves[0].Least = 0.3, 2
		r, err := Start(p, noon)
		if err != nil {
			t.Fatal(err)
		}
		now := noon
		t.Repeat(map[string]func(*rapid.T){
			"ask": func(t *rapid.T) {
				one := rapid.SampledFrom(all).Draw(t, "terminal")
				open, state, was := r.Open, r.State, r.Terminals[one.ID].Phase
				may := r.Let(one, now).May
				fresh := may && was != UnderWay && was != Well
				if fresh && (r.Plan.WaveOf(one) >= max(open, r.Open) || state == Stopped || state == Aborted || state == Paused) {
					t.Fatalf("%s was let go: wave %d of %d, %s", one.ID, r.Plan.WaveOf(one), r.Open, state)
				}
			},
			"say": func(t *rapid.T) {
				one := rapid.SampledFrom(all).Draw(t, "terminal")
				r.Report(one.ID, rapid.SampledFrom([]Phase{Well, RolledBack, Refused, UnderWay, Lost}).Draw(t, "phase"), "", now)
			},
			"time":   func(t *rapid.T) { now = now.Add(time.Duration(rapid.IntRange(1, 900).Draw(t, "s")) * time.Second) },
			"pause":  func(*rapid.T) { r.Pause("p") },
			"resume": func(*rapid.T) { r.Resume(now) },
			"": func(t *rapid.T) {
				halls := map[string]int{}
				for _, p := range r.Terminals {
					if p.Phase == UnderWay || p.Phase == Lost {
						halls[p.Hall]++
					}
				}
				for hall, n := range halls {
					if n > p.PerHall {
						t.Fatalf("%d of %s are under way", n, hall)
					}
				}
				if r.State == Running && r.Count().Failed() > p.MaxFailed {
					t.Fatalf("%+v and it goes on", r.Count())
				}
				if kept := (&Rollout{Terminals: r.Terminals}); kept.Count() != r.Count() {
					t.Fatalf("%+v, counted anew %+v", r.Count(), kept.Count())
				}
			},
		})
	})
}
