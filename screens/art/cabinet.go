package art

import (
	"fmt"
	"strconv"
	"strings"
)

// CabinetPlan is a cabinet beside this machine and the cell to go to. Cells
// are counted down the columns from 1.
type CabinetPlan struct {
	Columns, Rows int
	Cell          int
	Right         bool   // the cabinet stands to the right of the machine
	Open          bool   // the cell's door stands open
	Here          string // on the machine's glass: 本机
	Column        string // over a column, with {n}
}

const (
	cabinetX, cabinetY  = 70.0, 16.0 // of the first cell
	cellWidth, cellHigh = 27.6, 20.0
	cabinetFoot         = 18.0
)

// Cabinet draws the plan: the machine at the side where it stands and the
// cabinet with one cell filled. The view box grows with the cells; six by
// seven are 244 × 174.
func Cabinet(plan CabinetPlan) Drawing {
	w, h := float64(max(1, plan.Columns))*cellWidth, float64(max(1, plan.Rows))*cellHigh
	d := Drawing{W: cabinetX + w + 8.4, H: cabinetY + h + cabinetFoot}
	at := Point{cabinetX, cabinetY}
	machineX := 0.0
	if !plan.Right {
		at.X, machineX = 8.4, w+8.4+6
	}
	d.add(side(rect(at.X-3, at.Y-2, w+6, h+4, 2)))
	for c := range max(1, plan.Columns) {
		d.over(cabinetColumn(plan, c, at))
	}
	d.add(inkLine(mustPath(fmt.Sprintf("M%g %gv10M%g %gv10M2 %gh%g", at.X, at.Y+h+2, at.X+w, at.Y+h+2, at.Y+h+12, d.W-4))))
	d.over(beside(plan.Here, d.H).placed(1, machineX, 0))
	d.over(openCell(plan, at))
	return d
}

func cabinetColumn(plan CabinetPlan, c int, at Point) Drawing {
	var d Drawing
	x := at.X + float64(c)*cellWidth
	on := plan.Cell > 0 && (plan.Cell-1)/max(1, plan.Rows) == c
	head := Label{Text: strings.ReplaceAll(plan.Column, "{n}", strconv.Itoa(c+1)), X: x + cellWidth/2, Y: at.Y - 5, Size: 6.7, Anchor: "middle", Fill: ink2}
	if on {
		head.Bold, head.Fill = true, ink
	}
	d.Labels = append(d.Labels, head)
	for r := range max(1, plan.Rows) {
		n := c*plan.Rows + r + 1
		if n == plan.Cell {
			continue
		}
		y := at.Y + float64(r)*cellHigh
		d.add(body(rect(x+1, y+1, cellWidth-2, cellHigh-2, 1)), inkLine(mustPath(fmt.Sprintf("M%g %gv5", x+cellWidth-4.5, y+cellHigh/2-2.5))))
		d.Labels = append(d.Labels, Label{Text: fmt.Sprintf("%02d", n), X: x + 10.5, Y: y + cellHigh/2 + 2.4, Size: 6.7, Anchor: "middle", Fill: ink2})
	}
	return d
}

// openCell is the cell to go to, above its neighbours: its door hangs to the left.
func openCell(plan CabinetPlan, at Point) Drawing {
	var d Drawing
	if plan.Cell < 1 || plan.Cell > plan.Columns*plan.Rows {
		return d
	}
	x := at.X + float64((plan.Cell-1)/plan.Rows)*cellWidth
	y := at.Y + float64((plan.Cell-1)%plan.Rows)*cellHigh
	d.add(solid(rect(x+1, y+1, cellWidth-2, cellHigh-2, 0)))
	if plan.Open {
		d.add(hand(mustPath(fmt.Sprintf("M%g %gl-10 -5v%gl10 -5z", x+1, y+1, cellHigh+8))),
			Shape{Path: mustPath(fmt.Sprintf("M%g %gv7", x-6, y+6.5)), Stroke: touch, Width: 1.5, RoundCap: true})
	}
	d.Labels = append(d.Labels, Label{Text: strconv.Itoa(plan.Cell), X: x + cellWidth/2, Y: y + cellHigh/2 + 4.4, Size: 12.5, Bold: true, Anchor: "middle", Fill: onTouch})
	return d
}

// beside is this machine from the front, standing on the cabinet's ground.
func beside(here string, height float64) Drawing {
	var d Drawing
	d.add(
		body(rect(12, 14, 38, 72, 3)),
		glass(rect(16, 18.5, 30, 52, 1)),
		body(mustPath("M12 78h38l4 12H8z")),
		side(rect(16, 90, 30, 70, 0)),
		body(rect(9, 160, 44, 6, 1.5)),
	)
	d.Labels = append(d.Labels, Label{Text: here, X: 31, Y: 47.5, Size: 8, Bold: true, Anchor: "middle", Fill: "onScreenGlass"})
	return d.placed(1, 0, height-174)
}
