package screens

import "govkiosk/screens/ui"

// done says what came of a journey, and follows its slip into the hand.
func (p *page) done(v *Done) content {
	switch v.Paper {
	case PaperPrinting, PaperTake, PaperAsk:
		return p.slipOnItsWay(v)
	}
	title, lead := p.doneWords(v)
	head := p.question(8, title, lead)
	body := []block{p.outcome(v, ""), p.slipState(v)}
	if v.Number == "" && len(v.Facts) == 0 && v.Link == "" {
		head = []block{fixed(min(24, p.gap*3.4), 0, nil), p.withIcon("circle-check", title, lead)}
	}
	acts := p.doneActs(v)
	if p.wide {
		return content{read: append(head, spring(), p.slipState(v)), touch: append([]block{p.outcome(v, ""), spring()}, acts...)}
	}
	return content{read: append(append(head, body...), spring()), touch: acts, flow: true}
}

// slipOnItsWay has the paper in its title, and what came of it on the card.
func (p *page) slipOnItsWay(v *Done) content {
	title, lead := p.paperWords(v.Paper)
	if v.Paper == PaperAsk {
		lead = p.say("done.askLead")
	}
	head := p.question(8, title, lead)
	pic := ui.Picture{State: "ticket", Frame: p.slipFrame(v.Paper)}
	if len(v.Number) <= 5 {
		pic.Text = v.Number // a longer one does not stand on the drawing
	}
	art, card, acts := p.art(p.gap, 116, pic), p.outcome(v, p.doneTitle(v)), p.slipActs(v)
	live := block{}
	if v.Paper != PaperAsk && !p.small && !p.scale.Elder {
		live = p.paperLive(v.Paper, p.gap)
	}
	if p.wide {
		return content{read: append(head, spring(), art, live), touch: []block{card, spring(), acts}}
	}
	return content{read: append(head, card, art, live, spring()), touch: []block{acts}, flow: true}
}

// slipActs are the keys while the slip is on its way.
func (p *page) slipActs(v *Done) block {
	switch {
	case v.Held && v.Paper == PaperTake:
		return p.row(p.gap, 34, nil, p.press(ActHelp, "", look{label: p.say("ticket.help"), icon: "bell-ring"}))
	case v.More && v.Paper == PaperTake:
		return p.goOn(v.Pending)
	}
	return p.paperActs(v.Paper, v.Pending)
}

// goOn is the key to what comes next.
func (p *page) goOn(pending bool) block {
	next := look{label: p.say("act.next"), icon: "chevron-right", mm: 16, typ: "action", kind: primary}
	return p.row(p.gap, 40, nil, p.press(ActDone, "", p.waiting(pending, next)))
}

func (p *page) doneTitle(v *Done) string { return p.say("done." + v.Key + ".title") }

// doneWords are the title and the sentence under it when no paper is awaited.
func (p *page) doneWords(v *Done) (title, lead string) {
	return p.doneTitle(v), p.maybe(Text{}, "done."+v.Key+".lead")
}

// slipState says that the slip is taken, or that none comes.
func (p *page) slipState(v *Done) block {
	switch {
	case v.Paper == PaperTaken:
		return p.stateBox(p.gap, state{icon: "circle-check", title: p.say("ticket.sTaken"), sub: p.say("done.takenSub"), mood: finished})
	case v.Paper == PaperNone && v.Reason != ReasonNone:
		return p.stateBox(p.gap, state{icon: "printer-x", title: p.say("ticket.noMore"), sub: p.words.reason(v.Reason, v.Since)})
	}
	return block{}
}

// outcome is the number and the facts, parted like a ticket; said is what
// came of it where the title speaks of the paper.
func (p *page) outcome(v *Done, said string) block {
	var parts []block
	if said != "" {
		parts = append(parts, p.padded(p.saidLine(said)))
	}
	carried := said == "" && v.Link != "" && v.Paper != PaperTaken
	code := p.numberCode(v, carried)
	if v.Number != "" || code > 0 {
		parts = append(parts, p.doneNumber(v, code))
	}
	if facts := p.doneFacts(v, carried && code == 0); facts.size != nil {
		parts = append(parts, p.padded(facts))
	}
	if carried && code == 0 {
		parts = append(parts, p.carry(v.Link, p.say("done.carry"), p.say("done.scan")))
	}
	if len(parts) == 0 {
		return block{}
	}
	return p.perforated(p.gap, parts...)
}

// numberCode is the side of the code beside the number; 0 where it stands
// under the facts with the ways to keep it, or where a small panel leaves it
// to the paper.
func (p *page) numberCode(v *Done, carried bool) float64 {
	if v.Link == "" || p.small || carried && !p.scale.Elder && !p.wide {
		return 0
	}
	return p.codeBeside()
}

func (p *page) saidLine(s string) block {
	st := p.style("title2")
	mm := st.Em * 1.1
	return block{
		size: func(w float64) float64 { f, l := p.fitEven(s, st, w-mm-4, 2); return height(len(l), f) },
		draw: func(r ui.Rect) {
			f, l := p.fitEven(s, st, r.W-mm-4, 2)
			p.icon("circle-check", r.X, r.Y+(r.H-mm)/2, mm, ui.DoneMark)
			p.write(ui.Rect{X: r.X + mm + 4, Y: r.Y + (r.H-height(len(l), f))/2}, f, l, ui.Ink, left)
		}}
}

func (v *Done) numberKey() string {
	if v.NumberKey == "" {
		return "case"
	}
	return v.NumberKey
}

// doneNumber is the number in numerals as large as it allows, with what it is.
func (p *page) doneNumber(v *Done, code float64) block {
	label, num := p.style("label"), p.style("numeralXL")
	label.Bold, num.Floor = false, label.Floor
	words := p.say("number." + v.numberKey())
	if v.Number == "" {
		words = ""
	}
	pad := func(w float64) float64 { return min(8, w*.033) }
	room := func(w float64) float64 {
		w -= 2 * pad(w)
		if code > 0 {
			w -= code + 6
		}
		return w
	}
	fitted := func(w float64) ui.Style { st, _ := p.fit(v.Number, num, room(w), 1); return st }
	over, under := 6.0, 5.0
	if p.small {
		over, under = 3, 1
	}
	return block{
		size: func(w float64) float64 {
			h := height(1, label) + fitted(w).Em + over + under + 3
			return max(h, p.codeRoom(code))
		},
		draw: func(r ui.Rect) {
			x, st := r.X+pad(r.W), fitted(r.W)
			h := height(1, label) + 3 + st.Em
			y := r.Y + over + max(0, (r.H-over-under-h)/2)
			p.write(ui.Rect{X: x, Y: y, W: room(r.W)}, label, []string{words}, ui.Ink2, left)
			if v.Reprint {
				p.reprintSign(ui.Rect{X: x + p.width(words, label) + 5, Y: y, W: 80, H: height(1, label)})
			}
			p.at(x, room(r.W), y+height(1, label)+3+.8*st.Em, st, v.Number, ui.Ink, left)
			if code > 0 {
				p.codeWithWords(ui.Rect{X: r.Right() - pad(r.W) - code, Y: r.Y, W: code, H: r.H}, v.Link, p.say("done.onPhone"))
			}
		}}
}

// doneFacts are the lines under the number: four, and fewer where things are
// large or the code stands under them.
func (p *page) doneFacts(v *Done, code bool) block {
	n := min(4, len(v.Facts))
	switch {
	case p.small && code:
		return block{}
	case p.wide && (p.scale.Elder || p.scale.Step >= 4):
		n = min(1, n)
	case p.scale.Step >= 4 || p.small || p.wide:
		n = min(2, n)
	}
	if n == 0 {
		return block{}
	}
	list := func(w float64) []piece {
		var out []piece
		for i, l := range v.Facts[:n] {
			out = append(out, p.linePiece(l, w, i > 0))
		}
		return out
	}
	return block{
		size: func(w float64) float64 { return natural(list(w)) },
		draw: func(r ui.Rect) {
			y := r.Y
			for _, c := range list(r.W) {
				c.draw(ui.Rect{X: r.X, Y: y, W: r.W, H: c.h})
				y += c.h
			}
		}}
}

// doneActs are what more can be done, over the way out.
func (p *page) doneActs(v *Done) []block {
	var more []func(ui.Rect)
	switch {
	case v.Print && v.Paper == "":
		more = append(more, p.press(ActPrint, "", p.waiting(v.Pending, look{label: p.say("act.print"), icon: "printer"})))
	case v.Print:
		more = append(more, p.press(ActReprint, "", p.waiting(v.Pending, look{label: p.say("ticket.reprint"), icon: "printer"})))
	}
	if v.Rate {
		more = append(more, p.press(ActRate, "", p.waiting(v.Pending, look{label: p.say("done.rate"), icon: "star"})))
	}
	finish := p.press(ActDone, "", p.waiting(v.Pending, look{label: p.say("ticket.done"), icon: "check", mm: 16, typ: "action", kind: primary}))
	switch {
	case v.More:
		return []block{p.goOn(v.Pending)}
	case len(more) == 0:
		return []block{p.endActs(v.Pending)}
	case p.wide: // 首页 leads to another matter, too
		return []block{p.row(p.gap, 34, []float64{1, 1, 1.6}[2-len(more):], append(more, finish)...)}
	case p.scale.Elder || p.small:
		return []block{p.besides(24, more), p.row(min(6, p.gap), 40, nil, finish)}
	}
	return []block{p.besides(24, more), p.endActs(v.Pending)}
}
