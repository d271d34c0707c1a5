package kiosk

import (
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/hall"
)

// When the terminal tests itself, and how what was found is kept.
func TestHourOfTheSelfTest(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	tuesday := time.Date(2026, 11, 24, 3, 0, 0, 0, zone)
	week := func(day string) openingHours {
		spans, err := config.ParseSpans(day)
		if err != nil {
			t.Fatal(err)
		}
		return openingHours{said: true, week: [7][]config.Span{0: nil, 1: spans}, dates: map[string][]config.Span{}}
	}
	for _, c := range []struct {
		name  string
		cfg   config.SelfTest
		hours openingHours
		want  string // "": not on that day
	}{
		{"before it opens", config.SelfTest{Before: 30 * time.Minute}, week("08:30-12:00 13:30-17:00"), "08:00"},
		{"closed that day", config.SelfTest{Before: 30 * time.Minute}, week(""), ""},
		{"open day and night", config.SelfTest{Before: 30 * time.Minute}, week("00:00-24:00"), "00:00"},
		{"nobody knows when", config.SelfTest{Before: 30 * time.Minute}, openingHours{}, "07:30"},
		{"at an hour", config.SelfTest{At: "06:15", Before: 30 * time.Minute}, week(""), "06:15"},
		{"off", config.SelfTest{}, week("08:30-12:00"), ""},
	} {
		m := &morning{t: &Terminal{rules: &rules{hours: c.hours}}, cfg: c.cfg}
		got := ""
		if at := m.moment(tuesday); !at.IsZero() {
			got = at.Format("15:04")
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSelfTestOfAnotherDayKeepsWhatFailed(t *testing.T) {
	now := time.Date(2026, 11, 26, 8, 0, 0, 0, time.UTC)
	m := &morning{t: &Terminal{clock: func() time.Time { return now }, viewer: Viewer{Zone: time.UTC}}}
	m.kept.SelfTest = hall.SelfTest{Day: "2026-11-25", Results: []hall.SelfTestResult{
		{Test: "reader.module", Verdict: "pass"}, {Test: "printer.status", Verdict: "fail", Reason: "cutter"},
	}}
	m.merge([]diag.Result{{Test: "scanner.module", Finding: diag.Finding{Verdict: diag.Pass}}}, now)
	if got := m.failed(); m.kept.Day != "2026-11-26" || len(m.kept.Results) != 2 || len(got) != 1 || got[0] != "printer.status" {
		t.Errorf("%+v", m.kept)
	}
	m.merge([]diag.Result{{Test: "printer.status", Finding: diag.Finding{Verdict: diag.Pass}}}, now)
	if len(m.failed()) != 0 {
		t.Errorf("%+v", m.kept)
	}
}

// What a test found of a device that says that it is well withdraws it until
// the test passes; a fault that the device tells itself comes first.
func TestDoubts(t *testing.T) {
	now := time.Date(2026, 11, 26, 8, 0, 0, 0, time.UTC)
	h := NewHealth(func() time.Time { return now }, func() {})
	h.Report(Condition{Device: DeviceReader, State: drivers.Online})
	h.Doubt(DeviceReader, "RDR-BROKEN", "reader.module")
	if c := h.Of(DeviceReader); c.Code != "RDR-BROKEN" || c.Reason != "reader-broken" || c.Cause == "" {
		t.Errorf("%+v", c)
	}
	h.Report(Condition{Device: DeviceReader, State: drivers.DeviceMissing, Code: "RDR-GONE"})
	if c := h.Of(DeviceReader); c.Code != "RDR-GONE" {
		t.Errorf("%+v", c)
	}
	h.Report(Condition{Device: DeviceReader, State: drivers.Online})
	h.Doubt(DeviceReader, "", "")
	if c := h.Of(DeviceReader); c.Code != "" || c.Reason != "" {
		t.Errorf("%+v", c)
	}
	results := []hall.SelfTestResult{{Test: "reader.module", Verdict: "fail"}, {Test: "configuration.ages", Verdict: "fail", Reason: "broken"}}
	h.Report(Condition{Device: DeviceReader, State: drivers.DeviceMissing, Code: "RDR-GONE"})
	if c := failedSelfTest(results, h); c.Code != "TST-FAILED" || c.Cause != "configuration.ages broken" {
		t.Errorf("%+v", c)
	}
	if c := failedSelfTest(results[:1], h); c.Code != "" {
		t.Errorf("what RDR-GONE says already is told twice: %+v", c)
	}
}

// What failed is due again as soon as its device has come back, and no earlier.
func TestWhatFailedIsTestedWhenItsDeviceIsBack(t *testing.T) {
	now := time.Date(2026, 11, 26, 8, 0, 0, 0, time.UTC)
	h := NewHealth(func() time.Time { return now }, func() {})
	m := &morning{t: &Terminal{health: h}, again: now.Add(retestMost), pause: retestMost, away: map[Device]bool{}}
	m.kept.Results = []hall.SelfTestResult{{Test: "cabinet.doors", Verdict: "fail", Reason: diag.ReasonNoAnswer}, {Test: "reader.module", Verdict: "pass"}}
	for _, c := range []struct {
		device Device
		state  drivers.DeviceState
		due    bool
	}{
		{DeviceCabinet, drivers.Online, false}, {DeviceReader, drivers.Offline, false}, {DeviceReader, drivers.Online, false},
		{DeviceCabinet, drivers.Offline, false}, {DeviceCabinet, drivers.Online, true},
	} {
		h.Report(Condition{Device: c.device, State: c.state})
		m.recovered(now)
		if due := !m.again.After(now); due != c.due {
			t.Errorf("%s %s: due %v, want %v", c.device, c.state, due, c.due)
		}
	}
}
