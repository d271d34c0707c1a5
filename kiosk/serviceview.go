package kiosk

import (
	"slices"
	"strings"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/technician"
	"govkiosk/screens"
)

// view is what the technician at the glass sees. It runs on the loop.
func (s *service) view(v screens.View) screens.View {
	out := screens.View{
		Screen: screens.ScreenService, Lang: screens.Lang(s.lang), TextStep: v.TextStep, Hall: v.Hall, Clock: v.Clock, Seconds: -1,
		Technician: &screens.Technician{Asking: s.asking},
	}
	page, state := out.Technician, s.desk.State()
	if o := state.Owner; o != nil {
		page.Person, page.Wire, page.Since = o.Person, s.key == "", o.Since.In(v.Clock.Location())
	}
	if state.Wish != nil {
		page.Wish = state.Wish.Person
	}
	page.Fault = state.Fault != ""
	switch {
	case s.keyhole != nil:
		page.Stage, page.Pin = screens.ServicePIN, s.pinPage()
		page.Person = ""
	case s.stage == diag.Returning:
		page.Stage, page.Test = screens.ServiceReturning, string(s.testing)
		for _, r := range s.failed {
			page.Failed = append(page.Failed, screens.ServiceRow{ID: string(r.Test), Verdict: string(r.Verdict), Bad: true})
		}
	case state.Test != "":
		page.Stage, page.Test = screens.ServiceRunning, string(state.Test)
		page.Prompt = promptPage(state.Prompt)
	case s.device != "":
		page.Stage, page.Device = screens.ServiceDevice, string(s.device)
		page.Rows = s.testRows(v.Clock.Location())
		page.Result = s.resultPage(state)
		page.Faults = s.faultRows(s.device, v.Clock.Location())
	default:
		page.Stage = screens.ServiceDevices
		page.Rows = s.deviceRows(v.Clock.Location())
		page.Facts = facts(s.t.figures())
		page.Faults = s.faultRows("", v.Clock.Location())
		page.Events = s.eventRows(v.Clock.Location())
		page.Keys = s.t.cfg.Keys.Port != ""
	}
	if s.stage == diag.Serviced && s.keyhole == nil {
		out.Seconds = s.lockS()
	}
	return out
}

func (s *service) pinPage() *screens.ServicePin {
	k := s.keyhole
	return &screens.ServicePin{
		Digits: len(k.pin), Least: technician.PINLeast, Checking: k.checking, Problem: k.problem,
		Locked: k.lock.Left(s.t.clock()).Round(time.Second),
	}
}

func promptPage(p *diag.Prompt) *screens.ServicePrompt {
	if p == nil {
		return nil
	}
	out := &screens.ServicePrompt{Step: p.Step, Fill: p.Fill, Ask: p.Ask, Choices: p.Choices, Field: string(p.Field), Code: p.Code}
	if p.Grid != nil {
		out.Columns, out.Rows, out.Touched = p.Grid.Columns, p.Grid.Rows, p.Grid.Touched
	}
	if p.Cross != nil {
		out.Cross, out.X, out.Y = true, p.Cross.X, p.Cross.Y
	}
	return out
}

func (s *service) deviceRows(zone *time.Location) []screens.ServiceRow {
	var out []screens.ServiceRow
	for _, p := range s.t.parts(s.rows) {
		row := screens.ServiceRow{ID: string(p.Device), State: string(p.State), Absent: !p.Fitted, Figure: p.Figure}
		row.Bad = p.Fitted && (p.State != drivers.Online || p.Reason != "" || s.troubled(p.Device))
		if p.Last != nil {
			row.Verdict, row.At = string(p.Last.Verdict), p.Last.Began.In(zone)
			row.Past = p.Last.Past
			row.Bad = row.Bad || isBad(p.Last.Verdict) && !row.Past
		}
		out = append(out, row)
	}
	return out
}

func (s *service) testRows(zone *time.Location) []screens.ServiceRow {
	var out []screens.ServiceRow
	for _, t := range s.rows {
		if t.Device != s.device {
			continue
		}
		row := screens.ServiceRow{ID: string(t.ID), Person: t.Judge == diag.ByPerson}
		if t.Last != nil {
			row.Verdict, row.At = string(t.Last.Verdict), t.Last.Began.In(zone)
			row.Past = t.Last.Past
			row.Bad = isBad(t.Last.Verdict) && !row.Past
		}
		out = append(out, row)
	}
	return out
}

// resultPage is what came of the newest test of the shown device, in this
// session.
func (s *service) resultPage(state diag.DeskState) *screens.ServiceResult {
	for i := len(state.Done) - 1; i >= 0; i-- {
		if r := state.Done[i]; r.Device == s.device {
			return &screens.ServiceResult{Test: string(r.Test), Verdict: string(r.Verdict), Reason: r.Reason, Detail: r.Detail, Facts: facts(r.Measures)}
		}
	}
	return nil
}

func facts(all []diag.Measure) []screens.ServiceFact {
	var out []screens.ServiceFact
	for _, m := range all {
		f := screens.ServiceFact{Name: m.Name, Value: m.String(), Bad: m.Bad}
		if m.Bad && m.Limit != "" {
			f.Value = strings.TrimSpace(f.Value + " (" + m.Limit + ")")
		}
		out = append(out, f)
	}
	return out
}

// troubled tells that more than something to be known is told of a device.
func (s *service) troubled(d diag.Device) bool {
	return slices.ContainsFunc(s.t.health.Faults(), func(f fault.Shown) bool {
		return slices.Contains(rowsOf(d), Device(f.Device)) && f.Severity.Rank() > fault.Info.Rank()
	})
}

// faultRows are what is wrong with a device; without one, with all of the
// terminal.
func (s *service) faultRows(d diag.Device, zone *time.Location) []screens.ServiceFault {
	var out []screens.ServiceFault
	for _, f := range s.t.health.Faults() {
		if d == "" || slices.Contains(rowsOf(d), Device(f.Device)) {
			out = append(out, screens.ServiceFault{
				Code: string(f.Code), Says: screens.Text{Zh: f.Guard.Zh, En: f.Guard.En}, Act: screens.Text{Zh: f.Act.Zh, En: f.Act.En},
				Who: string(f.Who), Since: f.Since.In(zone),
			})
		}
	}
	return out
}

// eventsOnGlass is how many events the page of all devices shows.
const eventsOnGlass = 5

func (s *service) eventRows(zone *time.Location) []screens.ServiceEvent {
	events, err := s.t.journal.Events(eventsOnGlass)
	if err != nil {
		s.t.log.Error("service", "err", err)
	}
	var out []screens.ServiceEvent
	for _, e := range events {
		out = append(out, screens.ServiceEvent{At: e.At.In(zone), Kind: e.Kind})
	}
	return out
}
