package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

// timeOut asks whether anybody is there; the answer is the largest key there is.
func (p *page) timeOut(v *TimeOut) content {
	title, lead := p.style("display"), p.style("lead")
	read := []block{
		fixed(min(18, p.gap*2.5), 0, nil),
		p.centred(p.say("timeout.title"), title, ui.Ink, 0),
		p.centred(p.timeOutLead(), lead, ui.Ink2, 3),
		p.ring(v),
		p.centred(p.say("timeout.wipe"), lead, ui.Ink2, min(12, p.gap*1.7)),
	}
	if v.Number != "" {
		bold := lead
		bold.Bold = true
		read = append(read, p.centred(p.say("timeout.valid", "number", v.Number), bold, ui.Ink, 0))
	}
	read = append(read, spring())
	big := 62.0
	switch {
	case p.wide:
		big = 80
	case p.small:
		big = 48
	}
	touch := []block{
		p.row(0, big, nil, p.press(ActExtend, "", look{label: p.say("timeout.stay"), typ: "display", kind: primary, radius: 4})),
		p.row(p.gap, 34, nil, p.press(ActDone, "", look{label: p.say("timeout.end"), icon: "log-out", typ: "tile"})),
		p.centred(p.extendWords(v), p.style("body"), ui.Ink2, p.gap),
	}
	if p.wide {
		touch = append([]block{spring()}, append(touch, spring())...)
	}
	return content{read: read, touch: touch, flow: true}
}

func (p *page) timeOutLead() string {
	if p.small {
		return ""
	}
	return p.say("timeout.lead")
}

// centred is a paragraph in the middle: only beside a countdown.
func (p *page) centred(s string, st ui.Style, role ui.Role, gap float64) block {
	return p.aligned(s, st, role, gap, centre)
}

func (p *page) extendWords(v *TimeOut) string {
	if v.Extend == 0 || v.Extensions == 0 {
		return ""
	}
	key := "timeout.extend"
	if v.Extensions == 1 {
		key = "timeout.last"
	}
	return p.say(key, "s", strconv.Itoa(v.Extend), "n", strconv.Itoa(v.Extensions))
}

// ring empties from twelve o'clock while the seconds go.
func (p *page) ring(v *TimeOut) block {
	const size = 132.0
	return block{gap: min(13, p.gap*1.8), least: min(44, p.body.W*.28), size: func(w float64) float64 { return min(size, w*.8) },
		draw: func(r ui.Rect) {
			d := min(r.H, r.W)
			cx, cy, radius, width := r.X+r.W/2, r.Y+r.H/2, d*62/140, d*5/140
			part := 1.0
			if v.Of > 0 {
				part = min(1, float64(v.Seconds)/float64(v.Of))
			}
			p.Add(ui.Arc{CX: cx, CY: cy, Radius: radius, Width: width, Sweep: 1, Role: ui.Hairline},
				ui.Arc{CX: cx, CY: cy, Radius: radius, Width: width, Sweep: part, Role: ui.Ink})
			number := ui.Style{Em: d * 64 / 140, Line: 1, Bold: true}
			unit := ui.Style{Em: max(6.6, d*11/140), Line: 1}
			base := cy + d*17/140
			p.at(r.X, r.W, base, number, strconv.Itoa(v.Seconds), ui.Ink, centre)
			p.at(r.X, r.W, base+max(d*22/140, 1.15*unit.Em), unit, p.say("bar.seconds"), ui.Ink2, centre)
		}}
}
