package campaign

import (
	"fmt"
	"slices"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
)

// mostNotes is how much is said against a configuration at once.
const mostNotes = 20

// differs finds what a release changes where, against what each terminal has
// in force, and returns which terminals it changes. Where the release is not
// known here, that is all of them.
func (c *Campaigns) differs(v *api.Preview, release int64) (changed func(string) bool, notes []string, err error) {
	all := func(string) bool { return true }
	if c.o.Releases == nil {
		return all, nil, nil
	}
	if newest := c.o.Releases.Newest(); release < 1 || release > newest {
		return all, nil, fmt.Errorf("the repository has none of version %d; its newest is %d", release, newest)
	}
	next, err := c.o.Releases.Layers(release)
	if err != nil {
		return all, nil, err
	}
	by := map[int64]map[string]config.Place{} // terminals by what they have
	for _, k := range c.o.Fleet.Terminals() {
		if !k.Revoked.IsZero() || k.Enrolled.IsZero() {
			continue
		}
		has := k.Status.Release.Version
		if by[has] == nil {
			by[has] = map[string]config.Place{}
		}
		by[has][k.ID] = k.Place
	}
	some := map[string]bool{}
	for has, places := range by {
		was := map[string][]byte{}
		if has > 0 {
			if was, err = c.o.Releases.Layers(has); err != nil {
				notes = append(notes, fmt.Sprintf("what version %d says is not known any more: %v", has, err))
			}
		}
		impacts, wrong := config.CompareFiles(places, was, next)
		for _, i := range impacts {
			v.Impacts = add(v.Impacts, i)
		}
		for _, p := range wrong {
			notes = append(notes, p.String())
		}
	}
	for _, i := range v.Impacts {
		for _, id := range i.Terminals {
			some[id] = true
		}
	}
	if len(notes) > mostNotes {
		notes = append(notes[:mostNotes], fmt.Sprintf("and %d more", len(notes)-mostNotes))
	}
	return func(id string) bool { return some[id] }, notes, nil
}

// add puts terminals with the same changes together.
func add(all []config.Impact, one config.Impact) []config.Impact {
	i := slices.IndexFunc(all, func(o config.Impact) bool { return slices.Equal(o.Changes, one.Changes) })
	if i < 0 {
		return append(all, one)
	}
	all[i].Terminals = append(all[i].Terminals, one.Terminals...)
	slices.Sort(all[i].Terminals)
	return all
}

var _ Fleet = (*hub.Hub)(nil)
