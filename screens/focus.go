package screens

import "govkiosk/screens/ui"

// The focus ring is for people who do not touch the glass: keys beside it move
// the ring through the targets in reading order, the bar last.
const (
	ringGap   = .75 // mm between a key and its ring
	ringWidth = 1.25
)

// focus rings the target that View.Focus counts to; unavailable ones are
// counted too, since their reason is worth hearing.
func (p *page) focus() {
	if !p.contrast() {
		p.Lip = p.lip()
	}
	if p.v.Focus >= 1 && p.v.Focus <= len(p.Targets) {
		p.ringed(p.v.Focus-1, p.v.Focus)
	}
}

// ringed draws the ring round the targets from one place in the reading order to
// before another: one key, or a whole row.
func (p *Page) ringed(from, to int) {
	r, radius := p.round(p.Targets[from])
	for _, t := range p.Targets[from+1 : to] {
		more, _ := p.round(t)
		x, y := min(r.X, more.X), min(r.Y, more.Y)
		r = ui.Rect{X: x, Y: y, W: max(r.Right(), more.Right()) - x, H: max(r.Bottom(), more.Bottom()) - y}
	}
	p.Add(ui.Box{R: r.Inset(-ringGap), Radius: radius + ringGap, Line: ui.FocusGap, Width: ringGap},
		ui.Box{R: r.Inset(-ringGap - ringWidth), Radius: radius + ringGap + ringWidth, Line: ui.Focus, Width: ringWidth})
}

// round is what the ring of a target encloses.
func (p *Page) round(t ui.Target) (r ui.Rect, radius float64) {
	r, radius = t.Visible(), 3
	switch t.Role {
	case "page":
		r = r.Inset(ringGap + ringWidth) // it fills the glass
	case "bar":
	case "tile":
		radius = 4
		fallthrough
	default:
		r.H += p.Lip
	}
	return r, radius
}
