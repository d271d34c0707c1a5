package api

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// bench is a hub with people and terminals.
type bench struct {
	t  *testing.T
	h  *hub.Hub
	d  *Desk
	at string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	dir := t.TempDir()
	if err := authority.Init(dir, "test", time.Now()); err != nil {
		t.Fatal(err)
	}
	h := must(hub.New(t.Context(), hub.Options{Dir: dir, Terminals: "127.0.0.1:0", People: "127.0.0.1:0", Log: log}))
	d := must(Join(t.Context(), h, log))
	for _, p := range []people.Person{
		{ID: "viewer", Role: people.Viewer}, {ID: "operator", Role: people.Operator}, {ID: "publisher", Role: people.Publisher}, {ID: "admin", Role: people.Admin},
		{ID: "lunan", Role: people.Admin, Scope: people.Scope{District: "lunan"}},
	} {
		p.Provider = true // a password takes a second to be hashed
		if err := h.People.Add(t.Context(), audit.Who{ID: "test"}, p, ""); err != nil {
			t.Fatal(err)
		}
	}
	table := must(h.Store.Table(t.Context(), "status"))
	terminals := must(h.Store.Table(t.Context(), "terminals"))
	for _, id := range []string{"LN-01", "LN-02", "LB-01"} {
		district := map[bool]string{true: "lunan", false: "lubei"}[strings.HasPrefix(id, "LN")]
		place := config.Place{District: district, Hall: district + "-1"}
		s := wire.Status{Terminal: id, Seq: 1, At: time.Now(), Place: place, Services: []wire.Service{{ID: "queue", Usable: 60}, {ID: "pickup", Reason: map[bool]string{true: "cabinet"}[id == "LN-02"]}}}
		if id == "LN-02" {
			s.Faults = []wire.Fault{{Code: "CAB-SILENT", Severity: "error", Who: "technician", Since: time.Now()}}
			s.Paper = wire.Paper{State: "low", Slips: 40, Days: 1.5}
		}
		put(t, table, id, s)
		put(t, terminals, id, authority.Terminal{ID: id, Place: place, Enrolled: time.Now()})
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	<-d.Campaigns.Whole()
	<-d.Orders.Whole()
	_, at, _, _ := h.Addresses()
	return &bench{t, h, d, "http://" + at + "/api/v1"}
}

func put(t *testing.T, table *store.Table, key string, v any) {
	t.Helper()
	must(table.Put(t.Context(), key, must(json.Marshal(v))))
}

// as asks for something as a person, and returns the status and the problem.
func (b *bench) as(person, method, path string, document, into any) (int, string) {
	b.t.Helper()
	var body io.Reader
	if document != nil {
		body = bytes.NewReader(must(json.Marshal(document)))
	}
	r := must(http.NewRequestWithContext(b.t.Context(), method, b.at+path, body))
	if person != "" {
		p := must(b.h.People.All(b.t.Context()))
		for _, one := range p {
			if one.ID == person {
				r.Header.Set("Authorization", "Bearer "+must(b.h.People.Begin(b.t.Context(), one, "127.0.0.1", "shell", time.Hour)))
			}
		}
	}
	answer := must(http.DefaultClient.Do(r))
	defer answer.Body.Close()
	data := must(io.ReadAll(answer.Body))
	asSaid(b.t, method, path, answer.StatusCode, data)
	var problem wire.Problem
	if answer.StatusCode/100 != 2 {
		if err := json.Unmarshal(data, &problem); err != nil {
			b.t.Errorf("%s %s: %s", method, path, data)
		}
	} else if into != nil {
		if err := json.Unmarshal(data, into); err != nil {
			b.t.Fatalf("%s %s: %v in %s", method, path, err, data)
		}
	}
	return answer.StatusCode, problem.Problem
}

func TestRolesAndPlaces(t *testing.T) {
	b := newBench(t)
	why := api.Why{Why: "test"}
	selfTest := func(id string) api.Order { return api.Order{Terminals: []string{id}, Order: wire.SelfTest} }
	plan := rollout.Usual()
	plan.Release, plan.Waves = 7, []rollout.Wave{{Share: 1, Least: 1}}
	ours := plan
	ours.Waves = []rollout.Wave{{Share: 1, Least: 1, Labels: map[string]string{"district": "lunan"}}}
	for _, row := range []struct {
		who, method, path string
		document          any
		want              int
	}{
		{"", "GET", "/summary", nil, 401},
		{"viewer", "GET", "/summary", nil, 200},
		{"viewer", "POST", "/commands", selfTest("LN-01"), 403},
		{"viewer", "POST", "/stop", why, 403},
		{"operator", "POST", "/commands", selfTest("LN-01"), 200},
		{"operator", "POST", "/rollouts", plan, 403},
		{"operator", "DELETE", "/stop", why, 403},
		{"publisher", "POST", "/codes", api.NewCode{Terminal: "LN-09"}, 403},
		{"viewer", "GET", "/audit", nil, 200},
		{"lunan", "GET", "/audit", nil, 200},
		{"lunan", "GET", "/terminals/LN-01", nil, 200},
		{"lunan", "GET", "/terminals/LB-01", nil, 404},
		{"lunan", "POST", "/commands", selfTest("LB-01"), 403},
		{"lunan", "POST", "/commands", selfTest("LN-01"), 200},
		{"lunan", "POST", "/codes", api.NewCode{Terminal: "LB-09"}, 403},
		{"lunan", "POST", "/terminals/LB-01/revoke", why, 404},
		{"lunan", "POST", "/rollouts", plan, 403},
		{"lunan", "POST", "/rollouts", ours, 200},
		{"lunan", "POST", "/rollouts/r7/pause", why, 200},
		{"publisher", "POST", "/rollouts/r7/pause", nil, 400},
		{"publisher", "POST", "/rollouts/r7/format", why, 404},
		{"publisher", "POST", "/rollouts/r8/pause", why, 404},
		{"publisher", "GET", "/nothing", nil, 404},
		{"publisher", "POST", "/rollouts", map[string]any{"max_fialed": 3}, 400},
		{"publisher", "POST", "/rollouts", rollout.Plan{Release: 7, Waves: []rollout.Wave{{}}}, 422},
		{"operator", "POST", "/stop", why, 200},
		{"publisher", "POST", "/rollouts/r7/resume", why, 409},
		{"lunan", "DELETE", "/stop", why, 403},
		{"publisher", "DELETE", "/stop", why, 200},
		{"publisher", "POST", "/rollouts/r7/resume", why, 200},
		{"admin", "POST", "/terminals/LN-02/revoke", why, 204},
	} {
		if got, problem := b.as(row.who, row.method, row.path, row.document, nil); got != row.want {
			t.Errorf("%s: %s %s: %d %s, want %d", row.who, row.method, row.path, got, problem, row.want)
		}
	}
}

func TestEveryActIsInTheAudit(t *testing.T) {
	b := newBench(t)
	b.as("operator", "POST", "/commands", api.Order{Hall: "lunan-1", Order: wire.Lock, Text: "设备检修"}, nil)
	b.as("operator", "POST", "/stop", api.Why{Why: "black screens"}, nil)
	b.as("publisher", "DELETE", "/stop", api.Why{Why: "repaired"}, nil)
	var code api.Code
	b.as("admin", "POST", "/codes", api.NewCode{Terminal: "LN-09"}, &code)
	var acts []api.Act
	if status, problem := b.as("admin", "GET", "/audit?limit=20", nil, &acts); status != 200 {
		t.Fatal(problem)
	}
	acts = slices.DeleteFunc(acts, func(a api.Act) bool { return a.Act == "token" || a.Who == "test" })
	var got []string
	for _, a := range acts {
		got = append(got, a.Who+" "+a.Act+" "+a.On)
		if strings.Contains(a.Detail, code.Code) || len(code.Code) < 10 {
			t.Errorf("the code is in the audit: %s", a.Detail)
		}
	}
	if want := "admin code.new LN-09, publisher rollout.lift , operator rollout.stop , operator terminal.lock LN-01 LN-02"; strings.Join(got, ", ") != want {
		t.Errorf("%s\nwant %s", strings.Join(got, ", "), want)
	}
	if !strings.Contains(acts[1].Detail, "stopped by operator") || !strings.Contains(acts[1].Detail, "black screens") {
		t.Errorf("what was before is not told: %s", acts[1].Detail)
	}
	var older []api.Act
	if b.as("admin", "GET", "/audit?before=2", nil, &older); len(older) != 1 {
		t.Errorf("%+v", older)
	}
}

// The audit is of everywhere for who is: others read of it what they did, and
// what was done to their terminals.
func TestTheAuditIsReadAsFarAsOnesPlace(t *testing.T) {
	b := newBench(t)
	by := func(id string) audit.Who { return audit.Who{ID: id} }
	for _, one := range []struct{ who, on string }{{"lunan", ""}, {"operator", "LB-01"}, {"operator", "LB-01 LN-02"}, {"terminal LN-01", "LN-01"}, {"admin", "viewer"}} {
		if err := b.h.Audit.Note(t.Context(), by(one.who), "test", one.on, ""); err != nil {
			t.Fatal(err)
		}
	}
	read := func(who string) (out []string) {
		var acts []api.Act
		if status, problem := b.as(who, "GET", "/audit?limit=50", nil, &acts); status != 200 {
			t.Fatal(problem)
		}
		for _, a := range acts {
			if a.Act == "test" {
				out = append(out, a.Who+":"+a.On)
			}
		}
		return out
	}
	if got := read("viewer"); len(got) != 5 {
		t.Errorf("everywhere: %q", got)
	}
	if got, want := read("lunan"), []string{"terminal LN-01:LN-01", "operator:LB-01 LN-02", "lunan:"}; !slices.Equal(got, want) {
		t.Errorf("one district: %q, want %q", got, want)
	}
}

func TestWhatPeopleSee(t *testing.T) {
	b := newBench(t)
	var page api.Terminals
	if b.as("viewer", "GET", "/terminals?limit=2", nil, &page); page.Total != 3 || page.Next != "LN-01" || page.Terminals[0].ID != "LB-01" || page.Terminals[0].State != "well" {
		t.Errorf("%+v", page)
	}
	if b.as("viewer", "GET", "/terminals?limit=2&after=LN-01", nil, &page); len(page.Terminals) != 1 || page.Terminals[0].State != "partly" || page.Terminals[0].Worst != "CAB-SILENT" {
		t.Errorf("%+v", page)
	}
	for query, want := range map[string]int{"hall=lunan-1": 2, "district=lubei": 1, "state=partly": 1, "state=partly&state=well": 3, "label=hall=lubei-1": 1, "label=model=desk": 0} {
		if b.as("viewer", "GET", "/terminals?"+query, nil, &page); page.Total != want {
			t.Errorf("%s: %d, want %d", query, page.Total, want)
		}
	}
	var summary api.Summary
	if b.as("lunan", "GET", "/summary", nil, &summary); summary.Terminals != 2 || summary.States["partly"] != 1 || summary.Alerts["technician"] != 1 {
		t.Errorf("%+v", summary)
	}
	var alerts []api.Alert
	if b.as("viewer", "GET", "/alerts", nil, &alerts); len(alerts) != 1 || alerts[0].Code != "CAB-SILENT" || alerts[0].Terminals[0].ID != "LN-02" {
		t.Errorf("%+v", alerts)
	}
	var paper []api.Paper
	if b.as("viewer", "GET", "/paper", nil, &paper); len(paper) != 1 || paper[0].Days != 1.5 {
		t.Errorf("%+v", paper)
	}
	var services []api.Availability
	if b.as("viewer", "GET", "/services", nil, &services); len(services) != 2 || services[1].Usable != 2 || services[1].Reasons["cabinet"] != 1 || services[0].Minutes != 3 {
		t.Errorf("%+v", services)
	}
	if status, problem := b.as("viewer", "GET", "/terminals?limit=0", nil, nil); status != 400 || !strings.Contains(problem, "limit") {
		t.Error(status, problem)
	}
}

func TestWhatACommandCollectedIsDownloaded(t *testing.T) {
	b := newBench(t)
	var c api.Command
	b.as("operator", "POST", "/commands", api.Order{Terminals: []string{"LN-01"}, Order: wire.BlackBox}, &c)
	if status, _ := b.as("operator", "GET", "/commands/"+c.ID+"/LN-01", nil, nil); status != 404 {
		t.Error(status)
	}
	if err := b.d.Orders.File(t.Context(), "LN-01", c.ID, strings.NewReader(`"a box"`)); err != nil {
		t.Fatal(err)
	}
	var file string
	if status, _ := b.as("operator", "GET", "/commands/"+c.ID+"/LN-01", nil, &file); status != 200 || file != "a box" {
		t.Error(status, file)
	}
	var all []api.Command
	if b.as("viewer", "GET", "/commands", nil, &all); len(all) != 1 || all[0].Terminals["LN-01"].File != 7 || all[0].By != "operator" {
		t.Errorf("%+v", all)
	}
}

func TestChangesAreStreamed(t *testing.T) {
	b := newBench(t)
	var who people.Person
	for _, p := range must(b.h.People.All(t.Context())) {
		if p.ID == "lunan" {
			who = p
		}
	}
	r := must(http.NewRequestWithContext(t.Context(), "GET", b.at+"/live", nil))
	r.Header.Set("Authorization", "Bearer "+must(b.h.People.Begin(t.Context(), who, "127.0.0.1", "shell", time.Hour)))
	answer := must(http.DefaultClient.Do(r))
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() && lines.Text() != ": here" {
	}
	b.d.live.tell(api.Change{What: "terminal", ID: "LB-01"})
	b.d.live.tell(api.Change{What: "terminal", ID: "LN-01"})
	for lines.Scan() {
		if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			if text != `{"what":"terminal","id":"LN-01"}` {
				t.Error(text)
			}
			return
		}
	}
	t.Error("nothing is told")
}
