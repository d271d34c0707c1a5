package screens

import (
	"strconv"
	"strings"

	"govkiosk/screens/ui"
)

// pad is a keypad for one number.
func (p *page) pad(v *Pad) content {
	title, lead := p.padAsks(v)
	if v.letters() {
		return p.codePad(v, title, lead)
	}
	if p.wide { // the field stands over its keys
		status := p.padStatus(v)
		status.gap = 4
		return content{read: p.ask(11, title, lead), touch: []block{p.entry(v), status, p.inOrder(p.digits(v)), p.padActs(v)}}
	}
	read := append(p.ask(11, title, lead), spring(), p.entry(v))
	touch := []block{p.padStatus(v), p.inOrder(p.digits(v)), p.padActs(v)}
	return content{read: read, touch: touch}
}

// padAsks is the question and the sentence under it.
func (p *page) padAsks(v *Pad) (title, lead string) {
	prefix := padPrefixes[v.Kind]
	if v.Key != "" && p.words.has("pad."+v.Key+"Title") {
		prefix = "pad." + v.Key
	}
	return p.given(v.Title, prefix+"Title"), p.maybe(v.Lead, prefix+"Lead")
}

var padPrefixes = map[PadKind]string{PadIDNumber: "pad.id", PadPhone: "pad.phone", PadCode: "pad.code", PadCase: "pad.case", PadNumber: "pad.number"}

// groups cuts a number the way people read it aloud.
func (v *Pad) groups() []int {
	switch v.Kind {
	case PadIDNumber:
		return []int{6, 8, 4}
	case PadNumber:
		return fours(v.Length)
	}
	return []int{3, 4, 4}
}

// fours cuts a number that has no groups of its own; a short one is not cut.
func fours(n int) []int {
	if n <= 6 {
		return []int{n}
	}
	var out []int
	for ; n > 4; n -= 4 {
		out = append(out, 4)
	}
	return append(out, n)
}

// shown is what has been typed, by groups, the middle one masked unless the
// citizen asked to see it.
func (v *Pad) shown() []string {
	var out []string
	rest := v.Value
	for i, n := range v.groups() {
		part := rest[:min(n, len(rest))]
		rest = rest[len(part):]
		if i == 1 && !v.Reveal && v.masked() {
			part = strings.Repeat("*", len(part))
		}
		if part != "" || i == 0 {
			out = append(out, part)
		}
	}
	return out
}

// masked: a number of a few digits says nothing of anybody.
func (v *Pad) masked() bool { return v.Kind != PadNumber || v.Length > 8 }

// full is the widest that a complete number gets.
func (v *Pad) full() []string {
	var out []string
	for _, n := range v.groups() {
		out = append(out, strings.Repeat("0", n))
	}
	return out
}

// entryStyle is as large as a complete number can be in a field of that size.
func (p *page) entryStyle(v *Pad, w, h float64) ui.Style {
	st := p.style("display")
	st.Line, st.Spaced, st.Em = 1, 0, max(st.Floor, min(st.Em, h*.7))
	for p.groupsWidth(v.full(), st) > w && st.Em > st.Floor {
		st.Em *= .97
	}
	return st
}

func (p *page) groupsWidth(parts []string, st ui.Style) float64 {
	var w float64
	for i, s := range parts {
		if i > 0 {
			w += st.Em * .29
		}
		w += p.digitsWidth(s, st)
	}
	return w
}

// digitsWidth counts a masked place as wide as a digit, so that nothing moves
// when the citizen looks.
func (p *page) digitsWidth(s string, st ui.Style) float64 {
	return float64(len(s)) * p.width("0", st)
}

// entry is the field with what has been typed, and the caret.
func (p *page) entry(v *Pad) block {
	h := 46.0
	if p.small || p.wide {
		h = 22
	}
	return p.inOrder(fixed(h, p.gap, func(r ui.Rect) {
		line, width := ui.Touch, 1.0
		if v.Problem != "" {
			line, width = ui.Ink, 1.5
		}
		p.Add(ui.Box{R: r, Radius: 3, Fill: ui.Surface, Line: line, Width: width})
		in := r.Pad(min(9, r.W*.04), 0)
		if v.Problem != "" {
			mm := min(14, r.H*.4)
			p.icon("circle-alert", in.Right()-mm, r.Y+(r.H-mm)/2, mm, ui.Ink)
			in.W -= mm + 2
		}
		st := p.entryStyle(v, in.W-4, r.H)
		x := p.writeGroups(in.X, r.Y+r.H/2+.366*st.Em, v.shown(), st)
		if v.Problem == "" && len(v.Value) < v.Length {
			p.Add(ui.Box{R: ui.Rect{X: x + 1.5, Y: r.Y + (r.H-st.Em*1.05)/2, W: 1, H: st.Em * 1.05}, Fill: ui.Touch})
		}
	}))
}

func (p *page) writeGroups(x, base float64, parts []string, st ui.Style) float64 {
	cell := p.width("0", st)
	for i, part := range parts {
		if i > 0 {
			x += st.Em * .29
		}
		for _, r := range part {
			y := base
			if r == '*' {
				y += .12 * st.Em
			}
			p.at(x, cell, y, st, string(r), ui.Ink, centre)
			x += cell
		}
	}
	return x
}

// padStatus says how many places are missing, or what is wrong, and lets the
// citizen look at the number.
func (p *page) padStatus(v *Pad) block {
	h := 22.0
	switch {
	case p.small:
		h = 15
	case p.wide:
		h = 16
	case p.scale.Elder:
		h = 34
	}
	return fixed(h, 0, func(r ui.Rect) {
		if !v.masked() {
			p.padSentence(r, v)
			return
		}
		label, icon := p.say("pad.show"), "eye"
		if v.Reveal {
			label, icon = p.say("pad.hide"), "eye-off"
		}
		key := look{label: label, icon: icon}
		w := min(r.W*.42, p.width(label, p.style("label"))+12+4+14)
		if v.Covered {
			p.padSentence(r, v)
			return
		}
		p.key(ui.Rect{X: r.Right() - w, Y: r.Y, W: w, H: r.H}, ActReveal, "", key)
		p.padSentence(ui.Rect{X: r.X, Y: r.Y, W: r.W - w - 5, H: r.H}, v)
	})
}

func (p *page) padSentence(r ui.Rect, v *Pad) {
	s, bold := p.padWords(v)
	st := p.style("lead")
	st.Bold = bold
	st.Line = 1.2
	for {
		fitted, l := p.fit(s, st, r.W, 3)
		if height(len(l), fitted) <= r.H || fitted.Em <= fitted.Floor+.01 {
			p.write(ui.Rect{X: r.X, Y: r.Y + (r.H-height(len(l), fitted))/2, W: r.W}, fitted, l, ui.Ink, left)
			return
		}
		st.Em = max(fitted.Floor, fitted.Em*.95)
	}
}

var padProblems = map[string]string{"check-digit": "pad.checkDigit", "date": "pad.date", "phone-prefix": "pad.phonePrefix",
	"character": "pad.character", "length": "pad.length", "unknown": "pad.unknown"}

func (p *page) padWords(v *Pad) (s string, bold bool) {
	if key, ok := padProblems[v.Problem]; ok {
		s = p.say(key)
		if v.At > 0 {
			s = p.say("pad.at", "n", strconv.Itoa(v.At))
		}
		return s, true
	}
	missing := v.Length - len(v.Value)
	switch {
	case v.Ready || missing <= 0 && !v.letters():
		return p.say("pad.ready"), false
	case v.letters(), v.Kind == PadNumber:
		return p.say("pad.soFar", "n", strconv.Itoa(len(v.Value))), false
	}
	s = p.say("pad.missing", "n", strconv.Itoa(missing))
	if v.Kind == PadIDNumber && missing <= 4 {
		if p.v.Lang == English {
			s += " "
		}
		s += p.say("pad.xHint")
	}
	return s, true
}

// digits are the twelve keys.
func (p *page) digits(v *Pad) block {
	caps := strings.Split("1 2 3 4 5 6 7 8 9", " ")
	last := []string{"X", "0", ""}
	if v.Kind != PadIDNumber {
		last[0] = "clear"
	}
	caps = append(caps, last...)
	gap := min(5, p.gap)
	return block{gap: p.gap, grow: 1, least: 4*15 + 3*gap, size: func(float64) float64 { return 4*30 + 3*gap },
		draw: func(r ui.Rect) {
			for i, row := range r.Rows(4, gap) {
				for j, c := range row.Columns(3, gap) {
					p.digit(c, caps[3*i+j])
				}
			}
		}}
}

func (p *page) digit(r ui.Rect, c string) {
	switch c {
	case "":
		p.key(r, ActDelete, "", look{label: p.say("pad.delete"), icon: "delete", mm: min(15, r.H*.5), typ: "tile", tint: true})
	case "clear":
		p.key(r, ActClear, "", look{label: p.say("pad.clear"), typ: "tile", tint: true})
	default:
		p.key(r, ActKey, c, look{label: c, typ: "title1"})
	}
}

func (p *page) padActs(v *Pad) block {
	next := look{label: p.say("pad.next"), typ: "action", kind: primary, icon: "arrow-right", mm: 16}
	if !v.Ready {
		next.kind, next.icon = off, ""
		next.sub = p.say("pad.nextPhone")
		switch {
		case v.Kind == PadIDNumber:
			next.sub = p.say("pad.nextId")
		case v.letters(), v.Kind == PadNumber:
			next.sub = p.say("pad.nextCode")
		}
		if v.Problem != "" {
			next.sub = p.say("pad.nextFix")
		}
	}
	filled := p.press(ActNext, "", next)
	if v.Optional {
		return p.row(p.gap, 34, actShares, p.press(ActSkip, "", look{label: p.say("pad.skip")}), filled)
	}
	switch v.Switch {
	case PadPhone:
		return p.row(p.gap, 34, actShares, p.press(ActPhone, "", look{label: p.say("pad.toPhone"), icon: "smartphone"}), filled)
	case PadCode, PadCase:
		return p.row(p.gap, 34, actShares, p.press(ActCode, "", look{label: p.say("pad.toCode"), icon: "keyboard"}), filled)
	case PadIDNumber:
		return p.row(p.gap, 34, actShares, p.press(ActNumber, "", look{label: p.say("pad.toNumber"), icon: "id-card"}), filled)
	}
	return p.row(p.gap, 34, nil, filled)
}
