package art

// The two lozenges of the fangsheng, woven: the right one passes over the
// left one, then under it. bridges is where the left one comes back on top;
// gaps is the same place, wider, in the colour of the ground. All are about
// the origin.
const (
	leftLozenge  = "M-11-24-35 0-11 24 13 0z"
	rightLozenge = "M11-24 35 0 11 24-13 0z"
	gaps         = "M-5.5-18.5 5.5-7.5M5.5 18.5-5.5 7.5"
	bridges      = "M-8-21 8-5M8 21-8 5"
)

// weave returns the lozenges in one colour on a ground of another. gap is
// how wide the ground shows beside and under the bridges.
func weave(line, ground Role, width, gap float64) Drawing {
	var d Drawing
	d.add(
		Shape{Path: mustPath(leftLozenge), Stroke: line, Width: width},
		Shape{Path: mustPath(rightLozenge), Stroke: line, Width: width},
		Shape{Path: mustPath(gaps), Stroke: ground, Width: gap},
		Shape{Path: mustPath(bridges), Stroke: line, Width: width},
	)
	return d
}

// Crest returns the emblem of the hall: view box 100×100, a disc.
func Crest() Drawing {
	d := Drawing{W: 100, H: 100}
	d.add(Shape{Path: circle(0, 0, 47), Fill: emblem})
	d.over(weave(onEmblem, emblem, 6, 12.6))
	return d.placed(1, 50, 50)
}

// CrestPrint returns the emblem for paper: black lines on white, a ring
// instead of the disc. View box 100×100.
func CrestPrint() Drawing {
	d := Drawing{W: 100, H: 100}
	d.add(Shape{Path: circle(0, 0, 46), Stroke: Black, Width: 5})
	d.over(weave(Black, White, 6, 12.6))
	return d.placed(1, 50, 50)
}

// Lozenge returns the pattern on the large key of the attract page: view box
// 76×56, on a ground of the role touch. Its two outer tips pass the left and
// the right edge by 0.54, so it is the one drawing that has to be clipped to
// its view box.
func Lozenge() Drawing {
	d := Drawing{W: 76, H: 56}
	d.over(weave(touchPattern, touch, 5, 10.5))
	return d.placed(1, 38, 28)
}
