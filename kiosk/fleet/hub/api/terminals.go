package api

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
)

// Bounds of lists.
const (
	usualPage = 100
	mostPage  = 1000
)

// limit is how many rows are asked for.
func (r request) limit() (int, error) {
	text := r.URL.Query().Get("limit")
	if text == "" {
		return usualPage, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > mostPage {
		return 0, refusal{http.StatusBadRequest, "limit: want 1 to " + strconv.Itoa(mostPage)}
	}
	return n, nil
}

// before is the place in a log from which older rows are asked for, 0 for its
// end.
func (r request) before() (uint64, error) {
	text := r.URL.Query().Get("before")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, refusal{http.StatusBadRequest, "before: want a number"}
	}
	return n, nil
}

// all are the person's terminals.
func (d *Desk) all(r request) []hub.Known {
	return slices.DeleteFunc(d.hub.Terminals(), func(k hub.Known) bool { return !r.Person.Scope.Covers(k.Place) })
}

// one is one of the person's terminals.
func (d *Desk) one(r request, id string) (hub.Known, error) {
	k, known := d.hub.Terminal(id)
	if !known || !r.Person.Scope.Covers(k.Place) {
		return k, refusal{http.StatusNotFound, "there is no terminal " + id + " in " + r.Person.Scope.String()}
	}
	return k, nil
}

// row is a terminal of a list.
func (d *Desk) row(k hub.Known, now time.Time) api.Terminal {
	s := k.Status
	t := api.Terminal{
		ID: k.ID, State: api.State(k.State(now, d.hub.Every())), Place: k.Place, Labels: s.Labels, Heard: k.Heard, Program: s.Program,
		Release: s.Release.Version, Trial: s.Release.Trial, Faults: len(s.Faults), Paper: s.Paper, Visit: s.Visit,
	}
	if len(s.Faults) > 0 {
		t.Worst = s.Faults[0].Code
	}
	for _, one := range s.Services {
		if one.Reason != "" {
			t.Withheld = append(t.Withheld, one.ID)
		}
	}
	return t
}

// wanted reports whether a terminal is one that the query asks for.
func (d *Desk) wanted(r request) func(hub.Known, time.Time) bool {
	query := r.URL.Query()
	labels := map[string]string{}
	for _, level := range []string{"province", "city", "district", "hall", "model"} {
		if query.Get(level) != "" {
			labels[level] = query.Get(level)
		}
	}
	for _, label := range query["label"] {
		name, value, _ := strings.Cut(label, "=")
		labels[name] = value
	}
	return func(k hub.Known, now time.Time) bool {
		if state := query["state"]; len(state) > 0 && !slices.Contains(state, string(k.State(now, d.hub.Every()))) {
			return false
		}
		has := k.Rollout().Labels
		for name, value := range labels {
			if has[name] != value {
				return false
			}
		}
		return true
	}
}

func (d *Desk) terminals(r request) (any, error) {
	n, err := r.limit()
	if err != nil {
		return nil, err
	}
	now, fits := time.Now(), d.wanted(r)
	out := api.Terminals{Terminals: []api.Terminal{}}
	after := r.URL.Query().Get("after")
	for _, k := range d.all(r) {
		if !fits(k, now) {
			continue
		}
		out.Total++
		switch {
		case k.ID <= after:
		case len(out.Terminals) < n:
			out.Terminals = append(out.Terminals, d.row(k, now))
		default:
			out.Next = out.Terminals[n-1].ID
		}
	}
	return out, nil
}

// newest is how many commands and events come with a terminal.
const newest = 20

func (d *Desk) terminal(r request) (any, error) {
	k, err := d.one(r, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	events, err := d.happened(r, k.ID, 0, newest)
	if err != nil {
		return nil, err
	}
	return api.Detail{
		Terminal: d.row(k, time.Now()), Status: k.Status, Enrolled: k.Enrolled, Revoked: k.Revoked, Why: k.Why, Certificate: k.Expires,
		Commands: d.Orders.Of(k.ID, newest), Events: events,
	}, nil
}

func (d *Desk) happened(r request, terminal string, before uint64, n int) ([]api.Event, error) {
	all, err := d.hub.Events(r.Context(), terminal, before, n)
	if err != nil {
		return nil, err
	}
	out := []api.Event{}
	for _, e := range all {
		out = append(out, api.Event{Seq: e.Record, Terminal: e.Terminal, Heard: e.Kept, Event: e.Event})
	}
	return out, nil
}

func (d *Desk) events(r request) (any, error) {
	k, err := d.one(r, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	n, err := r.limit()
	if err != nil {
		return nil, err
	}
	before, err := r.before()
	if err != nil {
		return nil, err
	}
	return d.happened(r, k.ID, before, n)
}
