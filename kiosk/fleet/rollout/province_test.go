package rollout

import (
	"testing"
	"time"
)

// province is a roll-out to n terminals, a fifth of which are switched off when
// it begins. It returns how many were damaged.
func province(t testing.TB, n int, p Plan, bad func(Terminal) bool) (r *Rollout, damaged int) {
	all := fleet(n)
	r, err := Start(p, noon)
	if err != nil {
		t.Fatal(err)
	}
	now := noon
	pending := []Terminal{}
	for i, one := range all {
		if i%5 != 0 {
			pending = append(pending, one)
		}
	}
	ask := func() {
		left := pending[:0]
		for _, one := range pending {
			if !r.Let(one, now).May {
				left = append(left, one)
				continue
			}
			phase := Well
			if bad(one) {
				phase = RolledBack
				damaged++
			}
			r.Report(one.ID, phase, "", now.Add(time.Second))
		}
		pending = left
	}
	for range 12 {
		now = now.Add(time.Minute)
		ask()
	}
	if r.State == Stopped {
		return r, damaged
	}
	for i, one := range all { // the others are switched on
		if i%5 == 0 {
			pending = append(pending, one)
		}
	}
	for range 4 {
		now = now.Add(time.Minute)
		ask()
	}
	return r, damaged
}

// A configuration is bad for one model: it damages no more than the canary,
// though every terminal wants it. A good one reaches everybody, those who come
// back late too.
func TestAProvince(t *testing.T) {
	p := plan()
	p.Waves[0].Share, p.MaxFailed = 0.002, 5
	desk := func(one Terminal) bool { return one.Labels["model"] == "desk" }
	r, damaged := province(t, 20_000, p, desk)
	if r.State != Stopped || r.Open != 1 || damaged == 0 || damaged > 40 {
		t.Errorf("%s, %d waves open, %d damaged", r.State, r.Open, damaged)
	}
	r, _ = province(t, 20_000, p, func(Terminal) bool { return false })
	if r.State != Done || r.Count().Well != 20_000 {
		t.Errorf("%s, %+v", r.State, r.Count())
	}
}

// A hundred thousand are what is planned for.
func BenchmarkProvince(b *testing.B) {
	p := plan()
	p.Waves[0].Share = 0.001
	for b.Loop() {
		if r, _ := province(b, 100_000, p, func(Terminal) bool { return false }); r.Count().Well != 100_000 {
			b.Fatalf("%+v", r.Count())
		}
		r, damaged := province(b, 100_000, p, func(one Terminal) bool { return one.Labels["model"] == "desk" })
		if r.State != Stopped {
			b.Fatal(r.State)
		}
		b.ReportMetric(float64(damaged), "damaged")
	}
}
