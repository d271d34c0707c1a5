package screens

import (
	"slices"

	"govkiosk/screens/ui"
)

// offlineHead says since when the network is away and where things go on.
func (p *page) offlineHead(h *Home, offered int) []block {
	title := p.say("home.offlineSome")
	if offered == 0 {
		title = p.say("home.offlineAll")
	}
	lead := p.say("home.offlineLead", "time", clock(h.Offline.Since))
	above := 14.0
	if p.small || p.wide {
		above = 3
	}
	return []block{fixed(above, 0, nil), p.withIcon("wifi-off", title, lead), spring(), p.elsewhereCard(placesOf(h.Services, p.v.Lang), p.gap)}
}

// withIcon is a question with a large pictogram before it.
func (p *page) withIcon(icon, title, lead string) block {
	mm := 30.0
	if p.small || p.wide {
		mm = 16
	}
	blocks := []block{p.title(title, p.style("title1"), 0), p.para(lead, p.style("lead"), ui.Ink2, 2)}
	room := func(w float64) float64 { return w - mm - 8 }
	return block{
		size: func(w float64) float64 { return max(mm, p.natural(blocks, room(w))) },
		draw: func(r ui.Rect) {
			p.icon(icon, r.X, r.Y+(r.H-mm)/2, mm, ui.Ink)
			h := p.natural(blocks, room(r.W))
			p.stack(ui.Rect{X: r.X + mm + 8, Y: r.Y + (r.H-h)/2, W: room(r.W), H: h}, blocks)
		}}
}

// placesOf are the different places that the services name.
func placesOf(list []Service, lang Lang) []string {
	var out []string
	for _, s := range list {
		if w := s.Where.In(lang); w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out[:min(3, len(out))]
}

// elsewhereCard lists where the citizen can go instead.
func (p *page) elsewhereCard(places []string, gap float64) block {
	if len(places) == 0 {
		places = []string{p.say("home.windows")}
	}
	blocks := []block{p.para(p.say("home.elsewhere"), p.style("title3"), ui.Ink, 0)}
	for _, s := range places {
		blocks = append(blocks, p.placeLine(s))
	}
	return p.boxed(gap, 9, 7, blocks...)
}

func (p *page) placeLine(s string) block {
	st, mm := p.style("lead"), 13.0
	if p.small {
		mm = 9
	}
	bold := st
	bold.Bold = true
	hand := p.say("home.byHand")
	room := func(w float64) float64 { return w - mm - 5 - p.width(hand, bold) - 5 }
	return block{gap: 5,
		size: func(w float64) float64 { st, l := p.fit(s, st, room(w), 2); return max(mm, height(len(l), st)) },
		draw: func(r ui.Rect) {
			p.icon("store", r.X, r.Y+(r.H-mm)/2, mm, ui.Ink)
			st, l := p.fit(s, st, room(r.W), 2)
			p.write(ui.Rect{X: r.X + mm + 5, Y: r.Y + (r.H-height(len(l), st))/2, W: room(r.W)}, st, l, ui.Ink, left)
			p.write(ui.Rect{X: r.X, Y: r.Y + (r.H-height(1, bold))/2, W: r.W}, bold, []string{hand}, ui.Ink, right)
		}}
}
