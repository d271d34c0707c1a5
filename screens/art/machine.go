package art

import "math"

// MachineState is what the drawing of the machine tells the citizen to do.
type MachineState string

const (
	MachineWait   MachineState = "wait"   // lay the card on the reader
	MachineRead   MachineState = "read"   // leave it there
	MachineLift   MachineState = "lift"   // lift it and lay it down again
	MachineTicket MachineState = "ticket" // take the slip
)

const (
	machineWidth = 244.0
	frontWidth   = 60.0 // of the ground of the small front view, at the left
	fullHeight   = 158.0
	obliqueScale = 1.05
)

// Machine draws this model of the machine: its front at the left for where,
// the desk at the right for what. The view box is 244×height; height is 158
// while a card is asked for and 116 beside a ticket, units about a
// millimetre; no less than 116, and 127 for MachineLift, or the arrows pass
// the upper edge. number stands on the slip of MachineTicket.
//
// frame is the place in the loop of the moving part, 0 to 1; 0.5 is the still
// picture. The card lies on the reader at 0 and 1 and is highest at 0.5. The
// ring round a card being read is narrowest at 0 and 1 and widest at 0.5. The
// slip is inside at 0, out at 0.5 and stays out. Everything lies inside the
// view box; only the card on the page that holds the drawing has round
// corners to clip to.
func Machine(s MachineState, height float64, number string, frame float64) Drawing {
	d := Drawing{W: machineWidth, H: height}
	d.add(filled(rect(0, 0, frontWidth, height, 0), sunken))
	d.over(front(s, height))
	if s == MachineTicket {
		frame = min(frame, 0.5)
	}
	d.over(oblique(s, height, number, swing(frame)))
	return d
}

// swing is how far the moving part is out, 0 to 1 and back, without a jolt
// at either end.
func swing(frame float64) float64 {
	frame = min(max(frame, 0), 1)
	return (1 - math.Cos(2*math.Pi*frame)) / 2
}

// front is the whole machine from before, the part to use filled blue.
func front(s MachineState, height float64) Drawing {
	var d Drawing
	d.add(
		body(rect(14, 0, 42, 78, 3)),
		glass(rect(18, 4.5, 34, 58, 1)),
		body(mustPath("M14 70h42l5 13H9z")),
		side(rect(18, 83, 34, 48, 0)),
		body(rect(11, 131, 48, 6, 1.5)),
	)
	reader, slot := solid, inkLine
	if s == MachineTicket {
		reader, slot = inkLine, solid
	}
	d.add(reader(mustPath("M17.5 73h13.5l-1 7H14.5z")), slot(mustPath("M39.5 73.5h13.5l1.5 5H39.5z")))
	k := height / fullHeight
	return d.placed(k, frontWidth/2-35*k, 10*k)
}

// oblique is the desk under the screen, seen from above. It hangs from the
// bottom of the picture, so that a low one loses screen only.
func oblique(s MachineState, height float64, number string, out float64) Drawing {
	dy := height - 147
	top := -dy / obliqueScale // the upper edge of the view box, seen from inside
	var d Drawing
	d.add(desk(top)...)
	d.add(slot(s)...)
	d.add(reader(s)...)
	switch s {
	case MachineWait:
		d.over(layCard(out))
	case MachineRead:
		d.over(readCard(out))
	case MachineLift:
		d.over(liftCard(out))
	case MachineTicket:
		d.over(takeSlip(number, out))
	}
	return d.placed(obliqueScale, frontWidth-68.5, dy)
}

// desk is the machine without what the state changes. The screen's housing
// goes on above the picture, so its lines run to the edge and are not closed.
func desk(top float64) []Shape {
	housing, screen := &pen{}, &pen{}
	housing.runs(Point{104, top}, Point{104, 64}, Point{236, 64}, Point{236, top})
	screen.runs(Point{109.5, top}, Point{109.5, 57}, Point{230.5, 57}, Point{230.5, top})
	shapes := []Shape{
		body(housing.path),
		glass(screen.path),
		body(mustPath("M104 64h132l-27 50H77z")),
		side(mustPath("M77 114h132v15H77z")),
		side(mustPath("M209 114l27-50v15l-27 50z")),
	}
	return append(shapes, onPlane(0, glass(rect(92, 18, 28, 27, 2)))...)
}

func (p *pen) runs(from Point, to ...Point) {
	p.move(from)
	for _, q := range to {
		p.line(q)
	}
}

// slot is the ticket mouth, lit while a slip waits there.
func slot(s MachineState) []Shape {
	if s == MachineTicket {
		return onPlane(0, hand(rect(82, 62, 44, 16, 2)), filled(rect(87, 67, 34, 6, 0), ink))
	}
	return onPlane(0, side(rect(84, 64, 40, 9, 1.5)), filled(rect(87.5, 67, 33, 3, 0), ink))
}

// reader is the pad for the card, with a dashed place while it is empty.
func reader(s MachineState) []Shape {
	pad := rect(8, 19, 66, 55, 5)
	switch s {
	case MachineTicket:
		return onPlane(0, inkLine(pad))
	case MachineRead:
		return onPlane(0, hand(pad))
	}
	place := Shape{Path: cardEdge(), Stroke: touch, Width: 1, Dash: []float64{3, 2.5}}
	return onPlane(0, hand(pad), place)
}
