package screens

import (
	"strconv"
	"time"

	"govkiosk/screens/ui"
)

// faultsOnGlass is how many faults have room above the devices.
const faultsOnGlass = 3

// serviceFaults are what is wrong, by the fault table, the worst first: at most
// so many. act says what to do about each as well.
func (p *page) serviceFaults(v *Technician, most int, act bool) (out []block) {
	gap := 3.0
	for i, f := range v.Faults {
		if i == most {
			return append(out, p.para(p.say("technician.moreFaults", "n", strconv.Itoa(len(v.Faults)-most)), p.style("body"), ui.Ink2, 2))
		}
		out = append(out, p.serviceCard(p.faultCard(f, act), gap))
	}
	return out
}

// problem is what stands on a red card: what is wrong, in words and by its
// code, since when, and what is to be done.
type problem struct{ what, end, under, code string }

func (p *page) faultCard(f ServiceFault, act bool) problem {
	out := problem{what: f.Says.In(p.v.Lang), code: f.Code, end: p.faultSince(f.Since),
		under: p.say("technician.whoActs", "who", p.knownOr("technician.who.", f.Who))}
	if act {
		gap := ""
		if p.v.Lang == English {
			gap = " "
		}
		out.under = f.Act.In(p.v.Lang) + gap + out.under
	}
	return out
}

// faultSince is a time of today, or a day.
func (p *page) faultSince(t time.Time) string {
	switch y, m, d := p.v.Clock.Date(); {
	case t.IsZero():
		return ""
	case t.Year() == y && t.Month() == m && t.Day() == d:
		return p.say("technician.since", "time", clock(t))
	}
	return p.say("technician.sinceDay", "m", strconv.Itoa(int(t.Month())), "d", strconv.Itoa(t.Day()), "time", clock(t))
}

// serviceCard is flat and red. It is no key.
func (p *page) serviceCard(s problem, gap float64) block {
	return block{gap: gap,
		size: func(w float64) float64 { return p.problemLines(s, w).h },
		draw: func(r ui.Rect) {
			t := p.problemLines(s, r.W)
			p.Add(ui.Box{R: r, Radius: 4, Fill: ui.DangerTint, Line: ui.Danger, Width: .5})
			mm := max(7, t.before*.43)
			p.icon("circle-x", r.X+t.before*.28, r.Y+(r.H-mm)/2, mm, ui.Danger)
			in := ui.Rect{X: r.X + t.before, Y: r.Y + t.air, W: r.W - t.before - t.after}
			p.at(in.X, in.W, in.Y+drop(t.end), t.end, s.end, ui.Danger, right)
			if t.narrow {
				p.at(in.X, in.W, in.Y+drop(t.end), t.code, s.code, ui.Danger, left)
				in.Y += t.head
			} else {
				p.at(in.X, in.W, in.Y+height(1, t.end)+drop(t.code), t.code, s.code, ui.Danger, right)
			}
			p.write(in, t.what, t.whatLines, ui.Danger, left)
			in.Y += height(len(t.whatLines), t.what)
			p.write(in, t.under, t.underLines, ui.Danger, left)
		}}
}

// problemText is a problem made to fit a card: the time and the code at its
// right end, or on a narrow card above the words.
type problemText struct {
	end, code, what, under ui.Style
	whatLines, underLines  []string
	narrow                 bool
	before, after, air     float64 // the words
	head, h                float64 // height of the line above; of all
}

func (p *page) problemLines(s problem, w float64) problemText {
	t := problemText{end: p.style("label"), code: p.style("body"), before: 21, after: 7, air: 3.5, narrow: w < 150}
	if p.small || t.narrow {
		t.before, t.after, t.air = 14, 4, 2.5
	}
	t.end.Line, t.code.Line = 1.35, 1.35
	room := w - t.before - t.after
	t.end, _ = p.fit(s.end, t.end, room*.55, 1)
	t.code, _ = p.fit(s.code, t.code, room*.45, 1)
	words := room
	switch {
	case s.code == "" && s.end == "":
	case t.narrow:
		t.head = height(1, t.end)
	default:
		words -= max(p.width(s.end, t.end), p.width(s.code, t.code)) + 5
	}
	what, under := p.style("label"), p.style("body")
	what.Line, under.Line = 1.35, 1.35
	t.what, t.whatLines = p.fitEven(s.what, what, words, 3)
	t.under, t.underLines = p.fitEven(s.under, under, words, 5)
	t.h = 2*t.air + t.head + height(len(t.whatLines), t.what) + height(len(t.underLines), t.under)
	if !t.narrow && s.code != "" {
		t.h = max(t.h, 2*t.air+height(1, t.end)+height(1, t.code))
	}
	return t
}

// serviceDay is the terminal's day: figures, and beside them what happened.
func (p *page) serviceDay(v *Technician) block {
	facts, events := p.serviceFacts(v.Facts), p.serviceEvents(v)
	if facts.draw == nil || events.draw == nil {
		if facts.draw == nil {
			return events
		}
		return facts
	}
	share := func(r ui.Rect) (a, b ui.Rect) {
		a, b = r, r
		a.W = r.W * .46
		b.X, b.W = a.Right()+p.gap, r.W-a.W-p.gap
		return a, b
	}
	return block{gap: p.gap,
		size: func(w float64) float64 {
			a, b := share(ui.Rect{W: w})
			return max(facts.height(a.W), events.height(b.W))
		},
		draw: func(r ui.Rect) {
			a, b := share(r)
			facts.draw(a)
			events.draw(b.Top(events.height(b.W)))
		}}
}

// serviceEvents are the newest events: a row of time and words each.
func (p *page) serviceEvents(v *Technician) block {
	if len(v.Events) == 0 || p.small {
		return block{}
	}
	st := p.style("body")
	st.Line = 1.5
	title := p.style("label")
	times := 0.0
	for _, e := range v.Events {
		times = max(times, p.width(clock(e.At), st))
	}
	head := height(1, title) + 2
	list := v.Events[:min(len(v.Events), 4)]
	return block{gap: 4, size: func(float64) float64 { return head + height(len(list), st) },
		draw: func(r ui.Rect) {
			p.write(r, title, []string{p.say("technician.events")}, ui.Ink, left)
			for i, row := range (ui.Rect{X: r.X, Y: r.Y + head, W: r.W, H: r.H - head}).Rows(len(list), 0) {
				p.rule(row.X, row.Y, row.W, ui.Hairline)
				base := row.Y + (row.H-height(1, st))/2 + drop(st)
				p.at(row.X, row.W, base, st, clock(list[i].At), ui.Ink2, left)
				words := p.knownOr("technician.event.", list[i].Kind)
				fitted, _ := p.fit(words, st, row.W-times-6, 1)
				p.at(row.X+times+6, row.W, base, fitted, words, ui.Ink, left)
			}
		}}
}
