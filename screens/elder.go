package screens

import "govkiosk/screens/ui"

// elderChoices are four keys of full width; the last calls a person.
func (p *page) elderChoices(h *Home) []block {
	tiles, _ := parted(h.Services)
	list := firstElder(tiles)
	return []block{{gap: p.gap, grow: 1, size: func(float64) float64 { return 30 * float64(len(list)+1) },
		draw: func(r ui.Rect) {
			rows := r.Rows(len(list)+1, p.gap)
			var keys []keyAt
			for i, s := range list {
				keys = append(keys, p.elderKey(rows[i], s, i == 0))
			}
			p.keys(append(keys, p.elderHelp(rows[len(list)])))
		}}}
}

// firstElder is what elder mode offers: three at most, what can be had first.
func firstElder(list []Service) []Service {
	var out []Service
	for _, offered := range []bool{true, false} {
		for _, s := range list {
			if (s.Reason == ReasonNone) == offered && len(out) < 3 {
				out = append(out, s)
			}
		}
	}
	return out
}

func (p *page) elderLook(icon, label, sub string) look {
	l := look{icon: icon, label: label, sub: sub, mm: 36, typ: "display", em: 24, form: start, pad: 14, radius: 5, role: "tile"}
	if p.small || p.wide {
		l.mm, l.pad, l.typ, l.em = 16, 5, "title2", 0
	} else if large(p.m) {
		l.em = 18 // the same scaled up, in keys that are no higher: the reach ends there
	}
	return l
}

func (p *page) elderKey(r ui.Rect, s Service, first bool) keyAt {
	l := p.elderLook(serviceIcons[s.ID], p.serviceWord(s, "elder"), p.serviceWord(s, "elderSub"))
	if first {
		l.kind = primary
	}
	if s.Reason != ReasonNone {
		l.kind, l.sub = off, p.pausedWords(s)
	} else if s.Apart {
		l.sub = p.serviceWord(s, "apart")
	}
	return keyAt{r, ActService, s.ID, l}
}

func (p *page) elderHelp(r ui.Rect) keyAt {
	l := p.elderLook("hand-helping", p.say("home.help"), p.say("home.helpSub"))
	if p.v.Help {
		l.label, l.sub = p.say("home.helpCalled"), p.say("home.helpCalledSub")
	}
	return keyAt{r, ActHelp, "", l}
}
