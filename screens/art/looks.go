package art

// The looks of the machine's parts: ink lines of 0.75, blue where the hand
// goes and nowhere else, former positions dashed.

const inkWidth = 0.75

func body(p Path) Shape  { return inked(p, surface) }
func side(p Path) Shape  { return inked(p, partFill) }
func glass(p Path) Shape { return inked(p, screenGlass) }

func inked(p Path, fill Role) Shape {
	return Shape{Path: p, Fill: fill, Stroke: ink, Width: inkWidth, RoundJoin: true}
}

func inkLine(p Path) Shape {
	return Shape{Path: p, Stroke: ink, Width: inkWidth, RoundCap: true, RoundJoin: true}
}

func ghost(p Path) Shape {
	return Shape{Path: p, Stroke: ink2, Width: inkWidth, Dash: []float64{2.5, 2}}
}

func filled(p Path, fill Role) Shape { return Shape{Path: p, Fill: fill} }

// hand is the place the hand goes to, solid the same in the small view.
func hand(p Path) Shape {
	return Shape{Path: p, Fill: touchTint, Stroke: touch, Width: 1.5, RoundJoin: true}
}

func solid(p Path) Shape { return filled(p, touch) }

// arrow is drawn over a halo that parts it from the lines it crosses.
func arrow(d string) []Shape {
	p := mustPath(d)
	return []Shape{thick(p, surface, 7.5), thick(p, touch, 3)}
}

func thick(p Path, r Role, width float64) Shape {
	return Shape{Path: p, Stroke: r, Width: width, RoundCap: true, RoundJoin: true}
}

// ball is a numbered step: 1, 2.
func ball(x, y float64, number string) Drawing {
	var d Drawing
	d.add(filled(circle(x, y, 8.5), surface), solid(circle(x, y, 7.5)))
	d.Labels = append(d.Labels, Label{
		Text: number, X: x, Y: y + 3.5, Size: 10, Bold: true, Anchor: "middle", Fill: onTouch,
	})
	return d
}
