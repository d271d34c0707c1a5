package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

// identify asks for the card and shows what the reader sees, live.
func (p *page) identify(v *Identify) content {
	f := p.cardSays(v)
	if p.scale.Elder {
		f.state.live = nil // the title says the same
	}
	if p.small {
		return p.identifySmall(v, f)
	}
	read := append(p.ask(11, f.title, f.lead), spring())
	art := p.art(8, 158, ui.Picture{State: f.art, Frame: p.loop(f.loop, true)})
	box := p.stateBox(p.gap, f.state)
	var touch []block
	switch {
	case v.State == CardReading || v.State == CardDone:
		touch = p.whyCard(v)
	default:
		touch = p.otherWays(v)
	}
	if v.State == CardFault {
		return content{read: append(read, box), touch: append(touch, spring())}
	}
	if p.wide {
		return content{read: append(read, box), touch: append([]block{art, spring()}, touch...)}
	}
	read = append(read[:len(read)-1], art, box, spring())
	return content{read: read, touch: touch, flow: true}
}

// identifySmall leaves out the short steps and the promise: the panel has room
// for the drawing, the sentence and the other ways.
func (p *page) identifySmall(v *Identify, f cardWords) content {
	f.state.live, f.state.sub = nil, f.lead
	read := append(p.ask(0, f.title, ""), p.art(3, 158, ui.Picture{State: f.art, Frame: p.loop(f.loop, true)}), p.stateBox(p.gap, f.state))
	if v.State == CardReading || v.State == CardDone {
		return content{read: append(read, spring())}
	}
	ways := p.otherWays(v)
	return content{read: append(read, spring()), touch: ways[:len(ways)-1]}
}

// cardWords is what one state of the card says and shows.
type cardWords struct {
	title, lead string
	art         string
	loop        []phase
	state       state
}

func (p *page) cardSays(v *Identify) cardWords {
	live := []string{p.say("identify.put"), p.say("identify.read"), p.say("identify.done")}
	f := cardWords{p.say("identify.title"), p.say("identify.lead"), "wait", cardLoop,
		state{icon: "id-card", title: p.say("identify.state"), live: live}}
	switch v.State {
	case CardReading:
		f = cardWords{p.say("identify.titleReading"), p.say("identify.leadReading"), "read", readLoop,
			state{icon: "id-card", title: p.say("identify.stateReading"), sub: p.say("identify.subReading"), live: live, current: 1}}
	case CardLift:
		f = cardWords{p.say("identify.titleLift"), p.say("identify.leadLift"), "lift", cardLoop,
			state{icon: "rotate-cw", title: p.say("identify.stateLift"), sub: p.tries(v), mood: note, live: live}}
	case CardNotResident:
		f = cardWords{p.say("identify.titleForeign"), p.say("identify.leadForeign"), "lift", cardLoop,
			state{icon: "circle-alert", title: p.say("identify.stateForeign"), mood: note, live: live}}
	case CardInvalid:
		f.title, f.lead = p.say("identify.titleInvalid"), p.say("identify.leadInvalid")
		f.state = state{icon: "circle-alert", title: p.say("identify.stateInvalid"), mood: note}
	case CardFault:
		f.title, f.lead = p.say("identify.titleFault"), p.words.reason(v.faultReason(), v.Since)
		f.state = state{icon: "info", title: p.say("identify.stateFault"), mood: note}
	case CardDone:
		f = cardWords{p.say("identify.titleDone"), p.say("identify.leadDone"), "read", readLoop,
			state{icon: "circle-check", title: p.say("identify.stateDone"), mood: finished, live: live, current: 3}}
	}
	return f
}

func (v *Identify) faultReason() Reason {
	if v.Reason == ReasonNone {
		return ReasonReaderAway
	}
	return v.Reason
}

func (p *page) tries(v *Identify) string {
	if v.Attempt == 0 || v.Attempts == 0 {
		return ""
	}
	return p.say("identify.subLift", "n", strconv.Itoa(v.Attempt), "of", strconv.Itoa(v.Attempts))
}

// otherWays are the keys for those who have no card with them.
func (p *page) otherWays(v *Identify) []block {
	var keys []func(ui.Rect)
	way := func(on bool, do Act, icon, word string) {
		if on {
			l := look{label: p.say("identify." + word), sub: p.say("identify." + word + "Sub"),
				icon: icon, mm: p.wayIcon(), typ: "tile", form: column, radius: 4, pad: 2, kind: p.wayKind(v, len(keys))}
			if p.scale.Elder && !p.wide && !p.small {
				l.form, l.pad = start, min(8, p.body.W*.04)
			}
			keys = append(keys, p.press(do, "", l))
		}
	}
	way(v.Code != "", ActCode, "receipt-text", "code."+v.Code)
	way(v.Number, ActNumber, "keyboard", "number")
	way(v.Phone, ActPhone, "smartphone", "phone")
	way(v.None, ActNone, "ticket", "none")
	promise := p.hint("lock", p.say("identify.promise"), 8)
	switch {
	case v.Strange:
		promise = p.hint("circle-alert", p.say("identify.strange"), 8)
	case v.Scan:
		promise = p.hint("scan-line", p.say("identify.scan"), 8)
	}
	if len(keys) == 0 {
		return []block{promise}
	}
	heading := "identify.otherWays"
	switch v.State {
	case CardWaiting:
		heading = "identify.without"
	case CardFault, CardInvalid:
		heading = "identify.ways"
	}
	if p.scale.Elder && !v.Scan {
		promise = block{} // the sentence is for who asks; here it would cost a key
	}
	return []block{p.heading(p.say(heading), p.gap), p.row(5, p.wayHeight(v), nil, keys...), promise}
}

func (p *page) wayHeight(v *Identify) float64 {
	switch {
	case p.small, p.wide:
		return 44
	case v.State == CardFault:
		return 90
	case p.scale.Elder:
		return 36
	}
	return 60
}

func (p *page) wayIcon() float64 {
	if p.small {
		return 9
	}
	if p.wide {
		return 12
	}
	return 20
}

// wayKind fills the first key once the card cannot be used at all.
func (p *page) wayKind(v *Identify, n int) kind {
	if n == 0 && (v.State == CardFault || v.State == CardInvalid) {
		return primary
	}
	return plain
}

// whyCard says what the card is read for, while it is being read.
func (p *page) whyCard(v *Identify) []block {
	var out []block
	if v.State == CardReading && v.Number {
		out = append(out, p.row(p.gap, 28, nil, p.press(ActNumber, "", look{label: p.say("identify.stop"), icon: "x"})))
	}
	if p.scale.Elder {
		return out
	}
	lines := []block{p.para(p.say("identify.why"), p.style("title3"), ui.Ink, 0)}
	padY, gap := 8.0, 4.0
	if p.wide {
		padY, gap = 5, 2
	}
	for i, icon := range []string{"user-round", "list", "lock"} {
		lines = append(lines, p.bullet(icon, p.say("identify.why"+strconv.Itoa(i+1)), p.style("body"), 10, gap))
	}
	return append([]block{p.boxed(p.gap, 9, padY, lines...)}, out...)
}

// bullet is a line with a pictogram, centred on it.
func (p *page) bullet(icon, s string, st ui.Style, mm, gap float64) block {
	room := func(w float64) float64 { return w - mm - 4.5 }
	return block{gap: gap,
		size: func(w float64) float64 { st, l := p.fitEven(s, st, room(w), 2); return max(mm, height(len(l), st)) },
		draw: func(r ui.Rect) {
			st, l := p.fitEven(s, st, room(r.W), 2)
			p.icon(icon, r.X, r.Y+(r.H-mm)/2, mm, ui.Ink)
			p.write(ui.Rect{X: r.X + mm + 4.5, Y: r.Y + (r.H-height(len(l), st))/2, W: room(r.W)}, st, l, ui.Ink, left)
		}}
}
