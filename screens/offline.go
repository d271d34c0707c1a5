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
	return []block{fixed(above, 0, nil), p.withIcon("wifi-off", title, lead), spring(), p.placesCard(p.say("home.elsewhere"), placesOf(h.Services, p.v.Lang))}
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

// placesCard lists where the citizen can go instead; without any data it is
// the windows.
func (p *page) placesCard(title string, places []string) block {
	if p.small {
		places = places[:min(1, len(places))]
	}
	if len(places) == 0 {
		places = []string{p.say("home.windows")}
	}
	blocks := []block{p.para(title, p.style("title3"), ui.Ink, 0)}
	for _, s := range places {
		blocks = append(blocks, p.bullet("store", s, p.style("lead"), 13, 5))
	}
	return p.boxed(p.gap, 9, 7, blocks...)
}
