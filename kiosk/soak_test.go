package kiosk_test

import (
	"testing"
	"time"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk"
	"govkiosk/kiosk/diag"
	"govkiosk/screens"
)

// A soak over the running terminal: failures are counted by kind, on the
// device that has them; no door opens; when its shell dies nothing is lit, and
// the terminal serves again.
func TestSoak(t *testing.T) {
	t.Parallel()
	w := newWorkshop(t)
	s := w.byWire()
	s.order(kiosk.DiagOrder{Soak: &diag.SoakOrder{
		Devices: []diag.Device{diag.Reader, diag.Printer, diag.Cabinet, diag.Panel, diag.Storage}, For: time.Hour,
	}})
	row := func(now diag.Status, d diag.Device) (out diag.TallyRow) {
		if p := now.Desk.Prompt; p != nil && p.Tally != nil {
			for _, r := range p.Tally.Devices {
				if r.Device == d {
					out = r
				}
			}
		}
		return out
	}
	s.hears("cycles", func(_, _ string, now diag.Status) bool { return row(now, diag.Storage).Cycles >= 2 })
	checkSchema(t, w)
	w.printer.SetPaper(sim.PaperOut)
	now := s.hears("failures", func(_, _ string, now diag.Status) bool { return row(now, diag.Printer).Kinds["paper-out"] >= 2 })
	if r := row(now, diag.Reader); r.Failed != 0 || r.Cycles < 3 {
		t.Errorf("%+v", r)
	}
	w.eventually("a light shines in its turn", w.lit)
	w.printer.SetPaper(sim.PaperFull)
	s.hangUp()
	w.sees("it serves again", func(v screens.View) bool { return v.Screen == screens.ScreenAttract })
	if w.lit() {
		t.Error("a light stays on")
	}
	if n := len(w.boards.Coils()); n != 0 {
		t.Errorf("%d coils", n)
	}
	last, err := diag.Book{Journal: w.records}.Last()
	if r := last[diag.SoakID]; err != nil || r.Verdict != diag.Aborted || r.Reason != diag.ReasonStopped || len(r.Measures) != 5 {
		t.Errorf("%v, %+v", err, r)
	}
}
