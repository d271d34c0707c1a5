package hub

import (
	"cmp"
	"slices"
	"time"

	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/wire"
)

// Silence is the fault of a terminal that says nothing: it cannot say so
// itself, and what it said last may not hold any more.
const Silence = "TERMINAL-SILENT"

// Lost reports whether what a terminal said last may not hold any more.
func (s State) Lost() bool { return s == Silent || s == Revoked || s == Arrived }

// faults are those that hold at a terminal as far as anybody knows.
func (k Known) faults(now time.Time, every time.Duration) []wire.Fault {
	switch state := k.State(now, every); {
	case state == Silent:
		return []wire.Fault{{Code: Silence, Severity: string(fault.Critical), Who: string(fault.Technician), Since: k.Heard}}
	case state.Lost():
		return nil
	}
	return k.Status.Faults
}

// Alerts are the faults of terminals, the worst first, and of these those that
// most have.
func Alerts(all []Known, now time.Time, every time.Duration) []api.Alert {
	found := map[string]*api.Alert{}
	for _, k := range all {
		for _, f := range k.faults(now, every) {
			a := found[f.Code]
			if a == nil {
				a = &api.Alert{Code: f.Code, Severity: f.Severity, Who: f.Who, Since: f.Since}
				found[f.Code] = a
			}
			if f.Since.Before(a.Since) {
				a.Since = f.Since
			}
			a.Terminals = append(a.Terminals, api.AlertAt{ID: k.ID, Place: k.Place, Since: f.Since, Cause: f.Cause})
		}
	}
	out := make([]api.Alert, 0, len(found))
	for _, a := range found {
		slices.SortFunc(a.Terminals, func(x, y api.AlertAt) int { return cmp.Or(x.Since.Compare(y.Since), cmp.Compare(x.ID, y.ID)) })
		out = append(out, *a)
	}
	rank := func(a api.Alert) int { return fault.Severity(a.Severity).Rank() }
	slices.SortFunc(out, func(x, y api.Alert) int {
		return cmp.Or(rank(y)-rank(x), len(y.Terminals)-len(x.Terminals), x.Since.Compare(y.Since), cmp.Compare(x.Code, y.Code))
	})
	return out
}

// Services are how far each can be had at the terminals that are heard of, in
// the order in which terminals name them.
func Services(all []Known, now time.Time, every time.Duration) []api.Availability {
	out := []api.Availability{}
	place := map[string]int{}
	for _, k := range all {
		if k.State(now, every).Lost() {
			continue
		}
		for _, s := range k.Status.Services {
			i, known := place[s.ID]
			if !known {
				i = len(out)
				place[s.ID] = i
				out = append(out, api.Availability{ID: s.ID, Reasons: map[string]int{}})
			}
			offer(&out[i], s)
		}
	}
	return out
}

func offer(a *api.Availability, s wire.Service) {
	a.Offered++
	if s.Reason == "" {
		a.Usable++
	} else {
		a.Reasons[s.Reason]++
	}
	a.Minutes += s.Usable / 60
	for _, lost := range s.Without {
		a.Lost += lost / 60
	}
}
