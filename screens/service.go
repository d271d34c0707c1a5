package screens

import (
	"strconv"
	"strings"

	"govkiosk/screens/ui"
)

// servicePage lays out a technician's page: alone on the glass where the test
// needs all of it, else between head and bar.
func (p *page) servicePage(v *Technician) {
	if q := v.Prompt; v.Stage == ServiceRunning && q != nil {
		switch {
		case q.Field != "":
			p.serviceField(q)
			return
		case q.Columns > 0:
			p.serviceGrid(v, q)
			return
		case q.Cross:
			p.serviceCross(v, q)
			return
		}
	}
	p.framed(func() content { return p.serviceContents(v) })
}

func (p *page) serviceContents(v *Technician) content {
	switch v.Stage {
	case ServicePIN:
		return p.servicePin(v)
	case ServiceRunning:
		return p.serviceRunning(v)
	case ServiceReturning:
		return p.serviceReturning(v)
	case ServiceDevice:
		return p.serviceDevice(v)
	}
	return p.serviceDevices(v)
}

// knownOr is the catalogue's word for a key, or the word itself.
func (p *page) knownOr(prefix, word string) string {
	if p.words.has(prefix + word) {
		return p.say(prefix + word)
	}
	return word
}

// testName is a test's name; its key has dashes for dots.
func (p *page) testName(id string) string {
	return p.knownOr("technician.test.", strings.ReplaceAll(id, ".", "-"))
}

func (p *page) deviceName(id string) string { return p.knownOr("technician.device.", id) }

// serviceWho is who works here since when; without anybody, where this is.
func (p *page) serviceWho(v *Technician) string {
	if v == nil || v.Person == "" {
		return p.v.Hall.Place.In(p.v.Lang)
	}
	key := "technician.at"
	if v.Wire {
		key = "technician.wire"
	}
	return p.say(key, "person", v.Person, "time", clock(v.Since))
}

// serviceTitle is the title of a part or a test; the head says who works here,
// but on a small panel, whose head has no room.
func (p *page) serviceTitle(v *Technician, title string) []block {
	out := []block{fixed(min(5, p.gap), 0, nil)}
	if title != "" {
		out = append(out, p.title(title, p.style("title2"), 0))
	}
	if p.small {
		out = append(out, p.para(p.serviceWho(v), p.style("body"), ui.Ink2, 1))
	}
	if v.Fault {
		out = append(out, p.hint("triangle-alert", p.say("technician.fault"), 2))
	}
	return out
}

// serviceWish is the question of somebody else who asks for the terminal.
func (p *page) serviceWish(v *Technician) []block {
	if v.Wish == "" || v.Wire {
		return nil
	}
	return []block{p.hint("users-round", p.say("technician.wish", "person", v.Wish), 3),
		p.deskKeys(3, p.press(ActGive, "no", look{label: p.say("technician.keep")}), p.press(ActGive, "yes", look{label: p.say("technician.give")}))}
}

// deskKeys is a row of keys of a finger's height.
func (p *page) deskKeys(gap float64, keys ...func(ui.Rect)) block {
	return fixed(15, gap, func(r ui.Rect) {
		for i, c := range r.Columns(len(keys), 3) {
			keys[i](c)
		}
	})
}

// serviceDevices is what does not work, then every device with its state, its
// last test and a number.
func (p *page) serviceDevices(v *Technician) content {
	read := append(p.serviceTitle(v, ""), p.serviceWish(v)...)
	switch {
	case len(v.Faults) > 0 && p.small:
		read = append(read, p.serviceFaults(v, 1, false)...)
	case len(v.Faults) > 0:
		read = append(read, p.serviceFaults(v, faultsOnGlass, p.wide)...)
	case !p.small:
		read = append(read, p.serviceProblems(v.Rows)...)
	}
	if p.wide {
		read = append(read, spring(), p.serviceFacts(v.Facts), p.serviceEvents(v))
	}
	rows := block{gap: 3, grow: 1, least: 40, size: func(float64) float64 { return 40 }, draw: func(r ui.Rect) {
		if !p.small {
			high := p.serviceHeadings(r)
			r.Y, r.H = r.Y+high, r.H-high
		}
		p.pushed(r, len(v.Rows), p.serviceRowHeight(), func(i int, cell ui.Rect, scrolls bool) {
			p.serviceRow(cell, v.Rows[i], ActDevice, !v.Wire, scrolls, i > 0)
		})
	}}
	touch := []block{rows}
	if !p.wide && !p.small {
		touch = append(touch, p.serviceDay(v))
	}
	if v.Wire {
		ask := look{label: p.say("technician.ask"), icon: "hand"}
		if v.Asking {
			ask.label, ask.kind = p.say("technician.asked"), off
		}
		return content{read: read, touch: append(touch, p.deskKeys(3, p.press(ActAskFor, "", ask))), flow: true}
	}
	if v.Keys && !p.small {
		touch = append(touch, p.para(p.say("technician.keys"), p.style("caption"), ui.Ink2, 2))
	}
	touch = append(touch, p.deskKeys(p.gap, p.press(ActTest, "quiet", look{label: p.say("technician.all"), icon: "refresh-cw", mm: 8}),
		p.press(ActPrintReport, "", look{label: p.say("technician.print"), icon: "receipt-text", mm: 8})),
		fixed(22, 4, p.press(ActLeaveService, "", look{label: p.say("technician.leave"), icon: "power", mm: 12, typ: "action", kind: primary})))
	return content{read: read, touch: touch, flow: true}
}

// serviceRowHeight has a key of 13 mm in it, and two lines on a narrow glass.
func (p *page) serviceRowHeight() float64 {
	if p.small {
		return 17
	}
	return 15.8
}

// serviceFacts are the figures of the terminal's day.
func (p *page) serviceFacts(facts []ServiceFact) block {
	if len(facts) == 0 || p.small {
		return block{}
	}
	list := make([]fact, 0, len(facts))
	for _, f := range facts {
		list = append(list, fact{label: p.knownOr("technician.fact.", f.Name), value: f.Value})
	}
	return p.boxed(p.gap, 7, 5, p.facts(list, 0, 0))
}

// serviceDevice is one device: its tests and what came of the last one.
func (p *page) serviceDevice(v *Technician) content {
	read := p.serviceTitle(v, p.deviceName(v.Device))
	read = append(read, p.serviceWish(v)...)
	read = append(read, p.serviceFaults(v, map[bool]int{true: 1, false: 2}[p.small], true)...)
	var touch []block
	n := len(v.Rows)
	touch = append(touch, fixed(float64(n)*p.serviceRowHeight()*1.2+1, p.gap, func(r ui.Rect) {
		p.pushed(r, n, p.serviceRowHeight(), func(i int, cell ui.Rect, scrolls bool) {
			p.serviceRow(cell, v.Rows[i], ActTest, !v.Wire, scrolls, i > 0)
		})
	}))
	if v.Result != nil {
		touch = append(touch, p.reading(p.serviceSheet(v.Result)))
	} else {
		touch = append(touch, spring())
	}
	return content{read: read, touch: touch, flow: true}
}

// serviceSheet is a result as a sheet.
func (p *page) serviceSheet(r *ServiceResult) *Sheet {
	word := p.knownOr("technician.verdict.", r.Verdict)
	if r.Reason != "" {
		word += p.say("technician.comma") + p.knownOr("technician.reason.", r.Reason)
	}
	head := Section{Title: same(p.testName(r.Test) + " " + word)}
	if r.Detail != "" {
		head.Note = same(r.Detail)
	}
	s := &Sheet{Sections: []Section{head}}
	facts := Section{}
	for _, f := range r.Facts {
		l := Line{Label: same(p.knownOr("technician.fact.", f.Name)), Value: same(f.Value)}
		if f.Bad {
			l.Source = same(p.say("technician.bad"))
		}
		facts.Lines = append(facts.Lines, l)
	}
	s.Sections = append(s.Sections, facts)
	return s
}

func same(s string) Text { return Text{Zh: s, En: s} }

// serviceReturning is the self-test before the terminal serves again.
func (p *page) serviceReturning(v *Technician) content {
	title, lead := p.say("technician.returning"), p.say("technician.returningLead")
	if v.Test != "" {
		lead = p.testName(v.Test)
	}
	if len(v.Failed) > 0 {
		title, lead = p.say("technician.failed", "n", strconv.Itoa(len(v.Failed))), p.say("technician.failedLead")
	}
	read := p.ask(11, title, lead)
	touch := []block{}
	for _, row := range v.Failed {
		touch = append(touch, p.hint("circle-x", p.testName(row.ID)+" "+p.knownOr("technician.verdict.", row.Verdict), 2))
	}
	touch = append(touch, spring())
	if len(v.Failed) > 0 {
		touch = append(touch, fixed(22, 3, p.press(ActDone, "", look{label: p.say("technician.serve"), kind: primary, typ: "label"})))
	}
	return content{read: read, touch: touch, flow: true}
}
