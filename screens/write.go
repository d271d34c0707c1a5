package screens

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"govkiosk/screens/ui"
)

// writing is a field for free text over its letters.
func (p *page) writing(v *Write) content {
	read := append(p.question(9, p.given(v.Title, "write."+v.Key+".title"), p.maybe(v.Lead, "write."+v.Key+".lead")), p.inOrder(p.textField(v)))
	touch := []block{spring()}
	if v.Composing != "" || len(v.Candidates) > 0 {
		touch = append(touch, p.candidates(v.Candidates))
	}
	return content{read: read, touch: append(touch, p.inOrder(p.textKeys(v)), p.writeActs(v))}
}

// textField shows the end of what is written, and how much more there is room for.
func (p *page) textField(v *Write) block {
	high := 70.0
	switch {
	case p.small:
		high = 24
	case p.wide:
		high = 46
	}
	return block{gap: p.gap, grow: 1, least: min(high, 24), size: func(float64) float64 { return high },
		draw: func(r ui.Rect) {
			r.H = min(r.H, high*1.6)
			p.Add(ui.Box{R: r, Radius: 3, Fill: ui.Surface, Line: ui.Touch, Width: 1})
			in := r.Pad(min(7, r.W*.03), 2.5)
			if !p.small {
				in.H -= p.room(in, v)
			}
			p.fieldLines(in, v)
		}}
}

// room writes at the foot of the field how many characters are left; it
// returns its height.
func (p *page) room(in ui.Rect, v *Write) float64 {
	st := p.style("caption")
	left := v.Most - utf8.RuneCountInString(v.Text)
	s := p.say("write.left", "n", strconv.Itoa(max(0, left)))
	h := height(1, st)
	p.write(ui.Rect{X: in.X, Y: in.Bottom() - h, W: in.W}, st, []string{s}, ui.Ink2, right)
	return h + 1
}

func (p *page) fieldLines(in ui.Rect, v *Write) {
	st := p.style("title3")
	st.Line, st.Bold = 1.3, false
	if v.Text+v.Composing == "" {
		lead, l := p.fit(p.say("list.type"), p.style("lead"), in.W-6, 1)
		p.write(ui.Rect{X: in.X + 3, Y: in.Y, W: in.W - 3}, lead, l, ui.Ink2, left)
	}
	lines := p.wrap(v.Text, st, in.W)
	last := lines[len(lines)-1]
	if strings.HasSuffix(v.Text, " ") {
		last += " "
	}
	if v.Composing != "" && p.width(last, st)+p.width(v.Composing, st)+3 > in.W {
		lines, last = append(lines, ""), ""
	}
	if n := max(1, int(in.H/height(1, st)+.01)); len(lines) > n {
		lines = lines[len(lines)-n:]
	}
	p.write(in, st, lines, ui.Ink, left)
	base := in.Y + height(len(lines)-1, st) + drop(st)
	end := p.composing(in.X+p.width(last, st), base, st, v.Composing)
	p.Add(ui.Box{R: ui.Rect{X: min(end+.6, in.Right()), Y: base - .87*st.Em, W: 1, H: st.Em * 1.05}, Fill: ui.Touch})
}

// textKeys are the letters that are shown, and the keys to the others.
func (p *page) textKeys(v *Write) block {
	const gap = 2.6
	figures := v.Letters == "digits"
	first := p.press(ActClear, "", p.function("list.clear", ""))
	if v.Composing != "" {
		first = p.press(ActKey, "'", p.function("list.part", ""))
	}
	if p.body.W < 10*leastKey+9*gap {
		return p.textAlphabet(v, gap)
	}
	return p.keyboard(gap, func(rows []ui.Rect, unit float64) {
		if figures {
			p.letterRow(rows[0], "1234567890", 0, unit, gap)
			p.letterRow(rows[1], "-/#@.,:()+", 0, unit, gap)
			p.letterRow(rows[2], "，。、：；？“”（）", 0, unit, gap)
		} else {
			p.letterRow(rows[0], "qwertyuiop", 0, unit, gap)
			p.letterRow(rows[1], "asdfghjkl", (unit+gap)/2, unit, gap)
			p.sideKeys(rows[2], "zxcvbnm", unit, gap, first)
		}
		p.spaceRow(rows[3], v, gap)
	})
}

// spaceRow has the keys to other letters, the space and two marks; beside
// figures it has 清空 and 删除, which the letters have in their last row.
func (p *page) spaceRow(r ui.Rect, v *Write, gap float64) {
	shares := []float64{1.5, 1.5, 4, 1, 1}
	keys := append(p.layoutKeys(v), p.press(ActKey, " ", look{label: p.say("write.space"), pad: 1}))
	if v.Letters == "digits" {
		del := p.function("list.delete", "delete")
		if p.small {
			del = look{spoken: del.label, icon: "delete", mm: 9, tint: true, pad: .5}
		}
		keys = append(keys, p.press(ActClear, "", p.function("list.clear", "")), p.press(ActDelete, "", del))
		shares = []float64{1.5, 1.5, 2.6, 1.5, 1.7}
	} else {
		comma, stop := "，", "。"
		if v.Letters == "latin" {
			comma, stop = ",", "."
		}
		keys = append(keys, p.press(ActKey, comma, look{label: comma, typ: "tile", pad: .5}), p.press(ActKey, stop, look{label: stop, typ: "tile", pad: .5}))
	}
	if p.body.W < 10*leastKey+9*gap {
		shares = []float64{1.3, 1.5, 1.7, 1, 1}
		if v.Letters == "digits" {
			shares = []float64{1.4, 1.4, 1.7, 1.3, 1.3}
		}
	}
	var sum float64
	for _, s := range shares {
		sum += s
	}
	x := r.X
	for i, s := range shares {
		w := (r.W - 4*gap) * s / sum
		keys[i](ui.Rect{X: x, Y: r.Y, W: w, H: r.H})
		x += w + gap
	}
}

// layoutKeys lead to the two other kinds of letters.
func (p *page) layoutKeys(v *Write) []func(ui.Rect) {
	var out []func(ui.Rect)
	now := v.Letters
	if now == "" {
		now = "pinyin"
	}
	for _, l := range []string{"digits", "pinyin", "latin"} {
		if l != now {
			out = append(out, p.press(ActLayout, l, look{label: p.say("write." + l), tint: true, pad: 1}))
		}
	}
	return out
}

// textAlphabet has seven keys a row, for a panel too narrow for ten.
func (p *page) textAlphabet(v *Write, gap float64) block {
	const h = 13.5
	keys := "abcdefghijklmnopqrstuvwxyz"
	if v.Letters == "digits" {
		keys = "1234567890-/#@.:()，。、？；“”+"
	}
	return fixed(5*h+4*gap, 3, func(r ui.Rect) {
		rows := r.Rows(5, gap)
		for i, c := range strings.Split(keys, "") {
			p.letter(rows[i/7].Columns(7, gap)[i%7], c)
		}
		last := rows[3].Columns(7, gap)
		if v.Composing != "" {
			p.key(last[5], ActKey, "'", look{label: "'", typ: "tile", tint: true, pad: .5})
		} else if v.Letters != "digits" {
			p.key(last[5], ActClear, "", look{spoken: p.say("list.clear"), icon: "x", mm: 9, tint: true, pad: .5})
		}
		if v.Letters != "digits" {
			p.key(last[6], ActDelete, "", look{spoken: p.say("list.delete"), icon: "delete", mm: 9, tint: true, pad: .5})
		}
		p.spaceRow(rows[4], v, gap)
	})
}

func (p *page) writeActs(v *Write) block {
	next := look{label: p.say("write.next"), icon: "check", mm: 16, typ: "action", kind: primary}
	if !v.Ready {
		next.kind, next.icon, next.sub = off, "", p.say("write.first")
	}
	filled := p.press(ActNext, "", next)
	if !v.Optional {
		return p.row(p.gap, 34, nil, filled)
	}
	return p.row(p.gap, 34, actShares, p.press(ActSkip, "", look{label: p.say("write.skip")}), filled)
}
