package kiosk

import (
	"slices"
	"sync"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/fault"
)

// A cabinet that dies while the terminal tests itself is silent, and no door's
// contact is blamed; it is well as soon as it answers, without another test,
// whether that is before or after what was found is taken in. Boards take their
// seconds to count as silent.
func TestSilenceFoundByATestEndsWithIt(t *testing.T) {
	t.Parallel()
	d := newDesks(t)
	defer d.port.Close()
	var mu sync.Mutex
	var told []fault.Code
	d.health.watch = func(c Condition) {
		mu.Lock()
		defer mu.Unlock()
		if c.Device == DeviceCabinet && (len(told) == 0 || told[len(told)-1] != c.Code) {
			told = append(told, c.Code)
		}
	}
	desk, boards := d.lockers()
	missing := func(is bool) { boards.SetMissing(2, is) }
	cfg := config.Default()
	cfg.Cabinet.Port = d.port.Link()
	terminal := &Terminal{cfg: &cfg, cabinet: desk, health: d.health}
	doors, _ := diag.Find("cabinet.doors")
	test := func() diag.Result {
		began := time.Now()
		f := diag.Do(t.Context(), doors, bay{terminal}, diag.Nobody{})
		return diag.Result{Test: doors.ID, Device: doors.Device, Began: began, Finding: f}
	}
	well := func() bool { return d.codeOf("cabinet") == "" && d.health.Of(DeviceCabinet).State == drivers.Online }

	missing(true)
	found := test()
	if found.Verdict != diag.Fail || found.Reason != diag.ReasonNoAnswer {
		t.Fatalf("%+v", found)
	}
	terminal.doubtDevices([]diag.Result{found})
	if d.codeOf("cabinet") != "CAB-SILENT" {
		t.Errorf("%s", heard(d.health))
	}
	d.until("the cabinet's own desk finds it silent", func() bool { return d.health.Of(DeviceCabinet).State == drivers.Offline })
	missing(false)
	d.until("it is well again", well)
	terminal.doubtDevices([]diag.Result{found}) // what is taken in late is over
	if !well() {
		t.Errorf("blamed for what is over: %s", heard(d.health))
	}
	mu.Lock()
	defer mu.Unlock()
	if slices.Contains(told, "CAB-CONTACT") {
		t.Errorf("contacts are blamed for a silence: %v", told)
	}
}

// What a test found by a value stays until it passes; a silence goes with the
// first word, and the newest of what is told is what the table shows.
func TestOnlySilenceEndsByItself(t *testing.T) {
	now := time.Date(2026, 11, 26, 8, 0, 0, 0, time.UTC)
	h := NewHealth(func() time.Time { return now }, func() {})
	var newest Condition
	h.watch = func(c Condition) { newest = c }
	terminal := &Terminal{health: h}
	for _, c := range []struct {
		test   diag.TestID
		reason string
		while  fault.Code // the device says that it is well, and nothing since
		after  fault.Code // it says so again
	}{
		{"reader.module", diag.ReasonNoAnswer, "RDR-SILENT", ""},
		{"reader.module", diag.ReasonGone, "RDR-GONE", ""},
		{"reader.module", diag.ReasonBroken, "RDR-BROKEN", "RDR-BROKEN"},
		{"printer.status", diag.ReasonNoAnswer, "PRN-SILENT", ""},
		{"scanner.module", diag.ReasonNoAnswer, "SCN-SILENT", ""},
		{"cabinet.doors", diag.ReasonNoAnswer, "CAB-SILENT", ""},
		{"cabinet.doors", diag.ReasonValue, "CAB-CONTACT", "CAB-CONTACT"},
		{"touch.cells", diag.ReasonValue, "TCH-DEAD", "TCH-DEAD"},
	} {
		test, _ := diag.Find(c.test)
		device := Device(test.Device)
		now = now.Add(time.Minute)
		h.Report(Condition{Device: device, State: drivers.Online})
		now = now.Add(time.Minute)
		result := diag.Result{Test: c.test, Device: test.Device, Began: now, Finding: diag.Finding{Verdict: diag.Fail, Reason: c.reason}}
		terminal.doubtDevices([]diag.Result{result})
		if got := h.Of(device).Code; got != c.while {
			t.Errorf("%s %s: %q, want %s", c.test, c.reason, got, c.while)
		}
		now = now.Add(time.Minute)
		h.Report(Condition{Device: device, State: drivers.Online, Dropped: 1})
		if got := h.Of(device).Code; got != c.after || newest.Code != c.after {
			t.Errorf("%s %s, and the device is heard: %q, want %q; told last %+v", c.test, c.reason, got, c.after, newest)
		}
		result.Verdict = diag.Pass
		terminal.doubtDevices([]diag.Result{result})
	}
}

// The black box is told of a device when it changes, and not of every word.
func TestBlackBoxIsToldOncePerChange(t *testing.T) {
	var b boxedDevices
	n := 0
	for _, r := range []boxDevice{
		{Device: "cabinet", State: "online"},
		{Device: "cabinet", State: "offline", Code: "CAB-SILENT", Cause: "boards [1] do not answer"},
		{Device: "cabinet", State: "offline", Code: "CAB-SILENT", Cause: "boards [1 2] do not answer"},
		{Device: "printer", State: "online"},
		{Device: "cabinet", State: "offline", Code: "CAB-SILENT", Cause: "boards [2] do not answer"},
		{Device: "cabinet", State: "online"},
		{Device: "cabinet", State: "online"},
	} {
		if b.news(r) {
			n++
		}
	}
	if n != 4 {
		t.Errorf("%d records, want 4", n)
	}
}
