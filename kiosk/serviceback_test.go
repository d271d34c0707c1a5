package kiosk_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk"
	"govkiosk/kiosk/diag"
	"govkiosk/screens"
)

// selfTest asks for a self-test and returns its first line.
func (w *workshop) selfTest() (n kiosk.SelfTestNews) {
	w.t.Helper()
	request, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, "http://terminal/v1/selftest", nil)
	if err != nil {
		w.t.Fatal(err)
	}
	response, err := w.client().Do(request)
	if err != nil {
		w.t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// diag is what kioskctl diag --json prints.
func (w *workshop) diag() (now diag.Status) {
	w.t.Helper()
	response, err := w.client().Get("http://terminal/v1/diag")
	if err != nil {
		w.t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&now); err != nil {
		w.t.Fatal(err)
	}
	return now
}

// While the terminal tests itself on its way back, the service switch counts,
// and whoever asks for a self-test hears why it has to wait; with a technician
// at the terminal it hears who that is.
func TestOnTheWayBackToService(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	w.open()
	w.printer.SetPaper(sim.PaperOut) // what fails stays on the glass until it is touched
	s := w.dial("wang", false)
	s.entered()
	if n := w.selfTest(); n.Error == "" || n.Owner == nil || n.Owner.Person != "wang" {
		t.Errorf("with a technician: %+v", n)
	}
	s.hangUp()
	w.page("what failed", func(p *screens.Technician) bool { return p.Stage == screens.ServiceReturning && len(p.Failed) > 0 })
	if n := w.selfTest(); !n.Waiting || n.ReturnsS == 0 {
		t.Errorf("on its way back: %+v", n)
	}
	w.turn(true)
	w.eventually("the switch is seen", func() bool { return w.diag().Turned })
	w.touch(screens.ActDone, "")
	w.page("the page that asks for the PIN", func(p *screens.Technician) bool { return p.Stage == screens.ServicePIN })
}
