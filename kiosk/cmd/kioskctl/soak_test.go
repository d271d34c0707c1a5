package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"govkiosk/kiosk/diag"
)

// With kioskd stopped, a reader is cycled directly; what is not fitted is told
// and left alone.
func TestSoakWithoutATerminal(t *testing.T) {
	file := bareTerminal(t)
	var out, problems bytes.Buffer
	args := []string{"soak", "--config", file, "--hours", "0.1", "--cycles", "3", "--every", "0s", "--devices", "reader,scanner", "--as", "wang", "--json"}
	if code := run(args, strings.NewReader(""), &out, &problems); code != 0 {
		t.Fatalf("exit %d: %s%s", code, out.String(), problems.String())
	}
	var tally diag.Tally
	if err := json.Unmarshal(out.Bytes(), &tally); err != nil {
		t.Fatalf("%v, %s", err, out.String())
	}
	if d := tally.Devices; len(d) != 2 || d[0].Cycles != 3 || d[0].Failed != 0 || d[1].Over != "not-fitted" {
		t.Errorf("%+v", tally.Devices)
	}
}

func TestSoakIsCheckedFirst(t *testing.T) {
	for _, c := range [][]string{
		{"soak"}, {"soak", "--hours", "-1"}, {"soak", "--hours", "9000"}, {"soak", "--hours", "1", "--devices", "kettle"}, {"soak", "--hours", "1", "--devices", ""},
	} {
		var out bytes.Buffer
		if code := run(c, nil, &out, &out); code != exitUsage {
			t.Errorf("%v: exit %d, %s", c, code, out.String())
		}
	}
}

// What was counted can be read off a shell.
func TestSoakIsDrawn(t *testing.T) {
	began := time.Date(2026, 11, 26, 9, 0, 0, 0, time.Local)
	got := tallyText(&diag.Tally{Began: began, Ends: began.Add(4 * time.Hour), Devices: []diag.TallyRow{
		{Device: diag.Reader, Cycles: 40, Failed: 11, Kinds: map[string]int{"no-answer": 10, "no-device": 1}, MeanMS: 120, MostMS: 900,
			Trend: []diag.TallyBucket{{Cycles: 10, MeanMS: 60}, {}, {Cycles: 10, Failed: 1, MeanMS: 60}, {Cycles: 10, Failed: 10, MeanMS: 900}}},
		{Device: diag.Scanner, Kinds: map[string]int{}, Over: "not-fitted"},
	}})
	want := `DEVICE   CYCLES  FAILED  MEAN    MOST    KINDS
reader   40      11      120 ms  900 ms  no-answer 10, no-device 1
scanner  0       0       0 ms    0 ms    not-fitted

trend from 11-26 09:00, a column is 6m0s
reader     failed · ▁█
           slow   ▁ ▁█`
	if got != want {
		t.Errorf("%s", got)
	}
}
