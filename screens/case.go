package screens

import "govkiosk/screens/ui"

// caseTimeline is how far a matter has come: what is left, and its stations.
func (p *page) caseTimeline(v *Case) content {
	lead := p.say("case.number", "n", v.Number) + " | " + p.say("case.applicant", "name", v.Applicant)
	if s := v.Sort.In(p.v.Lang); s != "" && !p.small {
		lead += " | " + s
	}
	read := p.ask(9, v.Name.In(p.v.Lang), lead)
	stations := p.stations(v.Events)
	acts := p.caseActs(v)
	if p.wide {
		return content{read: append(read, spring(), p.limitCard(v)), touch: append([]block{stations, spring()}, acts...)}
	}
	return content{read: append(read, p.limitCard(v), stations), touch: acts, flow: true}
}

// caseActs are what can be done: in elder mode the one that helps most.
func (p *page) caseActs(v *Case) []block {
	var keys []func(ui.Rect)
	key := func(on bool, do Act, word, icon string) {
		if on && (len(keys) == 0 || !p.scale.Elder) {
			keys = append(keys, p.press(do, "", look{label: p.say("case." + word), icon: icon}))
		}
	}
	key(v.Lacks > 0 && v.Paper, ActLacks, "list", "list")
	key(v.Rate, ActRate, "rate", "smile")
	key(v.Paper, ActPrint, "print", "printer")
	key(v.Phone, ActSend, "send", "smartphone")
	report := p.row(min(6, p.gap), 22, nil, p.press(ActReport, "", look{label: p.say("case.report"), icon: "megaphone"}))
	return append(p.actRows(keys), report)
}
