package kiosk_test

import (
	"net/http"
	"strings"
	"testing"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/bench/code"
	"govkiosk/screens"
)

// The report in short comes out with a code that says the same; nobody is
// disturbed for it.
func TestFaultsOnPaper(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.open()
	w.printer.SetPaper(sim.PaperLow)
	w.eventually("low paper is told", func() bool { return w.code("printer") == "PRN-PAPER-LOW" })
	w.touch(screens.ActStart, "")
	w.sees("a visit", func(v screens.View) bool { return v.Screen == screens.ScreenHome })
	if status := w.printsReport(); status != http.StatusConflict {
		t.Errorf("during a visit: %d", status)
	}
	w.touch(screens.ActBack, "")
	w.sees("its end", func(v screens.View) bool { return v.Screen == screens.ScreenAttract })
	if status := w.printsReport(); status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	slips := w.printer.Slips()
	text, err := code.Read(slips[len(slips)-1].Image)
	if err != nil || !strings.HasPrefix(text, "TEST-01 limited ") || !strings.Contains(text, "PRN-PAPER-LOW warning site") {
		t.Errorf("%q, %v", text, err)
	}
}

func (w *workshop) printsReport() int {
	w.t.Helper()
	response, err := w.client().Post("http://terminal/v1/report/print", "", nil)
	if err != nil {
		w.t.Fatal(err)
	}
	response.Body.Close()
	return response.StatusCode
}
