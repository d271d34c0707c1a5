package screens

import "govkiosk/screens/ui"

// block is a piece of a page in a column of pieces.
type block struct {
	gap   float64                 // above it, unless it comes first
	size  func(w float64) float64 // the height it wants; nil: none
	least float64                 // it can do with this much; 0: no less than it wants
	firm  bool                    // gives way only when the others have
	grow  float64                 // its share of height that is left over
	draw  func(r ui.Rect)
}

// spring takes the height that is left over.
func spring() block { return block{grow: 1} }

func (b block) height(w float64) float64 {
	if b.size == nil {
		return 0
	}
	return b.size(w)
}

// least is the height of blocks at their least, gaps included.
func (p *page) least(blocks []block, w float64) float64 {
	var sum float64
	for i, b := range blocks {
		h := b.height(w)
		if b.least > 0 {
			h = min(h, b.least)
		}
		sum += h
		if i > 0 {
			sum += b.gap
		}
	}
	return sum
}

// stack places blocks from the top of r. What is left over goes to those that
// grow; what is missing is taken from those that can do with less.
func (p *page) stack(r ui.Rect, blocks []block) {
	heights := make([]float64, len(blocks))
	left := r.H
	for i, b := range blocks {
		heights[i] = b.height(r.W)
		left -= heights[i]
		if i > 0 {
			left -= b.gap
		}
	}
	if left < 0 {
		left = squeeze(blocks, heights, left, false)
		left = squeeze(blocks, heights, left, true)
	} else {
		spread(blocks, heights, left)
	}
	p.Over = max(p.Over, -left-.01)
	y := r.Y
	for i, b := range blocks {
		if i > 0 {
			y += b.gap
		}
		if b.draw != nil {
			b.draw(ui.Rect{X: r.X, Y: y, W: r.W, H: heights[i]})
		}
		y += heights[i]
	}
}

// squeeze takes the missing height from the firm blocks or from the others,
// and returns what is still missing.
func squeeze(blocks []block, heights []float64, left float64, firm bool) float64 {
	var can float64
	for i, b := range blocks {
		if b.least > 0 && b.firm == firm {
			can += max(0, heights[i]-b.least)
		}
	}
	if can == 0 || left >= 0 {
		return left
	}
	share := min(1, -left/can)
	for i, b := range blocks {
		if b.least > 0 && b.firm == firm {
			d := max(0, heights[i]-b.least) * share
			heights[i] -= d
			left += d
		}
	}
	return left
}

func spread(blocks []block, heights []float64, left float64) {
	var shares float64
	for _, b := range blocks {
		shares += b.grow
	}
	if shares == 0 {
		return
	}
	for i, b := range blocks {
		heights[i] += left * b.grow / shares
	}
}

// fixed is a block of a known height.
func fixed(h, gap float64, draw func(ui.Rect)) block {
	return block{gap: gap, size: func(float64) float64 { return h }, draw: draw}
}
