package kiosk

import (
	"strings"
	"time"

	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

func (v Viewer) list(s journey.State) *screens.List {
	c := s.Listed()
	out := &screens.List{
		Key: listKeys[s.Service], Department: s.List.Department, Query: s.List.Query, Keyboard: s.List.Keyboard,
		Group: s.List.Group, Index: journey.Groups, Queue: queueOf(s),
		State: listState(s), Reason: screens.Reason(s.List.Failed),
		TriedAt: s.List.FailedAt.In(v.Zone), Tries: s.List.Tries,
	}
	for _, d := range c.Departments {
		if out.Key != "" {
			break // chosen before, or all of them
		}
		out.Departments = append(out.Departments, screens.Department{Code: d.Code, Short: words(d.Short)})
	}
	for _, g := range journey.Groups {
		out.IndexOff = append(out.IndexOff, s.List.GroupEmpty(c, g))
	}
	if out.Key == "" && s.World.Issuing() {
		out.AsOf = c.FetchedAt.In(v.Zone)
	}
	letter := ""
	for _, b := range s.List.Shown(c) {
		if out.Key == "" {
			b.Closed = s.World.Closed(b)
		}
		r := row(b, &letter)
		if out.Key != "" {
			d, _ := c.DepartmentOf(b.Department)
			r.Place, r.Status = words(d.Name), words(b.Detail)
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

// listKeys are the lists of matters that have words of their own.
var listKeys = map[journey.Service]string{
	journey.ServiceAppoint: "appoint",
	journey.ServiceGuide:   "guide",
	journey.ServiceProof:   "proof",
	journey.ServiceDeclare: "declare",
}

// listState prefers an old list to none: its people ahead are a minute old,
// and the page of a choice asks again.
func listState(s journey.State) screens.ListState {
	switch {
	case len(s.Listed().Businesses) > 0:
		return screens.ListReady
	case s.List.Failed != "":
		return screens.ListFailed
	}
	return screens.ListLoading
}

// row is one business; the first of a letter carries the letter.
func row(b journey.Business, letter *string) screens.Row {
	out := screens.Row{
		Code: b.Code, Name: words(b.Name), Ahead: b.Ahead,
		Place: place(b), Reason: screens.Reason(b.Closed),
	}
	if first := initial(b); first != *letter {
		out.Initial, *letter = first, first
	}
	return out
}

func initial(b journey.Business) string {
	if len(b.Initials) == 0 || b.Initials[0] == "" {
		return ""
	}
	return strings.ToUpper(b.Initials[0][:1])
}

// place is area and windows: C 区 5–8 号窗口.
func place(b journey.Business) screens.Text {
	return screens.Text{
		Zh: b.Area.Zh + " " + b.Windows + " 号窗口",
		En: b.Area.En + ", window " + b.Windows,
	}
}

// queueOf is how busy the chosen department is, or the hall as a whole.
func queueOf(s journey.State) screens.Queue {
	if d, ok := s.World.DepartmentOf(s.List.Department); ok {
		return screens.Queue{Name: words(d.Name), Ahead: d.Ahead, Wait: wait(d.Wait)}
	}
	out := screens.Queue{}
	for _, d := range s.World.Departments {
		out.Ahead += d.Ahead
		out.Wait.Min = max(out.Wait.Min, d.Wait.Min)
		out.Wait.Max = max(out.Wait.Max, d.Wait.Max)
	}
	return out
}

func (v Viewer) confirm(s journey.State) *screens.Confirm {
	b := *s.Choice
	ahead, w := queueFor(b, s.Confirm.Priority)
	d, _ := s.World.DepartmentOf(b.Department)
	out := &screens.Confirm{
		Business: words(b.Name), Department: words(d.Name), Detail: words(b.Detail),
		Area: words(b.Area), Windows: b.Windows, Ahead: ahead, Wait: wait(w), Accuracy: b.Accuracy,
		Person: person(s.World.Rules.Mask, s.Person), Priority: priority(s), Classes: s.MayDeclare(),
		Paper: screens.Reason(s.Confirm.Paper), PaperSince: v.since(DevicePrinter),
		Failed: screens.Reason(s.Confirm.Failed), FailedAt: s.Confirm.FailedAt.In(v.Zone),
	}
	if booked := s.Confirm.Booking; booked != nil {
		out.Booked = screens.Text{Zh: clockOf(booked.From) + "–" + clockOf(booked.Until)}
		out.Person, out.Late = bookedFor(out.Person, *booked), lateText(s.World.Rules.CheckIn)
	}
	if s.World.Issues(b.Code) {
		v.confirmOffline(out, s)
	}
	if s.Confirm.Reserve != 0 {
		out.Working = max(time.Duration(s.Confirm.Working)*time.Second, time.Millisecond)
	}
	return out
}

// bookedFor is who an appointment is for, where the code alone said so.
func bookedFor(p *screens.Person, b journey.Booking) *screens.Person {
	if p != nil || b.Holder == "" {
		return p
	}
	return &screens.Person{Name: b.Holder, Number: b.Code}
}

// queueFor is how busy a business is for who goes in a class.
func queueFor(b journey.Business, class string) (int, journey.Wait) {
	if c, ok := b.Class(class); ok {
		return c.Ahead, c.Wait
	}
	return b.Ahead, b.Wait
}

func priority(s journey.State) *screens.Priority {
	c, ok := s.Choice.ClassFor(s.Person, s.Now)
	if !ok {
		c, ok = s.Choice.Class(s.Confirm.Priority)
	}
	if !ok {
		return nil
	}
	return &screens.Priority{Class: c.Code, Chosen: s.Confirm.Priority == c.Code, AheadNormal: s.Choice.Ahead}
}

func person(m journey.Masking, p *journey.Person) *screens.Person {
	if p == nil || p.Source == journey.SourceNone {
		return nil
	}
	return &screens.Person{Name: maskedName(m, p.Name), Number: masked(m, p), Source: screens.Source(p.Source)}
}

func (v Viewer) ticket(s journey.State) *screens.Ticket {
	k := *s.Ticket
	ahead := k.Ahead
	if k.Offline || k.Earlier {
		ahead = screens.Unknown
	}
	return &screens.Ticket{
		Number: k.Number, Offline: k.Offline, Business: words(k.Business.Name), Area: words(k.Business.Area),
		Windows: k.Business.Windows, Ahead: ahead, Wait: wait(k.Wait), Priority: k.Priority,
		Link: k.Link, Paper: screens.PaperStage(s.Paper.Stage), Reason: screens.Reason(s.Paper.Reason),
		Since: s.Paper.Since.In(v.Zone), Reprint: k.Reprint, Away: k.Away, Earlier: k.Earlier, CanReprint: s.World.Printer == "",
		Pending: s.Paper.Command != 0 && s.Paper.Stage != journey.PaperPrinting, Rate: s.TicketRated(),
		Missed: missedText(s.World.Rules.Missed),
	}
}
