package console

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/rollout"
)

// overview is what whoever is on duty looks at first.
type overview struct {
	Tree     *branch
	Alerts   []api.Alert
	Soon     []soon
	More     int // that break soon and are not listed
	Services []api.Availability
	Running  []api.Rollout
}

func (c *Console) overview(w http.ResponseWriter, r *http.Request, s people.Session) {
	all, known, now, every := c.fleet(s), c.known(s), time.Now(), c.hub.Every()
	o := overview{Tree: grow(all), Alerts: hub.Alerts(known, now, every), Services: hub.Services(known, now, every), Soon: c.soon(all, now)}
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

// alert shows one fault with all that have it.
func (c *Console) alert(w http.ResponseWriter, r *http.Request, s people.Session) {
	code := r.PathValue("code")
	for _, a := range hub.Alerts(c.known(s), time.Now(), c.hub.Every()) {
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

// because is how many terminals withhold a service for one reason.
type because struct {
	Reason string
	N      int
}

// why are the reasons for which a service cannot be had, the most frequent
// first.
func why(a api.Availability) []because {
	var out []because
	for reason, n := range a.Reasons {
		out = append(out, because{reason, n})
	}
	slices.SortFunc(out, func(x, y because) int { return cmp.Or(y.N-x.N, cmp.Compare(x.Reason, y.Reason)) })
	return out
}
