package campaign

import (
	"fmt"

	"govkiosk/kiosk/fleet/rollout"
)

// supersede ends what has been overtaken: a repository has one newest release,
// and terminals look for no other. mu is held.
func (c *Campaigns) supersede() {
	if !c.overtakable() {
		return
	}
	newest := int64(0)
	if c.o.Releases != nil {
		newest = c.o.Releases.Newest()
	}
	for _, r := range c.all { // where the repository is elsewhere, people name what it has
		newest = max(newest, r.Plan.Release)
	}
	for _, r := range c.all {
		if !overtakable(r) || c.same(newest, r.Plan.Release) {
			continue
		}
		if next := c.follower(r, newest); next != nil {
			r.Supersede(next.Plan.ID, fmt.Sprintf("release %d is newer, and %s rolls it out", next.Plan.Release, next.Plan.ID))
		} else {
			r.Supersede("", fmt.Sprintf("release %d is newer, and no roll-out names it yet", newest))
		}
	}
}

// overtakable reports whether there is anything that a newer release ends.
func (c *Campaigns) overtakable() bool {
	for _, r := range c.all {
		if overtakable(r) {
			return true
		}
	}
	return false
}

// overtakable is a roll-out that lets terminals go, or one of which it is not
// known yet which follows it.
func overtakable(r *running) bool {
	return r.State == rollout.Running || r.State == rollout.Paused || r.State == rollout.Superseded && r.Next == ""
}

// follower is the oldest roll-out of the newest release: which one a terminal
// follows is for its waves to say.
func (c *Campaigns) follower(than *running, newest int64) (out *running) {
	for _, r := range c.newest() {
		if r != than && c.same(newest, r.Plan.Release) {
			out = r
		}
	}
	return out
}
