package screens

import "govkiosk/screens/ui"

// A language that is written from the right has its pages from the right, too:
// they are laid out as for any other, and turned round when they are done. What
// has an order of its own is not: the keys of a pad and a keyboard, and what was
// typed with them.

// part is a piece of a page that keeps its order.
type part struct {
	r                  ui.Rect
	item, target       int // the first of them
	pastItem, pastMark int // behind the last
}

// inOrder keeps the order of a block on a page that is turned round.
func (p *page) inOrder(b block) block {
	if b.draw == nil || !p.words.fromRight {
		return b
	}
	draw := b.draw
	b.draw = func(r ui.Rect) {
		k := part{r: r, item: len(p.Items), target: len(p.Targets)}
		draw(r)
		k.pastItem, k.pastMark = len(p.Items), len(p.Targets)
		p.inOrderParts = append(p.inOrderParts, k)
	}
	return b
}

// turnRound makes left of right. Pages by which the glass itself is looked at
// stay as they are.
func (p *page) turnRound() {
	if !p.words.fromRight || p.v.Screen == ScreenCalibrate || p.v.Screen == ScreenService {
		return
	}
	p.FromRight = true
	w := p.m.Width
	for i := range p.Items {
		it := &p.Items[i]
		if k, ok := p.partOf(func(k part) bool { return k.item <= i && i < k.pastItem }); ok {
			it.Op, it.Clip = shifted(it.Op, k.way(w)), beside(it.Clip, k.way(w))
			continue
		}
		it.Op, it.Clip = turned(it.Op, w), across(it.Clip, w)
	}
	for i := range p.Targets {
		t := &p.Targets[i]
		if k, ok := p.partOf(func(k part) bool { return k.target <= i && i < k.pastMark }); ok {
			t.R, t.Clip, t.InOrder = t.R.Shift(k.way(w), 0), beside(t.Clip, k.way(w)), true
			continue
		}
		t.R, t.Clip = across(t.R, w), across(t.Clip, w)
	}
	p.Scroller = across(p.Scroller, w)
}

func (p *page) partOf(is func(part) bool) (part, bool) {
	for _, k := range p.inOrderParts {
		if is(k) {
			return k, true
		}
	}
	return part{}, false
}

// across is a rectangle at the other side of the glass; none stays none.
func across(r ui.Rect, w float64) ui.Rect {
	if r != (ui.Rect{}) {
		r.X = w - r.Right()
	}
	return r
}

// way is how far to the right a part goes on a glass of width w.
func (k part) way(w float64) float64 { return w - k.r.X - k.r.Right() }

// beside is a rectangle moved to the right; none stays none.
func beside(r ui.Rect, d float64) ui.Rect {
	if r != (ui.Rect{}) {
		r.X += d
	}
	return r
}

// pointing pictograms point the other way.
var pointing = map[string]string{
	"arrow-left": "arrow-right", "arrow-right": "arrow-left",
	"chevron-left": "chevron-right", "chevron-right": "chevron-left",
}

// turned is an op at the other side. Words, drawings and codes are not turned
// themselves: the machine and its cabinet stand as they stand.
func turned(op ui.Op, w float64) ui.Op {
	switch o := op.(type) {
	case ui.Box:
		o.R = across(o.R, w)
		return o
	case ui.Text:
		o.X = w - o.X - o.W
		return o
	case ui.Icon:
		if name, ok := pointing[o.Name]; ok {
			o.Name = name
		}
		o.R = across(o.R, w)
		return o
	case ui.Picture:
		o.R, o.Clip = across(o.R, w), across(o.Clip, w)
		return o
	case ui.Stroke:
		o.X1, o.X2 = w-o.X2, w-o.X1
		o.Y1, o.Y2 = o.Y2, o.Y1
		return o
	case ui.Arc:
		o.CX = w - o.CX
		return o
	}
	return op
}

// shifted is an op moved to the right.
func shifted(op ui.Op, d float64) ui.Op {
	switch o := op.(type) {
	case ui.Box:
		o.R = o.R.Shift(d, 0)
		return o
	case ui.Text:
		o.X += d
		return o
	case ui.Icon:
		o.R = o.R.Shift(d, 0)
		return o
	case ui.Picture:
		o.R, o.Clip = o.R.Shift(d, 0), beside(o.Clip, d)
		return o
	case ui.Stroke:
		o.X1, o.X2 = o.X1+d, o.X2+d
		return o
	case ui.Arc:
		o.CX += d
		return o
	}
	return op
}
