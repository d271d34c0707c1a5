package screens

import "govkiosk/screens/ui"

// has reports whether the catalogue has a sentence.
func (c *catalogue) has(key string) bool { _, ok := c.text[key]; return ok }

// given is the text from data, else the catalogue's.
func (p *page) given(t Text, key string) string {
	if s := t.In(p.v.Lang); s != "" {
		return s
	}
	return p.say(key)
}

// maybe is given for a sentence that may be missing.
func (p *page) maybe(t Text, key string) string {
	if s := t.In(p.v.Lang); s != "" || !p.words.has(key) {
		return s
	}
	return p.say(key)
}

// question is ask for a page of any panel: the small one has the seconds
// beside it, since its bar has no room for them.
func (p *page) question(above float64, title, lead string) []block {
	if !p.small {
		return p.ask(above, title, lead)
	}
	st := p.style("title1")
	beside := func(w float64) float64 { return w - 44 }
	if p.width(title, st) > beside(p.body.W) {
		st = p.style("title3")
	}
	return []block{fixed(3, 0, nil), {
		size: func(w float64) float64 {
			f, l := p.fitEven(title, st, beside(w), 5)
			return max(height(len(l), f), height(1, p.style("title2")))
		},
		draw: func(r ui.Rect) {
			p.drawSeconds(ui.Rect{X: r.X, Y: r.Y, W: r.W, H: min(r.H, height(1, p.style("title1")))})
			f, l := p.fitEven(title, st, beside(r.W), 5)
			p.write(r, f, l, ui.Ink, left)
		}}}
}

// later runs when the rest of the page has been drawn: for keys that need to
// know how the part over them has turned out.
func (p *page) later(draw func()) { p.late = append(p.late, draw) }

// turns reports whether what is long is turned sheet by sheet: in elder mode,
// and where a hand cannot reach up to push it.
func (p *page) turns() bool { return p.scale.Elder || p.v.LowReach && !p.wide }

// pager are the keys to the sheet before and the next one, and which it is.
func (p *page) pager(r ui.Rect, n, of int) {
	side := r.Columns(2, min(5, p.gap))
	if w := r.W * .34; !p.small && r.W > 150 {
		side[0].W, side[1].X, side[1].W = w, r.Right()-w, w
		middle := ui.Rect{X: r.X + w + 3, Y: r.Y, W: r.W - 2*w - 6, H: r.H}
		st, l := p.fit(p.sheetPlace(n, of), p.style("body"), middle.W, 1)
		p.write(ui.Rect{X: middle.X, Y: r.Y + (r.H-height(len(l), st))/2, W: middle.W}, st, l, ui.Ink2, centre)
	}
	for i, k := range []struct {
		arg, word, icon string
		on              bool
	}{{"back", "list.sheetBack", "chevron-up", n > 0}, {"next", "list.sheetNext", "chevron-down", n < of-1}} {
		l := look{label: p.say(k.word), icon: k.icon, mm: 9, pad: 2}
		if !k.on {
			l.kind = off
		}
		p.key(side[i], ActSheet, k.arg, l)
	}
}

// pagerHeight is that of its keys.
func (p *page) pagerHeight() float64 {
	if p.small {
		return 15
	}
	return 20
}
