package screens

import "govkiosk/screens/ui"

// grades of 好差评 from the best: the face, the value of ActRate.
var grades = []struct{ icon, arg string }{{"laugh", "5"}, {"smile", "4"}, {"meh", "3"}, {"frown", "2"}, {"angry", "1"}}

// rating asks how it went. No grade is filled: that would be a hint.
func (p *page) rating(v *Rating) content {
	if p.wide || p.small {
		return content{read: p.ratingHead(v), touch: append(p.gradeGrid(v), p.skipRating(v))}
	}
	return content{read: p.ratingHead(v), touch: []block{p.gradeRows(v), p.skipRating(v)}}
}

func (p *page) ratingHead(v *Rating) []block {
	if p.small {
		return []block{fixed(3, 0, nil), p.titleWithSeconds(p.say("rating.title"))}
	}
	above := 18.0
	if p.wide {
		above = 2
	}
	out := []block{fixed(above, 0, nil), p.title(p.say("rating.title"), p.style("display"), 0),
		p.para(p.say("rating.lead"), p.style("lead"), ui.Ink2, 2), spring()}
	if !p.scale.Elder {
		out = append(out, p.doneCard(v))
	}
	return out
}

// doneCard says what is being rated.
func (p *page) doneCard(v *Rating) block {
	name := p.given(v.Name, "service."+v.Service+".name")
	s := state{icon: serviceIcons[v.Service], title: name, sub: v.Detail.In(p.v.Lang)}
	if v.Over {
		s.done = p.say("rating.over")
	}
	return p.stateBox(p.gap, s)
}

func (p *page) gradeRows(v *Rating) block {
	n := float64(len(grades))
	gap := min(6, p.gap)
	return block{grow: 1, least: n*24 + (n-1)*gap, size: func(float64) float64 { return n * 38 },
		draw: func(r ui.Rect) {
			for i, c := range r.Rows(len(grades), gap) {
				p.gradeKey(c, v, i)
			}
		}}
}

// gradeGrid is for panels without the height for five rows of full width.
func (p *page) gradeGrid(v *Rating) []block {
	return []block{{grow: 1, least: 3 * 22, size: func(float64) float64 { return 3*30 + 2*p.gap },
		draw: func(r ui.Rect) {
			rows := r.Rows(3, p.gap)
			for i, c := range append(append(rows[0].Columns(2, p.gap), rows[1].Columns(2, p.gap)...), rows[2]) {
				p.gradeKey(c, v, i)
			}
		}}}
}

func (p *page) gradeKey(r ui.Rect, v *Rating, i int) {
	g := grades[i]
	l := look{label: p.say("rating.grade" + g.arg), icon: g.icon, mm: min(24, r.H*.64), typ: "action", form: start, pad: min(11.5, r.W*.06), radius: 4, role: "tile"}
	if p.small {
		l.typ = "title3"
	}
	if v.Pending {
		l.kind = off
	}
	p.key(r, ActRate, g.arg, l)
}

func (p *page) skipRating(v *Rating) block {
	l := look{label: p.say("rating.skip"), icon: "log-out", mm: 16, typ: "action", radius: 4}
	if p.small {
		l.mm, l.typ = 10, "label"
	}
	if v.Pending {
		l.kind, l.turning, l.label = chosen, true, p.say("rating.sending")
	}
	return p.row(max(p.gap, 10), 40, nil, p.press(ActDone, "", l))
}
