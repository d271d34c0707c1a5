package kiosk

import (
	"strings"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
)

// What a test finds of a device that says of itself that it is well is a
// doubt: it holds until the test passes, or where the device was silent until
// it is heard again.

// doubtCodes are the faults that a failed test stands for, where nothing else
// is told of its device.
var doubtCodes = map[diag.TestID]fault.Code{
	"reader.module": "RDR-BROKEN", "printer.status": "PRN-OFFLINE", "scanner.module": "SCN-BROKEN", "cabinet.doors": "CAB-CONTACT",
	"touch.cells": "TCH-DEAD",
}

// doubtLines begin the faults of the lines of those that may be silent.
var doubtLines = map[diag.TestID]fault.Code{"reader.module": "RDR", "printer.status": "PRN", "scanner.module": "SCN", "cabinet.doors": "CAB"}

// silences are the ends of the faults of a device that did not answer, by the
// reason of its test.
var silences = map[string]fault.Code{diag.ReasonNoAnswer: "-SILENT", diag.ReasonGone: "-GONE"}

// doubtDevices takes in what tests found.
func (t *Terminal) doubtDevices(results []diag.Result) {
	for _, r := range results {
		code, ok := doubtCodes[r.Test]
		switch {
		case !ok || r.Verdict == diag.Aborted || r.Verdict == diag.Skipped:
		case silent(r):
			t.health.Silence(Device(r.Device), doubtLines[r.Test]+silences[r.Reason], causeOf(r), r.Began)
		case r.Verdict == diag.Fail && (r.Test != "touch.cells" || r.Reason == diag.ReasonValue):
			t.health.Doubt(Device(r.Device), code, causeOf(r))
		default:
			t.health.Doubt(Device(r.Device), "", "")
		}
	}
}

// silent tells that a test failed since its device said nothing.
func silent(r diag.Result) bool {
	return r.Verdict == diag.Fail && doubtLines[r.Test] != "" && silences[r.Reason] != ""
}

// proven takes in the newest result of each test, a technician's among them. A
// dead part of the glass is known by such a test alone; of what else fails the
// technician knows, and the terminal tests itself once they have gone.
func (t *Terminal) proven(last map[diag.TestID]diag.Result) {
	for _, r := range last {
		if r.Test == "touch.cells" || r.Verdict == diag.Pass {
			t.doubtDevices([]diag.Result{r})
		}
	}
}

// causeOf is what a test found, in a line.
func causeOf(r diag.Result) string {
	parts := []string{string(r.Test), r.Reason, r.Detail}
	for _, m := range r.Measures {
		if m.Bad || m.Name == "dead" {
			parts = append(parts, m.Name+" "+m.String())
		}
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

func isBad(v diag.Verdict) bool { return v == diag.Fail || v == diag.Aborted }

// failedSelfTest is the row of the table for what failed and is told by no
// other row.
func failedSelfTest(results []hall.SelfTestResult, h *Health) Condition {
	var untold []string
	for _, r := range results {
		test, known := diag.Find(diag.TestID(r.Test))
		if known && isBad(diag.Verdict(r.Verdict)) && h.Of(rowOf(test.Device)).Code == "" {
			untold = append(untold, r.Test+" "+r.Reason)
		}
	}
	c := Condition{Device: DeviceSelfTest, State: drivers.Online}
	if len(untold) > 0 {
		c.Code, c.Cause = "TST-FAILED", strings.Join(untold, ", ")
	}
	return c
}

// rowOf is the row of the health table that tells of a device that is tested.
func rowOf(d diag.Device) Device {
	switch d {
	case diag.Audio:
		return DeviceSpeech
	case diag.Network:
		return DeviceHall
	case diag.Computer:
		return DeviceTemperature
	}
	return Device(d)
}

// rowsOf are all rows of the health table that belong to a tested device.
func rowsOf(d diag.Device) []Device {
	switch d {
	case diag.Computer:
		return []Device{DeviceTemperature, DevicePower, DeviceTime, DeviceProgram, DeviceUSB}
	case diag.Storage:
		return []Device{DeviceStorage, DeviceJournal, DeviceOutbox}
	case diag.Network:
		return []Device{DeviceHall, DeviceNumbers, DeviceFleet}
	case diag.Configuration:
		return []Device{DeviceConfig, DeviceCertificate}
	case diag.Printer:
		return []Device{DevicePrinter, DeviceSlips}
	}
	return []Device{rowOf(d)}
}

// withdrawn are the services that cannot be had here for what is broken.
// Closed doors are no fault.
func (t *Terminal) withdrawn() []hall.WithdrawnService {
	out := []hall.WithdrawnService{}
	s := t.state
	s.World.Hall = ""
	for _, id := range config.ServiceIDs {
		switch why := s.Offered(journey.Service(id)); why {
		case "", journey.ReasonNotHere, journey.ReasonStarting, journey.ReasonClosed:
		default:
			out = append(out, hall.WithdrawnService{Service: id, Reason: string(why)})
		}
	}
	return out
}

func verdicts(results []diag.Result) map[diag.TestID]diag.Verdict {
	out := map[diag.TestID]diag.Verdict{}
	for _, r := range results {
		out[r.Test] = r.Verdict
	}
	return out
}
