package rollout

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// Whatever happens: the changes alone, applied one after the other somewhere
// else, give the same roll-out, and what is undone has never been.
func TestChangesTellEverything(t *testing.T) {
	all := fleet(24)
	same := func(t *rapid.T, what string, a, b *Rollout) {
		if diff := cmp.Diff(a, b, cmpopts.IgnoreUnexported(Rollout{})); diff != "" {
			t.Fatalf("%s:\n%s", what, diff)
		}
		if a.Count() != b.Count() {
			t.Fatalf("%s: %+v and %+v", what, a.Count(), b.Count())
		}
	}
	copied := func(r *Rollout) *Rollout {
		text, err := json.Marshal(r)
		out := &Rollout{}
		if err == nil {
			err = json.Unmarshal(text, out)
		}
		if err != nil {
			panic(err)
		}
		return out
	}
	rapid.Check(t, func(t *rapid.T) {
		p := plan()
		p.AtOnce = rapid.IntRange(0, 5).Draw(t, "at once")
		r, err := Start(p, noon)
		if err != nil {
			t.Fatal(err)
		}
		other, now := copied(r), noon
		for range rapid.IntRange(1, 20).Draw(t, "turns") {
			before := copied(r)
			r.Begin()
			for range rapid.IntRange(1, 6).Draw(t, "acts") {
				one := rapid.SampledFrom(all).Draw(t, "terminal")
				now = now.Add(time.Duration(rapid.IntRange(0, 600).Draw(t, "s")) * time.Second)
				switch rapid.IntRange(0, 4).Draw(t, "act") {
				case 0:
					r.Refuse(one, "no such port", now)
				case 1:
					r.Report(one.ID, rapid.SampledFrom([]Phase{Well, RolledBack}).Draw(t, "phase"), "", now)
				default:
					r.LetBeside(one, rapid.IntRange(0, 1).Draw(t, "others"), now)
				}
				if n := r.Count().UnderWay; p.AtOnce > 0 && n > p.AtOnce {
					t.Fatalf("%d are under way, %d may", n, p.AtOnce)
				}
			}
			if rapid.Bool().Draw(t, "undo") {
				r.Undo()
				same(t, "undone", r, before)
				continue
			}
			change, some := r.Changed()
			r.Keep()
			if !some {
				same(t, "unchanged", r, before)
			}
			other.Apply(change)
			same(t, "told", r, other)
		}
	})
}

// Most terminals see before they ask that a release does not fit them. Those
// are enough to stop it.
func TestWhoRefusesBeforeItAsksCounts(t *testing.T) {
	r := start(t, plan())
	for _, one := range fleet(4) {
		r.Refuse(one, "printer.port: there is no /dev/ttyS9 here", noon)
	}
	if r.State != Stopped || r.Count().Refused != 4 {
		t.Errorf("%s, %+v", r.State, r.Count())
	}
}

// The canary and the quarter had none of the model for which it is bad.
func TestABadModelInTheLastWaveStopsARolloutThatIsDone(t *testing.T) {
	p := plan()
	p.Waves = []Wave{{Labels: map[string]string{"model": "column"}, Share: 1, Least: 1}, {Share: 1, Least: 1}}
	p.AtOnce = 10
	r := start(t, p)
	run(r, fleet(400), func(one Terminal) Phase {
		if one.Labels["model"] == "desk" {
			return RolledBack
		}
		return Well
	})
	if r.State != Stopped || r.Count().Failed() > p.MaxFailed+p.AtOnce {
		t.Errorf("%s, %+v", r.State, r.Count())
	}
}

func TestOthersOutOfServiceTakeThePlaceInAHall(t *testing.T) {
	p := plan()
	p.Waves = []Wave{{Share: 1, Least: 1}}
	p.PerHall = 2
	r := start(t, p)
	all := fleet(3)
	if !r.LetBeside(all[0], 1, noon).May {
		t.Error("one is out of service, two may be")
	}
	if v := r.LetBeside(all[1], 1, noon); v.May || v.Why != "others of its hall are out of service" {
		t.Errorf("%+v", v)
	}
	if !r.LetBeside(all[1], 0, noon).May {
		t.Error("it is well again")
	}
}
