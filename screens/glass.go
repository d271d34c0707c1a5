package screens

// glass follows Views, by their count, from being drawn to standing on the
// glass. Ebitengine 2.10.4 hands a frame to its rendering thread after Draw and
// takes the next one only when that thread is free again: what was drawn in
// one frame has been shown when the second one after it begins.
type glass struct{ drawn, queued, shown uint64 }

// frame begins another frame.
func (g *glass) frame() { g.shown, g.queued = g.queued, g.drawn }

// waits reports whether what was drawn last is still on its way. The frames it
// costs paint nothing.
func (g *glass) waits() bool { return g.shown != g.drawn }
