package api

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"

	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/rollout"
)

func (d *Desk) summary(r request) (any, error) {
	now := time.Now()
	out := api.Summary{States: map[api.State]int{}, Releases: map[string]int{}, Alerts: map[string]int{}, Stop: d.Campaigns.Stopped()}
	out.Newest, _ = d.hub.Release()
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

// silence is the fault of a terminal that says nothing: it cannot say so.
const silence = "TERMINAL-SILENT"

// alerts are the faults that hold, the worst first and the oldest before
// others.
func (d *Desk) alerts(r request) (any, error) {
	now := time.Now()
	all := map[string]*api.Alert{}
	add := func(k hub.Known, code, severity, who string, since time.Time, cause string) {
		a := all[code]
		if a == nil {
			a = &api.Alert{Code: code, Severity: severity, Who: who, Since: since}
			all[code] = a
		}
		if since.Before(a.Since) {
			a.Since = since
		}
		a.Terminals = append(a.Terminals, api.AlertAt{ID: k.ID, Place: k.Place, Since: since, Cause: cause})
	}
	for _, k := range d.all(r) {
		switch k.State(now, d.hub.Every()) {
		case hub.Revoked, hub.Arrived:
		case hub.Silent: // what it said last may not hold any more
			add(k, silence, string(fault.Critical), "technician", k.Heard, "")
		default:
			for _, f := range k.Status.Faults {
				add(k, f.Code, f.Severity, f.Who, f.Since, f.Cause)
			}
		}
	}
	out := []api.Alert{}
	for a := range maps.Values(all) {
		slices.SortFunc(a.Terminals, func(x, y api.AlertAt) int { return cmp.Or(x.Since.Compare(y.Since), cmp.Compare(x.ID, y.ID)) })
		out = append(out, *a)
	}
	slices.SortFunc(out, func(a, b api.Alert) int {
		return cmp.Or(fault.Severity(b.Severity).Rank()-fault.Severity(a.Severity).Rank(), a.Since.Compare(b.Since), cmp.Compare(a.Code, b.Code))
	})
	return out, nil
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
	now := time.Now()
	all := map[string]*api.Availability{}
	for _, k := range d.all(r) {
		if state := k.State(now, d.hub.Every()); state == hub.Revoked || state == hub.Arrived || state == hub.Silent {
			continue
		}
		for _, s := range k.Status.Services {
			a := all[s.ID]
			if a == nil {
				a = &api.Availability{ID: s.ID, Reasons: map[string]int{}}
				all[s.ID] = a
			}
			a.Offered++
			if s.Reason == "" {
				a.Usable++
			} else {
				a.Reasons[s.Reason]++
			}
			a.Minutes += s.Usable / 60
			for lost := range maps.Values(s.Without) {
				a.Lost += lost / 60
			}
		}
	}
	out := []api.Availability{}
	for _, id := range slices.Sorted(maps.Keys(all)) {
		out = append(out, *all[id])
	}
	return out, nil
}
