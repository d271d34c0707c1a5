package screens

import "govkiosk/screens/ui"

// cases are a person's matters: what each is, how it stands, who holds it, and
// how long it may still take.
func (p *page) cases(v *Cases) content {
	if len(v.Rows) > 0 {
		return p.asking(v.asked())
	}
	read := append(p.question(11, p.say("cases.none"), p.say("cases.noneLead")), spring())
	if v.Person != nil && !p.small && !p.scale.Elder {
		read = append(read, p.personCard(v.Person))
	}
	other := p.press(ActCode, "", look{label: p.say("cases.code"), sub: p.say("cases.codeSub"), icon: "receipt-text", mm: 16, typ: "action", kind: primary})
	report := p.press(ActReport, "", look{label: p.say("case.report"), icon: "megaphone"})
	return content{read: read, touch: []block{spring(), p.row(p.gap, 44, nil, other), p.row(min(6, p.gap), 24, nil, report)}}
}

// asked is the list as a question: which one?
func (v *Cases) asked() *Question {
	q := &Question{Key: "cases", Person: v.Person}
	for _, r := range v.Rows {
		q.Choices = append(q.Choices, Choice{ID: r.Number, Name: r.Name, Detail: Joined("，", ", ", r.Status, r.Holder), Status: r.Left})
	}
	return q
}

// actRows lays keys two in a row, and the last one alone where they are odd.
func (p *page) actRows(keys []func(ui.Rect)) []block {
	var out []block
	gap := p.gap
	for len(keys) > 0 {
		n := min(2, len(keys))
		out = append(out, p.row(gap, 22, nil, keys[:n]...))
		keys, gap = keys[n:], min(6, p.gap)
	}
	return out
}
