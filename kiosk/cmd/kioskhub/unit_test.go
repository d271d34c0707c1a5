package main

import (
	"os"
	"strings"
	"testing"
)

// The unit of systemd starts this program with the settings and in the folder
// that it takes where nobody says another.
func TestTheUnitIsThisProgram(t *testing.T) {
	text, err := os.ReadFile("../../fleet/ops/kioskhub.service")
	if err != nil {
		t.Fatal(err)
	}
	has := map[string]string{}
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		has[key] = value
	}
	root := newRoot()
	command, _, err := root.Find(strings.Fields(has["ExecStart"])[1:])
	if err != nil || command.Name() != "run" {
		t.Errorf("%s: %v", has["ExecStart"], err)
	}
	if file := root.PersistentFlags().Lookup("config").DefValue; !strings.HasSuffix(has["ExecStart"], "--config "+file) {
		t.Errorf("%s, and usual is %s", has["ExecStart"], file)
	}
	if dir := "/var/lib/" + has["StateDirectory"]; dir != usual().Dir {
		t.Errorf("its folder is %s, and usual is %s", dir, usual().Dir)
	}
	if has["Type"] != "notify" || has["WatchdogSec"] == "" {
		t.Errorf("nobody watches it: %v", has)
	}
}
