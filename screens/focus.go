package screens

import "govkiosk/screens/ui"

// The focus ring is for people who do not touch the glass: keys beside it move
// View.Focus through the targets in reading order, the bar last.
const (
	ringGap   = .75 // mm between a key and its ring
	ringWidth = 1.25
)

// focus rings the target that View.Focus counts to; unavailable ones are
// counted too, since their reason is worth hearing.
func (p *page) focus() {
	if p.v.Focus < 1 || p.v.Focus > len(p.Targets) {
		return
	}
	t := p.Targets[p.v.Focus-1]
	r := t.Visible()
	if t.Role != "bar" && t.Role != "page" && !p.contrast() {
		r.H += p.lip()
	}
	if t.Role == "page" {
		r = r.Inset(ringGap + ringWidth) // it fills the glass
	}
	radius := 3.0
	if t.Role == "tile" {
		radius = 4
	}
	p.Add(ui.Box{R: r.Inset(-ringGap), Radius: radius + ringGap, Line: ui.FocusGap, Width: ringGap},
		ui.Box{R: r.Inset(-ringGap - ringWidth), Radius: radius + ringGap + ringWidth, Line: ui.Focus, Width: ringWidth})
}
