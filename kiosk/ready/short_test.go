package ready

import (
	"testing"
	"time"

	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/fault"
)

func TestShort(t *testing.T) {
	at := time.Date(2026, 11, 26, 9, 36, 0, 0, time.UTC)
	f, _ := fault.Of("PRN-PAPER-OUT")
	r := Report{Terminal: "LN-0103", Made: at, Faults: []fault.Shown{{Fault: f, Since: at.Add(-time.Hour)}},
		Tests: []diag.Result{
			{Test: "printer.status", Began: at.Add(-2 * time.Hour), Past: true, Finding: diag.Finding{Verdict: diag.Fail, Reason: "paper-out"}},
			{Test: "reader.module", Finding: diag.Finding{Verdict: diag.Pass}},
		}}
	r.Finish()
	want := "LN-0103 limited 2026-11-26 09:36; PRN-PAPER-OUT error site 11-26 08:36; printer.status fail paper-out 11-26 07:36 past"
	if got := r.Short(); got != want {
		t.Errorf("%s", got)
	}
	for range 60 {
		r.Faults = append(r.Faults, r.Faults[0])
	}
	if got := r.Short(); len(got) > shortMost || got[len(got)-3:] != "..." {
		t.Errorf("%d characters: %s", len(got), got)
	}
}
