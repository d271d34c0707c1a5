package kiosk

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// everyQuery and everyOrder have one of each.
var (
	everyQuery = []journey.Query{
		journey.FindBookings{Person: &someCitizen}, journey.FindBookable{}, journey.FindDays{Place: "hall", Item: someItem},
		journey.FindSlots{Place: "hall", Item: someItem, Date: "2026-11-26"}, journey.FindCases{Person: &someCitizen},
		journey.ReadCase{Number: "LN20260604-0173", By: journey.FindCases{Person: &someCitizen}}, journey.FindLink{Link: "https://hall.example/r/1"},
		journey.ReadReport{Number: "BB20260604-0001", Code: "482913"}, journey.FindIndicators{}, journey.FindReportForm{},
		journey.FindCertificates{Person: someCitizen}, journey.FindGuide{}, journey.FindItem{Code: someItem}, journey.FindProofs{},
		journey.FindCheck{ID: "c1", Person: someCitizen}, journey.FindDeclarable{Person: someCitizen}, journey.FindSituation{Item: someItem},
		journey.ReadDraft{ID: "d1", Person: someCitizen}, journey.FindHandover{Draft: "d1", ID: "h1"},
	}
	everyOrder = []journey.Order{
		journey.LeaveTicket{ID: "261123-1-abcd1234"}, journey.ReturnTicket{ID: "261123-1-abcd1234"},
		journey.Book{Slot: "s1", Item: someItem, Place: "hall", Person: someCitizen}, journey.MoveBooking{ID: "b1", Slot: "s2"},
		journey.CancelBooking{ID: "b1"}, journey.RateOrder{Grade: 5, Case: "LN20260604-0173"}, journey.ReportOrder{Kind: "other", Text: "a"},
		journey.CheckProof{Proof: "no-home", Person: someCitizen}, journey.SendCheck{ID: "c1"},
		journey.StartDraft{Item: someItem, Person: someCitizen}, journey.Attach{Draft: "d1", Material: "m1", Form: "1"},
		journey.SaveField{Draft: "d1", Field: "f", Value: "v"}, journey.HandOver{Draft: "d1"}, journey.SubmitDraft{Draft: "d1", Version: 1},
		journey.TakeCertificates{Person: someCitizen, Certificates: []string{"c1"}},
	}
)

const someItem = "12130202000001062N4000700402001"

var someCitizen = journey.Person{Name: "张样三", Number: "13020219900101002X", Source: journey.SourceCard}

// Of everything that a visit may ask of the hall there is one above.
func TestEveryQueryAndOrderIsTried(t *testing.T) {
	tried := map[string]bool{}
	for _, q := range everyQuery {
		tried[reflect.TypeOf(q).Name()] = true
	}
	for _, o := range everyOrder {
		tried[reflect.TypeOf(o).Name()] = true
	}
	for _, name := range declared(t, "query", "order") {
		if !tried[name] {
			t.Errorf("nobody tries %s with a hall that does not answer", name)
		}
	}
}

// declared are the types of package journey that have one of the methods.
func declared(t *testing.T, methods ...string) []string {
	t.Helper()
	files, err := filepath.Glob("journey/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if m, ok := d.(*ast.FuncDecl); ok && m.Recv != nil && slices.Contains(methods, m.Name.Name) {
				if id, plain := m.Recv.List[0].Type.(*ast.Ident); plain {
					out = append(out, id.Name)
				}
			}
		}
	}
	return out
}

// mute is a hall that takes calls and answers none.
type mute struct {
	asked chan struct{} // a call has arrived
	gone  chan struct{} // and was given up
}

func (m *mute) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	r.Body.Close() // so that the server sees the line go
	m.asked <- struct{}{}
	<-r.Context().Done()
	m.gone <- struct{}{}
}

// slowDesk is a clerk whose hall never answers.
func slowDesk(t *testing.T) (*clerk, *mute, *sync.WaitGroup, chan journey.Event) {
	t.Helper()
	m := &mute{asked: make(chan struct{}, 64), gone: make(chan struct{}, 64)}
	server := httptest.NewUnstartedServer(m)
	server.Config.BaseContext = func(net.Listener) context.Context { return t.Context() }
	server.Start()
	t.Cleanup(server.Close)
	client, err := hall.New(hall.Options{BaseURL: server.URL, Terminal: "TEST-01", Attempts: 1})
	if err != nil {
		t.Fatal(err)
	}
	j, err := journal.Open(filepath.Join(t.TempDir(), "journal.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	quiet := slog.New(slog.DiscardHandler)
	events := make(chan journey.Event, 64)
	group := &sync.WaitGroup{}
	health := NewHealth(time.Now, func() {})
	return &clerk{
		journal: j, hall: client, settler: newSettler(j, client, time.UTC, func(journal.Call) {}, quiet), post: func(e journey.Event) { events <- e },
		fail: func(err error) { t.Error(err) }, health: health, today: func() string { return "2026-11-26" }, zone: time.UTC,
		cabinet: "LN-G2", tries: 1, clock: time.Now, log: quiet, ctx: t.Context(), group: group,
	}, m, group, events
}

// A hall that never answers holds up nothing: the loop is free as soon as it
// has asked, and what is given up ends at once, at the hall too.
func TestASlowHallHoldsUpNothing(t *testing.T) {
	c, m, group, events := slowDesk(t)
	within := func(what, name string, done <-chan struct{}) {
		t.Helper()
		select {
		case <-done:
		case <-time.After(30 * time.Second): // only a freeze lasts so long
			t.Fatalf("%s: %s", name, what)
		}
	}
	try := func(id journey.CommandID, name string, begin func()) {
		begun := make(chan struct{})
		go func() { begin(); close(begun) }()
		within("asking does not return", name, begun)
		within("the hall is not asked", name, m.asked)
		c.stop(id)
		ended := make(chan struct{})
		go func() { group.Wait(); close(ended) }()
		within("what was given up goes on", name, ended)
		within("the hall is still being asked", name, m.gone)
		for len(m.asked) > 0 { // some ask twice at a time
			<-m.asked
			within("the hall is still being asked", name, m.gone)
		}
		for len(events) > 0 {
			if a, late := (<-events).(journey.Answered); late {
				t.Errorf("%s: %+v is said of what was given up", name, a)
			}
		}
	}
	for i, q := range everyQuery {
		id := journey.CommandID(i + 1)
		try(id, reflect.TypeOf(q).Name(), func() { c.ask(journey.Ask{ID: id, Query: q}) })
	}
	for i, o := range everyOrder {
		id := journey.CommandID(1000 + i)
		try(id, reflect.TypeOf(o).Name(), func() { c.submit(journey.Submit{ID: id, Service: "queue", Order: o}, 1) })
	}
}
