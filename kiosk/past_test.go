package kiosk

import (
	"testing"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/diag"
)

// What a test found holds until its device recovers; that of a device that is
// still unwell, and of one that was well all along, holds.
func TestAResultEndsWithItsTrouble(t *testing.T) {
	at := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	failed := diag.Result{Device: diag.Printer, Ended: at, Finding: diag.Finding{Verdict: diag.Fail}}
	passed := failed
	passed.Verdict = diag.Pass
	for name, c := range map[string]struct {
		result diag.Result
		now    Condition
		want   bool
	}{
		"recovered":      {failed, Condition{Device: DevicePrinter, State: drivers.Online, Since: at.Add(time.Minute)}, true},
		"well all along": {failed, Condition{Device: DevicePrinter, State: drivers.Online, Since: at.Add(-time.Minute)}, false},
		"still unwell":   {failed, Condition{Device: DevicePrinter, State: drivers.Online, Code: "PRN-JAM", Since: at.Add(time.Minute)}, false},
		"passed":         {passed, Condition{Device: DevicePrinter, State: drivers.Online, Since: at.Add(time.Minute)}, false},
		"at rest":        {failed, Condition{Device: DeviceStorage, State: drivers.Online, Since: at.Add(time.Minute)}, false},
	} {
		if got := past(c.result, c.now); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
