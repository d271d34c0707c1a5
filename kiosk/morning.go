package kiosk

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

const (
	usualOpening = 8 * time.Hour    // where nobody has said when the hall opens
	warmUp       = time.Minute      // devices may take so long to say their first word
	afterVisit   = 30 * time.Second // of rest before what a visit broke off is tried again
	retestFirst  = 5 * time.Minute  // until what failed is tested again; then twice as long each time
	retestMost   = time.Hour
)

// selfTestKept is the name under which the journal keeps what was found last.
const selfTestKept = "self-test"

// morning tests the terminal each day before the hall opens, with nobody at
// it, and again what failed until it is well. A visit or a technician breaks
// it off. All of it is the loop's own.
type morning struct {
	t   *Terminal
	cfg config.SelfTest

	kept    keptSelfTest
	began   time.Time          // of this run of the program
	rest    time.Time          // nothing begins before
	again   time.Time          // when what failed is due
	pause   time.Duration      // until it is due the next time
	away    map[Device]bool    // devices of what failed that could not be spoken to since
	stop    context.CancelFunc // of the tests that run; nil: none do
	waiters []chan<- SelfTestNews
}

// keptSelfTest is what the journal keeps.
type keptSelfTest struct {
	hall.SelfTest
	Morning string `json:"morning"` // day of the newest one that nobody asked for
}

func newMorning(t *Terminal, cfg config.SelfTest) *morning {
	m := &morning{t: t, cfg: cfg, began: t.clock(), pause: retestFirst, away: map[Device]bool{}}
	data, err := t.journal.Copy(selfTestKept)
	if err == nil && data != nil {
		err = json.Unmarshal(data, &m.kept)
	}
	if err != nil {
		t.log.Error("self-test", "err", err) // it is made anew
	}
	return m
}

// moment is when today's is due, in the hall's zone; zero: never.
func (m *morning) moment(now time.Time) time.Time {
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	if at, err := time.Parse("15:04", m.cfg.At); err == nil {
		return midnight.Add(time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute)
	}
	opens := usualOpening
	if hours := m.t.rules.hours; hours.said {
		today := hours.on(now)
		if len(today) == 0 {
			return time.Time{}
		}
		opens = today[0].From
	}
	if m.cfg.Before == 0 {
		return time.Time{}
	}
	return midnight.Add(max(0, opens-m.cfg.Before))
}

// due tells which tests are, and whether they are today's.
func (m *morning) due(now time.Time) (tests []diag.Test, todays bool) {
	if len(m.waiters) > 0 {
		return diag.Quiet(), false
	}
	if m.t.bare {
		return nil, false
	}
	local := now.In(m.t.viewer.Zone)
	if at := m.moment(local); !at.IsZero() && !local.Before(at) && m.kept.Morning != local.Format(time.DateOnly) {
		return diag.Quiet(), true
	}
	if now.Before(m.again) {
		return nil, false
	}
	for _, r := range m.kept.Results {
		if t, ok := diag.Find(diag.TestID(r.Test)); ok && isBad(diag.Verdict(r.Verdict)) {
			tests = append(tests, t)
		}
	}
	return tests, false
}

// free tells that nobody is at the terminal.
func (m *morning) free() bool {
	t := m.t
	return t.state.Page == journey.PageAttract && t.service.stage == diag.InService && !t.service.held() && t.calibrating == nil
}

// warm tells that devices have said their first word, or have had time to.
func (m *morning) warm() bool {
	if m.t.clock().Sub(m.began) > warmUp {
		return true
	}
	devices := []Device{DeviceReader, DevicePrinter, DeviceTouch, DeviceScanner, DeviceCabinet, DeviceFascia}
	if !m.t.bare {
		devices = append(devices, DeviceHall)
	}
	return (m.t.bare || m.t.settled) && !slices.ContainsFunc(devices, func(d Device) bool {
		return m.t.health.Of(d).State == drivers.Starting
	})
}

// interrupt gives the devices to whoever comes.
func (m *morning) interrupt() {
	if m.stop != nil && !m.free() {
		m.stop()
		m.rest = m.t.clock().Add(afterVisit)
	}
}

// beat begins what is due.
func (m *morning) beat() {
	now := m.t.clock()
	m.interrupt()
	if m.stop != nil {
		return
	}
	m.recovered(now)
	if o, owned := m.t.service.desk.Owner(); owned && len(m.waiters) > 0 && m.t.service.stage != diag.InService {
		o.Since = o.Since.In(m.t.viewer.Zone) // for people: that of the hall
		m.tell(SelfTestNews{Error: diag.ErrOwned.Error(), Owner: &o})
		m.dismiss()
		return
	}
	if !m.free() || !m.warm() || now.Before(m.rest) {
		m.tell(SelfTestNews{Waiting: true, ReturnsS: m.t.service.returnsS()})
		return
	}
	if tests, todays := m.due(now); len(tests) > 0 {
		m.start(tests, todays, now)
	}
}

// recovered has what failed tested again at once where its device has come
// back meanwhile: what was found is of before.
func (m *morning) recovered(now time.Time) {
	for _, r := range m.kept.Results {
		t, ok := diag.Find(diag.TestID(r.Test))
		if !ok || !isBad(diag.Verdict(r.Verdict)) {
			continue
		}
		switch d := rowOf(t.Device); m.t.health.Of(d).State {
		case drivers.Online:
			if m.away[d] {
				m.again, m.pause = now, retestFirst
			}
			delete(m.away, d)
		case drivers.Offline, drivers.DeviceMissing:
			m.away[d] = true
		}
	}
}

// doubted marks those that were silent in a test and have been heard since: they
// count as come back, once.
func (m *morning) doubted(results []diag.Result, before []string) {
	for _, r := range results {
		if silent(r) && !slices.Contains(before, string(r.Test)) && m.t.health.Of(Device(r.Device)).Code == "" {
			m.away[Device(r.Device)] = true
		}
	}
}

func (m *morning) start(tests []diag.Test, todays bool, began time.Time) {
	t := m.t
	ctx, stop := context.WithCancel(t.service.ctx)
	m.stop = stop
	t.log.Info("self-test", "tests", len(tests), "todays", todays)
	t.service.lasting(func() {
		defer stop()
		results := t.runTests(ctx, tests, func(id diag.TestID) {
			t.tell(func(t *Terminal) { t.morning.tell(SelfTestNews{Test: id}) })
		})
		broken := ctx.Err() != nil
		t.tell(func(t *Terminal) { t.morning.ended(results, todays, broken, began) })
	})
}

// ended takes in what was found. What was broken off is due as before.
func (m *morning) ended(results []diag.Result, todays, broken bool, began time.Time) {
	m.stop = nil
	if broken {
		m.t.record("self-test-broken-off", m.t.state.Visit, nil)
		return
	}
	if todays {
		m.kept.Morning = began.In(m.t.viewer.Zone).Format(time.DateOnly)
	}
	m.took(results, began)
	m.tell(SelfTestNews{Results: results, Withdrawn: m.kept.Withdrawn})
	m.dismiss()
}

// took brings what tests found into the health table, into the journal, and to
// the hall.
func (m *morning) took(results []diag.Result, began time.Time) {
	t := m.t
	before := m.failed()
	m.merge(results, began)
	t.doubtDevices(results)
	m.doubted(results, before)
	t.health.Report(failedSelfTest(m.kept.Results, t.health))
	t.refresh()
	m.kept.Withdrawn = t.withdrawn()
	t.record("self-test", t.state.Visit, map[string]any{"verdicts": verdicts(results), "failed": m.failed(), "withdrawn": m.kept.Withdrawn})
	m.keep()
	if failed := m.failed(); len(failed) == 0 {
		m.pause = retestFirst
	} else if slices.Equal(failed, before) {
		m.pause = min(2*m.pause, retestMost)
	}
	m.again = t.clock().Add(m.pause)
	if all := len(results) == len(diag.Quiet()); !t.bare && (all || !slices.Equal(before, m.failed())) {
		m.tellHall()
	}
}

// merge puts results in the place of those that the same tests had.
func (m *morning) merge(results []diag.Result, began time.Time) {
	day := began.In(m.t.viewer.Zone).Format(time.DateOnly)
	if m.kept.Day != day {
		m.kept.SelfTest = hall.SelfTest{Day: day, Results: slices.DeleteFunc(m.kept.Results, func(r hall.SelfTestResult) bool {
			return !isBad(diag.Verdict(r.Verdict)) // what has failed stays until it is well
		})}
	}
	if len(m.kept.Results) == 0 || len(results) == len(diag.Quiet()) {
		m.kept.Began = began.In(m.t.viewer.Zone)
	}
	m.kept.Ended = m.t.clock().In(m.t.viewer.Zone) // for people: that of the hall
	for _, r := range results {
		one := hall.SelfTestResult{Test: string(r.Test), Verdict: string(r.Verdict), Reason: r.Reason}
		if i := slices.IndexFunc(m.kept.Results, func(k hall.SelfTestResult) bool { return k.Test == one.Test }); i >= 0 {
			m.kept.Results[i] = one
			continue
		}
		m.kept.Results = append(m.kept.Results, one)
	}
}

// failed are the tests that have not passed.
func (m *morning) failed() []string {
	out := []string{}
	for _, r := range m.kept.Results {
		if isBad(diag.Verdict(r.Verdict)) {
			out = append(out, r.Test)
		}
	}
	return out
}

func (m *morning) keep() {
	data, err := json.Marshal(m.kept)
	if err == nil {
		err = m.t.journal.KeepCopy(selfTestKept, data)
	}
	if err != nil {
		m.t.journalFailed(err)
	}
}

func (m *morning) tellHall() {
	data, err := json.Marshal(m.kept.SelfTest)
	if err != nil {
		m.t.log.Error("self-test", "err", err)
		return
	}
	m.t.promise.tellHall(journal.Call{Op: journal.OpTested, Arg: string(data)})
}
