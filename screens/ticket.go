package screens

import (
	"govkiosk/screens/ui"
)

// ticket shows the number and what has become of its paper.
func (p *page) ticket(v *Ticket) content {
	switch v.Paper {
	case PaperNone:
		return p.paperless(v)
	case PaperExisting:
		return p.existing(v)
	case PaperCancelled:
		return p.cancelled(v)
	case PaperTaken:
		return p.taken(v)
	}
	return p.printed(v)
}

// printed follows the slip from the printer into the hand.
func (p *page) printed(v *Ticket) content {
	title, lead := p.paperWords(v.Paper)
	head := p.ask(8, title, lead)
	pic := ui.Picture{State: "ticket", Text: v.Number, Frame: p.slipFrame(v.Paper)}
	art := p.art(p.gap, 116, pic)
	card := p.ticketCard(v)
	acts := p.paperActs(v.Paper, v.Pending)
	live := p.paperLive(v.Paper, p.gap)
	if v.Paper == PaperAsk {
		live = block{} // nobody knows how far the slip has come
	}
	if p.wide {
		return content{read: append(head, spring(), art, live), touch: []block{card, spring(), acts}}
	}
	body := append(head, card, art)
	if !p.small && !p.scale.Elder { // there the title says the same
		body = append(body, live)
	}
	body = append(body, spring())
	return content{read: body, touch: []block{acts}, flow: true}
}

// taken says where to wait. The machine is out of the picture: there is nothing
// more to take from it.
func (p *page) taken(v *Ticket) content {
	head := p.ask(8, p.say("ticket.taken"), p.whereToWait(v))
	done := p.stateBox(p.gap, state{icon: "circle-check", title: p.say("ticket.sTaken"), sub: p.say("ticket.takenSub"), mood: finished})
	missed := block{}
	if s := v.Missed.In(p.v.Lang); s != "" && !p.small && !p.scale.Elder && !p.wide {
		missed = p.hint("info", s, p.gap)
	}
	if p.wide {
		return content{read: append(head, spring(), done), touch: []block{p.ticketCard(v), spring(), p.takenActs(v)}}
	}
	return content{read: append(head, p.ticketCard(v), done, missed, spring()), touch: []block{p.rateRow(v), p.endActs(v.Pending)}, flow: true}
}

// takenActs are all keys in one row, for a low panel.
func (p *page) takenActs(v *Ticket) block {
	if !v.Rate {
		return p.endActs(v.Pending)
	}
	return p.row(p.gap, 34, []float64{1, 1, 1.6}, p.press(ActRate, "", look{label: p.say("done.rate"), icon: "star"}),
		p.press(ActAgain, "", p.waiting(v.Pending, look{label: p.say("ticket.again")})),
		p.press(ActDone, "", p.waiting(v.Pending, look{label: p.say("ticket.done"), icon: "check", mm: 16, typ: "action", kind: primary})))
}

// rateRow is the key to 服务评价 over the way out: it is passed over by not
// touching it.
func (p *page) rateRow(v *Ticket) block {
	if !v.Rate {
		return block{}
	}
	return p.row(p.gap, 22, nil, p.press(ActRate, "", look{label: p.say("done.rate"), icon: "star"}))
}

// slipFrame pushes the slip out when it is there, and keeps it.
func (p *page) slipFrame(s PaperStage) int {
	switch s {
	case PaperPrinting:
		return 0
	case PaperTake:
		return p.loop(slipOut, false)
	}
	return 500
}

func (p *page) paperWords(stage PaperStage) (title, lead string) {
	switch stage {
	case PaperPrinting:
		return p.say("ticket.printing"), p.say("ticket.printingLead")
	case PaperAsk:
		return p.say("ticket.ask"), p.say("ticket.askLead")
	}
	return p.say("ticket.take"), p.say("ticket.takeLead")
}

func (p *page) whereToWait(v *Ticket) string {
	if a := v.Area.In(p.v.Lang); a != "" {
		return p.say("ticket.takenLead", "area", a)
	}
	return p.say("ticket.takenLeadPlain")
}

// paperLive shows how far the slip has come.
func (p *page) paperLive(stage PaperStage, gap float64) block {
	words := []string{p.say("ticket.sPrinting"), p.say("ticket.sTake"), p.say("ticket.sThanks")}
	if stage == PaperPrinting {
		return p.live(gap, words, 0)
	}
	words[0] = p.say("ticket.sPrinted")
	return p.live(gap, words, 1)
}

func (p *page) paperActs(stage PaperStage, pending bool) block {
	switch stage {
	case PaperPrinting:
		return p.row(p.gap, 34, nil, p.press(ActDone, "", look{label: p.say("ticket.printing"), typ: "action", kind: chosen, turning: true, mm: 16}))
	case PaperAsk:
		return p.row(p.gap, 40, []float64{1, 1},
			p.press(ActNo, "", p.waiting(pending, look{label: p.say("ticket.no"), icon: "x", mm: 16, typ: "action"})),
			p.press(ActYes, "", p.waiting(pending, look{label: p.say("ticket.yes"), icon: "check", mm: 16, typ: "action", kind: primary})))
	}
	return p.endActs(pending)
}

// waiting dims a key while the answer to the last touch is on its way.
func (p *page) waiting(pending bool, l look) look {
	if pending {
		l.kind, l.turning, l.icon, l.label = chosen, true, "", p.say("ticket.working")
	}
	return l
}

func (p *page) endActs(pending bool) block {
	return p.row(p.gap, 34, actShares,
		p.press(ActAgain, "", p.waiting(pending, look{label: p.say("ticket.again")})),
		p.press(ActDone, "", p.waiting(pending, look{label: p.say("ticket.done"), icon: "check", mm: 16, typ: "action", kind: primary})))
}

// paperless is a number without a slip: the page itself is the ticket.
func (p *page) paperless(v *Ticket) content {
	title, lead := p.paperlessTitle(v), p.say("ticket.noneLead")
	if p.small && v.Reason != ReasonNone {
		lead = p.told(v)
	}
	head := p.ask(8, title, lead)
	other := p.press(ActHelp, "", look{label: p.say("ticket.help"), icon: "bell-ring"})
	switch {
	case v.Reason == ReasonSlipKept && v.CanReprint:
		other = p.press(ActReprint, "", p.waiting(v.Pending, look{label: p.say("ticket.reprint"), icon: "printer"}))
	case v.Rate: // a person is called by the bar, too
		other = p.press(ActRate, "", look{label: p.say("done.rate"), icon: "star"})
	}
	acts := p.row(p.gap, 34, actShares, other,
		p.press(ActKeep, "", p.waiting(v.Pending, look{label: p.say("ticket.keep"), icon: "check", mm: 16, typ: "action", kind: primary})))
	told := block{}
	if v.Reason != ReasonNone && !p.small {
		told = p.stateBox(p.gap, state{icon: "printer-x", title: p.say("ticket.noMore"), sub: p.told(v)})
	}
	if p.wide {
		return content{read: append(append(head, spring()), append(p.carryLines(v), told)...), touch: []block{p.ticketCard(v), spring(), acts}}
	}
	return content{read: append(head, p.carryTicket(v), told, spring()), touch: []block{acts}, flow: true}
}

// paperlessTitle says why the page is the ticket.
func (p *page) paperlessTitle(v *Ticket) string {
	switch v.Reason {
	case ReasonNone:
		return p.say("ticket.nonePlain")
	case ReasonSlipKept:
		return p.say("ticket.kept")
	}
	return p.say("ticket.none")
}

func (p *page) told(v *Ticket) string {
	s := p.words.reason(v.Reason, v.Since)
	if p.v.Lang == English {
		s += " "
	}
	return s + p.say("ticket.others")
}

// existingWords are the keys of what is said of a number that this person has.
func existingWords(v *Ticket) (title, lead string) {
	switch {
	case v.Earlier:
		return "ticket.existing", "ticket.earlierLead"
	case v.Away:
		return "ticket.away", "ticket.awayLead"
	}
	return "ticket.existing", "ticket.existingLead"
}

// existing is a number that this person has already: print it once more, go
// away for a while, or give it back. Of one from before the network was lost
// only its holder knows whether it was called.
func (p *page) existing(v *Ticket) content {
	title, lead := existingWords(v)
	move := look{label: p.say("ticket.leave"), icon: "clock"}
	do := ActLeave
	if v.Away {
		move, do = look{label: p.say("ticket.return"), icon: "hand"}, ActReturn
	}
	head := p.ask(8, p.say(title), p.say(lead))
	second := []func(ui.Rect){p.press(do, "", p.waiting(v.Pending, move))}
	if v.Earlier { // the hall has to be asked for that
		second = []func(ui.Rect){p.press(ActHelp, "", look{label: p.say("ticket.help"), icon: "bell-ring"})}
	}
	if v.CanReprint {
		reprint := look{label: p.say("ticket.reprint"), icon: "printer"}
		second = append([]func(ui.Rect){p.press(ActReprint, "", p.waiting(v.Pending, reprint))}, second...)
	}
	cancel := p.press(ActCancel, "", p.waiting(v.Pending, look{label: p.say("ticket.cancel"), icon: "x"}))
	if v.Earlier {
		cancel = p.press(ActAnew, "", p.waiting(v.Pending, look{label: p.say("ticket.anew"), icon: "ticket"}))
	}
	keep := look{label: p.say("ticket.keep"), icon: "check", mm: 16, typ: "action", kind: primary}
	high, gap := 34.0, 5.0
	if p.wide || p.small || p.scale.Elder {
		high, gap = 22, 3.5
	}
	acts := []block{p.row(p.gap, high-6, nil, second...), p.row(gap, high, actShares, cancel, p.press(ActKeep, "", p.waiting(v.Pending, keep)))}
	if p.wide {
		return content{read: append(append(head, spring()), p.carryLines(v)...), touch: append([]block{p.ticketCard(v), spring()}, acts...)}
	}
	return content{read: append(head, p.carryTicket(v), spring()), touch: acts, flow: true}
}

// cancelled says that the number is given back.
func (p *page) cancelled(v *Ticket) content {
	head := p.ask(8, p.say("ticket.cancelled"), p.say("ticket.cancelledLead"))
	done := p.stateBox(p.gap, state{icon: "circle-check", title: v.Number + "  " + v.Business.In(p.v.Lang), sub: p.say("ticket.cancelled"), mood: finished})
	return content{read: append(head, spring(), done), touch: []block{spring(), p.rateRow(v), p.endActs(v.Pending)}}
}
