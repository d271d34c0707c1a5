package screens

import (
	"maps"
	"math"
	"slices"

	"govkiosk/screens/ui"
)

// serviceRunning is a test that runs: what is to be done, the keys to answer
// it, and the key that stops it.
func (p *page) serviceRunning(v *Technician) content {
	read := p.serviceTitle(v, p.testName(v.Test))
	read = append(read, p.serviceWish(v)...)
	touch := []block{}
	if q := v.Prompt; q != nil {
		read = append(read, p.para(p.promptWords(q), p.style("lead"), ui.Ink, 3))
		if q.Code != "" {
			touch = append(touch, p.serviceCode(q.Code))
		}
		touch = append(touch, spring())
		if q.Ask && !v.Wire {
			touch = append(touch, p.serviceAnswers(q))
		}
	} else {
		read = append(read, p.para(p.say("technician.working"), p.style("lead"), ui.Ink2, 3))
		touch = append(touch, spring())
	}
	if v.Wire {
		return content{read: read, touch: append(touch, p.hint("info", p.say("technician.wireLead"), 3), p.deskKeys(3, p.press(ActAlive, "", look{label: p.say("technician.wireKey"), kind: chosen}))), flow: true}
	}
	return content{read: read, touch: append(touch, p.deskKeys(3, p.press(ActStopTest, "", look{label: p.say("technician.stop"), icon: "x", mm: 8}))), flow: true}
}

// promptWords are the step in words, with its gaps filled.
func (p *page) promptWords(q *ServicePrompt) string {
	var fill []string
	for _, k := range slices.Sorted(maps.Keys(q.Fill)) {
		fill = append(fill, k, p.knownOr("technician.word.", q.Fill[k]))
	}
	return p.say("technician.step."+q.Step, fill...)
}

// serviceCode is a code for the scanner, as large as there is room.
func (p *page) serviceCode(text string) block {
	return block{gap: p.gap, least: 40, size: func(w float64) float64 { return min(100, w) }, draw: func(r ui.Rect) {
		side := min(r.W, r.H)
		p.code(ui.Rect{X: r.X + (r.W-side)/2, Y: r.Y, W: side, H: side}, text)
	}}
}

// serviceAnswers are the keys of a question.
func (p *page) serviceAnswers(q *ServicePrompt) block {
	if len(q.Choices) == 0 {
		return fixed(22, 3, func(r ui.Rect) {
			for i, c := range r.Columns(3, 3) {
				a := []string{"skip", "no", "yes"}[i]
				p.key(c, ActAnswer, a, look{label: p.say("technician.answer." + a)})
			}
		})
	}
	const side, gap = 13.0, 2.6
	per := func(w float64) int { return max(1, int((w+gap)/(side+gap))) }
	lines := func(w float64) int { return int(math.Ceil(float64(len(q.Choices)) / float64(per(w)))) }
	return block{gap: 3, size: func(w float64) float64 { return float64(lines(w))*(side+gap) - gap }, draw: func(r ui.Rect) {
		for i, c := range q.Choices {
			at := ui.Rect{X: r.X + float64(i%per(r.W))*(side+gap), Y: r.Y + float64(i/per(r.W))*(side+gap), W: side, H: side}
			l := look{label: c, pad: .5, flat: true}
			if c == "done" {
				l.label, l.icon, l.mm, l.spoken = "", "check", 8, p.say("technician.answer.done")
			}
			p.key(at, ActAnswer, c, l)
		}
	}}
}

// serviceField covers the glass with one colour.
func (p *page) serviceField(q *ServicePrompt) {
	whole := ui.Rect{W: p.m.Width, H: p.m.Height}
	if q.Field == "gradient" {
		for i, row := range whole.Rows(16, 0) {
			p.Add(ui.Box{R: row.Pad(0, -.1), Fill: ui.Grey(i)})
		}
	} else {
		p.Add(ui.Box{R: whole, Fill: ui.Field(q.Field)})
	}
	if len(q.Choices) == 0 {
		p.serviceGlass(q)
		return
	}
	p.Target(ui.Target{Role: "page", Label: p.promptWords(q), Do: string(ActAnswer), Arg: q.Choices[0], R: whole, Enabled: true})
}

// serviceGlass makes all of the glass one target that does nothing.
func (p *page) serviceGlass(q *ServicePrompt) {
	p.Target(ui.Target{Role: "page", Label: p.promptWords(q), Do: string(ActAlive), R: ui.Rect{W: p.m.Width, H: p.m.Height}, Enabled: true})
}

// serviceGrid is the map of the glass that a finger wipes over.
func (p *page) serviceGrid(v *Technician, q *ServicePrompt) {
	whole := ui.Rect{W: p.m.Width, H: p.m.Height}
	for i, row := range whole.Rows(q.Rows, 0) {
		for j, c := range row.Columns(q.Columns, 0) {
			fill := ui.Surface
			if n := i*q.Columns + j; n < len(q.Touched) && q.Touched[n] {
				fill = ui.DoneTint
			}
			p.Add(ui.Box{R: c, Fill: fill, Line: ui.Hairline, Width: .25})
		}
	}
	p.serviceOver(v, q, .42)
}

// serviceCross is one place to touch.
func (p *page) serviceCross(v *Technician, q *ServicePrompt) {
	p.cross(q.X*p.m.Width, q.Y*p.m.Height)
	p.serviceOver(v, q, .6)
}

// serviceOver writes the test's words over the glass.
func (p *page) serviceOver(v *Technician, q *ServicePrompt, y float64) {
	words := []block{p.aligned(p.testName(v.Test), p.style("title2"), ui.Ink, 0, centre), p.aligned(p.promptWords(q), p.style("body"), ui.Ink, 2, centre)}
	r := ui.Rect{X: 2 * p.margin, Y: p.m.Height * y, W: p.m.Width - 4*p.margin}
	r.H = p.natural(words, r.W)
	p.card(r.Inset(-4))
	p.stack(r, words)
	p.serviceGlass(q)
}
