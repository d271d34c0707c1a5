package screens

import "govkiosk/screens/ui"

// readingOrder brings the targets into the order in which the page is read,
// however it was drawn: a key at the left of a row of letters comes before them,
// and what turns a sheet before what ends the page. The bar stays last.
func (p *page) readingOrder() {
	list := p.Targets
	for i := range list {
		for k := i; k > 0 && p.readBefore(list[k], list[k-1]); k-- {
			list[k], list[k-1] = list[k-1], list[k]
		}
	}
}

// readBefore: a stands over b, or before it in the same row.
func (p *page) readBefore(a, b ui.Target) bool {
	if a.Role == "bar" || b.Role == "bar" {
		return false
	}
	r, s := a.Visible(), b.Visible()
	if p.FromRight && !(a.InOrder && b.InOrder) {
		r, s = across(r, p.m.Width), across(s, p.m.Width)
	}
	if r.Bottom() <= s.Y && r.X < s.Right() && s.X < r.Right() {
		return true
	}
	return r.Right() <= s.X && r.Y >= s.Y-.01 && r.Bottom() <= s.Bottom()+.01
}
