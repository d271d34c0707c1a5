package screens

import (
	"slices"

	"govkiosk/screens/ui"
)

// keyAt is a key and its place.
type keyAt struct {
	r   ui.Rect
	do  Act
	arg string
	look
}

// keys draws keys of one kind: their words share one size, so that none looks
// more important than its neighbour. Those that cannot be had say more, why and
// where else, and may be smaller than those that can.
func (p *page) keys(list []keyAt) {
	label, sub := 0.0, 0.0
	can := slices.ContainsFunc(list, func(k keyAt) bool { return k.kind != off })
	for _, k := range list {
		if can && k.kind == off {
			continue
		}
		cuts := len(p.Cut)
		w, h := p.wordsRoom(keyInside(k.r, k.look), k.look)
		t := p.fitWords(k.look, w, h)
		p.Cut = p.Cut[:cuts] // it is said when the key is drawn
		label = smaller(label, t.label.Em)
		if len(t.subLines) > 0 {
			sub = smaller(sub, t.sub.Em)
		}
	}
	for _, k := range list {
		k.size, k.subSize = label, sub
		p.key(k.r, k.do, k.arg, k.look)
	}
}

// smaller is the smaller of two sizes; 0 is none yet.
func smaller(a, b float64) float64 {
	if a == 0 {
		return b
	}
	return min(a, b)
}

const tileTop, tileBottom = 6.5, 5.5 // mm around what is on a tile

// wordsRoom is what a key's inside leaves for its words.
func (p *page) wordsRoom(r ui.Rect, l look) (w, h float64) {
	switch l.form {
	case column:
		return r.W, r.H - l.mm - columnGap(r) - 3
	case tile:
		return r.W, r.H - tileTop - tileBottom - l.mm - 1
	}
	mm, gap := p.lead(l)
	air := 3.0 // above and below together
	if p.small {
		air = 1.5
	}
	return r.W - mm - gap, r.H - air
}

func columnGap(r ui.Rect) float64 { return min(3.5, r.H*.06) }
