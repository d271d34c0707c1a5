package hub

import (
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// waves are campaigns with one roll-out on its way.
type waves struct{ policy }

func (waves) Rollouts() []api.Rollout {
	return []api.Rollout{{ID: "r1", State: rollout.Running, Total: 9, Counts: rollout.Counts{Well: 2}}}
}
func (waves) Stopped() api.Stop { return api.Stop{On: true} }

func scrape(t *testing.T, h *Hub) string {
	t.Helper()
	_, _, _, at := h.Addresses()
	answer := must(http.Get("http://" + at + "/metrics"))
	defer answer.Body.Close()
	return string(must(io.ReadAll(answer.Body)))
}

func TestMetricsTellHowTheFleetIs(t *testing.T) {
	dir := folder(t)
	h := startWith(t, func(h *Hub) { h.Campaigns = waves{} }, func(o *Options) { o.Metrics, o.Repo = "127.0.0.1:0", dir })
	m := enrolled(t, h, "KT-1")
	enrolled(t, h, "KT-2")
	began := time.Now().Add(-time.Hour)
	say := func(seq uint64, usable, without float64, reason string) {
		t.Helper()
		s := wire.Status{
			Terminal: "KT-1", Seq: seq, Started: began, Release: wire.Release{Version: 4}, Paper: wire.Paper{State: "low", Days: 2},
			Services: []wire.Service{{ID: "queue", Usable: usable, Reason: reason, Without: map[string]float64{"paper-out": without}}, {ID: "guide", Usable: 60}},
			Faults:   []wire.Fault{{Code: "P-03", Severity: "warning", Who: "site"}},
		}
		if got := m.say("PUT", wire.PathStatus, s, nil); got != 200 {
			t.Fatal(got)
		}
	}
	say(1, 600, 0, "")
	say(2, 660, 120, "paper-out")
	began = time.Now() // the program has begun anew
	say(3, 60, 0, "paper-out")
	m.say("POST", wire.PathEvents, wire.Events{Terminal: "KT-1", Events: []wire.Event{{ID: 1, Kind: "door"}}}, nil)
	text := scrape(t, h)
	for _, want := range []string{
		`kioskhub_terminals{state="partly"} 1`, `kioskhub_terminals{state="new"} 1`, `kioskhub_terminals_with_fault{code="P-03",severity="warning",who="site"} 1`,
		`kioskhub_service_terminals{service="queue",usable="no"} 1`, `kioskhub_service_usable_minutes_total{service="queue"} 12`,
		`kioskhub_service_withheld_minutes_total{reason="paper-out",service="queue"} 2`, `kioskhub_terminals_paper_short{days="3"} 1`, `kioskhub_terminals_paper_short{days="1"} 0`,
		`kioskhub_terminals_by_release{version="4"} 1`, `kioskhub_events_total{which="new"} 1`, `kioskhub_release_version 4`, `kioskhub_emergency_stop 1`,
		`kioskhub_rollout_terminals{phase="well",rollout="r1"} 2`, `kioskhub_rollout_state{rollout="r1",state="running"} 1`,
		`kioskhub_request_seconds_count{path="PUT /v1/status",status="2xx"} 3`, `kioskhub_store_seconds_count{what="status"} 3`,
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("there is no %s", want)
		}
	}
}

// What the shipped rules and the dashboard ask for exists.
func TestRulesAskForWhatTheHubTells(t *testing.T) {
	dir := folder(t)
	h := start(t, func(o *Options) { o.Metrics, o.Repo = "127.0.0.1:0", dir })
	all := scrape(t, h)
	// These are told from the first one on.
	all += " kioskhub_request_seconds kioskhub_store_seconds kioskhub_store_failed_total kioskhub_events_total kioskhub_certificates_refused_total "
	for _, d := range descs {
		all += regexp.MustCompile(`kioskhub_\w+`).FindString(d.String()) + " "
	}
	for _, file := range []string{"../ops/hub-alerts.yaml", "../ops/hub-dashboard.json"} {
		names := regexp.MustCompile(`kioskhub_\w+`).FindAllString(string(must(os.ReadFile(file))), -1)
		if len(names) == 0 {
			t.Errorf("%s asks for nothing", file)
		}
		for _, name := range names {
			plain := strings.TrimSuffix(strings.TrimSuffix(name, "_bucket"), "_count")
			if !regexp.MustCompile(`\b` + plain + `\b`).MatchString(all) {
				t.Errorf("%s asks for %s, which nobody counts", file, name)
			}
		}
	}
}
