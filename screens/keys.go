package screens

import "govkiosk/screens/ui"

var dashes = [2]float64{2.5, 2} // mm of an unavailable outline

// kind is what a key looks like at rest.
type kind int

const (
	plain   kind = iota
	primary      // the one filled key: the likeliest next step
	chosen       // selected or working: tinted
	off          // unavailable: dashed
)

// form is how a key's words stand to its pictogram.
type form int

const (
	middle form = iota // side by side, centred
	start              // side by side, from the left
	column             // pictogram above, centred
	tile               // pictogram at the top, words at the bottom, from the left
)

// look is what is on a key.
type look struct {
	label, sub string
	icon       string
	mm         float64 // of the pictogram; 0: 12
	typ        string  // type of the label; empty: label
	em         float64 // its size where no type has it; 0: that of typ
	size       float64 // its size as it is, em; 0: what fits
	subSize    float64 // of sub, em; 0: what fits
	kind       kind
	form       form
	box, on    bool   // a box to tick, and whether it is ticked
	tag        string // small sign in the corner of a tile
	pad        float64
	radius     float64
	turning    bool // the arc that says work is going on
	tint       bool // function key of a keyboard
	flat       bool // without a lip
	role       string
	spoken     string // of a key without a word
}

// paint is the colours of a key in its state.
type paint struct {
	fill, line, ink, sub, lip ui.Role
	width                     float64
	dashed                    bool
}

func (p *page) paint(l look, pressed bool) paint {
	switch {
	case l.kind == off:
		return paint{ui.Unavailable, ui.UnavailableLine, ui.UnavailableInk, ui.UnavailableInk, ui.None, p.edge(.5, .75), true}
	case pressed:
		return paint{ui.TouchPressed, p.pressedLine(), ui.OnTouchPressed, ui.OnTouchPressed, ui.None, p.edge(.5, 1), false}
	case l.kind == primary:
		return paint{ui.Touch, ui.Touch, ui.OnTouch, ui.OnTouch, ui.TouchLip, p.edge(.5, 1), false}
	}
	c := paint{ui.Surface, ui.Touch, ui.Touch, ui.Ink2, ui.Touch, p.edge(.5, 1), false}
	if l.kind == chosen || l.tint {
		c.fill = ui.TouchTint
	}
	return c
}

func (p *page) edge(normal, contrast float64) float64 {
	switch {
	case p.contrast():
		return contrast
	case p.scale.Elder:
		return normal * 1.5
	}
	return normal
}

func (p *page) pressedLine() ui.Role {
	if p.contrast() {
		return ui.Touch
	}
	return ui.TouchPressed
}

func (p *page) lip() float64 {
	if p.scale.Elder {
		return 1.25
	}
	return 1
}

// key draws a key and makes it a target.
func (p *page) key(r ui.Rect, do Act, arg string, l look) {
	target := ui.Target{Role: "key", Label: l.label + l.spoken, Hint: l.sub, Do: string(do), Arg: arg, R: r,
		Enabled: l.kind != off && !l.turning, Primary: l.kind == primary}
	if l.role != "" {
		target.Role = l.role
	}
	pressed := target.Enabled && p.glass.Pressed == Intent{do, arg}
	c := p.paint(l, pressed)
	if pressed {
		r = r.Shift(0, .75)
	}
	p.keyBox(r, l, c)
	p.keyWords(keyInside(r, l), l, c)
	p.Target(target)
}

// keyInside is a key's room between its sides.
func keyInside(r ui.Rect, l look) ui.Rect {
	if l.pad == 0 {
		return r.Pad(min(6, r.W*.06), 0)
	}
	return r.Pad(l.pad, 0)
}

func (p *page) keyBox(r ui.Rect, l look, c paint) {
	b := ui.Box{R: r, Radius: l.radius, Fill: c.fill, Line: c.line, Width: c.width}
	if b.Radius == 0 {
		b.Radius = 3
	}
	if c.dashed {
		b.Dash = dashes
	}
	if c.lip != ui.None && !l.turning && !l.flat && !p.contrast() {
		b.Lip, b.LipRole = p.lip(), c.lip
	}
	p.Add(b)
}

func (p *page) keyWords(r ui.Rect, l look, c paint) {
	switch l.form {
	case column:
		p.columnWords(r, l, c)
	case tile:
		p.tileWords(r, l, c)
	default:
		p.rowWords(r, l, c)
	}
}
