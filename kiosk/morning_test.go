package kiosk_test

import (
	"bufio"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers/sim"
	"govkiosk/kiosk"
	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/screens"
)

// ownTest has the terminal test itself, as kioskctl selftest does.
func (w *workshop) ownTest() kiosk.SelfTestNews {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, "http://terminal/v1/selftest", nil)
	if err != nil {
		w.t.Fatal(err)
	}
	response, err := w.client().Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer response.Body.Close()
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		var n kiosk.SelfTestNews
		if err := json.Unmarshal(lines.Bytes(), &n); err != nil {
			w.t.Fatal(err)
		}
		if n.Error != "" || n.Results != nil {
			return n
		}
	}
	w.t.Fatal("no word of what came of it")
	return kiosk.SelfTestNews{}
}

// reported waits for the nth report to the hall, from 1.
func (w *workshop) reported(n int) hall.SelfTest {
	w.t.Helper()
	w.eventually("the hall is told", func() bool { return len(w.good("self-tests")) >= n })
	var found hall.SelfTest
	calls, err := w.records.Calls(50)
	if err != nil {
		w.t.Fatal(err)
	}
	var tested []string
	for _, c := range slices.Backward(calls) {
		if c.Op == "tested" {
			tested = append(tested, c.Arg)
		}
	}
	if err := json.Unmarshal([]byte(tested[n-1]), &found); err != nil {
		w.t.Fatal(err)
	}
	return found
}

// code is what the health table tells of a device.
func (w *workshop) code(device string) string {
	w.t.Helper()
	response, err := w.client().Get("http://terminal/v1/health")
	if err != nil {
		w.t.Fatal(err)
	}
	defer response.Body.Close()
	var table []kiosk.Condition
	if err := json.NewDecoder(response.Body).Decode(&table); err != nil {
		w.t.Fatal(err)
	}
	for _, c := range table {
		if string(c.Device) == device {
			return string(c.Code)
		}
	}
	return "no such row"
}

func verdictOf(found hall.SelfTest, test string) string {
	for _, r := range found.Results {
		if r.Test == test {
			return strings.TrimSpace(r.Verdict + " " + r.Reason)
		}
	}
	return "not tested"
}

// A terminal that was off at the hour makes up for it: what fails is withdrawn
// and nothing else, the hall is told, once; when it is well again the hall
// hears that too.
func TestSelfTestBeforeTheHallOpens(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.cfg.SelfTest = config.SelfTest{At: "00:00"}
	w.cfg.Services["pickup"] = config.Service{Offered: true}
	w.printer.SetPaper(sim.PaperOut)
	w.reader.SetFault(sim.SelfTestFailed)
	w.open()
	first := w.reported(1)
	for test, want := range map[string]string{
		"printer.status": "fail paper-out", "reader.module": "fail broken", "cabinet.doors": "pass", "panel.contacts": "pass",
		"network.way": "pass", "storage.journal": "pass", "computer.clock": "pass", "configuration.ages": "pass",
	} {
		if got := verdictOf(first, test); got != want {
			t.Errorf("%s: %s, want %s", test, got, want)
		}
	}
	if want := []hall.WithdrawnService{{Service: "pickup", Reason: "reader-broken"}}; !slices.Equal(first.Withdrawn, want) {
		t.Errorf("withdrawn %v, want %v", first.Withdrawn, want)
	}
	w.printer.SetPaper(sim.PaperFull)
	w.reader.SetFault(sim.NoReaderFault)
	w.eventually("the reader is back", func() bool { return w.code("reader") == "" && w.code("printer") == "" })
	if n := w.ownTest(); n.Error != "" || slices.ContainsFunc(n.Results, func(r diag.Result) bool { return r.Verdict == diag.Fail }) {
		t.Errorf("with paper: %+v", n)
	}
	if code := w.code("selftest"); code != "" {
		t.Errorf("all is well, and %s is told", code)
	}
	if second := w.reported(2); verdictOf(second, "printer.status") != "pass" || second.Day != first.Day {
		t.Errorf("%+v", second)
	}
	w.stop()
	kept, err := journal.Open(w.cfg.Journal.Path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	if text, err := kept.Copy("self-test"); err != nil || !strings.Contains(string(text), `"morning":"`+first.Day) {
		t.Errorf("a new start would make today's anew: %s, %v", text, err)
	}
}

// A citizen who comes in the middle of it has the devices; it is due again.
func TestVisitBreaksASelfTestOff(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.cfg.SelfTest = config.SelfTest{At: "00:00"}
	w.reader.SetFault(sim.ReaderSilent) // it lasts
	w.open()
	w.eventually("the self-test is at the reader", func() bool {
		last, err := diag.Book{Journal: w.records}.Newest(1)
		return err == nil && len(last) == 1 && last[0].Via == diag.ViaSelf && last[0].Ended.IsZero()
	})
	w.touch(screens.ActStart, "")
	w.sees("a visit", func(v screens.View) bool { return v.Screen == screens.ScreenHome })
	w.eventually("it is broken off", func() bool { return slices.Contains(kinds(t, w.records), "self-test-broken-off") })
	if len(w.good("self-tests")) != 0 {
		t.Error("half a self-test is told to the hall")
	}
}

// While a technician has the terminal, nobody else has it test itself.
func TestSelfTestIsRefusedToWhoeverIsNotTheTechnician(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.byWire()
	if n := w.ownTest(); !strings.Contains(n.Error, "somebody else") {
		t.Errorf("%+v", n)
	}
}
