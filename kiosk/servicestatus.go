package kiosk

import (
	"fmt"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/diag"
)

// logShown is how many events a technician sees.
const logShown = 30

// diagStatus is everything that a technician by wire sees. It may be called
// from any goroutine but the loop's.
func (t *Terminal) diagStatus() (diag.Status, error) {
	out := diag.Status{Terminal: t.cfg.Terminal.ID, At: t.clock().In(t.viewer.Zone), Desk: t.service.desk.State(), Log: []diag.LogEntry{}}
	got := make(chan struct{})
	t.tell(func(t *Terminal) {
		t.service.tellStage(&out)
		close(got)
	})
	select {
	case <-got:
	case <-t.stop:
		return out, errClosed
	}
	last, err := t.service.desk.Book.Last()
	if err != nil {
		return out, err
	}
	out.Tests = t.outlived(diag.Rows(last))
	out.Devices = t.parts(out.Tests)
	out.Figures = t.figures()
	events, err := t.journal.Events(logShown)
	for _, e := range events {
		out.Log = append(out.Log, diag.LogEntry{At: e.At, Kind: e.Kind, Data: string(e.Data)})
	}
	return out, err
}

// tellStage runs on the loop.
func (s *service) tellStage(out *diag.Status) {
	out.Stage, out.Turned = s.stage, s.turned
	switch {
	case s.stage == diag.InService && s.turned:
		out.Stage = diag.TurnedOff
	case s.stage == diag.Waiting:
		out.WaitS = max(0, int(s.until.Sub(s.t.clock())/time.Second))
	case s.stage == diag.Serviced:
		out.LockS = s.lockS()
	}
}

// returnsS is how many seconds the terminal may test itself on, at the most; 0:
// it does not.
func (s *service) returnsS() int {
	if s.stage != diag.Returning {
		return 0
	}
	return max(1, int(s.until.Sub(s.t.clock())/time.Second))
}

// lockS is how many seconds are left before the terminal goes back by itself.
func (s *service) lockS() int { return max(0, int((s.cfg.Idle-s.desk.Idle())/time.Second)) }

// fitted tells whether a part is configured. What is no device is always there.
func (t *Terminal) fitted(d diag.Device) bool {
	switch d {
	case diag.Reader:
		return t.cfg.Reader.Port != ""
	case diag.Printer:
		return t.cfg.Printer.Port != ""
	case diag.Touch:
		return t.touch.there()
	case diag.Scanner:
		return t.cfg.Scanner.Port != ""
	case diag.Cabinet:
		return t.cfg.Cabinet.Port != ""
	case diag.Panel:
		return t.fascia.dev != nil
	case diag.Audio:
		return t.health.Of(DeviceSpeech).State != drivers.DeviceMissing
	}
	return true
}

// parts is the table of devices. It runs on any goroutine.
func (t *Terminal) parts(rows []diag.TestRow) []diag.PartRow {
	var out []diag.PartRow
	for _, d := range diag.Devices {
		h := bay{t}.Health(d)
		row := diag.PartRow{Device: d, Fitted: t.fitted(d), State: h.State, Reason: h.Reason, Cause: h.Cause, Since: h.Since,
			Figure: t.figure(d), Last: diag.LastOf(d, rows)}
		if row.State == "" && row.Fitted {
			row.State = drivers.Online // what has no row of its own is told by its tests
		}
		if !row.Fitted {
			row.State = drivers.DeviceMissing
		}
		out = append(out, row)
	}
	return out
}

// figure is the one number that tells most of a device.
func (t *Terminal) figure(d diag.Device) string {
	switch c := t.health.Of(Device(d)); d {
	case diag.Printer:
		if c.PaperLeft > 0 {
			return fmt.Sprintf("%.0f m", c.PaperLeft)
		}
	case diag.Touch:
		if m := t.touch.status().Calibration; m != nil {
			most := 0.0
			for _, px := range m.MissesPX {
				most = max(most, px)
			}
			return fmt.Sprintf("%.1f px", most)
		}
	case diag.Cabinet:
		if t.fitted(d) {
			return fmt.Sprint(len(t.cabinet.wiring))
		}
	case diag.Panel:
		if t.turnedOn() {
			return "maintenance"
		}
	}
	return ""
}

// figures are what the terminal has done, as its journal has it.
func (t *Terminal) figures() []diag.Measure {
	out := []diag.Measure{{Name: "visits", Value: float64(t.visitStatus().Visit)}}
	open, err := t.journal.Open()
	if err == nil {
		out = append(out, diag.Measure{Name: "open-records", Value: float64(len(open))})
	}
	pending, err := t.journal.Pending()
	if err == nil {
		out = append(out, diag.Measure{Name: "calls-waiting", Value: float64(len(pending))})
	}
	return out
}
