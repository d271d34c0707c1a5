package console

import (
	"cmp"
	"errors"
	"net/http"
	"slices"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

var errNone = errors.New("this hub runs no roll-outs")

// campaign is a roll-out as a page shows it.
type campaign struct {
	api.Rollout
	Bars  []bar // by waves
	All   bar
	Halls []hallBar
	Acts  []string // that whoever looks may do now
	More  int      // halls that are not listed
}

// bar is a whole in its parts.
type bar struct {
	Total, Well, UnderWay, Failed, Silent int
	Open                                  bool
	Wave                                  rollout.Wave
}

// Rest are those of whom nothing is known yet.
func (b bar) Rest() int { return max(b.Total-b.Well-b.UnderWay-b.Failed, 0) }

// At is where a part ends, 0 to 100.
func (b bar) At(parts ...int) float64 {
	sum := 0
	for _, n := range parts {
		sum += n
	}
	return percent(sum, b.Total)
}

// hallBar is how far a hall is, by what its terminals say.
type hallBar struct {
	Hall string
	bar
}

// mostHalls is how many halls a page lists.
const mostHalls = 60

// show reckons what a page needs of a roll-out.
func (c *Console) show(r api.Rollout, s people.Session) campaign {
	out := campaign{Rollout: r, All: bar{Total: r.Total, Well: r.Counts.Well, UnderWay: r.Counts.UnderWay, Failed: r.Counts.Failed()}}
	for i, w := range r.Waves {
		b := bar{Total: w.Total, Well: w.Well, UnderWay: w.UnderWay, Failed: w.Failed, Silent: max(w.Total-w.Heard, 0), Open: i < r.Open}
		if i < len(r.Plan.Waves) {
			b.Wave = r.Plan.Waves[i]
		}
		out.Bars = append(out.Bars, b)
	}
	if s.Person.Role.May(people.Publisher) && r.Plan.HeldTo(s.Person.Scope.Labels()) {
		out.Acts = actsOf(r.State)
	}
	return out
}

// actsOf are what can be done to a roll-out in a state.
func actsOf(s rollout.State) []string {
	switch s {
	case rollout.Running:
		return []string{"pause", "abort"}
	case rollout.Paused:
		return []string{"resume", "abort"}
	case rollout.Done:
		return []string{"abort"}
	}
	return nil
}

func (c *Console) rollouts(w http.ResponseWriter, r *http.Request, s people.Session) {
	var all []campaign
	if c.o.Campaigns != nil {
		for _, one := range c.o.Campaigns.Rollouts() {
			all = append(all, c.show(one, s))
		}
	}
	c.draw(w, r, http.StatusOK, "rollouts", all, "rollouts.title")
}

func (c *Console) rollout(w http.ResponseWriter, r *http.Request, s people.Session) {
	one, ok := c.campaign(w, r, s)
	if !ok {
		return
	}
	one.Failed = inScope(one.Failed, c, s)
	one.Halls = byHall(one.Plan, c.fleet(s))
	if len(one.Halls) > mostHalls {
		one.More = len(one.Halls) - mostHalls
		one.Halls = one.Halls[:mostHalls]
	}
	c.draw(w, r, http.StatusOK, "rollout", one, "rollout.title", one.ID)
}

// campaign is the roll-out that is asked for, or it answers why not.
func (c *Console) campaign(w http.ResponseWriter, r *http.Request, s people.Session) (campaign, bool) {
	err := errNone
	if c.o.Campaigns != nil {
		var one api.Rollout
		if one, err = c.o.Campaigns.Rollout(r.PathValue("id")); err == nil {
			return c.show(one, s), true
		}
	}
	c.fail(w, r, http.StatusNotFound, err)
	return campaign{}, false
}

// inScope leaves the terminals that are somebody's to see.
func inScope(all []api.Failure, c *Console, s people.Session) (out []api.Failure) {
	for _, f := range all {
		f.Terminals = slices.DeleteFunc(slices.Clone(f.Terminals), func(id string) bool {
			k, known := c.hub.Terminal(id)
			return !known || !s.Person.Scope.Covers(k.Place)
		})
		if len(f.Terminals) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// byHall counts the terminals that a plan takes in by what they say of its
// release, the halls where something went wrong first, then where it is on.
func byHall(p rollout.Plan, all []seen) []hallBar {
	found := map[string]*hallBar{}
	for _, s := range all {
		if s.State == hub.Revoked || p.WaveOf(s.Rollout()) < 0 {
			continue
		}
		b := found[s.Place.Hall]
		if b == nil {
			b = &hallBar{Hall: s.Place.Hall}
			found[s.Place.Hall] = b
		}
		b.count(s, p.Release)
	}
	var out []hallBar
	for _, b := range found {
		out = append(out, *b)
	}
	slices.SortFunc(out, func(x, y hallBar) int {
		return cmp.Or(y.Failed-x.Failed, y.UnderWay-x.UnderWay, cmp.Compare(x.Hall, y.Hall))
	})
	return out
}

func (b *hallBar) count(s seen, release int64) {
	b.Total++
	said := s.Status.Release
	refused := slices.ContainsFunc(said.Refused, func(no wire.Refusal) bool { return no.Version == release })
	switch {
	case said.Version >= release:
		b.Well++
	case refused:
		b.Failed++
	case said.Trial == release:
		b.UnderWay++
	case s.State == hub.Silent:
		b.Silent++
	}
}
