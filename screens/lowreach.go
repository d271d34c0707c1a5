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

// larger are the scales that the reading part is tried in where the panel has
// height to spare: how many steps up, and how much more than drawn.
var larger = []struct {
	up   int
	more float64
}{{1, 1.25}, {1, 1.1}, {1, 1}}

// readLarger lays the reading part out as large as it fits, and lets the
// question down a little towards what belongs to it.
func (p *page) readLarger(r ui.Rect, ask func() content) {
	normal := p.scale
	for _, l := range larger {
		if l.more > 1 && (!p.large || normal.Shrink < 1) {
			continue
		}
		p.scale = normal
		p.scale.Step, p.scale.Shrink = min(4, normal.Step+l.up), normal.Shrink*l.more
		if p.scale == normal {
			break
		}
		c := ask().read
		if l.more > 1 && !open(c) { // what grows there is a table, and has its own type
			continue
		}
		if p.least(c, r.W) <= r.H && p.fits(r, c) {
			p.stack(r, p.letDown(c))
			p.scale = normal
			return
		}
	}
	p.scale = normal
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

// letDown gives the room above the question a share of what a spring would put
// below it, so that a high panel has no hole in its middle.
func (p *page) letDown(blocks []block) []block {
	if p.large && open(blocks) {
		blocks[0].grow = .4
	}
	return blocks
}

// open reports whether nothing but springs takes the height that is left over.
func open(blocks []block) bool {
	springs := 0
	for _, b := range blocks {
		switch {
		case b.grow > 0 && b.draw == nil:
			springs++
		case b.grow > 0:
			return false
		}
	}
	return springs > 0
}
