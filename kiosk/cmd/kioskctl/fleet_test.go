package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/api"
	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/wire"
)

// fleetHub runs a hub with the administrator li, the viewer wang and three
// terminals until the script ends: fleetHub. $HUB is its address, the file
// wang.token has wang's token.
func fleetHub(ts *testscript.TestScript, _ bool, _ []string) {
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	dir := ts.MkAbs("hub")
	ts.Check(authority.Init(dir, "test", time.Now()))
	ctx, stop := context.WithCancel(context.Background())
	h, err := hub.New(ctx, hub.Options{Dir: dir, People: "127.0.0.1:0", Log: log})
	ts.Check(err)
	d, err := api.Join(ctx, h, log)
	ts.Check(err)
	by := audit.Who{ID: "test"}
	ts.Check(h.People.Add(ctx, by, people.Person{ID: "li", Role: people.Admin}, "correct horse battery"))
	wang := people.Person{ID: "wang", Role: people.Viewer, Provider: true}
	ts.Check(h.People.Add(ctx, by, wang, ""))
	token, err := h.People.Begin(ctx, wang, "127.0.0.1", "shell", time.Hour)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("wang.token"), []byte(token+"\n"), 0o600))
	one := &machines{ts: ts, h: h, d: d, statuses: map[string]wire.Status{}}
	for _, id := range []string{"LN-01", "LN-02", "LB-01"} {
		one.enrol(ctx, id)
	}
	var group sync.WaitGroup
	served := make(chan error, 1)
	group.Go(func() { served <- h.Serve(ctx) })
	<-d.Campaigns.Whole()
	<-d.Orders.Whole()
	group.Go(func() { one.live(ctx) })
	_, at, _, _ := h.Addresses()
	ts.Setenv("HUB", "http://"+at)
	ts.Defer(func() {
		stop()
		group.Wait()
		ts.Check(<-served)
	})
}

// machines are terminals that do what they are told. LB-01 cannot stand any
// release, and says so.
type machines struct {
	ts       *testscript.TestScript
	h        *hub.Hub
	d        *api.Desk
	statuses map[string]wire.Status
}

// enrol puts a terminal where the hub finds it at its start.
func (m *machines) enrol(ctx context.Context, id string) {
	district := map[bool]string{true: "lunan", false: "lubei"}[strings.HasPrefix(id, "LN")]
	place := config.Place{District: district, Hall: district + "-1"}
	rows, err := m.h.Store.Table(ctx, "terminals")
	m.ts.Check(err)
	text, err := json.Marshal(authority.Terminal{ID: id, Place: place, Enrolled: time.Now()})
	m.ts.Check(err)
	_, err = rows.Put(ctx, id, text)
	m.ts.Check(err)
	s := wire.Status{Terminal: id, Place: place, Services: []wire.Service{{ID: "queue", Usable: 120}}, Release: wire.Release{Version: 6}}
	if id == "LN-02" {
		s.Services[0].Reason = "printer"
		s.Faults = []wire.Fault{{Code: "PRN-PAPER-OUT", Severity: "critical", Who: "site", Since: time.Now(), Cause: "the roll is at its end"}}
		s.Paper = wire.Paper{State: "out"}
	}
	m.says(ctx, s)
}

func (m *machines) says(ctx context.Context, s wire.Status) {
	rows, err := m.h.Store.Table(ctx, "status")
	if err != nil {
		return // the script has ended
	}
	s.Seq++
	s.At = time.Now()
	m.statuses[s.Terminal] = s
	text, err := json.Marshal(s)
	m.ts.Check(err)
	if _, err := rows.Put(ctx, s.Terminal, text); err == nil {
		m.d.Campaigns.Heard(s)
	}
}

func (m *machines) live(ctx context.Context) {
	for ctx.Err() == nil {
		for id, s := range m.statuses {
			for _, c := range m.d.Orders.For(ctx, id) {
				m.carryOut(ctx, id, c)
			}
			m.take(ctx, s)
		}
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// carryOut does what a terminal is told; a black box is collected first.
func (m *machines) carryOut(ctx context.Context, id string, c wire.Command) {
	if c.Order == wire.BlackBox {
		if err := m.d.Orders.File(ctx, id, c.ID, bytes.NewReader([]byte("box of "+id))); err != nil {
			return
		}
	}
	_ = m.d.Orders.Result(ctx, wire.Result{Terminal: id, Command: c.ID, Outcome: wire.Done, At: time.Now()}) // it is handed out again
}

// take takes the release in that a roll-out names.
func (m *machines) take(ctx context.Context, s wire.Status) {
	for _, r := range m.d.Campaigns.Rollouts() {
		k, known := m.h.Terminal(s.Terminal)
		if s.Release.Version >= r.Plan.Release || len(s.Release.Refused) > 0 || !known {
			continue
		}
		if !m.d.Campaigns.Admit(ctx, k.Rollout(), wire.Admission{Terminal: s.Terminal, Version: r.Plan.Release}).May {
			continue
		}
		if s.Terminal == "LB-01" {
			s.Release.Refused = []wire.Refusal{{Version: r.Plan.Release, Tried: true, Reasons: []string{"printer: worked before and does not any more"}}}
		} else {
			s.Release.Version = r.Plan.Release
		}
		m.says(ctx, s)
		return
	}
}

// private wants a file that its owner alone reads: private FILE.
func private(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	if info.Mode().Perm() != 0o600 {
		ts.Fatalf("%s is %v", args[0], info.Mode())
	}
}
