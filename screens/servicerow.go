package screens

import "govkiosk/screens/ui"

// serviceRow is one device or test: how it is, its last test, its number. All
// of it is the key.
func (p *page) serviceRow(r ui.Rect, row ServiceRow, do Act, enabled, scrolls bool) {
	r = r.Pad(1, 1.4)
	arg, name := row.ID, p.deviceName(row.ID)
	if do == ActTest {
		name = p.testName(row.ID)
	}
	pressed := enabled && p.glass.Pressed == Intent{do, arg}
	box, ink, ink2, edge := ui.Surface, ui.Ink, ui.Ink2, ui.Touch
	switch {
	case pressed:
		box, ink, ink2 = ui.TouchPressed, ui.OnTouchPressed, ui.OnTouchPressed
	case !enabled:
		edge = ui.Hairline
	}
	if row.Bad && !pressed {
		box = ui.DangerTint
	}
	p.Add(ui.Box{R: r, Radius: 2, Fill: box, Line: edge, Width: .35})
	in := r.Pad(3, 0)
	p.serviceMark(ui.Rect{X: in.X, Y: r.Y, W: 8, H: r.H}, row, pressed)
	in.X, in.W = in.X+10, in.W-10
	st := p.style("label")
	st.Line = 1.3
	if p.small {
		p.serviceTwoLines(in, st, name, p.serviceLast(row), ink, ink2)
	} else {
		p.serviceColumns(in, st, name, row, ink, ink2)
	}
	p.Target(ui.Target{Role: "row-key", Label: name, Hint: p.serviceLast(row), Do: string(do), Arg: arg, R: r, Enabled: enabled, Scrolls: scrolls})
}

// serviceMark says by its shape whether a part works.
func (p *page) serviceMark(r ui.Rect, row ServiceRow, pressed bool) {
	icon, role := "circle-check", ui.DoneMark
	switch {
	case row.Absent:
		icon, role = "circle-dashed", ui.Ink2
	case row.Bad:
		icon, role = "circle-x", ui.Danger
	case row.State == "" && row.Verdict == "":
		icon, role = "circle-dot", ui.Ink2
	}
	if pressed {
		role = ui.OnTouchPressed
	}
	p.icon(icon, r.X, r.Y+(r.H-8)/2, 8, role)
}

// serviceState is the state of a device in words.
func (p *page) serviceState(row ServiceRow) string {
	switch {
	case row.Absent:
		return p.say("technician.absent")
	case row.State != "":
		return p.knownOr("technician.state.", row.State)
	case row.Person:
		return p.say("technician.byPerson")
	}
	return p.say("technician.automatic")
}

// serviceLast is the last test in words.
func (p *page) serviceLast(row ServiceRow) string {
	if row.Absent {
		return p.say("technician.absent")
	}
	if row.Verdict == "" {
		return p.say("technician.untested")
	}
	return clock(row.At) + " " + p.knownOr("technician.verdict.", row.Verdict)
}

func (p *page) serviceColumns(in ui.Rect, st ui.Style, name string, row ServiceRow, ink, ink2 ui.Role) {
	thin := p.style("body")
	thin.Line = 1.3
	shares := []float64{.38, .22, .26, .14}
	x := in.X
	for i, s := range []string{name, p.serviceState(row), p.serviceLast(row), p.knownOr("technician.word.", row.Figure)} {
		w := in.W * shares[i]
		style, role := thin, ink2
		if i == 0 {
			style, role = st, ink
		}
		if s != "" {
			fitted, l := p.fit(s, style, w-2, 1)
			p.write(ui.Rect{X: x, Y: in.Y + (in.H-height(1, fitted))/2, W: w - 2}, fitted, l, role, left)
		}
		x += w
	}
}

func (p *page) serviceTwoLines(in ui.Rect, st ui.Style, name, last string, ink, ink2 ui.Role) {
	thin := p.style("body")
	thin.Line = 1.3
	st, l := p.fit(name, st, in.W*.58-2, 1)
	p.write(ui.Rect{X: in.X, Y: in.Y + (in.H-height(1, st))/2, W: in.W * .58}, st, l, ink, left)
	thin, m := p.fit(last, thin, in.W*.42, 1)
	p.write(ui.Rect{X: in.X + in.W*.58, Y: in.Y + (in.H-height(1, thin))/2, W: in.W * .42}, thin, m, ink2, right)
}
