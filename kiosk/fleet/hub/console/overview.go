package console

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// overview is what whoever is on duty looks at first.
type overview struct {
	Tree     *branch
	Alerts   []alert
	Soon     []soon
	More     int // that break soon and are not listed
	Services []service
	Running  []api.Rollout
}

func (c *Console) overview(w http.ResponseWriter, r *http.Request, s people.Session) {
	all := c.fleet(s)
	o := overview{Tree: grow(all), Alerts: alerts(all), Services: services(all), Soon: c.soon(all, time.Now())}
	if len(o.Soon) > mostSoon {
		o.More = len(o.Soon) - mostSoon
		o.Soon = o.Soon[:mostSoon]
	}
	if c.o.Campaigns != nil {
		for _, one := range c.o.Campaigns.Rollouts() {
			if one.State == rollout.Running || one.State == rollout.Paused {
				o.Running = append(o.Running, one)
			}
		}
	}
	c.draw(w, r, http.StatusOK, "overview", o, "overview.title")
}

// alert is one fault, wherever it is.
type alert struct {
	Code     string
	Severity string
	Who      string
	Since    time.Time
	At       []faulty
}

type faulty struct {
	ID    string
	Place config.Place
	Since time.Time
	Cause string
}

// silence is the fault of a terminal that says nothing: it cannot say so
// itself, and what it said last may not hold any more.
const silence = "TERMINAL-SILENT"

func (s seen) faults() []wire.Fault {
	switch {
	case s.State == hub.Silent:
		return []wire.Fault{{Code: silence, Severity: string(fault.Critical), Who: string(fault.Technician), Since: s.Heard}}
	case s.Lost():
		return nil
	}
	return s.Status.Faults
}

// alerts are the faults of all terminals, the worst first, and of these those
// that most have.
func alerts(all []seen) []alert {
	found := map[string]*alert{}
	for _, s := range all {
		for _, f := range s.faults() {
			a := found[f.Code]
			if a == nil {
				a = &alert{Code: f.Code, Severity: f.Severity, Who: f.Who, Since: f.Since}
				found[f.Code] = a
			}
			if f.Since.Before(a.Since) {
				a.Since = f.Since
			}
			a.At = append(a.At, faulty{s.ID, s.Place, f.Since, f.Cause})
		}
	}
	var out []alert
	for _, a := range found {
		slices.SortFunc(a.At, func(x, y faulty) int { return x.Since.Compare(y.Since) })
		out = append(out, *a)
	}
	rank := func(a alert) int { return fault.Severity(a.Severity).Rank() }
	slices.SortFunc(out, func(x, y alert) int {
		return cmp.Or(rank(y)-rank(x), len(y.At)-len(x.At), cmp.Compare(x.Code, y.Code))
	})
	return out
}

// alert shows one fault with all that have it.
func (c *Console) alert(w http.ResponseWriter, r *http.Request, s people.Session) {
	code := r.PathValue("code")
	for _, a := range alerts(c.fleet(s)) {
		if a.Code == code {
			c.draw(w, r, http.StatusOK, "alert", a, "alert.title", code)
			return
		}
	}
	c.refuse(w, r, http.StatusNotFound, "refused.alert", code)
}

// soon is something that breaks unless somebody acts before.
type soon struct {
	ID    string // of the terminal; empty: the hub's own
	Place config.Place
	What  string // key of the sentence
	Days  float64
}

// mostSoon is how many of them the overview lists.
const mostSoon = 12

// What counts as soon, in days.
const (
	paperDays       = 3
	certificateDays = 14
	metadataDays    = 3
)

// soon are they, the first to break first.
func (c *Console) soon(all []seen, now time.Time) []soon {
	until := func(t time.Time) float64 { return t.Sub(now).Hours() / 24 }
	var out []soon
	if days := until(c.hub.Authority.Root.Expires()); days < 90 {
		out = append(out, soon{What: "authority", Days: days})
	}
	for _, s := range all {
		if s.State == hub.Revoked || s.State == hub.Arrived {
			continue
		}
		add := func(what string, days float64) { out = append(out, soon{s.ID, s.Place, what, days}) }
		switch p := s.Status.Paper; {
		case p.State == "out":
			add("paperOut", 0)
		case p.State == "low" || p.Days > 0 && p.Days < paperDays:
			add("paper", p.Days)
		}
		if days := until(s.Expires); !s.Expires.IsZero() && days < certificateDays {
			add("certificate", days)
		}
		if days := until(s.Status.Release.Expires); !s.Status.Release.Expires.IsZero() && days < metadataDays {
			add("metadata", days)
		}
	}
	slices.SortStableFunc(out, func(x, y soon) int { return cmp.Compare(x.Days, y.Days) })
	return out
}

// service is how far one can be had.
type service struct {
	ID      string
	Offered int
	Usable  int
	Minutes float64 // usable, since the terminals' programs started
	Lost    float64
	Why     []because
}

type because struct {
	Reason string
	N      int
}

// services counts them over the terminals that are heard of, in the order in
// which terminals name them.
func services(all []seen) []service {
	var out []service
	place := map[string]int{}
	why := map[string]map[string]int{}
	for _, s := range all {
		if s.Lost() {
			continue
		}
		for _, one := range s.Status.Services {
			i, known := place[one.ID]
			if !known {
				i = len(out)
				place[one.ID], why[one.ID] = i, map[string]int{}
				out = append(out, service{ID: one.ID})
			}
			out[i].Offered++
			out[i].Minutes += one.Usable / 60
			for _, s := range one.Without {
				out[i].Lost += s / 60
			}
			if one.Reason == "" {
				out[i].Usable++
			} else {
				why[one.ID][one.Reason]++
			}
		}
	}
	for i := range out {
		for reason, n := range why[out[i].ID] {
			out[i].Why = append(out[i].Why, because{reason, n})
		}
		slices.SortFunc(out[i].Why, func(x, y because) int { return cmp.Or(y.N-x.N, cmp.Compare(x.Reason, y.Reason)) })
	}
	return out
}
