package rollout

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestPatienceIsWithSilence(t *testing.T) {
	const patience = 10 * time.Minute
	hours := func(h float64) time.Duration { return time.Duration(h * float64(time.Hour)) }
	for what, c := range map[string]struct {
		every, during time.Duration // it says that it is at it
		at            time.Duration
		want          Phase
	}{
		"nothing said, still patient":    {0, 0, patience - 1, UnderWay},
		"nothing said, and no more":      {0, 0, patience, Lost},
		"at it for three hours":          {time.Minute, hours(3), hours(3), UnderWay},
		"seldom heard, but heard":        {9 * time.Minute, hours(3), hours(3), UnderWay},
		"silent since its last word":     {time.Minute, hours(3), hours(3) + patience, Lost},
		"just silent":                    {time.Minute, hours(3), hours(3) + patience*3/4 - 1, UnderWay},
		"a word too late":                {11 * time.Minute, hours(1), hours(1), Lost},
		"at it for longer than anything": {9 * time.Minute, hours(30), hours(24) + time.Minute, Lost},
	} {
		p := plan()
		p.Patience = patience
		p.Waves = []Wave{{Share: 1, Least: 1}}
		r := start(t, p)
		one := fleet(1)[0]
		r.Let(one, noon)
		for at := c.every; c.every > 0 && at <= min(c.during, c.at); at += c.every {
			r.Advance(noon.Add(at))
			r.Trying(one.ID, noon.Add(at))
		}
		r.Advance(noon.Add(c.at))
		if got := r.Terminals[one.ID].Phase; got != c.want {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
}

// However often a terminal says that it is at it: as long as it says so within
// three quarters of the patience, and for a day at most, it is not given up; and its words are
// few changes to keep.
func TestWhoSpeaksInTimeIsNotGivenUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := plan()
		p.Patience = time.Duration(rapid.IntRange(1, 7200).Draw(t, "patience s")) * time.Second
		p.Waves = []Wave{{Share: 1, Least: 1}}
		r, err := Start(p, noon)
		if err != nil {
			t.Fatal(err)
		}
		one := fleet(1)[0]
		r.Let(one, noon)
		now, kept := noon, 0
		for range rapid.IntRange(0, 60).Draw(t, "words") {
			now = now.Add(time.Duration(rapid.Float64Range(0.01, 0.74).Draw(t, "silence") * float64(p.Patience)))
			if now.Sub(noon) >= longest {
				break
			}
			r.Advance(now)
			was := r.Terminals[one.ID].Phase
			if was != UnderWay {
				t.Fatalf("given up after %v: %+v", now.Sub(noon), r.Terminals[one.ID])
			}
			if r.Tells(one.ID, now) {
				kept++
			}
			r.Trying(one.ID, now)
		}
		if most := int(now.Sub(noon) / (p.Patience / 4)); kept > most {
			t.Fatalf("%d changes in %v", kept, now.Sub(noon))
		}
		r.Advance(now.Add(p.Patience))
		if r.Terminals[one.ID].Phase != Lost {
			t.Fatalf("it is silent: %+v", r.Terminals[one.ID])
		}
	})
}
