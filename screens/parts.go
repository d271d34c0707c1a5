package screens

import (
	"slices"

	"govkiosk/screens/ui"
)

// boxed puts blocks onto a card.
func (p *page) boxed(gap, padX, padY float64, blocks ...block) block {
	if p.small {
		padX, padY = min(padX, 4), min(padY, 3)
	}
	return block{gap: gap,
		size: func(w float64) float64 { return p.natural(blocks, w-2*padX) + 2*padY },
		draw: func(r ui.Rect) {
			p.card(r)
			p.stack(r.Pad(padX, padY), blocks)
		}}
}

// natural is the height that blocks want, gaps included.
func (p *page) natural(blocks []block, w float64) float64 {
	var sum float64
	for i, b := range blocks {
		sum += b.height(w)
		if i > 0 {
			sum += b.gap
		}
	}
	return sum
}

func (p *page) liveStyle() ui.Style {
	st := p.style("body")
	st.Line = 1.3
	return st
}

func (p *page) liveHeight() float64 { return 1.5 + 2.4 + max(p.mark(), height(1, p.liveStyle())) }

// mark is the side of a small pictogram before a line: it grows with the type.
func (p *page) mark() float64 { return max(8, p.style("body").Em) }

// live is a row of short steps: done, now, to come.
func (p *page) live(gap float64, steps []string, current int) block {
	return block{gap: gap,
		size: func(w float64) float64 {
			if w < narrowLive {
				return p.liveHeight()*float64(len(steps)) + 2*float64(len(steps)-1)
			}
			return p.liveHeight()
		},
		draw: func(r ui.Rect) {
			if r.W >= narrowLive {
				p.drawLive(r, steps, current)
				return
			}
			for i, row := range r.Rows(len(steps), 2) {
				p.drawLiveStep(row, p.liveStyle(), steps[i], i, current)
			}
		}}
}

// narrowLive is the width below which the steps stand under one another.
const narrowLive = 150

func (p *page) drawLive(r ui.Rect, steps []string, current int) {
	st, mark := p.liveStyle(), p.mark()
	cols := r.Columns(len(steps), 3)
	for _, s := range steps {
		bold := st
		bold.Bold = true
		if f, _ := p.fit(s, bold, cols[0].W-mark-2, 1); f.Em < st.Em {
			st.Em = f.Em
		}
	}
	for i, c := range cols {
		p.drawLiveStep(c, st, steps[i], i, current)
	}
}

func (p *page) drawLiveStep(c ui.Rect, st ui.Style, s string, i, current int) {
	icon, line, mark, ink := "circle-dashed", ui.Hairline, ui.Ink2, ui.Ink2
	weight := 0.0
	switch {
	case i < current:
		icon, line, mark, ink, weight = "check", ui.DoneMark, ui.DoneMark, ui.Done, 3
	case i == current:
		icon, line, mark, ink = "circle-dot", ui.Ink, ui.Ink, ui.Ink
		st.Bold = true
	}
	p.Add(ui.Box{R: c.Top(1.5), Fill: line})
	mm := p.mark()
	h := max(mm, height(1, st))
	p.Add(ui.Icon{Name: icon, R: ui.Rect{X: c.X, Y: c.Y + 3.9 + (h-mm)/2, W: mm, H: mm}, Role: mark, Bold: weight})
	p.write(ui.Rect{X: c.X + mm + 2, Y: c.Y + 3.9 + (h-height(1, st))/2, W: c.W - mm - 2}, st, []string{s}, ink, left)
}

// hint is a sentence with a pictogram before it.
func (p *page) hint(icon, s string, gap float64) block {
	st := p.style("body")
	mm := max(10, st.Em*1.2)
	if p.small {
		mm = max(7, st.Em*1.1)
	}
	room := func(w float64) float64 { return w - mm - 3.5 }
	return block{gap: gap,
		size: func(w float64) float64 { st, l := p.fitEven(s, st, room(w), 4); return max(mm, height(len(l), st)) },
		draw: func(r ui.Rect) {
			st, l := p.fitEven(s, st, room(r.W), 4)
			h := height(len(l), st)
			p.icon(icon, r.X, r.Y+max(0, (height(1, st)-mm)/2), mm, ui.Ink2)
			p.write(ui.Rect{X: r.X + mm + 3.5, Y: r.Y + max(0, (mm-h)/2), W: room(r.W)}, st, l, ui.Ink2, left)
		}}
}

// leastArt is the height, for a width of 244, at which a drawing still shows
// all that it tells; in a lower place it stands narrower, in the middle.
var leastArt = map[string]float64{"wait": 120, "lift": 132, "ticket": 116, "read": 92}

// art is the drawing of this machine on a card. It gives way to what must be read.
func (p *page) art(gap, aspect float64, pic ui.Picture) block {
	least := 72.0
	switch {
	case p.small:
		least = 34
	case p.wide && p.scale.Step >= 4:
		least = 64
	}
	return block{gap: gap, least: least,
		size: func(w float64) float64 { return w * aspect / 244 },
		draw: func(r ui.Rect) {
			pic.Kind, pic.R, pic.Clip, pic.Radius = "machine", r, r, 4
			if w := r.H / leastArt[pic.State] * 244; w < r.W {
				pic.R.X, pic.R.W, pic.Radius = r.X+(r.W-w)/2, w, 0
			}
			p.Add(ui.Box{R: r, Radius: 4, Fill: ui.Surface}, pic, ui.Box{R: r, Radius: 4, Line: ui.Hairline, Width: p.hairline()})
		}}
}

// row puts keys side by side; shares are their widths, nil for equal ones.
// Elder mode has one key a row, where the panel is high enough.
func (p *page) row(gap, h float64, shares []float64, keys ...func(ui.Rect)) block {
	if p.scale.Elder && !p.wide && !p.small && len(keys) > 1 {
		return p.oneARow(gap, h, shares, keys)
	}
	if p.small {
		h = max(20, h*.7)
	}
	b := fixed(h, gap, func(r ui.Rect) {
		for i, c := range p.columns(r, len(keys), shares) {
			keys[i](c)
		}
	})
	b.least, b.firm = max(20, h*.8), true
	return b
}

// oneARow puts keys under one another. Where they have shares the last one is
// the likeliest, which comes first here.
func (p *page) oneARow(gap, h float64, shares []float64, keys []func(ui.Rect)) block {
	if shares != nil {
		keys = slices.Clone(keys)
		slices.Reverse(keys)
	}
	const between, least = 5, 24
	n := float64(len(keys))
	h = min(h, 56)
	b := fixed(n*h+(n-1)*between, gap, func(r ui.Rect) {
		for i, c := range r.Rows(len(keys), between) {
			keys[i](c)
		}
	})
	b.least, b.firm = n*least+(n-1)*between, true
	return b
}

func (p *page) columns(r ui.Rect, n int, shares []float64) []ui.Rect {
	if shares == nil {
		return r.Columns(n, p.gap)
	}
	var sum float64
	for _, s := range shares {
		sum += s
	}
	room := r.W - float64(n-1)*p.gap
	out := make([]ui.Rect, n)
	x := r.X
	for i, s := range shares {
		out[i] = ui.Rect{X: x, Y: r.Y, W: room * s / sum, H: r.H}
		x += out[i].W + p.gap
	}
	return out
}

// press is a key for a row.
func (p *page) press(do Act, arg string, l look) func(ui.Rect) {
	return func(r ui.Rect) { p.key(r, do, arg, l) }
}

// actShares are the widths of the second and the filled key: 88 and 149 of 244.
var actShares = []float64{88, 149}
