package api

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/rollout"
)

func (d *Desk) summary(r request) (any, error) {
	now := time.Now()
	out := api.Summary{States: map[api.State]int{}, Releases: map[string]int{}, Alerts: map[string]int{}, Stop: d.Campaigns.Stopped()}
	out.Newest, _ = d.hub.Release()
	out.Away = d.hub.Storing().Away
	for _, k := range d.all(r) {
		out.Terminals++
		state := k.State(now, d.hub.Every())
		out.States[api.State(state)]++
		if state == hub.Revoked || state == hub.Arrived {
			continue
		}
		out.Releases[strconv.FormatInt(k.Status.Release.Version, 10)]++
		for _, f := range k.Status.Faults {
			out.Alerts[f.Who]++
		}
	}
	for _, one := range d.Campaigns.Rollouts() {
		if one.State == rollout.Running {
			out.Running++
		}
	}
	return out, nil
}

// alerts are the faults that hold.
func (d *Desk) alerts(r request) (any, error) {
	return hub.Alerts(d.all(r), time.Now(), d.hub.Every()), nil
}

func (d *Desk) paper(r request) (any, error) {
	out := []api.Paper{}
	for _, k := range d.all(r) {
		if k.Status.Paper.State != "" || k.Status.Paper.Slips > 0 {
			out = append(out, api.Paper{ID: k.ID, Place: k.Place, Heard: k.Heard, Paper: k.Status.Paper})
		}
	}
	slices.SortStableFunc(out, func(a, b api.Paper) int {
		return cmp.Or(cmp.Compare(urgency(a), urgency(b)), cmp.Compare(a.Days, b.Days), cmp.Compare(a.Slips, b.Slips))
	})
	return out, nil
}

// urgency puts those that cannot print before those that say how long they
// can, and those before the ones that do not.
func urgency(p api.Paper) int {
	switch {
	case p.State == "out" || p.State == "jammed":
		return 0
	case p.State == "low" || p.Days > 0:
		return 1
	}
	return 2
}

func (d *Desk) services(r request) (any, error) {
	return hub.Services(d.all(r), time.Now(), d.hub.Every()), nil
}
