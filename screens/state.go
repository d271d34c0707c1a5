package screens

import "govkiosk/screens/ui"

// mood is what a state box says: waiting, finished, once more, stop.
type mood int

const (
	waits mood = iota
	finished
	note
	stop
)

// state is a box with a pictogram, what is so, and what to do about it.
type state struct {
	icon, title, sub string
	mood             mood
	turning          bool
	large            bool     // the one thing on its page
	live             []string // steps at the right end; empty: none
	current          int      // of live
	number           string   // of a thing to do, in place of the pictogram
	sign             string   // small sign at the right end
	done             string   // there: a tick and that it is finished
}

func (p *page) stateBox(gap float64, s state) block {
	return block{gap: gap,
		size: func(w float64) float64 {
			least := 30.0
			switch {
			case p.small:
				least = 20
			case s.large:
				least = 50
			}
			return max(least, p.stateHeight(w, s))
		},
		draw: func(r ui.Rect) { p.drawState(r, s) }}
}

// stateIcon is the side of the pictogram: it grows with what is read from afar.
func (p *page) stateIcon() float64 { return 14 * max(1, p.scale.Shrink) }

func (s state) padX(w float64) float64 { return min(7, w*.03) }

// stateText is the room for words; the steps take the right half, or go below
// on a narrow box.
func (p *page) stateText(s state, w float64) float64 {
	t := w - 2*s.padX(w) - p.stateIcon() - 4.5
	if len(s.live) > 0 && !p.stacked(w) {
		t -= s.liveWidth(w) + 4
	}
	switch {
	case s.sign != "":
		t -= p.signWidth(s) + 4
	case s.done != "" && w >= doneRoom:
		t -= p.doneWidth(s) + 4
	}
	return t
}

func (p *page) signStyle() ui.Style { st := p.style("label"); st.Line = 1; return st }

func (p *page) signWidth(s state) float64 { return p.width(s.sign, p.signStyle()) + 22 }

// drawSign is a small framed word with the pictogram of the box.
func (p *page) drawSign(r ui.Rect, s state) {
	st, w := p.signStyle(), p.signWidth(s)
	box := ui.Rect{X: r.Right() - w, Y: r.Y + (r.H-st.Em-7)/2, W: w, H: st.Em + 7}
	p.Add(ui.Box{R: box, Radius: 1.5, Fill: ui.Surface, Line: ui.Ink, Width: p.hairline()})
	p.icon(s.icon, box.X+4, box.Y+(box.H-11)/2, 11, ui.Ink)
	p.at(box.X+17, box.W, box.Y+3.5+drop(st), st, s.sign, ui.Ink, left)
}

const (
	doneMark = 12.0  // side of the tick
	doneRoom = 180.0 // width of the box from which there is room for it
)

func (p *page) doneWidth(s state) float64 { return doneMark + 3 + p.width(s.done, p.signStyle()) }

// drawDone is a tick and a word at the right end; a narrow box has no room.
func (p *page) drawDone(r ui.Rect, s state) {
	st, x := p.signStyle(), r.Right()-p.doneWidth(s)
	p.icon("circle-check", x, r.Y+(r.H-doneMark)/2, doneMark, ui.DoneMark)
	p.at(x+doneMark+3, r.W, r.Y+(r.H-st.Em)/2+drop(st), st, s.done, ui.Done, left)
}

func (s state) liveWidth(w float64) float64 { return w * .475 }

func (p *page) stacked(w float64) bool { return w < 200 || p.scale.Step >= 4 }

func (p *page) stateWords(w float64, s state) words {
	t := words{label: p.style("title3"), sub: p.style("body")}
	switch {
	case s.large:
		t.label, t.sub = p.style("action"), p.style("lead")
	case s.number != "":
		t.label = p.style("title2")
	}
	t.label.Line, t.sub.Line = 1.3, 1.35
	t.label, t.labelLines = p.fitEven(s.title, t.label, p.stateText(s, w), 2)
	t.h = height(len(t.labelLines), t.label)
	if s.sub != "" {
		t.sub, t.subLines = p.fitEven(s.sub, t.sub, p.stateText(s, w), 3)
		t.h += height(len(t.subLines), t.sub)
	}
	return t
}

func (p *page) stateHeight(w float64, s state) float64 {
	h := max(p.stateIcon(), p.stateWords(w, s).h) + 10
	if len(s.live) > 0 && p.stacked(w) {
		h += p.liveHeight() + 3
	}
	return h
}

func (p *page) drawState(r ui.Rect, s state) {
	ink, mark, sub := p.stateGround(r, s.mood)
	inner := r.Pad(s.padX(r.W), 5)
	live := inner
	if len(s.live) > 0 {
		if p.stacked(r.W) {
			live.Y, live.H = inner.Bottom()-p.liveHeight(), p.liveHeight()
			inner.H -= p.liveHeight() + 3
		} else {
			live.X, live.W = inner.Right()-s.liveWidth(r.W), s.liveWidth(r.W)
			live.Y += (live.H - p.liveHeight()) / 2
		}
		p.drawLive(live, s.live, s.current)
	}
	mm := p.stateIcon()
	at := ui.Rect{X: inner.X, Y: inner.Y + (inner.H-mm)/2, W: mm, H: mm}
	if s.number != "" {
		p.at(at.X, at.W, at.Y+at.H/2+.366*20, p.sized(20, 1, true), s.number, ink, centre)
	} else if s.turning {
		p.turningArc(at, mark)
	} else {
		p.Add(ui.Icon{Name: s.icon, R: at, Role: mark})
	}
	switch {
	case s.sign != "":
		p.drawSign(inner, s)
	case s.done != "" && r.W >= doneRoom:
		p.drawDone(inner, s)
	}
	t := p.stateWords(r.W, s)
	text := ui.Rect{X: at.Right() + 4.5, Y: inner.Y + (inner.H-t.h)/2, W: p.stateText(s, r.W)}
	p.write(text, t.label, t.labelLines, ink, left)
	text.Y += height(len(t.labelLines), t.label)
	p.write(text, t.sub, t.subLines, sub, left)
}

// stateGround draws the box and returns the colours of title, mark and sentence.
func (p *page) stateGround(r ui.Rect, m mood) (ink, mark, sub ui.Role) {
	b := ui.Box{R: r, Radius: 4, Fill: ui.Surface, Line: ui.Hairline, Width: p.hairline()}
	ink, mark, sub = ui.Ink, ui.Ink, ui.Ink2
	switch m {
	case finished:
		b.Fill, b.Line = ui.DoneTint, ui.DoneMark
		ink, mark, sub = ui.Done, ui.DoneMark, ui.Done
	case note:
		b.Line, b.Width = ui.Ink, 1
	case stop:
		b.Fill, b.Line, b.Width = ui.DangerTint, ui.Danger, .5
		ink, mark, sub = ui.Danger, ui.Danger, ui.Danger
		if p.contrast() {
			p.Add(ui.Box{R: r.Inset(-1.5), Radius: 5.5, Line: ui.Danger, Width: .5})
		}
	}
	p.Add(b)
	return ink, mark, sub
}
