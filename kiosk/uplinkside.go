package kiosk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/blackbox"
	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/fleet/wire"
	"govkiosk/kiosk/journey"
)

// What the hub hears of a terminal, and what it can have it do. All of it may
// be called from any goroutine.

// reasonLocked is why a service cannot be had at a terminal that is locked.
const reasonLocked journey.Reason = "locked"

// FleetStatus is how the terminal is. What the fleet and the uplink know better
// is left out.
func (t *Terminal) FleetStatus() wire.Status {
	v := t.visitStatus()
	s := wire.Status{
		Started: t.began, Place: t.cfg.Fleet.Place(), Labels: t.cfg.Fleet.Labels,
		Services: t.usage.services(), Faults: []wire.Fault{}, Counters: map[string]float64{},
		Visit: v.Page != journey.PageAttract, Locked: v.Locked, Service: v.Service,
	}
	for _, f := range t.health.Faults() {
		s.Faults = append(s.Faults, wire.Fault{
			Code: string(f.Code), Severity: string(f.Severity), Who: string(f.Who), Since: f.Since, Cause: f.Cause,
		})
	}
	printer := t.health.Of(DevicePrinter)
	s.Paper = wire.Paper{State: string(printer.Paper), Metres: printer.PaperLeft, Slips: printer.PaperSlips, Days: printer.PaperDays}
	for _, c := range t.health.Table() {
		counted(s.Counters, c)
	}
	t.waiting(&s)
	return s
}

// counter is one of "cuts 1203, lines 90211".
var counter = regexp.MustCompile(`([a-z][a-z ]*[a-z]) ([0-9]+)`)

// counted adds what a device has counted itself.
func counted(to map[string]float64, c Condition) {
	for _, m := range counter.FindAllStringSubmatch(c.Counters, -1) {
		if n, err := strconv.ParseFloat(m[2], 64); err == nil {
			to[string(c.Device)+"."+m[1]] = n
		}
	}
	if c.Dropped > 0 {
		to[string(c.Device)+".dropped"] = float64(c.Dropped)
	}
}

// waiting adds what the journal has. One that cannot be read has a fault of
// its own.
func (t *Terminal) waiting(s *wire.Status) {
	if calls, err := t.journal.Pending(); err == nil {
		s.Journal.Depth, s.Journal.OldestS = len(calls), age(calls, t.clock()).Seconds()
	}
	if issues, err := t.journal.Conflicts(); err == nil {
		s.Journal.Conflict = len(issues)
	}
	if written, err := t.journal.Written(); err == nil {
		for name, n := range written {
			s.Counters[name] = float64(n)
		}
	}
	if _, floors, err := t.journal.Kept(); err == nil {
		s.Journal.Unclean = int(floors[floorPower])
	}
}

// floorPower counts the starts after a power cut, as one of the fleet's floors.
const floorPower = "power-cuts"

func (t *Terminal) powerWasCut() error {
	_, floors, err := t.journal.Kept()
	if err != nil {
		return err
	}
	return t.journal.Keep(nil, map[string]int64{floorPower: floors[floorPower] + 1})
}

// HallTime is how late it is at the hall, as well as anybody knows.
func (t *Terminal) HallTime() time.Time {
	now, _ := t.late.now()
	return now
}

// lockKept is the name under which the journal keeps what citizens read.
const lockKept = "lock"

func (t *Terminal) readLock() error {
	text, err := t.journal.Copy(lockKept)
	t.viewer.Lock = string(text)
	return err
}

// Lock has the terminal serve nobody from the next visit on, also after a new
// start, and citizens read why. An empty text unlocks it. It returns when that
// is on disk.
func (t *Terminal) Lock(text string) error {
	if err := t.journal.KeepCopy(lockKept, []byte(text)); err != nil {
		return err
	}
	t.tell(func(t *Terminal) {
		t.viewer.Lock = text
		t.refresh()
	})
	return nil
}

// had is why a service cannot be had now.
func (t *Terminal) had(s journey.Service) journey.Reason {
	why := t.state.Offered(s)
	if why == "" && (t.viewer.Lock != "" || t.viewer.Turned) {
		return reasonLocked
	}
	return why
}

// SelfTest has the terminal test itself once nobody is at it, and tells what
// came of it. Who gives up ends the asking, not the test.
func (t *Terminal) SelfTest(ctx context.Context) (string, error) {
	news := make(chan SelfTestNews, 64) // more than one run has
	t.tell(func(t *Terminal) { t.morning.waiters = append(t.morning.waiters, news) })
	defer t.tell(func(t *Terminal) { t.morning.forget(news) })
	for {
		select {
		case n, more := <-news:
			switch {
			case !more:
				return "", errors.New("kiosk: the self-test was broken off")
			case n.Error != "":
				return "", errors.New("kiosk: " + n.Error)
			case n.Results != nil:
				return verdictOf(n.Results), nil
			}
		case <-ctx.Done():
			return "", ctx.Err()
		case <-t.stop:
			return "", errClosed
		}
	}
}

// verdictOf is "11 of 12 pass; printer.cut fails: jammed".
func verdictOf(results []diag.Result) string {
	bad := failures(results)
	out := fmt.Sprintf("%d of %d pass", len(results)-len(bad), len(results))
	for _, r := range bad {
		out += fmt.Sprintf("; %s: %s %s", r.Test, r.Verdict, r.Reason)
	}
	return out
}

// BlackBox is what the box holds of the last half hour, one record of JSON a
// line.
func (t *Terminal) BlackBox() ([]byte, error) {
	records, err := blackbox.Read(BlackBoxPath(t.cfg))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for _, r := range blackbox.Newest(records, blackbox.Kept) {
		if err := json.NewEncoder(&out).Encode(r); err != nil {
			return nil, fmt.Errorf("kiosk: black box: %w", err)
		}
	}
	return out.Bytes(), nil
}

// Trouble puts what is wrong with the way to the hub into the health table;
// nothing, where the code is empty.
func (t *Terminal) Trouble(code fault.Code, cause string) {
	t.health.Report(Condition{Device: DeviceFleet, State: drivers.Online, Code: code, Cause: cause})
}
