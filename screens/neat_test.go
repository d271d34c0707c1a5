package screens_test

import (
	"strings"
	"testing"

	"govkiosk/screens/ui"
)

// neat: no words and no code stand on the edge of a box, on a line or on each
// other's ground, and no word runs into its neighbour on the same line. Lists
// that are pushed are clipped and may be cut anywhere.
func neat(t *testing.T, l laid) {
	t.Helper()
	if strings.Contains(l.name, "64-service") {
		return // a test picture covers the whole glass
	}
	for i, it := range l.page.Items {
		if !it.Clip.Empty() {
			continue
		}
		switch op := it.Op.(type) {
		case ui.Text:
			standsClear(t, l, op.S, inkOf(op))
			spaced(t, l, op, l.page.Items[i+1:])
		case ui.Picture:
			if op.Kind == "qr" {
				standsClear(t, l, "a code", op.R)
			}
		}
	}
}

// standsClear: what lies at ink is crossed by no edge, no line and no code.
func standsClear(t *testing.T, l laid, what string, ink ui.Rect) {
	t.Helper()
	for _, it := range l.page.Items {
		if !it.Clip.Empty() {
			continue
		}
		switch op := it.Op.(type) {
		case ui.Box:
			if op.Line != ui.None && crosses(op.R, ink) {
				t.Errorf("%s: %q stands on the edge of a box", l.name, what)
			}
		case ui.Stroke:
			if b := op.Bounds().Inset(op.Width / 2); !b.Intersect(ink.Inset(.1)).Empty() {
				t.Errorf("%s: a line goes through %q", l.name, what)
			}
		case ui.Picture:
			if op.Kind == "qr" && op.R != ink && !op.R.Intersect(ink).Empty() {
				t.Errorf("%s: %q stands on a code", l.name, what)
			}
		}
	}
}

// spaced: words of one size on one line have a space between them.
func spaced(t *testing.T, l laid, text ui.Text, rest []ui.Item) {
	t.Helper()
	for _, it := range rest {
		o, ok := it.Op.(ui.Text)
		if !ok || !it.Clip.Empty() || o.Y != text.Y || o.Em != text.Em || o.Bold != text.Bold {
			continue // a unit stands closer to its figure
		}
		if len([]rune(o.S)) < 2 || len([]rune(text.S)) < 2 {
			continue // the characters of a field
		}
		a, b := inkOf(text), inkOf(o)
		if gap := max(a.X, b.X) - min(a.Right(), b.Right()); gap < .2*text.Em {
			t.Errorf("%s: %q and %q are %.1f mm apart", l.name, text.S, o.S, gap)
		}
	}
}

// crosses: ink lies neither within the edge, with a little room, nor outside it.
func crosses(edge, ink ui.Rect) bool {
	const room = .4
	return !within(edge.Inset(room), ink) && !edge.Intersect(ink).Empty()
}

func within(whole, r ui.Rect) bool {
	return r.X >= whole.X && r.Y >= whole.Y && r.Right() <= whole.Right() && r.Bottom() <= whole.Bottom()
}

// held: the words on a key stand within it, with room all round.
func held(t *testing.T, l laid) {
	t.Helper()
	const room = .8
	for _, target := range l.page.Targets {
		if target.Role == "page" {
			continue
		}
		for _, it := range l.page.Items {
			text, ok := it.Op.(ui.Text)
			if !ok || it.Clip != target.Clip {
				continue
			}
			ink := inkOf(text)
			if target.R.Contains(ink.X+ink.W/2, ink.Y+ink.H/2) && !within(target.R.Inset(room), ink) {
				t.Errorf("%s: %q is cramped on %q", l.name, text.S, target.Label)
			}
		}
	}
}
