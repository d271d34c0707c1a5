package screens

import (
	"strconv"
	"strings"

	"govkiosk/screens/ui"
)

// searching is the list with letters under it: what is typed is matched
// against words, Pinyin and initials by whoever gives the rows.
func (p *page) searching(v *List) content {
	read := append(p.ask(9, p.say("list.searchTitle"), p.say("list.searchLead")), spring(), p.inOrder(p.queryEntry(v)), p.found(v))
	if p.small {
		read = []block{fixed(2, 0, nil), p.inOrder(p.queryEntry(v))}
	}
	touch := []block{{grow: 1, least: 34, size: func(float64) float64 { return 100 }, draw: func(r ui.Rect) {
		switch {
		case v.State != ListReady:
			p.listState(r, v)
		case len(v.Rows) == 0:
			p.emptyList(r, v)
		default:
			p.rows(r, v, false)
		}
	}}}
	if v.Composing != "" {
		touch = append(touch, p.candidates(v.Candidates))
	}
	return content{read: read, touch: append(touch, p.inOrder(p.letters(v)))}
}

func (p *page) queryEntry(v *List) block {
	h := 36.0
	if p.small || p.wide {
		h = 18
	}
	return fixed(h, p.gap, func(r ui.Rect) {
		p.Add(ui.Box{R: r, Radius: 3, Fill: ui.Surface, Line: ui.Touch, Width: 1})
		mm := min(15, r.H*.5)
		p.icon("search", r.X+6, r.Y+(r.H-mm)/2, mm, ui.Ink)
		st := p.style("title1")
		st.Line, st.Em = 1.2, min(st.Em, max(st.Floor, (r.H-4)/1.2))
		x := r.X + 11 + mm
		st, _ = p.fit(v.Query+v.Composing, st, r.Right()-x-8, 1)
		base := r.Y + (r.H-height(1, st))/2 + drop(st)
		p.at(x, r.W, base, st, v.Query, ui.Ink, left)
		end := p.composing(x+p.width(v.Query, st), base, st, v.Composing)
		if v.Query+v.Composing == "" {
			lead, words := p.fit(p.say("list.type"), p.style("lead"), r.Right()-x-10, 1)
			p.write(ui.Rect{X: x + 3, Y: r.Y + (r.H-height(1, lead))/2, W: r.W}, lead, words, ui.Ink2, left)
		}
		p.Add(ui.Box{R: ui.Rect{X: end + .6, Y: r.Y + (r.H-st.Em*1.05)/2, W: 1, H: st.Em * 1.05}, Fill: ui.Touch})
	})
}

// composing writes letters that wait for a choice, underlined, and returns
// where they end.
func (p *page) composing(x, base float64, st ui.Style, s string) float64 {
	if s == "" {
		return x
	}
	st.Bold = false
	w := p.width(s, st)
	x += max(1.5, .25*st.Em)
	p.at(x, w, base, st, s, ui.Ink, left)
	p.Add(ui.Box{R: ui.Rect{X: x, Y: base + .22*st.Em, W: w, H: 1}, Fill: ui.Ink})
	return x + w
}

// candidates is a row of words; more of them are on other sheets.
func (p *page) candidates(words []string) block {
	h, gap := p.chipHeight(), 3.0
	return fixed(h, min(6, p.gap), func(r ui.Rect) {
		more := max(20, p.width(p.say("list.moreWords"), p.style("label"))+6)
		sheets := p.wordSheets(words, r.W-more-gap, gap)
		if len(sheets) == 0 {
			lead, l := p.fit(p.say("list.noWords"), p.style("body"), r.W, 1)
			p.write(ui.Rect{X: r.X, Y: r.Y + (r.H-height(1, lead))/2, W: r.W}, lead, l, ui.Ink2, left)
			return
		}
		p.Sheets = len(sheets)
		n := p.glass.Sheet % len(sheets)
		x := r.X
		for _, i := range sheets[n] {
			w := p.wordWidth(words[i])
			l := look{label: words[i], flat: true, role: "word", pad: 1}
			if i == 0 {
				l.kind = primary
			}
			p.key(ui.Rect{X: x, Y: r.Y, W: min(w, r.Right()-x), H: r.H}, ActWord, strconv.Itoa(i), l)
			x += w + gap
		}
		if len(sheets) > 1 {
			p.key(ui.Rect{X: r.Right() - more, Y: r.Y, W: more, H: r.H}, ActSheet, "round", look{label: p.say("list.moreWords"), flat: true, tint: true, pad: 1, role: "word"})
		}
	})
}

func (p *page) wordWidth(s string) float64 { return max(16, p.width(s, p.style("label"))+8) }

// wordSheets shares the words among rows of width w, by their places.
func (p *page) wordSheets(words []string, w, gap float64) [][]int {
	var out [][]int
	used := w + 1
	for i, s := range words {
		need := p.wordWidth(s)
		if used+need > w {
			out, used = append(out, nil), 0
		}
		out[len(out)-1] = append(out[len(out)-1], i)
		used += need + gap
	}
	return out
}

func (p *page) found(v *List) block {
	if v.State != ListReady || v.Query == "" {
		return block{}
	}
	return p.para(p.say("list.found", "n", strconv.Itoa(len(v.Rows))), p.style("body"), ui.Ink2, 3)
}

// letters are the 26 keys in the order of a keyboard, or of the alphabet where
// ten of them would be too narrow for a finger.
func (p *page) letters(v *List) block {
	const gap = 2.6
	if p.body.W < 10*12.7+9*gap {
		return p.alphabet(v, gap)
	}
	h := 21.0
	if p.wide {
		h = 18
	}
	return fixed(4*h+3*gap, 6, func(r ui.Rect) {
		rows := r.Rows(4, gap)
		unit := (r.W - 9*gap) / 10
		p.letterRow(rows[0], "qwertyuiop", 0, unit, gap)
		p.letterRow(rows[1], "asdfghjkl", (unit+gap)/2, unit, gap)
		side := unit*1.5 + gap/2
		p.letterRow(rows[2], "zxcvbnm", side+gap, unit, gap)
		if first := (ui.Rect{X: r.X, Y: rows[2].Y, W: side, H: h}); v.Composing != "" {
			p.key(first, ActKey, "'", p.function("list.part", ""))
		} else {
			p.key(first, ActClear, "", p.function("list.clear", ""))
		}
		p.key(ui.Rect{X: r.Right() - side, Y: rows[2].Y, W: side, H: h}, ActDelete, "", p.function("list.delete", "delete"))
		p.key(rows[3], ActKeyboard, "", p.function("list.hide", "list"))
	})
}

func (p *page) function(word, icon string) look {
	l := look{label: p.say(word), icon: icon, mm: 10, tint: true, pad: 2}
	if icon == "delete" && p.v.Lang == English {
		l.icon = "" // the word alone fills the key
	}
	return l
}

func (p *page) letterRow(r ui.Rect, letters string, x, w, gap float64) {
	for i, c := range strings.Split(letters, "") {
		p.letter(ui.Rect{X: r.X + x + float64(i)*(w+gap), Y: r.Y, W: w, H: r.H}, c)
	}
}

func (p *page) letter(r ui.Rect, c string) {
	p.key(r, ActKey, c, look{label: c, typ: "tile", pad: .5})
}

// alphabet has seven keys a row.
func (p *page) alphabet(v *List, gap float64) block {
	const h = 13.5
	n := 5
	if p.v.LowReach && v.Composing != "" {
		n = 4 // no room for the way back to the departments; 返回 is one too
	}
	return fixed(float64(n)*h+float64(n-1)*gap, 3, func(r ui.Rect) {
		rows := r.Rows(n, gap)
		keys := strings.Split("abcdefghijklmnopqrstuvwxyz", "")
		for i, c := range keys {
			p.letter(rows[i/7].Columns(7, gap)[i%7], c)
		}
		last := rows[3].Columns(7, gap)
		p.key(last[5], ActClear, "", look{spoken: p.say("list.clear"), icon: "x", mm: 9, tint: true, pad: .5})
		p.key(last[6], ActDelete, "", look{spoken: p.say("list.delete"), icon: "delete", mm: 9, tint: true, pad: .5})
		if n < 5 {
			return
		}
		p.key(rows[4], ActKeyboard, "", p.function("list.hide", "list"))
	})
}
