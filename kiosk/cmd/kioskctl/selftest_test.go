package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"govkiosk/kiosk"
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
