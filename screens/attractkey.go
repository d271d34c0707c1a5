package screens

import "govkiosk/screens/ui"

// startKey is the lower third: the one thing to do here. It is filled, or light
// with a thick edge.
func (p *page) startKey(r ui.Rect, margin, shift float64, minute int) {
	fill, ink, edge := ui.Touch, ui.OnTouch, 2+shift
	switch {
	case p.glass.Pressed.Do == ActStart:
		fill, ink = ui.TouchPressed, ui.OnTouchPressed
	case aside(minute):
		fill, ink = ui.Surface, ui.Touch
	}
	p.Add(ui.Box{R: r, Fill: fill})
	if lastAside(minute) {
		edge += min(5, margin*.3) // the words stand within it
	}
	if aside(minute) {
		p.Add(ui.Box{R: r.Inset(edge), Radius: 4, Line: ui.Touch, Width: 1.5})
	}
	if fill == ui.Touch && !p.contrast() {
		w := r.H * 1.41
		p.Add(ui.Picture{Kind: "lozenge", R: ui.Rect{X: r.Right() + r.H*.575 - w, Y: r.Y - r.H*.084, W: w, H: w * 56 / 76}, Clip: r})
	}
	mm, high := min(52*p.far(), r.H*.3), r.H*.168
	if p.wide || p.small { // a low key, all of which the words may have
		mm, high = r.H*.42, r.H*.24
	}
	in := ui.Rect{X: margin + shift, Y: r.Y + r.H*.14 - shift, W: r.W - 2*margin, H: r.H}
	if lastAside(minute) {
		in.Y += r.H*.48 - high
	}
	title := ui.Style{Em: min(28*p.far(), high, r.W*.105), Line: 1.15, Bold: true, Spaced: .02, Floor: 6.6}
	other := ui.Style{Em: max(r.H*.084, title.Em*.5), Line: 1.4, Floor: 6}
	title, l := p.fit(p.say("attract.start"), title, in.W-mm-6, 1)
	p.write(in, title, l, ink, left)
	y := in.Y + height(1, title) + r.H*.024
	other, l = p.fit(p.say("attract.startOther"), other, in.W-mm-6, 1)
	p.write(ui.Rect{X: in.X, Y: y, W: in.W}, other, l, ink, left)
	p.Add(ui.Icon{Name: "pointer", R: ui.Rect{X: in.Right() - mm, Y: in.Y, W: mm, H: mm}, Role: ink, Bold: 1.5})
	if p.small || aside(minute) {
		return // no room for what is no key
	}
	p.startFoot(ui.Rect{X: in.X, Y: r.Bottom() - max(24, r.H*.213), W: in.W, H: r.H * .12}, ink)
}

// startFoot says what else the machine can do; none of it is a key yet.
func (p *page) startFoot(r ui.Rect, ink ui.Role) {
	p.Add(ui.Stroke{X1: r.X, Y1: r.Y, X2: r.Right(), Y2: r.Y, Width: .5, Role: ink})
	list := [][2]string{{"dazi", "text"}}
	if !p.wide {
		list = append(list, [2]string{"accessibility", "low"})
	}
	if p.v.Speech {
		list = append(list, [2]string{"volume-2", "speech"})
	}
	list = append(list, [2]string{"languages", "language"}, [2]string{"bell-ring", "help"})
	st, mm := p.footStyle(list, r.W)
	x := make([]float64, len(list))
	sum := p.footWidth(list, st, mm)
	for i, f := range list {
		x[i] = mm + 3 + p.width(p.say("attract."+f[1]), st)
	}
	step := (r.W - sum) / float64(max(1, len(list)-1))
	at, y := r.X, r.Y+r.H*.5
	for i, f := range list {
		p.icon(f[0], at, y, mm, ink)
		p.write(ui.Rect{X: at + mm + 3, Y: y + (mm-height(1, st))/2, W: x[i]}, st, []string{p.say("attract." + f[1])}, ink, left)
		at += x[i] + step
	}
}

// footStyle is the type and the pictograms of the foot, as large as fit.
func (p *page) footStyle(list [][2]string, w float64) (st ui.Style, mm float64) {
	st, mm = p.sized(8.6*p.far(), 1.2, false), 11*p.far()
	for p.footWidth(list, st, mm)+5*float64(len(list)-1) > w && st.Em > st.Floor {
		st.Em, mm = st.Em*.97, mm*.97
	}
	return st, mm
}

func (p *page) footWidth(list [][2]string, st ui.Style, mm float64) float64 {
	sum := 0.0
	for _, f := range list {
		sum += mm + 3 + p.width(p.say("attract."+f[1]), st)
	}
	return sum
}
