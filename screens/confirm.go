package screens

import (
	"strconv"
	"time"

	"govkiosk/screens/ui"
)

// After so long a wait the page says what is happening, and then offers a way out.
const (
	saysWhatAfter = 8 * time.Second
	wayOutAfter   = 20 * time.Second
)

// confirm asks whether to take this number.
func (p *page) confirm(v *Confirm) content {
	read := append(p.ask(8, p.say("confirm.title"), ""), spring(), p.businessCard(v))
	return content{read: read, touch: append(p.confirmFacts(v), spring(), p.confirmActs(v))}
}

func (p *page) businessCard(v *Confirm) block {
	name := p.sized(max(14, p.style("title2").Em), 1.25, true)
	detail := joined(v.Department.In(p.v.Lang), v.Detail.In(p.v.Lang))
	em := 21.0
	if p.small {
		name = p.style("title2")
	}
	if p.wide || p.small {
		em = 0
	}
	blocks := []block{p.para(v.Business.In(p.v.Lang), name, ui.Ink, 0)}
	if detail != "" {
		blocks = append(blocks, p.para(detail, p.style("body"), ui.Ink2, 1))
	}
	blocks = append(blocks, fixed(.25, 5, func(r ui.Rect) { p.rule(r.X, r.Y, r.W, ui.Hairline) }))
	return p.boxed(p.gap, 8, 6, append(blocks, p.factRows(p.confirmQueue(v), em, 5)...)...)
}

// confirmQueue are the queue's facts; those of before the network was lost say
// of when they are, and promise no wait.
func (p *page) confirmQueue(v *Confirm) []fact {
	facts := p.queueFacts(v.Ahead, v.Wait, v.Area, v.Windows, v.Priority != nil && v.Priority.Chosen)
	if v.Booked != (Text{}) {
		return append([]fact{{label: p.say("confirm.booked"), value: v.Booked.In(p.v.Lang), word: true, share: 1.6}}, facts[2:]...)
	}
	if v.Offline == nil || v.Ahead == Unknown {
		return facts
	}
	facts[0].label = p.say("queue.aheadAsOf", "time", clock(v.AsOf))
	return append(facts[:1], facts[2:]...)
}

// factRows puts the facts side by side, or one under another in a narrow column.
func (p *page) factRows(list []fact, em, gap float64) []block {
	if !p.wide {
		return []block{p.facts(list, em, gap)}
	}
	var out []block
	for len(list) > 0 {
		n := min(2, len(list))
		if list[0].word && p.scale.Step >= 3 { // beside another one it would be the smallest on the page
			n = 1
		}
		out = append(out, p.facts(list[:n], em, gap))
		list = list[n:]
	}
	return out
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " | " + b
}

// confirmFacts are what stands between the number and its keys.
func (p *page) confirmFacts(v *Confirm) []block {
	var out []block
	if v.Accuracy > 0 && !p.small && !p.scale.Elder && !(p.wide && p.confirmBusy(v)) {
		out = append(out, p.hint("clock", p.say("confirm.accuracy", "n", strconv.Itoa(v.Accuracy)), 0))
	}
	if late := v.Late.In(p.v.Lang); late != "" && !p.small && !p.scale.Elder && !p.confirmBusy(v) {
		out = append(out, p.hint("clock", late, 0))
	}
	if v.Person != nil && !(p.small && p.confirmBusy(v)) {
		out = append(out, p.personCard(v.Person))
	}
	if v.Priority != nil {
		out = append(out, p.priorityKey(v))
	} else if v.Classes && v.Working == 0 && !(p.small && p.confirmBusy(v)) {
		l := look{label: p.say("confirm.classes"), sub: p.say("confirm.classesSub"), icon: "users-round", typ: "label", form: start, pad: min(8, p.body.W*.03), radius: 4}
		out = append(out, p.row(p.gap, 30, nil, p.press(ActClass, "", l)))
	}
	return append(out, p.confirmState(v)...)
}

// confirmBusy: there is a box that says what is going on.
func (p *page) confirmBusy(v *Confirm) bool {
	return v.Working >= saysWhatAfter || v.Failed != ReasonNone || v.Paper != ReasonNone || v.Offline != nil
}

// confirmState says what is going on or went wrong: at most one box.
func (p *page) confirmState(v *Confirm) []block {
	switch {
	case v.Working >= wayOutAfter:
		return []block{p.stateBox(p.gap, state{title: p.say("confirm.noAnswer"), sub: p.say("confirm.workingLong"), mood: note, turning: true})}
	case v.Working >= saysWhatAfter:
		return []block{p.stateBox(p.gap, state{title: p.say("confirm.waiting"), sub: p.say("confirm.workingSub"), turning: true})}
	case v.Working > 0:
		return nil
	case v.Failed != ReasonNone && v.Offline == nil:
		sub := p.words.reason(v.Failed, v.FailedAt)
		if p.v.Lang == English {
			sub += " "
		}
		return []block{p.stateBox(p.gap, state{icon: "circle-alert", title: p.say("confirm.failed"), sub: sub + p.say("confirm.failedSub"), mood: note})}
	case v.Paper != ReasonNone:
		sub := p.say("confirm.noPaperSub")
		if v.Offline != nil {
			sub = p.say("confirm.noPaperOffline")
		}
		return []block{p.stateBox(p.gap, state{icon: "printer-x", title: p.words.reason(v.Paper, v.PaperSince), sub: sub, mood: note})}
	case v.Offline != nil:
		return []block{p.stateBox(p.gap, state{icon: "wifi-off", title: p.say("confirm.offline", "time", clock(v.Offline.Since)), sub: p.say("confirm.offlineSub"), mood: note})}
	}
	return nil
}

// personCard says whose number it will be, masked, and where that is known from.
func (p *page) personCard(v *Person) block {
	name, number := v.Name, v.Number
	if name == "" {
		name, number = number, ""
	}
	if name == "" {
		name = p.say("confirm.noName")
	}
	title, sub, mm := p.style("title3"), p.style("body"), p.stateIcon()
	words := height(1, title)
	if number != "" {
		words += height(1, sub)
	}
	if p.small {
		mm = 9
	}
	high := words + 12
	if p.small || p.wide {
		high = max(words+4, min(words+8, 28))
	}
	b := fixed(high, p.gap, func(r ui.Rect) {
		p.card(r)
		in := r.Pad(min(8, r.W*.03), 0)
		p.icon("user-round", in.X, r.Y+(r.H-mm)/2, mm, ui.Ink)
		sign := in.Right()
		if !p.wide || r.W > 140 {
			sign = p.sourceSign(in, v.Source)
		}
		at := ui.Rect{X: in.X + mm + 6, Y: r.Y + (r.H-words)/2, W: sign - in.X - mm - 9}
		t, l := p.fit(name, title, at.W, 1)
		p.write(at, t, l, ui.Ink, left)
		at.Y += height(1, title)
		if number != "" {
			u, m := p.fit(number, sub, at.W, 1)
			p.write(at, u, m, ui.Ink2, left)
		}
	})
	b.least = words + 4
	return b
}

var sourceWords = map[Source]string{SourceCard: "confirm.fromCard", SourceTyped: "confirm.fromTyped", SourcePhone: "confirm.fromPhone"}

// sourceSign writes where the person is known from; it returns where that begins.
func (p *page) sourceSign(r ui.Rect, s Source) float64 {
	key, ok := sourceWords[s]
	if !ok {
		return r.Right()
	}
	word, st := p.say(key), p.style("caption")
	st.Line = 1
	w := p.width(word, st) + 4.8
	box := ui.Rect{X: r.Right() - w, Y: r.Y + (r.H-st.Em-3.2)/2, W: w, H: st.Em + 3.2}
	p.Add(ui.Box{R: box, Radius: 1.5, Fill: ui.Surface, Line: ui.LineStrong, Width: p.hairline()})
	p.at(box.X, box.W, box.Y+1.6+drop(st), st, word, ui.Ink2, centre)
	return box.X
}

// priorityKey is a box to tick: it is offered, never imposed.
func (p *page) priorityKey(v *Confirm) block {
	sub := "confirm.otherSub"
	if v.Priority.Class == "elder" {
		sub = "confirm.elderSub"
	}
	l := look{label: p.say("confirm." + v.Priority.Class), sub: p.say(sub, "n", strconv.Itoa(v.Priority.AheadNormal)),
		typ: "tile", form: start, box: true, on: v.Priority.Chosen, pad: min(8, p.body.W*.03), radius: 4, role: "box"}
	if v.Priority.Chosen {
		l.kind = chosen
	}
	if v.Working > 0 {
		l.flat = true
	}
	return p.row(p.gap, 42, nil, func(r ui.Rect) {
		if v.Working == 0 {
			p.key(r, ActPriority, "", l)
			return
		}
		c := p.paint(l, false)
		p.keyBox(r, l, c)
		p.keyWords(r.Pad(l.pad, 0), l, c)
	})
}

func (p *page) confirmActs(v *Confirm) block {
	second := look{label: p.say("confirm.change"), typ: "tile"}
	do := ActBack
	first := look{label: p.say("confirm.take"), icon: "ticket", mm: 16, typ: "action", kind: primary}
	if v.Paper != ReasonNone {
		first.label, first.icon = p.say("confirm.takePaperless"), "qr-code"
		if v.Offline != nil { // there is no code to scan
			first.icon = "camera"
		}
	}
	switch {
	case v.Working >= wayOutAfter:
		second.label, second.icon, do = p.say("confirm.stopWaiting"), "x", ActCancel
	case v.Working > 0:
		second.kind, second.label = off, p.say("confirm.waitFirst")
	}
	if v.Working > 0 {
		first = look{label: p.say("confirm.working"), typ: "action", kind: chosen, turning: true, mm: 16}
	}
	high := 48.0
	if p.wide || p.small {
		high = 34
	}
	return p.row(p.gap, high, actShares, p.press(do, "", second), p.press(ActTake, "", first))
}
