package pdf

import (
	"bytes"
	"os"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/ready"
)

// sample is a terminal with a hub gone and a worn disk.
func sample() ready.Report {
	at := time.Date(2026, 11, 26, 8, 30, 0, 0, time.FixedZone("CST", 8*3600))
	r := ready.Report{Terminal: "LN-0103", Place: "一楼大厅 3 号机", Hall: "路南区政务服务中心", Made: at}
	r.Faults = fault.Show([]fault.Active{
		{Code: "USB-HUB", Device: "usb", Since: at.Add(-time.Hour), Cause: "hub 1-1: printer, reader", Parts: []string{"reader", "printer"}},
		{Code: "RDR-GONE", Device: "reader", Since: at.Add(-time.Hour)},
		{Code: "PRN-GONE", Device: "printer", Since: at.Add(-time.Hour)},
		{Code: "STO-WORN", Device: "storage", Since: at.Add(-24 * time.Hour)},
	}, at)
	for _, d := range []string{"reader", "printer", "touch", "scanner", "cabinet", "hall", "journal"} {
		r.Devices = append(r.Devices, ready.Device{Device: d, State: "online", Since: at, Notes: "paper full, 42 m left"})
	}
	r.Tests = append(r.Tests, diag.Result{Test: "network.hall", Began: at.UTC()}, diag.Result{Test: "printer.status", Began: at.UTC(), Finding: diag.Finding{
		Verdict: diag.Fail, Reason: "printer-hot", Detail: "nothing can be printed: printer-hot",
		Measures: []diag.Measure{{Name: "dialect", Text: "epson"}, {Name: "paper", Text: "full"}, {Name: "mouth", Text: "notPresent"}, {Name: "cover", Text: "no"}, {Name: "cutter", Text: "no"}, {Name: "answers", Text: "1:16 2:12 3:52 4:12"}},
	}})
	for range 30 {
		r.Tests = append(r.Tests, diag.Result{Test: "reader.module", Began: at, Finding: diag.Finding{Verdict: diag.Pass, Measures: []diag.Measure{{Name: "answer", Value: 21, Unit: "ms"}}}})
	}
	r.Finish()
	return r
}

func TestReportIsSet(t *testing.T) {
	r := sample()
	if r.Verdict != ready.Out || len(r.Faults) != 2 {
		t.Fatalf("%s, %+v", r.Verdict, r.Faults)
	}
	screen := config.Default().Screen
	var out bytes.Buffer
	if err := Write(&out, r, screen.FontRegular, screen.FontFamily); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"%PDF-1.", "/EmbeddedFile", "/Count 2"} {
		if !bytes.Contains(out.Bytes(), []byte(want)) {
			t.Errorf("the file has no %q", want)
		}
	}
	if to := os.Getenv("PDF_OUT"); to != "" { // to look at
		if err := os.WriteFile(to, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := verdictOf(r.Tests[0]); got != "running" {
		t.Errorf("a test that runs is %q", got)
	}
	if err := Write(&out, r, "/nowhere.ttc", "x"); err == nil {
		t.Error("a font that is not there is no error")
	}
}
