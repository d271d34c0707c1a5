package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"govkiosk/kiosk/fault"
)

// A printer that is hot takes services away at once and is told after a
// minute: nobody is sent home meanwhile.
func TestWhatIsNotToldYetIsNotWell(t *testing.T) {
	now := time.Now()
	hot := []fault.Active{{Code: "PRN-HEAD-HOT", Device: "printer", Since: now.Add(-25 * time.Second)}}
	h := health{Told: fault.Show(hot, now), Coming: fault.Coming(hot, now), Devices: []byte(`[]`)}
	var out bytes.Buffer
	if err := h.show(&out, "en", now); err != nil {
		t.Fatal(err)
	}
	if s := out.String(); !h.withdraws() || strings.Contains(s, "nothing is wrong") || !strings.Contains(s, "not told yet: PRN-HEAD-HOT since 25s, told after 60s") {
		t.Errorf("%v\n%s", h.withdraws(), s)
	}
	out.Reset()
	if code := run([]string{"explain", "PRN-HEAD-HOT"}, nil, &out, &out); code != 0 || !strings.Contains(out.String(), "only once it has lasted 60s") {
		t.Errorf("%d\n%s", code, out.String())
	}
}

// A terminal is named by its socket or by its configuration, whatever is asked.
func TestEveryQuestionTakesTheSameFlags(t *testing.T) {
	socket := conflicted(t)
	file := filepath.Join(t.TempDir(), "kioskd.toml")
	text := strings.Replace(bareText, "SOCKET", socket, 1)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, problems bytes.Buffer
	if code := run([]string{"conflicts", "--config", file}, nil, &out, &problems); code != 0 || !strings.Contains(out.String(), "A101") {
		t.Errorf("%d %s%s", code, out.String(), problems.String())
	}
	for _, c := range newRoot().Commands() {
		switch c.Name() {
		case "health", "screen", "visit", "conflicts", "policy", "touch", "logo", "calibrate", "devices", "diag", "selftest", "report", "soak":
			for _, flag := range []string{"config", "socket"} {
				if c.Flags().Lookup(flag) == nil && c.PersistentFlags().Lookup(flag) == nil {
					t.Errorf("%s has no --%s", c.Name(), flag)
				}
			}
		}
	}
}

const bareText = `terminal = { id = "T-1", place = { zh = "一楼" } }
hall = { name = { zh = "路南区政务服务中心" } }
touch = { driver = "none" }
api = { url = "http://127.0.0.1:9" }
control = { socket = "SOCKET" }
`

// A switch whose level stands in a file is there where the file is.
func TestContactInAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "switch")
	if r := contact("contact service", "file:"+file); r.Problem == "" {
		t.Errorf("a file that is not there is no problem: %+v", r)
	}
	if err := os.WriteFile(file, []byte("1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := contact("contact service", "file:"+file); r.Problem != "" || r.Found == "" {
		t.Errorf("%+v", r)
	}
}
