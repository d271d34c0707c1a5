package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

// list offers the businesses.
func (p *page) list(v *List) content {
	if v.Keyboard {
		return p.searching(v)
	}
	if p.scale.Elder && v.State == ListReady && len(v.Rows) > 0 {
		return p.elderList(v)
	}
	read := append(p.ask(11, p.listSays(v, "title"), p.listSays(v, "lead")), p.asOf(v)...)
	if !p.sparing() {
		read = append(read, spring())
	}
	if v.State == ListReady && v.Key == "" && !p.sparing() {
		read = append(read, p.boxed(p.gap, 8, 6, p.factRows(p.departmentFacts(v.Queue), 0, 4)...))
	}
	if p.small {
		read = append([]block{fixed(3, 0, nil), p.titleWithSeconds(p.listSays(v, "title"))}, p.asOf(v)...)
	}
	touch := []block{p.field(v), p.chips(v), {gap: 5, grow: 1, least: 60, size: func(float64) float64 { return 120 },
		draw: func(r ui.Rect) { p.listAndIndex(r, v) }}}
	return content{read: read, touch: touch, flow: p.sparing()}
}

// listSays is a sentence of this kind of list.
func (p *page) listSays(v *List, key string) string {
	if v.Key != "" {
		key = v.Key + "." + key
	}
	return p.say("list." + key)
}

// asOf says of when a list is that cannot be had anew.
func (p *page) asOf(v *List) []block {
	if v.AsOf.IsZero() {
		return nil
	}
	return []block{p.hint("wifi-off", p.say("list.asOf", "time", clock(v.AsOf)), 3)}
}

func (p *page) departmentFacts(q Queue) []fact {
	name := q.Name.In(p.v.Lang)
	if name == "" {
		name = p.say("queue.all")
	}
	return []fact{
		{label: p.say("queue.department"), value: name, word: true, share: 1.25},
		{label: p.say("queue.ahead"), value: strconv.Itoa(q.Ahead), unit: p.words.people(q.Ahead), share: .9},
		p.waitFact(q.Wait),
	}
}

// field opens the letters.
func (p *page) field(v *List) block {
	h := 20.0
	if p.small {
		h = 14
	}
	return fixed(h, 0, func(r ui.Rect) {
		pressed := p.glass.Pressed == Intent{Do: ActKeyboard}
		c := p.paint(look{flat: true}, pressed)
		p.keyBox(r, look{flat: true}, c)
		mm := min(11, r.H*.55)
		p.icon("search", r.X+6, r.Y+(r.H-mm)/2, mm, c.ink)
		p.icon("keyboard", r.Right()-6-mm, r.Y+(r.H-mm)/2, mm, c.ink)
		s := v.Query
		if s == "" {
			s = p.say("list.search")
		}
		st, l := p.fit(s, p.style("lead"), r.W-20-2*mm, 1)
		p.write(ui.Rect{X: r.X + 10 + mm, Y: r.Y + (r.H-height(1, st))/2, W: r.W}, st, l, c.sub, left)
		p.Target(ui.Target{Role: "field", Label: p.say("list.search"), Do: string(ActKeyboard), R: r, Enabled: true})
	})
}

// chip is a department to filter by.
type chip struct{ code, label string }

func (p *page) chipList(v *List) []chip {
	out := []chip{{"", p.say("list.all")}}
	for _, d := range v.Departments {
		out = append(out, chip{d.Code, d.Short.In(p.v.Lang)})
	}
	return out
}

func (p *page) chipHeight() float64 {
	if p.small {
		return 13
	}
	return max(16, p.style("label").Em*1.7)
}

// chips are the departments, in as many rows as they need.
func (p *page) chips(v *List) block {
	if len(v.Departments) == 0 {
		return block{}
	}
	list, h := p.chipList(v), p.chipHeight()
	return block{gap: 5,
		size: func(w float64) float64 {
			n := float64(len(p.chipRows(list, w)))
			return n*h + (n-1)*3
		},
		draw: func(r ui.Rect) {
			rows := p.chipRows(list, r.W)
			for i, row := range r.Rows(len(rows), 3) {
				p.drawChips(row, rows[i], v.Department)
			}
		}}
}

func (p *page) chipWidth(c chip) float64 {
	return max(16, p.width(c.label, p.style("label"))+8)
}

// chipRows are as few rows as hold the chips, and those of about one width.
func (p *page) chipRows(list []chip, w float64) [][]chip {
	rows := p.chipsWithin(list, w)
	for narrower := w; ; narrower -= 4 {
		even := p.chipsWithin(list, narrower)
		if len(even) > len(rows) || narrower < w/2 {
			return rows
		}
		rows = even
	}
}

func (p *page) chipsWithin(list []chip, w float64) [][]chip {
	var rows [][]chip
	used := w + 1
	for _, c := range list {
		need := p.chipWidth(c) + 3
		if used+need > w+3 {
			rows, used = append(rows, nil), 0
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], c)
		used += need
	}
	return rows
}

// drawChips shares the rest of a row among its chips.
func (p *page) drawChips(r ui.Rect, list []chip, on string) {
	spare := r.W - 3*float64(len(list)-1)
	for _, c := range list {
		spare -= p.chipWidth(c)
	}
	x := r.X
	for _, c := range list {
		w := p.chipWidth(c) + max(0, spare)/float64(len(list))
		l := look{label: c.label, flat: true, role: "chip", pad: 1.5}
		if c.code == on {
			l.kind = primary
		}
		p.key(ui.Rect{X: x, Y: r.Y, W: min(w, r.W), H: r.H}, ActDept, c.code, l)
		x += w + 3
	}
}

// listAndIndex is the list with the groups of initials at its right.
func (p *page) listAndIndex(r ui.Rect, v *List) {
	if v.State != ListReady {
		p.listState(r, v)
		return
	}
	rows := r
	if n := p.indexColumns(r.H, v); n > 0 {
		w := 29*float64(n) + indexGap*float64(n-1)
		rows.W -= w + min(6, p.gap)
		p.index(ui.Rect{X: r.Right() - w, Y: r.Y, W: w, H: r.H}, v, n)
	}
	if len(v.Rows) == 0 {
		p.emptyList(rows, v)
		return
	}
	p.rows(rows, v, true)
}

const (
	leastKey = 12.7 // mm, of anything that is touched (VVSG 2.0 7.2-I)
	indexGap = 3.0
)

// indexColumns is how many columns the groups of initials need to be tall
// enough for a finger; none on the small panel, which has chips and letters.
func (p *page) indexColumns(h float64, v *List) int {
	if len(v.Index) == 0 || p.small {
		return 0
	}
	rows := int((h + indexGap) / (leastKey + indexGap))
	return max(1, (len(v.Index)+max(1, rows))/max(1, rows))
}

// index are the groups of initials; those that nothing begins with are dashed.
func (p *page) index(r ui.Rect, v *List, columns int) {
	n := len(v.Index) + 1
	per := (n + columns - 1) / columns
	var cells []ui.Rect
	for _, col := range r.Columns(columns, indexGap) {
		cells = append(cells, col.Rows(per, indexGap)...)
	}
	em := p.indexType(cells[0], v.Index)
	p.indexKey(cells[0], em, "", p.say("list.allLetters"), v.Group == "", false)
	for i, g := range v.Index {
		p.indexKey(cells[i+1], em, g, g, v.Group == g, i < len(v.IndexOff) && v.IndexOff[i])
	}
}

const indexPad = 1.5

// indexType is one size for all groups, in em.
func (p *page) indexType(r ui.Rect, groups []string) float64 {
	st := p.style("body")
	st.Bold = true
	for _, g := range groups {
		for st.Em > st.Floor && (p.width(g, st) > r.W-2*indexPad || height(1, st) > r.H-3) {
			st.Em = max(st.Floor, st.Em*.97)
		}
	}
	return st.Em
}

func (p *page) indexKey(r ui.Rect, em float64, arg, label string, on, empty bool) {
	l := look{label: label, typ: "body", size: em, flat: true, role: "index", pad: indexPad}
	if on {
		l.kind = primary
	}
	if empty {
		l.kind = off
	}
	p.key(r, ActGroup, arg, l)
}

// listState says that there is no list yet, or that it could not be had.
func (p *page) listState(r ui.Rect, v *List) {
	if v.State == ListLoading {
		p.message(r, message{title: p.say("list.loading"), turning: true})
		return
	}
	why := p.words.reason(v.Reason, v.TriedAt)
	if v.Reason == ReasonNone {
		why = p.say("list.failedOnce", "time", clock(v.TriedAt))
	}
	if v.Tries > 1 {
		why = p.say("list.failedSub", "time", clock(v.TriedAt), "n", strconv.Itoa(v.Tries))
	}
	p.message(r, message{icon: "wifi-off", title: p.say("list.failed"), sub: why,
		key: p.press(ActRetry, "", look{label: p.say("list.retry"), icon: "refresh-cw", kind: primary, typ: "action", mm: 16})})
}

func (p *page) emptyList(r ui.Rect, v *List) {
	m := message{icon: "search", title: p.say("list.noneHere"), sub: p.say("list.noneHereSub")}
	if v.Query != "" {
		m.title, m.sub = p.say("list.noneFor", "query", v.Query), p.say("list.noneForSub")
	}
	p.message(r, m)
}

// message is a card in the middle of a page: what is so, and one key.
type message struct {
	icon, title, sub string
	turning          bool
	key              func(ui.Rect)
}

func (p *page) message(r ui.Rect, m message) {
	p.card(r)
	const mm = 14.0
	blocks := []block{spring(), fixed(mm, 0, func(r ui.Rect) {
		at := ui.Rect{X: r.X + (r.W-mm)/2, Y: r.Y, W: mm, H: mm}
		if m.turning {
			p.turningArc(at, ui.Ink)
		} else {
			p.Add(ui.Icon{Name: m.icon, R: at, Role: ui.Ink})
		}
	}), p.aligned(m.title, p.style("title3"), ui.Ink, 3, centre), p.aligned(m.sub, p.style("body"), ui.Ink2, 1.5, centre)}
	if m.key != nil {
		blocks = append(blocks, p.row(7, 34, nil, func(r ui.Rect) {
			w := min(r.W, 150)
			m.key(ui.Rect{X: r.X + (r.W-w)/2, Y: r.Y, W: w, H: r.H})
		}))
	}
	p.stack(r.Pad(min(8, r.W*.04), 5), append(blocks, spring()))
}
