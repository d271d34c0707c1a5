package screens

// glass follows Views, by their count, from being drawn to standing on the
// glass. Ebitengine 2.10.4 hands a frame to its rendering thread after Draw and
// takes the next one only when that thread is free again: what was drawn in
// one frame has been shown when the second one after it begins.
type glass struct {
	drawn, queued, shown uint64
	presented            bool // Ebitengine has brought a frame to the window
	since                int  // frames since the last one
}

// frame begins another frame.
func (g *glass) frame() {
	g.shown, g.queued = g.queued, g.drawn
	g.since++
}

// presents says that Ebitengine brings this frame to the window.
func (g *glass) presents() { g.presented, g.since = true, 0 }

// begun reports that there is a window: Ebitengine shows it after a frame.
func (g *glass) begun() bool { return g.presented }

// quiet reports that no frame of Ebitengine is on its way, so that what is put
// into the window beside it stays there.
func (g *glass) quiet() bool { return g.since >= 2 }

// put says that what was drawn stands on the glass already.
func (g *glass) put() { g.queued, g.shown = g.drawn, g.drawn }

// waits reports whether what was drawn last is still on its way. The frames it
// costs paint nothing.
func (g *glass) waits() bool { return g.shown != g.drawn }
