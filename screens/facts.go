package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

// fact is a figure with what it counts: label over numeral, unit behind.
type fact struct {
	label, value, unit string
	under              string // a line below the figure
	share              float64
	word               bool // the value is a word, not a figure
}

// factStyles are the sizes of a row of facts that share their figures' size.
type factStyles struct{ label, value, word, unit ui.Style }

func (p *page) factStyles(em float64) factStyles {
	s := factStyles{p.style("body"), p.style("numeralM"), p.style("action"), p.style("body")}
	if p.v.Lang == English {
		s.label = p.style("caption")
	}
	s.label.Line = 1.3
	if em > 0 {
		s.value = p.sized(max(em, s.value.Em), 1.1, true)
	}
	return s
}

// facts is a row of figures parted by hairlines. em raises the figures; 0
// leaves them at numeralM.
func (p *page) facts(list []fact, em, gap float64) block {
	return block{gap: gap,
		size: func(w float64) float64 { return p.factsHeight(p.fitFacts(list, em, w), list) },
		draw: func(r ui.Rect) { p.drawFacts(r, list, p.fitFacts(list, em, r.W)) }}
}

func (p *page) factsHeight(s factStyles, list []fact) float64 {
	h := height(1, s.label) + 1.5 + height(1, s.value)
	for _, f := range list {
		if f.under != "" {
			return h + 1.5 + height(1, s.label)
		}
	}
	return h
}

// fitFacts makes all figures of a row smaller until the widest fits.
func (p *page) fitFacts(list []fact, em, w float64) factStyles {
	s := p.factStyles(em)
	if p.small {
		s.label.Floor, s.unit.Floor = 4.8, 4.8
	}
	for i, r := range p.factColumns(ui.Rect{W: w}, list, s) {
		f := list[i]
		s.label, _ = p.fit(f.label, s.label, r.W, 1)
		if f.under != "" {
			s.label, _ = p.fit(f.under, s.label, r.W, 1)
		}
		if f.word {
			s.word, _ = p.fit(f.value, s.word, r.W, 1)
			continue
		}
		for p.width(f.value, s.value)+1+p.width(f.unit, s.unit) > r.W && s.value.Em > s.value.Floor {
			s.value.Em *= .97
			s.unit.Em = max(s.unit.Floor, s.unit.Em*.98)
		}
	}
	return s
}

// factColumns shares the width by weight, or by need where a column would be
// too narrow. Each but the first is padded from its rule.
func (p *page) factColumns(r ui.Rect, list []fact, s factStyles) []ui.Rect {
	pad := factPadding(r.W)
	share := make([]float64, len(list))
	need := make([]float64, len(list))
	var shares, needs float64
	for i, f := range list {
		share[i], need[i] = f.weight(), p.factNeed(f, s)+4
		if i > 0 {
			need[i] += pad
		}
		shares, needs = shares+share[i], needs+need[i]
	}
	out := make([]ui.Rect, len(list))
	x, tight := r.X, false
	for i := range list {
		tight = tight || need[i] > r.W*share[i]/shares
	}
	for i := range list {
		w := r.W * share[i] / shares
		if tight {
			w = need[i] * r.W / needs
		}
		out[i] = ui.Rect{X: x, Y: r.Y, W: w - 1.5, H: r.H}
		if i > 0 {
			out[i].X += pad
			out[i].W -= pad
		}
		x += w
	}
	return out
}

func factPadding(w float64) float64 { return min(6, w*.025) }

// factNeed is the widest line of a fact.
func (p *page) factNeed(f fact, s factStyles) float64 {
	value := p.width(f.value, s.value) + 1 + p.width(f.unit, s.unit)
	if f.word {
		value = p.width(f.value, s.word)
	}
	return max(value, p.width(f.label, s.label), p.width(f.under, s.label))
}

func (f fact) weight() float64 {
	if f.share == 0 {
		return 1
	}
	return f.share
}

func (p *page) drawFacts(r ui.Rect, list []fact, s factStyles) {
	for i, c := range p.factColumns(r, list, s) {
		f := list[i]
		if i > 0 {
			x := c.X - factPadding(r.W)
			p.Add(ui.Stroke{X1: x, Y1: r.Y, X2: x, Y2: r.Bottom(), Width: p.hairline(), Role: ui.Hairline})
		}
		label := ui.Ink2
		if f.under != "" {
			label = ui.Ink
		}
		p.write(c, s.label, []string{f.label}, label, left)
		base := r.Y + height(1, s.label) + 1.5 + drop(s.value)
		st := s.value
		if f.word {
			st = s.word
		}
		p.at(c.X, c.W, base, st, f.value, ui.Ink, left)
		p.at(c.X+p.width(f.value, st)+1, c.W, base, s.unit, f.unit, ui.Ink2, left)
		c.Y += height(1, s.label) + 3 + height(1, s.value)
		p.write(c, s.label, []string{f.under}, ui.Ink2, left)
	}
}

// queueFacts are people ahead, wait and windows of one number.
func (p *page) queueFacts(ahead int, w Wait, area Text, windows string, priority bool) []fact {
	label := p.say("queue.ahead")
	if priority {
		label = p.say("queue.aheadPriority")
	}
	out := []fact{{label: label, value: strconv.Itoa(ahead), unit: p.words.people(ahead)}, p.waitFact(w)}
	if ahead == Unknown {
		out = []fact{{label: label, value: p.say("queue.unknown"), word: true}}
	}
	if windows == "" {
		return out
	}
	where := p.say("queue.windowsPlain")
	if a := area.In(p.v.Lang); a != "" {
		where = p.say("queue.windows", "area", a)
	}
	return append(out, fact{label: where, value: windows, unit: p.say("unit.window"), share: .95})
}

func (p *page) waitFact(w Wait) fact {
	f := fact{label: p.say("queue.wait"), value: w.span(), unit: p.say("unit.minutes"), share: 1.25}
	if w.none() {
		f.value, f.unit, f.word = p.say("unit.none"), "", true
	}
	return f
}
