package screens

import "govkiosk/screens/ui"

// looks is how this machine shows itself: what follows is seen at once on the
// page itself.
func (p *page) looks(v *Look) content {
	lead := p.say("look.lead")
	if v.Elder {
		lead = p.say("look.leadElder")
	}
	done := p.row(p.gap, 40, nil, p.press(ActDone, "", look{label: p.say("look.done"), icon: "check", mm: 16, typ: "action", kind: primary}))
	return content{read: append(p.question(11, p.say("look.title"), lead), spring()), touch: []block{spring(), p.lookKeys(v), done}}
}

// lookKeys are the two sizes side by side, and three boxes to tick.
func (p *page) lookKeys(v *Look) block {
	gap, high, least := min(6, p.gap), 44.0, 24.0
	if p.small {
		high, least = 30, 20
	}
	rows := 4.0
	if p.scale.Elder && !p.wide && !p.small {
		rows = 5
	}
	return block{gap: p.gap, least: rows*(least+gap) - gap, size: func(float64) float64 { return rows*(high+gap) - gap },
		draw: func(r ui.Rect) {
			list := r.Rows(int(rows), gap)
			sizes := []ui.Rect{list[0], list[min(1, len(list)-4)]}
			if rows == 4 {
				sizes = list[0].Columns(2, p.gap)
			}
			p.sizeKey(sizes[0], "larger", "a-arrow-up", v.TextStep < 4)
			p.sizeKey(sizes[1], "smaller", "a-arrow-down", v.TextStep > 1)
			p.lookBox(list[len(list)-3], ActLookContrast, "contrast", v.Contrast)
			p.lookBox(list[len(list)-2], ActLookNight, "night", v.Night)
			p.lookBox(list[len(list)-1], ActLookLow, "low", v.LowReach)
		}}
}

func (p *page) sizeKey(r ui.Rect, way, icon string, on bool) {
	l := look{label: p.say("look." + way), icon: icon, mm: 16, typ: "tile", radius: 4}
	if !on {
		l.kind, l.sub = off, p.say("look."+way+"Not")
	}
	p.key(r, ActLookText, way, l)
}

func (p *page) lookBox(r ui.Rect, do Act, word string, on bool) {
	l := look{label: p.say("look." + word), sub: p.say("look." + word + "Sub"), typ: "tile", form: start, box: true, on: on, pad: min(8, r.W*.03), radius: 4, role: "box"}
	if on {
		l.kind = chosen
	}
	p.key(r, do, "", l)
}
