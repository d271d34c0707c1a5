package journey

// Look is how the machine shows itself to this visitor.
type Look struct {
	Open     bool // the page that asks lies over Page
	Contrast bool // black and white
	LowReach bool // everything to touch stands low
}

// openLook lays the page over the one that stands there. What goes on behind
// it goes on.
func (t *turn) openLook() {
	t.wake()
	t.Look.Open = t.Page != PageLeaving // what was left behind must stay in sight
}

// touchLook serves that page; what follows is seen on it at once.
func (t *turn) touchLook(e Touch) {
	t.Left = max(t.Left, t.allowance())
	switch e.Do {
	case "look-text":
		t.Text = sized(t.Text, e.Arg)
		t.Left = t.allowance() // elder mode gives twice as much
	case "look-contrast":
		t.Look.Contrast = !t.Look.Contrast
	case "look-low":
		t.Look.LowReach = !t.Look.LowReach
	case "done", "back":
		t.Look.Open = false
	case "home":
		t.Look.Open = false
		t.goHome()
	case "language", "help", "speech":
		t.touchBar(e)
	}
}

// sized is the text step after one touch.
func sized(step int, way string) int {
	switch {
	case way == "larger" && step < 4:
		return step + 1
	case way == "smaller" && step > 1:
		return step - 1
	}
	return step
}
