package screens

import "govkiosk/screens/ui"

// reachMM is how high above the floor a hand in a wheelchair gets (EN 301 549 8.3).
const reachMM = 1100

// zones are the parts of the glass, by its size and shape.
type zones struct {
	small, wide bool // 10-inch panel; landscape
	large       bool // totem of 32 inches
	margin, gap float64
	head, bar   float64 // heights
	barKey      float64 // height of its keys
	body        ui.Rect // between head and bar, within the margins
	reach       float64 // from the top: keys below it
}

func (p *page) divide(panel Panel) zones {
	z := zones{margin: 12, gap: 7, head: 25}
	short := min(p.m.Width, p.m.Height)
	z.wide = p.m.Width > p.m.Height
	z.small = short < 170
	z.large = large(p.m)
	switch {
	case z.small:
		z.margin, z.gap, z.head = 6, 3.5, 17
	case z.large:
		z.margin, z.head = 20, 34
	case p.big():
		z.head = 34
	}
	z.bar, z.barKey = p.barHeight(z)
	pad := z.gap - 1
	z.body = ui.Rect{X: z.margin, Y: z.head, W: p.m.Width - 2*z.margin, H: p.m.Height - z.head - z.bar - pad}
	edge := panel.LowerEdgeMM
	if edge == 0 {
		edge = 800
	}
	z.reach = max(z.head, p.m.Height-(reachMM-edge))
	return z
}

// big is a page in the largest type: head and bar grow with it.
func (p *page) big() bool { return p.scale.Elder || p.scale.Step >= 4 }

func (p *page) barHeight(z zones) (bar, key float64) {
	switch {
	case z.small:
		return 23, 18
	case z.wide || z.large:
		return 30.4, 22
	case p.big():
		return 46, 36
	case p.scale.Step == 3:
		return 36, 28
	}
	return 30.4, 22
}

// content is what a page puts between head and bar: what is read, and what is
// touched. flow lets the two follow one another without the reach line.
type content struct {
	read, touch []block
	flow        bool
}

// framed draws head, steps and bar around a page's content.
func (p *page) framed(ask func() content) {
	p.drawHead()
	body := p.body
	if h := p.drawSteps(); h > 0 {
		body.Y += h
		body.H -= h
	}
	c := ask()
	switch {
	case p.v.LowReach && !p.wide:
		p.lowReach(body, c, ask)
	case p.wide:
		p.beside(body, c)
	case p.small || c.flow:
		p.stack(body, p.flowing(c))
	default:
		p.above(body, c, ask)
	}
	for _, draw := range p.late {
		draw()
	}
	p.drawBar()
}

// flowing joins both parts with the page's gap between them.
func (p *page) flowing(c content) []block {
	touch := append([]block(nil), c.touch...)
	if len(touch) > 0 && len(c.read) > 0 && touch[0].gap == 0 {
		touch[0].gap = p.gap
	}
	return append(append([]block(nil), c.read...), touch...)
}

// above puts reading over touching, parted at the reach line. The line gives
// way downwards to what must be read, and upwards to keys that need the room.
// The totem is read from farther away: there the upper part is larger.
func (p *page) above(body ui.Rect, c content, ask func() content) {
	line := p.reach
	if need := body.Bottom() - p.least(c.touch, body.W); line > need {
		line = need
	}
	if read := body.Y + p.least(c.read, body.W) + p.gap; line < read {
		line = read
	}
	upper, lower := body, body
	upper.H = line - p.gap - body.Y
	lower.Y, lower.H = line, body.Bottom()-line
	p.stack(lower, c.touch)
	if p.large {
		p.readLarger(upper, ask)
		return
	}
	p.stack(upper, c.read)
}

// beside puts reading into the left third and touching into the rest.
func (p *page) beside(body ui.Rect, c content) {
	body = body.Pad(0, 6)
	left, right := body, body
	left.W = min(124, body.W*.3)
	right.X, right.W = left.Right()+12, body.W-left.W-12
	if len(c.touch) == 0 {
		left.W = body.W
	}
	p.stack(left, c.read)
	p.stack(right, c.touch)
}
