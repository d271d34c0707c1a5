package screens

import (
	"slices"
	"strconv"

	"govkiosk/screens/ui"
)

// working says what the hall is being asked, or that it could not be asked.
func (p *page) working(v *Working) content {
	if v.Failed != ReasonNone {
		return p.notDone(v)
	}
	title, lead := p.workWords(v)
	card := p.waitCard(v)
	if p.wide {
		return content{read: p.question(9, title, lead), touch: []block{card, p.stopKey(v)}}
	}
	return content{read: append(p.question(9, title, lead), card), touch: []block{p.stopKey(v)}, flow: true}
}

// workWords are the title of the page and the sentence under it.
func (p *page) workWords(v *Working) (title, lead string) {
	own := "working." + v.Doing + ".failed"
	switch {
	case v.Failed != ReasonNone && v.Unsure:
		return p.say("working.unsure"), p.words.reason(v.Failed, v.FailedAt)
	case v.Failed != ReasonNone && p.words.has(own):
		return p.say(own), p.words.reason(v.Failed, v.FailedAt)
	case v.Failed != ReasonNone:
		return p.say("working.failed"), p.words.reason(v.Failed, v.FailedAt)
	case v.Unsure:
		return p.say("working." + v.Doing + ".title"), p.say("working.unsureLead")
	}
	return p.say("working." + v.Doing + ".title"), p.say("working.lead")
}

// waitCard has the turning arc, and says what is going on as the wait grows.
func (p *page) waitCard(v *Working) block {
	mm := 56.0
	if p.small || p.wide {
		mm = 32
	}
	title, sub := p.waitSays(v)
	words := []block{p.aligned(title, p.style("title2"), ui.Ink, 7, centre), p.aligned(sub, p.style("lead"), ui.Ink2, 2.5, centre)}
	return block{gap: p.gap, grow: 1, least: mm * 1.2,
		size: func(w float64) float64 { return mm + 10 + p.natural(words, w*.9) },
		draw: func(r ui.Rect) {
			p.card(r)
			arc := fixed(mm, 0, func(r ui.Rect) {
				p.turningArc(ui.Rect{X: r.X + (r.W-mm)/2, Y: r.Y, W: mm, H: mm}, ui.Ink)
			})
			p.stack(r.Pad(min(9, r.W*.05), 5), append([]block{spring(), arc}, append(words, spring())...))
		}}
}

// waitSays is nothing at first, then what is happening, then that there is
// a way out. The seconds show that it goes on, also where nothing may move.
func (p *page) waitSays(v *Working) (title, sub string) {
	waited := p.say("working.waited", "n", strconv.Itoa(int(v.For.Seconds())))
	switch {
	case v.For >= wayOutAfter:
		return waited, p.say("working.noAnswer")
	case v.For >= saysWhatAfter:
		return waited, p.say("working." + v.Doing + ".long")
	}
	return "", ""
}

// stopKey is the way out: it is there from the start, and large when the wait
// has become long.
func (p *page) stopKey(v *Working) block {
	l := look{label: p.say("working.stop"), icon: "x"}
	h := 26.0
	if v.For >= wayOutAfter {
		l.kind, l.typ, l.mm, h = primary, "action", 16, 48
	}
	return p.row(p.gap, h, nil, p.press(ActCancel, "", l))
}

// notDone says what happened, what is safe and what to do.
func (p *page) notDone(v *Working) content {
	icon := "circle-alert"
	if v.Failed == ReasonNetwork {
		icon = "wifi-off"
	}
	title, lead := p.workWords(v)
	head := p.withIcon(icon, title, lead)
	above := fixed(min(14, p.gap*2), 0, nil)
	if p.small {
		above = fixed(3, 0, nil)
	}
	read := []block{above, head, spring(), p.stateBox(p.gap, p.safe(v))}
	touch := []block{spring(), p.reportRow(v.Report)}
	if w := v.Where.In(p.v.Lang); w != "" {
		where := p.placesCard(p.say("out.elsewhere"), p.placesNamed(w))
		if p.wide { // the narrow column is full
			touch = slices.Insert(touch, 0, where)
		} else {
			read = append(read, where)
		}
	}
	if v.Final {
		leave := look{label: p.say("bar.back"), icon: "arrow-left", mm: 16, typ: "action", kind: primary}
		return content{read: read, touch: append(touch, p.row(p.gap, 48, nil, p.press(ActCancel, "", leave)))}
	}
	stop := p.press(ActCancel, "", look{label: p.say("working.leave"), icon: "x"})
	again := p.press(ActRetry, "", look{label: p.say("list.retry"), icon: "refresh-cw", mm: 16, typ: "action", kind: primary})
	return content{read: read, touch: append(touch, p.row(p.gap, 48, actShares, stop, again))}
}

// safe is what has not been lost, and how often it was tried.
func (p *page) safe(v *Working) state {
	s := state{icon: "lock", title: p.say("working.safe"), mood: note}
	switch {
	case v.Unsure:
		s.title = p.say("working.onceOnly")
	case v.Final:
		s.title = p.say("working.nothingDone")
	}
	if v.Tries > 1 && !v.FailedAt.IsZero() {
		s.sub = p.say("working.tried", "time", clock(v.FailedAt), "n", strconv.Itoa(v.Tries))
	}
	return s
}
