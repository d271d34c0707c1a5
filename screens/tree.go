package screens

import "govkiosk/screens/ui"

// Tree is what is on the glass now, for tests and diagnosis.
type Tree struct {
	Screen         Screen
	Shown, Painted uint64 // Views handed in, and of these the newest that was presented
	Moving         bool   // a list runs, or a page has just come
	Widgets        []Widget
}

// Widget is one target in panel pixels, in reading order.
type Widget struct {
	Role, Label, Intent, Arg string
	Hint                     string // why it cannot be had, or what it does
	Enabled                  bool
	Focused                  bool // it is in the ring
	X, Y, W, H               int
}

func widgets(targets []ui.Target, m ui.Metrics) []Widget {
	out := make([]Widget, 0, len(targets))
	for _, t := range targets {
		px := m.Px(t.Visible())
		out = append(out, Widget{t.Role, t.Label, t.Do, t.Arg, t.Hint, t.Enabled, false, px.Min.X, px.Min.Y, px.Dx(), px.Dy()})
	}
	return out
}
