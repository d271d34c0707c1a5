package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

var placeIcons = map[PickupPlace]string{PlaceCell: "door-open", PlacePrint: "printer", PlaceWindow: "store", PlacePosted: "truck", PlaceMaking: "calendar-clock"}

// count returns how many certificates are here, and how many of them are ticked.
func (v *Pickup) count() (here, ticked int) {
	for _, i := range v.Items {
		if i.here() {
			here++
			if i.Chosen {
				ticked++
			}
		}
	}
	return here, ticked
}

// pickup lists what can be collected, what is here first.
func (p *page) pickup(v *Pickup) content {
	title, lead := p.pickupWords(v)
	read := append(p.ask(11, title, lead), spring())
	if p.small {
		read = []block{fixed(3, 0, nil), p.titleWithSeconds(title)}
	} else if v.Person != nil && !p.scale.Elder {
		read = append(read, p.personCard(v.Person))
	}
	return content{read: read, touch: []block{p.certificates(v), p.pickupActs(v)}}
}

// pickupWords say how many can be had, or why none.
func (p *page) pickupWords(v *Pickup) (title, lead string) {
	here, _ := v.count()
	title, lead = p.say("pickup.title", "n", strconv.Itoa(here)), p.say("pickup.lead")
	switch {
	case here == 0 && !v.Kept.IsZero():
		return p.say("pickup.noneKept"), p.say("pickup.noneKeptLead")
	case here == 0 && v.Reason != ReasonNone:
		return p.say("pickup.notNow"), p.words.reason(v.Reason, v.Since)
	case here == 0 && v.Holder != "":
		return p.say("pickup.none"), p.say("pickup.noneLeadFor", "name", v.Holder)
	case here == 0:
		return p.say("pickup.none"), p.say("pickup.noneLead")
	case !v.Kept.IsZero():
		lead = p.say("pickup.leadKept", "time", clock(v.Kept))
	case v.Changed:
		lead = p.say("pickup.changed")
	case v.Holder != "":
		lead = p.say("pickup.leadFor", "name", v.Holder)
	}
	return title, lead
}

// certificates are as many as the place holds; the rest is on other sheets.
func (p *page) certificates(v *Pickup) block {
	gap := min(6, p.gap)
	least := p.leastRow() + 4
	if p.scale.Elder {
		least += 4
	}
	items, few := sorted(v.Items), 3.0
	if p.wide || p.scale.Elder && p.v.LowReach {
		few = 2
	}
	return block{grow: 1, least: min(few, float64(len(items))) * (least + gap), size: func(float64) float64 { return float64(len(items)) * (least + gap) },
		draw: func(r ui.Rect) {
			per := max(1, int((r.H+gap)/(least+gap)))
			if p.scale.Elder {
				per = min(per, elderPage)
			}
			if len(items) > per {
				r, items = p.turned(r, items, per)
			}
			high := min((r.H+gap)/float64(len(items))-gap, least*1.35)
			for i, it := range items {
				p.certificate(ui.Rect{X: r.X, Y: r.Y + float64(i)*(high+gap), W: r.W, H: high}, it)
			}
		}}
}

// turned keeps one sheet of the items and puts the keys to turn it below.
func (p *page) turned(r ui.Rect, items []PickupItem, per int) (ui.Rect, []PickupItem) {
	const high = 20.0
	for per > 1 && float64(per)*(p.leastRow()+4)+high+3*float64(per) > r.H {
		per--
	}
	p.Sheets = (len(items) + per - 1) / per
	n := min(max(p.glass.Sheet, 0), p.Sheets-1)
	foot := ui.Rect{X: r.X, Y: r.Bottom() - high, W: r.W, H: high}
	p.turnKeys(foot, n, p.Sheets)
	r.H -= high + 5
	return r, items[n*per : min(len(items), (n+1)*per)]
}

// turnKeys are the keys to the sheet before and the next one.
func (p *page) turnKeys(r ui.Rect, n, of int) {
	cols := r.Columns(2, min(5, p.gap))
	for i, k := range []struct {
		arg, word, icon string
		on              bool
	}{{"back", "list.sheetBack", "chevron-up", n > 0}, {"next", "list.sheetNext", "chevron-down", n < of-1}} {
		l := look{label: p.say(k.word), icon: k.icon, mm: 9, pad: 2}
		if !k.on {
			l.kind = off
		}
		p.key(cols[i], ActSheet, k.arg, l)
	}
}

func sorted(items []PickupItem) []PickupItem {
	var out []PickupItem
	for _, here := range []bool{true, false} {
		for _, i := range items {
			if i.here() == here {
				out = append(out, i)
			}
		}
	}
	return out
}

// certificate is a box to tick where it is here, and a flat card where not.
func (p *page) certificate(r ui.Rect, it PickupItem) {
	status, name, sub := it.Status.In(p.v.Lang), ui.Ink, ui.Ink2
	in := r.Pad(min(6.5, r.W*.03), 0)
	mark := ui.Rect{X: in.X, Y: r.Y + (r.H-14)/2, W: 14, H: 14}
	if it.here() {
		status = p.say("pickup.here")
		l := look{label: it.Name.In(p.v.Lang), box: true, on: it.Chosen, radius: 4}
		if it.Chosen {
			l.kind = chosen
		}
		pressed := p.glass.Pressed == Intent{ActItem, it.ID}
		c := p.paint(l, pressed)
		name, sub = c.ink, c.sub
		p.keyBox(r, l, c)
		p.tickBox(mark, it.Chosen, c)
		p.Target(ui.Target{Role: "box", Label: l.label, Do: string(ActItem), Arg: it.ID, R: r, Enabled: true})
	} else {
		p.card(r)
		p.icon(placeIcons[it.Place], mark.X, mark.Y, 14, ui.Ink2)
	}
	end := p.certificateEnd(ui.Rect{X: in.X + 20, Y: r.Y, W: in.W - 20, H: r.H}, it, status, name)
	x := mark.Right() + 6
	p.rowWordsAt(ui.Rect{X: x, Y: r.Y, W: end - x - 4, H: r.H}, Row{Name: it.Name, Place: it.Detail}, name, sub)
}

// certificateEnd writes where it is at the right and returns where that begins.
func (p *page) certificateEnd(r ui.Rect, it PickupItem, s string, role ui.Role) float64 {
	st, _ := p.fit(s, p.style("label"), r.W*.4, 1)
	w := p.width(s, st)
	x := r.Right() - w
	p.at(x, w, r.Y+r.H/2+.36*st.Em, st, s, role, left)
	if !it.here() || p.small {
		return x
	}
	p.icon(placeIcons[it.Place], x-15, r.Y+(r.H-12)/2, 12, role)
	return x - 15
}

func (p *page) pickupActs(v *Pickup) block {
	here, n := v.count()
	take := look{label: p.say("pickup.take", "n", strconv.Itoa(n)), icon: "hand", mm: 16, typ: "action", kind: primary}
	switch {
	case here == 0:
		take = look{label: p.say("notice.home"), icon: "house", mm: 16, typ: "action", kind: primary}
		if !v.Other {
			return p.row(p.gap, 34, nil, p.press(ActHome, "", take))
		}
		return p.row(p.gap, 34, actShares, p.press(ActOther, "", look{label: p.say("pickup.other"), icon: "users-round"}), p.press(ActHome, "", take))
	case n == 0:
		take.kind, take.label, take.icon = off, p.say("pickup.choose"), ""
	}
	if !v.Other {
		return p.row(p.gap, 34, nil, p.press(ActTake, "", take))
	}
	return p.row(p.gap, 34, actShares, p.press(ActOther, "", look{label: p.say("pickup.other"), icon: "users-round"}), p.press(ActTake, "", take))
}
