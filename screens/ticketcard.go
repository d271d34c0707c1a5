package screens

import "govkiosk/screens/ui"

// numberBlock is the number in the largest numerals, with a code beside it.
func (p *page) numberBlock(v *Ticket, code float64) block {
	label := p.style("label")
	label.Bold = false
	num := p.style("numeralXL")
	if code == 0 && !p.small {
		num.Em *= 1.19
	}
	num.Floor = 34.2 // numerals of 25 mm
	pad := func(w float64) float64 { return min(8, w*.033) }
	room := func(w float64) float64 {
		w -= 2 * pad(w)
		if code > 0 {
			w -= code + 6
		}
		return w
	}
	fitted := func(w float64) ui.Style { st, _ := p.fit(v.Number, num, room(w), 1); return st }
	over, under := 7.0, 6.0
	if p.small {
		over, under = 3, 1
	}
	words := func(w float64) float64 { return height(1, label) + fitted(w).Em + over + under + 3 }
	return block{
		size: func(w float64) float64 { return max(words(w), p.codeRoom(code)) },
		draw: func(r ui.Rect) {
			x := r.X + pad(r.W)
			st := fitted(r.W)
			spare := (r.H - words(r.W)) / 2
			over, under := over+spare, under+spare
			p.write(ui.Rect{X: x, Y: r.Y + over, W: room(r.W)}, label, []string{p.say("ticket.number")}, ui.Ink2, left)
			p.numberSigns(ui.Rect{X: x + p.width(p.say("ticket.number"), label) + 5, Y: r.Y + over, W: 80, H: height(1, label)}, v)
			p.at(x-.03*st.Em, room(r.W), r.Bottom()-under-.13*st.Em, st, v.Number, ui.Ink, left)
			if code > 0 {
				p.codeWithWords(ui.Rect{X: r.Right() - pad(r.W) - code, Y: r.Y, W: code, H: r.H}, v.Link, p.say("ticket.phone"))
			}
		}}
}

// codeRoom is the height of a code with its words and the air round them; 0
// without one.
func (p *page) codeRoom(code float64) float64 {
	if code == 0 {
		return 0
	}
	return code + p.codeGap() + height(1, p.style("body")) + 6
}

// codeGap is what parts a code from its words.
func (p *page) codeGap() float64 {
	if p.dark() {
		return 2 + codeBorder
	}
	return 2
}

// numberSigns mark a number that was printed before, and one that was given
// out without the network.
func (p *page) numberSigns(r ui.Rect, v *Ticket) {
	if v.Reprint {
		r = p.badge(r, p.say("ticket.again2"))
	}
	if v.Offline {
		p.badge(r, p.say("ticket.offline"))
	}
}

// reprintSign marks what was printed before.
func (p *page) reprintSign(r ui.Rect) { p.badge(r, p.say("ticket.again2")) }

// badge is a word on ink at the left of r; it returns the rest of r.
func (p *page) badge(r ui.Rect, word string) ui.Rect {
	st := p.style("caption")
	st.Line, st.Bold = 1, true
	box := ui.Rect{X: r.X, Y: r.Y + (r.H-st.Em-3.4)/2, W: p.width(word, st) + 5, H: st.Em + 3.4}
	p.Add(ui.Box{R: box, Radius: 1.5, Fill: ui.Ink})
	p.at(box.X, box.W, box.Y+1.7+drop(st), st, word, ui.Surface, centre)
	r.X, r.W = box.Right()+3, r.W-box.W-3
	return r
}

// codeWithWords is the code to scan and what it is for.
func (p *page) codeWithWords(r ui.Rect, link, words string) {
	st, l := p.fit(words, p.style("body"), r.W+12, 1)
	gap := p.codeGap()
	h := r.W + gap + height(1, st)
	y := r.Y + (r.H-h)/2
	p.code(ui.Rect{X: r.X, Y: y, W: r.W, H: r.W}, link)
	p.write(ui.Rect{X: r.X - 6, Y: y + r.W + gap, W: r.W + 12}, st, l, ui.Ink2, centre)
}

// codeBorder is the white around a code on a dark page, in mm.
const codeBorder = 5.0

// dark is a theme in which a code needs a white ground of its own.
func (p *page) dark() bool { return p.v.Theme == ThemeContrast || p.v.Theme == ThemeNight }

// code stands on white in every theme, with a quiet border of its own there.
func (p *page) code(r ui.Rect, link string) {
	if p.dark() {
		p.Add(ui.Box{R: r.Inset(-codeBorder), Fill: ui.PaperWhite})
	}
	p.Add(ui.Picture{Kind: "qr", R: r, Text: link})
}

// ticketCard is number and code over the facts, parted like a ticket.
func (p *page) ticketCard(v *Ticket) block {
	return p.perforated(p.gap, p.numberBlock(v, p.codeSide(v)), p.matter(v))
}

// codeSide is the side of the code beside a number; a small panel leaves the
// code to the paper.
func (p *page) codeSide(v *Ticket) float64 {
	if v.Link == "" || p.small {
		return 0
	}
	return p.codeBeside()
}

// codeBeside is the side of a code beside a number, in mm; where the page gives
// way it does, down to what phones read at arm's length.
func (p *page) codeBeside() float64 {
	side := 50.0
	if p.wide {
		side = 42
	}
	return max(40, side*p.Shrink)
}

// padded is a block with the room round it that a part of a ticket has.
func (p *page) padded(b block) block {
	padX, padY := min(8, p.body.W*.033), 6.0
	if p.small {
		padY = 2
	}
	return block{
		size: func(w float64) float64 { return b.height(w-2*padX) + 2*padY },
		draw: func(r ui.Rect) { b.draw(r.Pad(padX, padY)) }}
}

// carryTicket is the ticket with the ways to carry it along without paper.
func (p *page) carryTicket(v *Ticket) block {
	if p.scale.Elder && !p.small { // one way is enough: the code is beside the number
		return p.perforated(p.gap, p.numberBlock(v, p.codeSide(v)), p.matter(v), p.padded(p.bullet("camera", p.say("ticket.photoOnly"), p.style("lead"), 16, 0)))
	}
	parts := []block{p.numberBlock(v, 0), p.matter(v)}
	return p.perforated(p.gap, append(parts, p.carry(v.Link, p.say("ticket.carry"), p.say("ticket.scan")))...)
}

// carryLines are the ways to keep the number, beside a ticket that has the code.
func (p *page) carryLines(v *Ticket) []block {
	out := []block{p.para(p.say("ticket.carry"), p.style("title3"), ui.Ink, 0), p.bullet("camera", p.say("ticket.photo"), p.style("body"), 11, 4)}
	if v.Link != "" {
		out = append(out, p.bullet("qr-code", p.say("ticket.scan"), p.style("body"), 11, 4))
	}
	return out
}

// matter is what the number is for.
func (p *page) matter(v *Ticket) block {
	facts := p.facts(p.queueFacts(v.Ahead, v.Wait, v.Area, v.Windows, v.Priority != ""), 0, 5)
	blocks := []block{p.para(v.Business.In(p.v.Lang), p.style("title2"), ui.Ink, 0), facts}
	padX, padY := min(8, p.body.W*.033), 6.5
	if p.small {
		padY = 3
	}
	return block{
		size: func(w float64) float64 { return p.natural(blocks, w-2*padX) + 2*padY },
		draw: func(r ui.Rect) { p.stack(r.Pad(padX, padY), blocks) }}
}

// carry tells how to keep what the page says: photograph, or scan.
func (p *page) carry(link, title, scan string) block {
	mm := 64.0
	if p.small || p.wide {
		mm = 34
	}
	photo := "ticket.photo"
	if link == "" {
		mm, photo = 0, "ticket.photoOnly"
	}
	lead, icon := p.style("lead"), 13.0
	if p.small {
		icon = 8
	}
	blocks := []block{p.para(title, p.style("title2"), ui.Ink, 0), p.bullet("camera", p.say(photo), lead, icon, 4.5)}
	if link != "" {
		blocks = append(blocks, p.bullet("qr-code", scan, lead, icon, 4.5))
	}
	pad := min(10, p.body.W*.04)
	gap := min(12, p.body.W*.05)
	room := func(w float64) float64 { return w - 2*pad - mm - gap }
	return block{
		size: func(w float64) float64 { return max(mm, p.natural(blocks, room(w))) + 2*pad },
		draw: func(r ui.Rect) {
			x := r.X + pad
			if mm > 0 {
				p.code(ui.Rect{X: x, Y: r.Y + (r.H-mm)/2, W: mm, H: mm}, link)
				x += mm + gap
			}
			h := p.natural(blocks, room(r.W))
			p.stack(ui.Rect{X: x, Y: r.Y + (r.H-h)/2, W: room(r.W), H: h}, blocks)
		}}
}

// perforated puts blocks onto one card with a dashed line between them.
func (p *page) perforated(gap float64, parts ...block) block {
	return block{gap: gap,
		size: func(w float64) float64 { return p.natural(parts, w) },
		draw: func(r ui.Rect) {
			p.card(r)
			y := r.Y
			for i, b := range parts {
				h := b.height(r.W)
				if i > 0 {
					p.Add(ui.Stroke{X1: r.X, Y1: y, X2: r.Right(), Y2: y, Width: .5, Role: ui.LineStrong, Dash: [2]float64{1.5, 1}})
				}
				b.draw(ui.Rect{X: r.X, Y: y, W: r.W, H: h})
				y += h
			}
		}}
}
