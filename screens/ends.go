package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

// cardLeft asks for what a visitor left. It goes when the thing is gone.
func (p *page) cardLeft(v *CardLeft) content {
	title, state, art := p.leftWords(v)
	if v.Door != 0 && !v.Card && !v.Paper {
		return p.doorLeft(title, state)
	}
	read := p.ask(14, title, p.say("left.lead"))
	picture := p.art(8, 158, art)
	next := p.hint("info", p.say("left.next"), 8)
	if p.wide {
		return content{read: append(read, spring(), next), touch: []block{picture, p.stateBox(p.gap, state)}}
	}
	return content{read: append(read, spring(), picture, p.stateBox(p.gap, state), spring(), next), flow: true}
}

func (p *page) leftWords(v *CardLeft) (title string, s state, art ui.Picture) {
	s = state{icon: "circle-alert", title: p.say("left.cardState"), sub: p.say("left.cardSub"), mood: stop, large: true}
	art = ui.Picture{State: "read", Frame: 500}
	switch {
	case v.Door != 0 && !v.Card && !v.Paper:
		n := strconv.Itoa(v.Door)
		s.title, s.sub, s.icon = p.say("left.doorState", "n", n), p.say("cell.closeSub"), "door-open"
		return p.say("left.door", "n", n), s, art
	case v.Card && v.Paper:
		s.sub = p.say("left.paperState")
		return p.say("left.both"), s, art
	case v.Paper:
		s.title, s.sub = p.say("left.paperState"), p.say("left.paperSub")
		return p.say("left.paper"), s, ui.Picture{State: "ticket", Frame: 500}
	}
	return p.say("left.card"), s, art
}

// doorLeft asks for a door of the cabinet to be closed.
func (p *page) doorLeft(title string, s state) content {
	read := append(p.ask(14, title, p.say("left.lead")), spring(), p.stateBox(p.gap, s), spring(), p.hint("info", p.say("left.nextDoor"), 8))
	return content{read: read, flow: true}
}

// outOfUse is the page of a terminal that can do nothing at all.
func (p *page) outOfUse(v *OutOfUse) content {
	lead := p.words.reason(v.Reason, v.Since)
	if v.Reason == ReasonNone {
		lead = p.say("out.leadPlain")
		if !v.Since.IsZero() {
			lead = p.say("out.lead", "time", clock(v.Since))
		}
	}
	title, icon := p.say("out.title"), "wrench"
	if v.Said != "" {
		lead = v.Said
	}
	if v.Turned {
		lead = p.say("out.turned")
	}
	if v.Reason == ReasonClosed {
		title, icon = p.say("out.closed"), "clock"
		if v.Opens != "" {
			lead = p.say("out.opens", "time", v.Opens)
		}
	}
	read := []block{fixed(min(24, p.gap*3.4), 0, nil), p.withIcon(icon, title, lead), spring()}
	var places []string
	if w := v.Where.In(p.v.Lang); w != "" {
		places = []string{w}
	}
	if len(places) > 0 || v.Reason != ReasonClosed { // the windows are closed as well then
		read = append(read, p.placesCard(p.say("out.elsewhere"), p.placesNamed(places...)))
	}
	var touch []block
	if p.v.Hall.Phone != "" {
		touch = append(touch, p.bullet("smartphone", p.say("out.phone", "phone", p.v.Hall.Phone), p.style("lead"), 13, p.gap))
	}
	if v.Reason != ReasonClosed {
		touch = append(touch, p.bullet("bell-ring", p.say("out.staff"), p.style("lead"), 13, p.gap))
	}
	if v.Turned {
		touch = append(touch, spring(), p.para(p.say("out.turnedHow"), p.style("body"), ui.Ink2, p.gap),
			p.row(4, 22, nil, p.press(ActAskFor, "", look{label: p.say("out.technician"), icon: "wrench"})))
	}
	if p.wide && !v.Turned { // there is nothing to touch: the page is for reading
		return content{read: append(read, touch...)}
	}
	return content{read: read, touch: touch}
}

// notice is one sentence and one key.
func (p *page) notice(v *Notice) content {
	icon := "info"
	if v.Reason == ReasonNetwork {
		icon = "wifi-off"
	}
	read := []block{fixed(min(24, p.gap*3.4), 0, nil), p.withIcon(icon, p.words.reason(v.Reason, v.Since), ""), spring()}
	if w := v.Where.In(p.v.Lang); w != "" {
		read = append(read, p.placesCard(p.say("out.elsewhere"), p.placesNamed(w)))
	}
	home := look{label: p.say("notice.home"), icon: "house", mm: 16, typ: "action", kind: primary}
	return content{read: read, touch: []block{spring(), p.reportRow(v.Report), p.row(p.gap, 48, nil, p.press(ActHome, "", home))}}
}

// reportRow is the key to 办不成事 on a page that leads nowhere else.
func (p *page) reportRow(on bool) block {
	if !on {
		return block{}
	}
	return p.row(p.gap, 22, nil, p.press(ActReport, "", look{label: p.say("notice.report"), icon: "megaphone"}))
}
