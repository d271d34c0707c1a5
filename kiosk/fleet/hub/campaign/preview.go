package campaign

import (
	"fmt"
	"slices"
	"strings"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/rollout"
)

// Releases are those of the repository.
type Releases interface {
	// Newest is the version of the newest release, 0 without any.
	Newest() int64
	// Layers are the files of a release.
	Layers(version int64) (map[string][]byte, error)
	// Same reports whether two releases say the same: one may be signed anew.
	Same(a, b int64) bool
}

// same reports whether what a terminal speaks of is what a roll-out is for.
func (c *Campaigns) same(version, release int64) bool {
	if version == release {
		return true
	}
	return version > release && c.o.Releases != nil && c.o.Releases.Same(version, release)
}

// Preview tells what a plan would do, and returns it with what it leaves out
// filled in. It changes nothing.
func (c *Campaigns) Preview(p rollout.Plan) (api.Preview, rollout.Plan) {
	v := api.Preview{Problems: []string{}, Impacts: []config.Impact{}}
	bad := func(format string, args ...any) { v.Problems = append(v.Problems, fmt.Sprintf(format, args...)) }
	if p.Release == 0 && c.o.Releases != nil {
		p.Release = c.o.Releases.Newest()
	}
	if p.ID == "" {
		p.ID = fmt.Sprintf("r%d", p.Release)
	}
	if !ids.MatchString(p.ID) {
		bad("id: want 1 to 40 of A-Z a-z 0-9 - _, got %q", p.ID)
	}
	v.Release = p.Release
	differs, notes, err := c.differs(&v, p.Release)
	v.Notes = notes
	if err != nil {
		bad("release: %v", err)
	}
	if c.o.Releases != nil && p.Release > 0 && p.Release < c.o.Releases.Newest() && !c.same(c.o.Releases.Newest(), p.Release) {
		bad("release: %d is newer, and terminals look for no other", c.o.Releases.Newest())
	}
	if len(p.Waves) == 0 {
		p.Waves = c.usual(p, differs)
	}
	if err := p.Validate(); err != nil {
		v.Problems = append(v.Problems, strings.Split(err.Error(), "\n")...)
		return v, p
	}
	seen := c.count(p, c.o.Clock(), func(k hub.Known) bool { return !differs(k.ID) })
	v.Total, v.Waves = seen.total, seen.waves
	for _, w := range v.Waves {
		v.Same += w.Total
	}
	v.Same = v.Total - v.Same
	c.enough(p, &v, differs, bad)
	return v, p
}

// enough wants every wave to have as many terminals that can answer as the
// plan waits for, and tells what share would have them.
func (c *Campaigns) enough(p rollout.Plan, v *api.Preview, differs func(string) bool, bad func(string, ...any)) {
	answer := 0
	for i, w := range p.Waves {
		if answer += v.Waves[i].Heard; answer >= w.Least {
			continue
		}
		text := fmt.Sprintf("waves[%d].least: want %d to answer, and %d of it and the waves before were heard of lately and are changed", i, w.Least, answer)
		if share := c.shareOf(p, w, w.Least, differs); share > w.Share {
			text += fmt.Sprintf("; a share of %.3f has so many", share)
		}
		bad("%s", text)
	}
}

// shareOf is the least share of a wave in which so many terminals were heard
// of lately, 0 where there are not so many.
func (c *Campaigns) shareOf(p rollout.Plan, w rollout.Wave, least int, differs func(string) bool) float64 {
	var seeds []float64
	now := c.o.Clock()
	for _, k := range c.o.Fleet.Terminals() {
		if now.Sub(k.Heard) < c.o.Silence && k.Revoked.IsZero() && differs(k.ID) && w.Fits(k.Rollout()) {
			seeds = append(seeds, p.Seed(k.ID))
		}
	}
	if len(seeds) < least || least < 1 {
		return 0
	}
	slices.Sort(seeds)
	return min(1, seeds[least-1]+0.0005)
}

// usual are a canary of a fiftieth, of five terminals at least that were heard
// of lately, then a quarter, then all.
func (c *Campaigns) usual(p rollout.Plan, differs func(string) bool) []rollout.Wave {
	all := rollout.Wave{Share: 1, Least: 1}
	for least := 5; least > 0; least-- {
		share := c.shareOf(p, rollout.Wave{}, least, differs)
		if share == 0 || share > 0.5 && least > 1 {
			continue
		}
		canary := rollout.Wave{Share: max(0.02, share), Least: least, Soak: p.Patience / 4}
		waves := []rollout.Wave{canary}
		if canary.Share < 0.25 {
			waves = append(waves, rollout.Wave{Share: 0.25, Least: least, Soak: p.Patience / 4})
		}
		return append(waves, all)
	}
	return []rollout.Wave{all}
}
