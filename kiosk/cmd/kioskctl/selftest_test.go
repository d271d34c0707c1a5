package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"govkiosk/kiosk"
	"govkiosk/kiosk/diag"
)

// With kioskd stopped the devices are opened directly. The hall is not there,
// and says so.
func TestSelfTestWithoutATerminal(t *testing.T) {
	file := bareTerminal(t)
	var out, problems bytes.Buffer
	if code := run([]string{"selftest", "--config", file, "--json"}, strings.NewReader(""), &out, &problems); code != exitFailed {
		t.Fatalf("exit %d: %s%s", code, out.String(), problems.String())
	}
	var n kiosk.SelfTestNews
	if err := json.Unmarshal(out.Bytes(), &n); err != nil {
		t.Fatalf("%v, %s", err, out.String())
	}
	got := map[string]string{}
	for _, r := range n.Results {
		got[string(r.Test)] = string(r.Verdict)
	}
	for test, want := range map[string]string{"reader.module": "pass", "printer.status": "not-fitted", "network.way": "fail", "configuration.ages": "pass"} {
		if got[test] != want {
			t.Errorf("%s: %q, want %s", test, got[test], want)
		}
	}
	out.Reset()
	if code := run([]string{"selftest", "--config", file, "--last"}, strings.NewReader(""), &out, &problems); code != 0 || !strings.Contains(out.String(), "network.way            fail") {
		t.Errorf("exit %d: %s%s", code, out.String(), problems.String())
	}
}

func TestSelfTestTellsWhoHasTheTerminal(t *testing.T) {
	since := time.Date(2026, 11, 26, 9, 30, 0, 0, time.Local)
	taken := kiosk.SelfTestNews{Error: "diag: somebody else has the terminal", Owner: &diag.Owner{Person: "wang", Via: diag.ViaWire, Since: since}}
	if got := refusal(taken); !strings.Contains(got, "wang has it by wire since 09:30") {
		t.Error(got)
	}
	if got := waitingFor(kiosk.SelfTestNews{Waiting: true, ReturnsS: 40}); !strings.Contains(got, "the terminal tests itself") || !strings.Contains(got, "40 s") {
		t.Error(got)
	}
	if got := waitingFor(kiosk.SelfTestNews{Waiting: true}); strings.Contains(got, "tests itself") {
		t.Error(got)
	}
}
