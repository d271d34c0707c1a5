package hub

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("kioskhub_"+name, help, labels, nil)
}

var (
	terminalsIs = desc("terminals", "Terminals by state.", "state")
	faultsIs    = desc("terminals_with_fault", "Terminals that are heard and have a fault.", "code", "severity", "who")
	serviceIs   = desc("service_terminals", "Terminals that are heard, by whether a service can be had there now.", "service", "usable")
	usableIs    = desc("service_usable_minutes_total", "Minutes for which a service could be had, over all terminals.", "service")
	withheldIs  = desc("service_withheld_minutes_total", "Minutes for which a service could not be had, over all terminals, by reason.", "service", "reason")
	paperIs     = desc("terminals_paper_short", "Terminals that are heard and whose paper is reckoned to last so many days at most.", "days")
	versionsIs  = desc("terminals_by_release", "Terminals by the release that is in force there.", "version")
	expiringIs  = desc("certificates_expiring", "Terminals whose certificate expires within 14 days: they renew it much earlier.")
	owedIs      = desc("hall_calls_oldest_seconds", "Age of the oldest call to a hall that a terminal still has to make.")
	waitingIs   = desc("events_waiting", "Events that terminals have not sent yet.")
	lostIs      = desc("events_lost", "Events that terminals have dropped since they had no room.")
	releaseIs   = desc("release_version", "Version of the repository's timestamp.")
	releaseTill = desc("release_expires_seconds", "Time at which it expires, seconds since 1970.")
	caTill      = desc("authority_expires_seconds", "Time at which the authority's certificate expires, seconds since 1970.")
	rolloutIs   = desc("rollout_terminals", "Terminals of a roll-out by phase.", "rollout", "phase")
	storeIs     = desc("store_up", "1 while the store takes what it is given: of a cluster, while most of it is there.")
	stopIs      = desc("emergency_stop", "1 while an emergency stop holds.")
	rolloutNow  = desc("rollout_state", "1 for the state of a roll-out.", "rollout", "state")
)

// gauges reads the hub when it is asked.
type gauges struct{ h *Hub }

// registry is everything that Prometheus is told.
func (h *Hub) registry() *prometheus.Registry {
	r := prometheus.NewRegistry()
	n := h.numbers
	r.MustRegister(n.requests, n.store, n.failed, n.events, n.refused, n.hints, n.turned, gauges{h},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return r
}

// descs are all that gauges tells.
var descs = []*prometheus.Desc{
	terminalsIs, faultsIs, serviceIs, usableIs, withheldIs, paperIs, versionsIs, expiringIs, owedIs, waitingIs, lostIs,
	releaseIs, releaseTill, caTill, rolloutIs, rolloutNow, stopIs, storeIs,
}

// Describe implements prometheus.Collector.
func (g gauges) Describe(out chan<- *prometheus.Desc) {
	for _, d := range descs {
		out <- d
	}
}

// Collect implements prometheus.Collector.
func (g gauges) Collect(out chan<- prometheus.Metric) {
	tell := func(d *prometheus.Desc, kind prometheus.ValueType, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, kind, v, labels...)
	}
	t := newTotals(g.h.Terminals(), time.Now(), g.h.o.Every)
	for _, state := range States {
		tell(terminalsIs, prometheus.GaugeValue, float64(t.states[state]), string(state))
	}
	for f, n := range t.faults {
		tell(faultsIs, prometheus.GaugeValue, float64(n), f.Code, f.Severity, f.Who)
	}
	for s, n := range t.services {
		tell(serviceIs, prometheus.GaugeValue, float64(n), s[0], s[1])
	}
	for i, days := range paperDays {
		tell(paperIs, prometheus.GaugeValue, float64(t.paper[i]), strconv.Itoa(days))
	}
	for version, n := range t.newest() {
		tell(versionsIs, prometheus.GaugeValue, float64(n), version)
	}
	tell(expiringIs, prometheus.GaugeValue, float64(t.expiring))
	tell(owedIs, prometheus.GaugeValue, t.owed)
	tell(waitingIs, prometheus.GaugeValue, t.waiting)
	tell(lostIs, prometheus.GaugeValue, t.lost)
	tell(caTill, prometheus.GaugeValue, float64(g.h.Authority.Expires().Unix()))
	if version, expires := g.h.Release(); version > 0 {
		tell(releaseIs, prometheus.GaugeValue, float64(version))
		tell(releaseTill, prometheus.GaugeValue, float64(expires.Unix()))
	}
	for of, minutes := range g.h.numbers.minutes.all() {
		if of[1] == "" {
			tell(usableIs, prometheus.CounterValue, minutes, of[0])
		} else {
			tell(withheldIs, prometheus.CounterValue, minutes, of[0], of[1])
		}
	}
	tell(storeIs, prometheus.GaugeValue, map[bool]float64{true: 1}[g.h.Storing().Away.IsZero()])
	g.rollouts(tell)
	if c, ok := g.h.Campaigns.(interface{ Stopped() api.Stop }); ok {
		tell(stopIs, prometheus.GaugeValue, map[bool]float64{true: 1}[c.Stopped().On])
	}
}

// mostRollouts are told of: those before them are history.
const mostRollouts = 10

// rollouts tells how roll-outs go, where the campaigns know.
func (g gauges) rollouts(tell func(*prometheus.Desc, prometheus.ValueType, float64, ...string)) {
	all, ok := g.h.Campaigns.(interface{ Rollouts() []api.Rollout })
	if !ok {
		return
	}
	for i, r := range all.Rollouts() { // the newest first
		if i >= mostRollouts {
			break
		}
		c := r.Counts
		for phase, n := range map[string]int{
			"total": r.Total, "have": r.Have, string(rollout.UnderWay): c.UnderWay, string(rollout.Well): c.Well,
			string(rollout.RolledBack): c.RolledBack, string(rollout.Refused): c.Refused, string(rollout.Lost): c.Lost,
		} {
			tell(rolloutIs, prometheus.GaugeValue, float64(n), r.ID, phase)
		}
		tell(rolloutNow, prometheus.GaugeValue, 1, r.ID, string(r.State))
	}
}

// paperDays are the forecasts that are counted.
var paperDays = []int{1, 3, 7}

// totals are what the terminals come to together.
type totals struct {
	states              map[State]int
	faults              map[wire.Fault]int // by code, severity and who alone
	services            map[[2]string]int
	paper               []int
	versions            map[int64]int
	expiring            int
	owed, waiting, lost float64
}

// mostKinds is how many faults or services are told apart: a terminal that
// makes words up cannot fill the memory.
const mostKinds = 300

func newTotals(all []Known, now time.Time, every time.Duration) totals {
	t := totals{states: map[State]int{}, faults: map[wire.Fault]int{}, services: map[[2]string]int{}, paper: make([]int, len(paperDays)), versions: map[int64]int{}}
	for _, k := range all {
		state := k.State(now, every)
		t.states[state]++
		if state == Revoked || state == Arrived {
			continue
		}
		t.versions[k.Status.Release.Version]++
		if k.Expires.Sub(now) < 14*24*time.Hour {
			t.expiring++
		}
		if state != Silent { // what it said last may not hold any more
			t.add(k.Status)
		}
	}
	return t
}

func (t *totals) add(s wire.Status) {
	for _, f := range s.Faults {
		count(t.faults, wire.Fault{Code: f.Code, Severity: f.Severity, Who: f.Who})
	}
	for _, one := range s.Services {
		count(t.services, [2]string{one.ID, map[bool]string{true: "yes", false: "no"}[one.Reason == ""]})
	}
	for i, days := range paperDays {
		if s.Paper.State != "" && s.Paper.Days <= float64(days) {
			t.paper[i]++
		}
	}
	t.owed = max(t.owed, s.Journal.OldestS)
	t.waiting += float64(s.Journal.Events)
	t.lost += float64(s.Journal.Lost)
}

func count[K comparable](in map[K]int, k K) {
	if _, known := in[k]; known || len(in) < mostKinds {
		in[k]++
	}
}

// newest are the terminals of the ten newest releases, and of those before as
// "older".
func (t totals) newest() map[string]int {
	out := map[string]int{}
	versions := slices.SortedFunc(maps.Keys(t.versions), func(a, b int64) int { return cmp.Compare(b, a) })
	for i, version := range versions {
		name := strconv.FormatInt(version, 10)
		if i >= 10 {
			name = "older"
		}
		out[name] += t.versions[version]
	}
	return out
}

// minutes are sums by service, and by why it could not be had.
type minutes struct {
	mu   sync.Mutex
	sums map[[2]string]float64
}

// add takes in what has passed at a terminal between two of its statuses.
func (m *minutes) add(was, is wire.Status) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := map[string]wire.Service{}
	if was.Started.Equal(is.Started) { // else its counting began anew
		for _, s := range was.Services {
			before[s.ID] = s
		}
	}
	for _, s := range is.Services {
		m.sum([2]string{s.ID, ""}, s.Usable-before[s.ID].Usable)
		for reason, seconds := range s.Without {
			if reason != "" {
				m.sum([2]string{s.ID, reason}, seconds-before[s.ID].Without[reason])
			}
		}
	}
}

func (m *minutes) sum(of [2]string, seconds float64) {
	if _, known := m.sums[of]; seconds > 0 && (known || len(m.sums) < mostKinds) {
		m.sums[of] += seconds / 60
	}
}

func (m *minutes) all() map[[2]string]float64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.sums)
}
