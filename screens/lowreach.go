package screens

import "govkiosk/screens/ui"

// lowReach pins what is touched to the bottom, below the reach line whatever
// else the page has, and gives the rest to what is read, in larger type where
// the panel leaves room for it.
func (p *page) lowReach(body ui.Rect, c content, ask func() content) {
	keys := body
	keys.Y = max(body.Y, p.reach)
	keys.H = body.Bottom() - keys.Y
	if c.flow || p.least(c.read, body.W) > keys.Y-p.gap-body.Y {
		keys = p.pinned(keys, c.touch, body.H-p.gap-p.least(c.read, body.W))
	}
	p.stack(keys, c.touch)
	read := body
	read.H = keys.Y - p.gap - body.Y
	p.readLarger(read, ask)
}

// pinned leaves the keys no more height than they want, and what is read as
// much as it needs: that may reach below the line. spare is the height that it
// leaves.
func (p *page) pinned(r ui.Rect, touch []block, spare float64) ui.Rect {
	want := min(r.H, p.natural(touch, r.W), max(spare, p.least(touch, r.W)))
	return ui.Rect{X: r.X, Y: r.Bottom() - want, W: r.W, H: want}
}

// readLarger lays the reading part out one step larger, if it fits so.
func (p *page) readLarger(r ui.Rect, ask func() content) {
	normal := p.scale
	if p.scale.Step < 4 {
		p.scale.Step++
		if larger := ask().read; p.least(larger, r.W) <= r.H && p.fits(r, larger) {
			p.stack(r, larger)
			p.scale = normal
			return
		}
		p.scale = normal
	}
	p.stack(r, ask().read)
}

// fits tries blocks out on a page that is thrown away.
func (p *page) fits(r ui.Rect, blocks []block) bool {
	kept := p.Page
	p.List, p.Cut, p.Over = &ui.List{}, nil, 0
	p.stack(r, blocks)
	ok := len(p.Cut) == 0 && p.Over <= 0
	p.Page = kept
	return ok
}
