package kiosk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/bench/district"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// realty is 不动产首次登记, which has no cap.
const realty = "12130202000001062N4000700402001"

var china = time.FixedZone("CST", 8*3600)

// town is a hall with two terminals that give out numbers, and what has been
// given to whom. Its times are true; the terminals' clocks need not be.
type town struct {
	now      time.Time
	dir      string
	district *district.District
	stations []*station
	hall     *hall.Client      // somebody at the hall's own counter
	given    map[string]string // day and number, to whom
	wrong    []string
	people   int // who came to the hall's counter
	issued   int // numbers given out without asking the hall
	wires    *wires
}

// station is a terminal without its screen and devices.
type station struct {
	*town
	name    string
	wall    time.Duration // by which its clock is ahead of the true time
	boots   int
	booted  time.Time // true
	cut     bool      // no network
	deaf    bool      // the next answer is lost
	forgets bool      // control: its disk goes back to what it was at the last look
	naive   bool      // control: it forgets how late it was when the power went

	journal *journal.Journal
	clock   *hallClock
	blocks  *blockKeeper
	settler *settler
	promise *promise
	hall    *hall.Client
	group   sync.WaitGroup
}

// wires are the clients of all towns: to make one reads the whole contract.
type wires struct {
	clients map[string]*hall.Client
	to      map[string]http.RoundTripper
}

func newWires(t *testing.T) *wires {
	t.Helper()
	w := &wires{map[string]*hall.Client{}, map[string]http.RoundTripper{}}
	for _, name := range []string{"ONE", "TWO", "HALL"} {
		c, err := hall.New(hall.Options{
			BaseURL: "http://hall.example", Terminal: name, Attempts: 1, BreakAfter: -1, HTTP: &http.Client{Transport: tripper(func(r *http.Request) (*http.Response, error) {
				return w.to[name].RoundTrip(r)
			})},
		})
		if err != nil {
			t.Fatal(err)
		}
		w.clients[name] = c
	}
	return w
}

type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

var errCut = errors.New("the line is cut")

func newTown(t testing.TB, w *wires) *town {
	t.Helper()
	dir, err := os.MkdirTemp(t.TempDir(), "town")
	if err != nil {
		t.Fatal(err)
	}
	town := &town{now: time.Date(2026, 11, 23, 9, 0, 0, 0, china), dir: dir, given: map[string]string{}, hall: w.clients["HALL"], wires: w}
	town.openHall()
	w.to["HALL"] = tripper(func(r *http.Request) (*http.Response, error) { return town.answer(r), nil })
	for _, name := range []string{"ONE", "TWO"} {
		s := &station{town: town, name: name, hall: w.clients[name]}
		s.start(0)
		town.stations = append(town.stations, s)
	}
	return town
}

func (w *town) fail(format string, args ...any) {
	w.wrong = append(w.wrong, fmt.Sprintf(format, args...))
}

func (w *town) check(err error) {
	if err != nil {
		w.fail("%v", err)
	}
}

func (w *town) day() string { return w.now.In(china).Format(time.DateOnly) }

func (w *town) openHall() {
	d, err := district.New(district.Options{Dir: w.dir, Clock: func() time.Time { return w.now }, BaseURL: "http://hall.example", Seed: 7, AlwaysOpen: true})
	w.check(err)
	w.district = d
}

// restartHall is a power cut at the hall: what it has answered is on disk.
func (w *town) restartHall() {
	w.check(w.district.Close())
	w.openHall()
}

func (w *town) answer(r *http.Request) *http.Response {
	out := httptest.NewRecorder()
	w.district.Handler().ServeHTTP(out, r)
	resp := out.Result()
	resp.Header.Set("Date", w.now.UTC().Format(http.TimeFormat))
	return resp
}

// ask is a request of a terminal.
func (s *station) ask(r *http.Request) (*http.Response, error) {
	if s.cut {
		return nil, errCut
	}
	resp := s.answer(r)
	if s.deaf {
		s.deaf = false
		return nil, io.ErrUnexpectedEOF
	}
	return resp, nil
}

func (s *station) path() string { return filepath.Join(s.dir, s.name+".db") }

func (s *station) wallNow() time.Time { return s.now.Add(s.wall) }

// start is the power coming back, with a clock that is ahead by so much.
func (s *station) start(wall time.Duration) {
	s.wall, s.booted = wall, s.now
	s.boots++
	s.open()
}

// open starts the program. Nothing of a person survives it.
func (s *station) open() {
	var err error
	s.journal, err = journal.Open(s.path(), s.wallNow)
	s.check(err)
	floor, err := s.journal.Heard()
	s.check(err)
	if s.naive {
		floor = journal.Heard{Hall: s.now.AddDate(-1, 0, 0)}
	}
	up := uptime{boot: fmt.Sprint(s.boots), since: func() time.Duration { return s.now.Sub(s.booted) }}
	s.clock = newHallClock(s.wallNow, up, true, floor)
	quiet := slog.New(slog.DiscardHandler)
	health := NewHealth(s.wallNow, func() {})
	health.Report(Condition{Device: DeviceHall, State: drivers.Online})
	s.wires.to[s.name] = listening{tripper(s.ask), s.clock}
	s.settler = newSettler(s.journal, s.hall, china, func(journal.Call) {}, quiet)
	s.settler.told = func() {}
	s.blocks = &blockKeeper{
		cfg: config.Offline{Businesses: []string{realty}, Block: 4, LowWater: 2, Ahead: 2 * time.Hour}, journal: s.journal, hall: s.hall,
		clock: s.clock, zone: china, health: health, settler: s.settler, changed: func() {}, fail: s.check, log: quiet,
		poke: make(chan struct{}, 1), rest: map[string]time.Duration{}, codes: []string{realty},
	}
	s.promise = &promise{journal: s.journal, hall: s.hall, settler: s.settler, blocks: s.blocks, fail: s.check, log: quiet, group: &s.group, clock: s.wallNow}
	s.recover()
}

// recover settles what the last run left open: somebody may have the paper.
func (s *station) recover() {
	open, err := s.journal.Open()
	s.check(err)
	for _, r := range open {
		s.check(s.journal.Settle(journal.Call{Key: "recovered-" + r.Key, Op: journal.OpUnknown, Reserve: r.Key, Ticket: r.Ticket}))
	}
}

// crash ends the program as a power cut does.
func (s *station) crash() { s.check(s.journal.Close()) }

// look keeps numbers in hand, and tells the hall what there is to tell.
func (s *station) look() {
	c := Condition{Device: DeviceHall, State: drivers.Online}
	if _, err := s.hall.Overview(context.Background()); err != nil {
		c.State, c.Reason = drivers.Offline, hallReason(err)
	}
	s.blocks.health.Report(c)
	s.check(s.blocks.look(context.Background()))
	if err := s.settler.settle(context.Background()); err != nil && s.journal.Err() != nil {
		s.fail("%v", err)
	}
}

// give gives a number to somebody without asking the hall.
func (s *station) give(who int, end journal.Op) {
	person := journey.Person{Source: journey.SourcePhone, Number: fmt.Sprintf("139%08d", who)}
	out := s.promise.issue(journey.Reserve{ID: 1, Offline: true, Business: journey.Business{Code: realty}, Person: person}, 1)
	if out.Ticket == nil {
		return
	}
	k := *out.Ticket
	if out.Existing {
		if s.given[s.day()+k.Number] != person.Number {
			s.fail("%s is shown to %s and was given to %q", k.Number, person.Number, s.given[s.day()+k.Number])
		}
		return
	}
	s.note(k.Number, person.Number)
	s.issued++
	i, err := s.journal.Issued(k.Key)
	s.check(err)
	if i.Day != s.day() {
		s.fail("%s of %s is given out on %s", i.Number, i.Day, s.day())
	}
	if end != "" {
		s.check(s.journal.Settle(journal.Call{Key: "settled-" + k.Key, Op: end, Reserve: k.Key, Ticket: k.Key}))
	}
}

// note writes down who has a number, and sees who had it before.
func (w *town) note(number, who string) {
	if was, known := w.given[w.day()+number]; known {
		w.fail("%s is given to %s and was given to %s", number, who, was)
	}
	w.given[w.day()+number] = who
}

// counter is somebody who takes a number from the hall itself.
func (w *town) counter(who int) {
	w.people++
	person := hall.Person{Kind: hall.ByPhone, Number: fmt.Sprintf("139%08d", who)}
	k, err := w.hall.Reserve(context.Background(), fmt.Sprintf("counter-%d", w.people), hall.Reserve{Business: realty, Person: &person})
	if hall.CodeOf(err) == hall.CodeOpenTicket {
		return
	}
	w.check(err)
	if err == nil {
		w.note(k.Number, person.Number)
	}
}

// pass lets time pass. Terminals write down how late it is, once a minute.
func (w *town) pass(d time.Duration) {
	w.now = w.now.Add(d)
	for _, s := range w.stations {
		s.check(s.blocks.noteTime())
	}
}

// reconcile brings everything back, and checks what became of every number.
func (w *town) reconcile() {
	for _, s := range w.stations {
		s.cut, s.deaf = false, false
		s.recover()
		for range 4 {
			s.look()
		}
		s.reconciled()
	}
}

// reconciled: the hall has every number, or a person has it with both records.
func (s *station) reconciled() {
	issues, err := s.journal.Issues(1000)
	s.check(err)
	for _, i := range issues {
		switch i.Result {
		case journal.ResultOK:
			k, err := s.hall.Ticket(context.Background(), i.Ticket)
			s.check(err)
			if k.Number != i.Number {
				s.fail("the hall has %s as %s", i.Number, k.Number)
			}
		case "":
			s.fail("the hall never heard of %s", i.Number)
		case "open-ticket":
			if i.Theirs == "" {
				s.fail("%s is a conflict without the hall's record", i.Number)
			}
		default:
			s.fail("%s is a conflict: %s %s", i.Number, i.Result, i.Theirs)
		}
	}
	s.surfaced(issues)
}

// surfaced: for every conflict a person was called, and it is in sight.
func (s *station) surfaced(issues []journal.Issue) {
	conflicts := 0
	for _, i := range issues {
		if i.Result != journal.ResultOK && i.Result != "" {
			conflicts++
		}
	}
	calls, err := s.journal.Calls(1000)
	s.check(err)
	for _, c := range calls {
		if c.Op == journal.OpFault {
			conflicts--
		}
		if c.Ended.IsZero() {
			s.fail("never told: %+v", c)
		}
	}
	if conflicts != 0 {
		s.fail("%d conflicts called nobody", conflicts)
	}
	list, err := s.journal.Conflicts()
	s.check(err)
	if seen := s.blocks.health.Of(DeviceNumbers).State == drivers.UserFault; seen != (len(list) > 0) {
		s.fail("%d conflicts, and the health table says %v", len(list), seen)
	}
}

func (w *town) close() {
	for _, s := range w.stations {
		s.crash()
		s.group.Wait()
	}
	w.check(w.district.Close())
}
