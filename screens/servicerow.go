package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

// serviceRow is one device or test: how it is, its last test, its number. All
// of it is the key.
func (p *page) serviceRow(r ui.Rect, row ServiceRow, do Act, enabled, scrolls, ruled bool) {
	arg, name := row.ID, p.deviceName(row.ID)
	if do == ActTest {
		name = p.testName(row.ID)
	}
	pressed := enabled && p.glass.Pressed == Intent{do, arg}
	ink, ink2, arrow := ui.Ink, ui.Ink2, ui.Touch
	switch {
	case pressed:
		p.Add(ui.Box{R: r, Fill: ui.TouchPressed})
		ink, ink2, arrow = ui.OnTouchPressed, ui.OnTouchPressed, ui.OnTouchPressed
	case row.Bad:
		p.Add(ui.Box{R: r, Fill: ui.DangerTint})
	}
	if ruled {
		p.rule(r.X, r.Y, r.W, ui.Hairline)
	}
	in := p.serviceInside(r)
	p.serviceMark(ui.Rect{X: r.X + 4, Y: r.Y, W: 8, H: r.H}, row, pressed)
	if enabled {
		p.icon("chevron-right", r.Right()-10, r.Y+(r.H-7)/2, 7, arrow)
	}
	st := p.style("label")
	st.Line = 1.3
	if p.small {
		p.serviceTwoLines(in, st, name, p.serviceLast(row), ink, ink2)
	} else {
		p.serviceColumns(in, st, name, row, ink, ink2)
	}
	p.Target(ui.Target{Role: "row-key", Label: name, Hint: p.serviceLast(row), Do: string(do), Arg: arg, R: r.Pad(1, 1.4), Enabled: enabled, Scrolls: scrolls})
}

// serviceInside is a row's room between its mark and its arrow.
func (p *page) serviceInside(r ui.Rect) ui.Rect {
	return ui.Rect{X: r.X + 15, Y: r.Y, W: r.W - 15 - 11, H: r.H}
}

// serviceShares are the columns of a row: name, state, last test, number.
var serviceShares = []float64{.31, .28, .25, .16}

// serviceHeadings write over the columns what they are, and return the height.
func (p *page) serviceHeadings(r ui.Rect) float64 {
	st := p.style("caption")
	in := p.serviceInside(r)
	for i, w := range []string{"part", "state", "last", "figure"} {
		fitted, l := p.fit(p.say("technician.column."+w), st, in.W*serviceShares[i]-2, 1)
		p.write(ui.Rect{X: in.X, Y: r.Y, W: in.W}, fitted, l, ui.Ink2, left)
		in.X += in.W * serviceShares[i]
	}
	return height(1, st) + 1.5
}

// serviceProblems are the parts that do not work, said first: three at most.
func (p *page) serviceProblems(rows []ServiceRow) []block {
	var out []block
	for _, row := range rows {
		if row.Bad && len(out) < 3 {
			out = append(out, p.serviceCard(p.serviceProblem(row), 3))
		}
	}
	return out
}

// serviceProblem is a part that does not work, of which the fault table says
// nothing: how it stands, its last test, and where to go on.
func (p *page) serviceProblem(row ServiceRow) problem {
	what := p.deviceName(row.ID)
	if row.State != "online" {
		what += p.say("technician.comma") + p.serviceState(row)
	}
	return problem{what: what, end: p.serviceLast(row), under: p.say("technician.look")}
}

// serviceMark says by its shape whether a part works.
func (p *page) serviceMark(r ui.Rect, row ServiceRow, pressed bool) {
	icon, role := "circle-check", ui.DoneMark
	switch {
	case row.Absent:
		icon, role = "circle-dashed", ui.Ink2
	case row.Bad:
		icon, role = "circle-x", ui.Danger
	case row.State == "" && (row.Verdict == "" || row.Past):
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
	verdict := p.knownOr("technician.verdict.", row.Verdict)
	if row.Past {
		return p.say("technician.past", "m", strconv.Itoa(int(row.At.Month())), "d", strconv.Itoa(row.At.Day()), "verdict", verdict)
	}
	return clock(row.At) + " " + verdict
}

func (p *page) serviceColumns(in ui.Rect, st ui.Style, name string, row ServiceRow, ink, ink2 ui.Role) {
	thin := p.style("body")
	thin.Line = 1.3
	x := in.X
	for i, s := range []string{name, p.serviceState(row), p.serviceLast(row), p.knownOr("technician.word.", row.Figure)} {
		w := in.W * serviceShares[i]
		style, role := thin, ink2
		if i == 0 {
			style, role = st, ink
		}
		if s != "" {
			fitted, l := p.fit(s, style, w-2, 1)
			y := in.Y + (in.H-height(1, fitted))/2
			p.write(ui.Rect{X: x, Y: y, W: w - 2}, fitted, l, role, left)
			if i == 1 {
				p.serviceCodeWord(x+p.widest(l, fitted)+2.5, x+w-2, y+drop(fitted), row.State, ink2)
			}
		}
		x += w
	}
}

// serviceCodeWord is XFS4IoT's word beside the plain one, where there is room.
func (p *page) serviceCodeWord(x, end, base float64, word string, role ui.Role) {
	st := p.style("micro")
	if word != "" && word != p.knownOr("technician.state.", word) && x+p.width(word, st) <= end {
		p.at(x, end-x, base, st, word, role, left)
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
