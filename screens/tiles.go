package screens

import (
	"slices"

	"govkiosk/screens/ui"
)

// parted splits the services into tiles and the two keys under them.
func parted(services []Service) (tiles, keys []Service) {
	for _, s := range services {
		if s.ID == "rating" || s.ID == "report" {
			keys = append(keys, s)
		} else {
			tiles = append(tiles, s)
		}
	}
	return tiles, keys
}

// tiles are the services in the order of use: two large ones, then threes.
func (p *page) tiles(h *Home) []block {
	tiles, keys := parted(h.Services)
	rows := rowsOf(len(tiles), p.small || p.sparing())
	out := []block{{gap: p.gap, size: func(float64) float64 { return float64(len(rows)) * 40 }, least: float64(len(rows)) * 24, grow: 1,
		draw: func(r ui.Rect) {
			p.tileRows(r, rows, tiles)
		}}}
	if len(keys) > 0 {
		out = append(out, p.serviceKeys(keys))
	}
	return out
}

// tileRows are the tiles in rows; those of one width share their size of type.
func (p *page) tileRows(r ui.Rect, rows []int, list []Service) {
	n := 0
	var keys []keyAt
	for i, row := range r.Rows(len(rows), p.gap) {
		if i > 0 && rows[i] != rows[i-1] {
			p.keys(keys)
			keys = nil
		}
		for _, c := range row.Columns(rows[i], p.gap) {
			keys = append(keys, p.tile(c, list[n], n))
			n++
		}
	}
	p.keys(keys)
}

// sparing pages say less, so that the largest type has room: two columns of
// services, their names alone, and no figures that decide nothing.
func (p *page) sparing() bool { return p.scale.Step >= 4 && !p.wide && !p.large }

// rowsOf says how many tiles each row has.
func rowsOf(n int, small bool) []int {
	if small {
		return fill(nil, n, 2)
	}
	if n <= 2 {
		return []int{max(1, n)}
	}
	return fill([]int{2}, n-2, 3)
}

func fill(rows []int, n, per int) []int {
	for ; n > 0; n -= per {
		rows = append(rows, min(per, n))
	}
	return rows
}

func (p *page) serviceKeys(keys []Service) block {
	h := 22.0
	apart := slices.ContainsFunc(keys, func(s Service) bool { return s.Apart })
	switch {
	case p.small:
		h = 15
	case apart && !p.wide:
		h = 30
	}
	return fixed(h, p.gap, func(r ui.Rect) {
		var row []keyAt
		for i, c := range r.Columns(len(keys), p.gap) {
			l := look{label: p.serviceWord(keys[i], "name"), icon: serviceIcons[keys[i].ID]}
			if p.small {
				l.mm, l.pad = 8, 1.5
			}
			if apart && !p.small && !p.wide {
				l.sub, l.form, l.pad = p.serviceWord(keys[i], "apart"), start, min(6, c.W*.05)
			}
			if keys[i].Reason != ReasonNone {
				l.kind = off
				l.sub = p.say("reason." + string(keys[i].Reason) + ".short")
			}
			row = append(row, keyAt{c, ActService, keys[i].ID, l})
		}
		p.keys(row)
	})
}

func (p *page) serviceWord(s Service, word string) string {
	return p.say("service." + s.ID + "." + word)
}

// tile is one service. n is its place: the first is filled, two are large.
func (p *page) tile(r ui.Rect, s Service, n int) keyAt {
	l := look{label: p.serviceWord(s, "name"), sub: p.serviceWord(s, "sub"), icon: serviceIcons[s.ID],
		mm: 18, typ: "tile", form: tile, pad: 6.5, radius: 4, role: "tile"}
	big := n < 2 && r.W > 100 || r.W > 115
	switch {
	case r.W > 200 && !p.wide:
		l.mm, l.typ = 32, "title1"
	case big:
		l.mm, l.typ = 24, "action"
	case p.v.Lang == English:
		l.typ = "title3"
	}
	if n == 0 {
		l.kind = primary
	}
	if p.small || p.wide || p.large || p.sparing() || r.H < l.mm+38 {
		l = p.lying(r, l)
	}
	if s.Reason != ReasonNone {
		l.kind, l.sub, l.tag = off, p.pausedWords(s), p.say("reason."+string(s.Reason)+".tag")
		if p.small {
			l.mm, l.pad, l.tag = 10, 2.5, ""
		}
	} else if p.small || p.sparing() {
		l.sub = ""
	} else if s.Apart {
		l.sub = p.serviceWord(s, "apart")
	}
	return keyAt{r, ActService, s.ID, l}
}

// lying puts the pictogram beside the words, as a low tile needs it.
func (p *page) lying(r ui.Rect, l look) look {
	l.form, l.pad = start, min(6, r.W*.05)
	if p.small {
		l.mm, l.typ, l.radius, l.pad = 13, "tile", 3, 3.5
		return l
	}
	l.mm = min(l.mm, r.H*.5)
	if p.sparing() {
		l.mm, l.typ = min(22, r.H*.5), "tile"
		if r.W > 200 {
			l.mm, l.typ, l.pad = min(36, r.H*.5), "title1", 12
		}
	}
	return l
}

// pausedWords is the reason and where else.
func (p *page) pausedWords(s Service) string {
	where := s.Where.In(p.v.Lang)
	short := p.say("reason." + string(s.Reason) + ".short")
	if p.small && (where == "" || p.v.LowReach) {
		return short
	}
	if where == "" {
		where = p.say("home.askStaff")
	}
	comma, gap := "，", "\n"
	if p.v.Lang == English {
		comma = ":"
	}
	switch {
	case p.small && p.v.Lang == English:
		gap = " "
	case p.small:
		gap = ""
	}
	return short + comma + gap + where
}

// splitTiles puts what can be had here first, and under it what cannot.
func (p *page) splitTiles(h *Home) []block {
	var can, cannot []Service
	for _, s := range h.Services {
		if s.Reason == ReasonNone {
			can = append(can, s)
		} else {
			cannot = append(cannot, s)
		}
	}
	still, paused := "home.still", "home.paused"
	if h.Offline != nil {
		still, paused = "home.stillOffline", "home.pausedOffline"
	}
	var out []block
	if len(can) > 0 {
		out = append(out, p.heading(p.say(still), 0))
		tiles, keys := can, []Service(nil)
		if !p.wide {
			tiles, keys = parted(can)
		}
		if len(tiles) > 0 {
			out = append(out, p.offeredTiles(tiles))
		}
		if len(keys) > 0 {
			out = append(out, p.serviceKeys(keys))
		}
	}
	if len(cannot) > 0 {
		out = append(out, p.heading(p.say(paused), p.gap), p.pausedTiles(cannot))
	}
	out = append(out, spring())
	if h.Offline != nil && !p.small {
		out = append(out, p.hint("info", p.say("home.booked"), p.gap))
	}
	return out
}

func (p *page) heading(s string, gap float64) block { return p.para(s, p.style("title3"), ui.Ink, gap) }

func (p *page) offeredTiles(list []Service) block {
	rows := fill(nil, len(list), abreast(len(list), p.small))
	h := 82.0
	if len(rows) > 1 {
		h = 46
	}
	if p.small || p.wide {
		h = 40
	}
	least := 34.0
	if p.small {
		least = 22
	}
	return block{gap: min(5, p.gap), least: least * float64(len(rows)), size: func(float64) float64 { return h*float64(len(rows)) + p.gap*float64(len(rows)-1) },
		draw: func(r ui.Rect) {
			p.tileRows(r, rows, list)
		}}
}

// pausedTiles are low and dashed. Their common reason stands in the heading,
// another one under the name.
func (p *page) pausedTiles(list []Service) block {
	per, h := abreast(len(list), false), 39.0
	switch {
	case p.small && per == 2: // their names have one line
		h = 14
	case p.small:
		h = 15
	case p.wide:
		h = 26
	}
	rows := fill(nil, len(list), per)
	gap := min(5, p.gap)
	least := min(22, h) * float64(len(rows))
	return block{gap: min(5, p.gap), least: least + gap*float64(len(rows)-1),
		size: func(float64) float64 { return h*float64(len(rows)) + gap*float64(len(rows)-1) },
		draw: func(r ui.Rect) {
			n := 0
			var keys []keyAt
			for _, row := range r.Rows(len(rows), gap) {
				for _, c := range row.Columns(per, p.gap) {
					if n < len(list) {
						keys = append(keys, p.pausedTile(c, list[n]))
						n++
					}
				}
			}
			p.keys(keys)
		}}
}

// abreast is how many tiles stand side by side: three, or two by two.
func abreast(n int, small bool) int {
	if small || n == 2 || n == 4 {
		return 2
	}
	return 3
}

func (p *page) pausedTile(r ui.Rect, s Service) keyAt {
	l := look{label: p.serviceWord(s, "name"), icon: serviceIcons[s.ID], mm: 13, typ: "title3",
		form: start, kind: off, pad: min(6, r.W*.06), radius: 4, role: "tile"}
	if p.small {
		l.icon, l.pad, l.typ = "", 1, "caption"
		if r.W > 50 {
			l.pad = 4
		}
		return keyAt{r, ActService, s.ID, l}
	}
	if s.Reason != ReasonNotHere && s.Reason != ReasonNetwork {
		l.sub = p.say("reason." + string(s.Reason) + ".short")
	}
	return keyAt{r, ActService, s.ID, l}
}
