package art

import (
	"fmt"
	"unicode/utf8"
)

func cardEdge() Path { return rect(15, 30, 52, 33, 2.6) }

// idCard is the side with the portrait, as it lies on the plane.
func idCard() []Shape {
	return []Shape{
		body(cardEdge()),
		side(rect(50, 35.5, 12, 16.5, 1)),
		{Path: circle(56, 42, 2.6), Fill: surface, Stroke: ink, Width: inkWidth},
		inkLine(mustPath("M51.5 51.5c.6-3 2.2-4.6 4.5-4.6s3.9 1.6 4.5 4.6M20 38h18M20 43.5h22M20 49h14M20 57.5h40")),
	}
}

// cardAbove holds the card over the reader, at most height up, above the
// dashed mark of a place it passes.
func cardAbove(mark, height, out float64) Drawing {
	var d Drawing
	d.add(onPlane(-mark, ghost(cardEdge()))...)
	d.add(onPlane(-height*out, idCard()...)...)
	return d
}

func layCard(out float64) Drawing {
	d := cardAbove(17, 42, out)
	d.add(arrow("M80 34v36M71 62l9 9 9-9")...)
	return d
}

// readCard shows the card in a ring that widens from the reader's edge.
func readCard(out float64) Drawing {
	in := 4 * (1 - out)
	ring := rect(2+in, 12+in, 78-2*in, 69-2*in, 9-in)
	var d Drawing
	d.add(onPlane(0, Shape{Path: ring, Stroke: touch, Width: 1.2})...)
	d.add(onPlane(0, idCard()...)...)
	return d
}

func liftCard(out float64) Drawing {
	d := cardAbove(15, 38, out)
	d.add(arrow("M76 76V42M69.5 49l6.5-7 6.5 7")...)
	d.over(ball(76, 28, "1"))
	d.add(arrow("M94 42v34M87.5 69l6.5 7 6.5-7")...)
	d.over(ball(94, 28, "2"))
	return d
}

const (
	slipFoot = 100.0 // where the paper leaves the slot
	slipTop  = 64.0  // of a slip that is out; its torn edge waves about it
	baseline = 83.0  // of the number on it

	printed = 98.0 // print lower than this is still inside
)

// takeSlip shows the paper standing in the slot. On its way out its print
// appears line by line, each once it has left the slot whole.
func takeSlip(number string, out float64) Drawing {
	var d Drawing
	inside := (slipFoot - slipTop) * (1 - out)
	if out > 0.05 { // below, the waves would reach under the slot
		d.add(Shape{Path: slip(inside), Fill: White, Stroke: touch, Width: 1.5, RoundJoin: true})
	}
	for _, row := range []string{"M174 89h26", "M174 94h17"} {
		p := mustPath(row).Transform(1, 0, 0, 1, 0, inside)
		if p[0].Y < printed {
			d.add(Shape{Path: p, Stroke: Black, Width: inkWidth, RoundCap: true})
		}
	}
	if number != "" && baseline+inside < printed {
		d.Labels = append(d.Labels, Label{
			Text: number, X: 187, Y: baseline + inside, Size: numberSize(number),
			Bold: true, Anchor: "middle", Fill: Black,
		})
	}
	d.add(arrow("M187 55V37M179.5 44l7.5-7.5 7.5 7.5")...)
	return d
}

// numberSize keeps a number of more than four characters on the paper.
func numberSize(number string) float64 {
	return 13.5 * min(1, 4/float64(utf8.RuneCountInString(number)))
}

// slip is the paper above the slot when its last part is still inside.
func slip(inside float64) Path {
	return mustPath(fmt.Sprintf(
		"M167.5 %gV%gc4-2.4 7.4-2.4 11 0s7.4 2.4 11 0 7.4-2.4 11 0 4 1.6 6 0V%gz",
		slipFoot, slipTop+inside, slipFoot))
}
