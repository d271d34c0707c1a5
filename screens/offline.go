package screens

import (
	"strings"

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
	return []block{fixed(above, 0, nil), p.withIcon("wifi-off", title, lead), spring(), p.placesCard(p.say("home.elsewhere"), p.placesOf(h.Services))}
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

// place is where the citizen can go instead, and for what.
type place struct{ icon, name, what string }

// placesOf are the different places that the paused services name, at most
// three: what most of them name stands for all the others.
func (p *page) placesOf(list []Service) []place {
	var names []string
	offers := map[string][]string{}
	for _, s := range list {
		w := s.Where.In(p.v.Lang)
		if w == "" || s.Reason == ReasonNone {
			continue
		}
		if offers[w] == nil {
			names = append(names, w)
		}
		offers[w] = append(offers[w], p.serviceWord(s, "name"))
	}
	var out []place
	for _, n := range names[:min(3, len(names))] {
		out = append(out, place{p.placeIcon(n), n, p.placeWhat(offers[n], len(names))})
	}
	return out
}

// placesNamed are places of which nothing more is known.
func (p *page) placesNamed(names ...string) []place {
	var out []place
	for _, n := range names {
		out = append(out, place{p.placeIcon(n), n, ""})
	}
	return out
}

// placeWhat names the one service of a place; of more it says that they are
// all, or the rest.
func (p *page) placeWhat(services []string, places int) string {
	switch {
	case places == 1:
		return p.say("home.elsewhereAll")
	case len(services) > 1:
		return p.say("home.elsewhereRest")
	}
	return services[0]
}

// placeIcon tells another machine from a window.
func (p *page) placeIcon(name string) string {
	if strings.Contains(strings.ToLower(name), p.say("home.machine")) {
		return "monitor"
	}
	return "store"
}

// placesCard lists where the citizen can go instead; without any data it is
// the windows.
func (p *page) placesCard(title string, places []place) block {
	if p.small {
		places = places[:min(1, len(places))]
	}
	if len(places) == 0 {
		places = p.placesNamed(p.say("home.windows"))
	}
	blocks := []block{p.para(title, p.style("title3"), ui.Ink, 0)}
	for _, s := range places {
		blocks = append(blocks, p.placeLine(s, places, min(5, p.gap)))
	}
	return p.boxed(p.gap, 9, 7, blocks...)
}

// placeLine is a place and, at its right end, what for: where there is room for
// that on every line of the card.
func (p *page) placeLine(s place, all []place, gap float64) block {
	name, bold := p.style("lead"), p.style("label")
	mm := 13.0
	if p.small {
		mm = 9
	}
	line := p.bullet(s.icon, s.name, name, mm, gap)
	words := line.draw
	line.draw = func(r ui.Rect) {
		words(r)
		for _, o := range all {
			if mm+4.5+p.width(o.name, name)+8+p.width(o.what, bold) > r.W {
				return
			}
		}
		p.at(r.X, r.W, r.Y+(r.H-height(1, bold))/2+drop(bold), bold, s.what, ui.Ink, right)
	}
	return line
}
