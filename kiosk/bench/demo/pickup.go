package demo

import (
	"context"
	"fmt"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/control"
)

// pickup is 证照领取: two certificates out of their cells, one on paper, and
// the receipt.
var pickup = Scenario{
	Name: "pickup", Title: "证照领取",
	steps: []step{
		{"attract", attract},
		{"home", service("pickup")},
		{"identify", identify(1)},
		{"list", press("pickup", "list", "take", "")},
		{"first cell", collect("first")},
		{"second cell", collect("second")},
		{"printout", printout},
		{"receipt", booked},
		{"leave", leave},
	},
	check: func(ctx context.Context, p *Player) error { return once(p.calls(), "beginPickup", "finishPickup") },
}

// openCell is the cell whose door stands open.
func (p *Player) openCell() (bench.Cell, bool) {
	for _, c := range p.bench.State().Cabinet.Cells {
		if c.Open {
			return c, true
		}
	}
	return bench.Cell{}, false
}

// collect reaches into the cell that opens, says so, and closes its door.
func collect(name string) func(context.Context, *Player) error {
	return func(ctx context.Context, p *Player) error {
		var cell bench.Cell
		opened := func(t control.Tree) bool {
			_, asked := t.Find("take", "")
			open := false
			cell, open = p.openCell()
			return on("cell")(t) && asked && open
		}
		if err := p.show(ctx, name+"-open", "page of an open cell", opened); err != nil {
			return err
		}
		if err := p.bench.Door(cell.Number, "take"); err != nil {
			return err
		}
		p.out.physical(fmt.Sprintf("certificate taken out of cell %d", cell.Number), "done")
		if err := p.touch(ctx, "take", ""); err != nil {
			return err
		}
		if err := p.show(ctx, name+"-close", "page that asks for the door", on("cell")); err != nil {
			return err
		}
		p.out.physical(fmt.Sprintf("door %d closed", cell.Number), "done")
		return p.bench.Door(cell.Number, "close")
	}
}

// printout takes the slip of a certificate that is printed here.
func printout(ctx context.Context, p *Player) error {
	if err := p.happens(ctx, "slip in the mouth", p.slipInMouth); err != nil {
		return err
	}
	if err := p.show(ctx, "printout", "page of what is printed", on("done")); err != nil {
		return err
	}
	if err := p.keepPaper(); err != nil {
		return err
	}
	p.bench.TakePaper()
	p.out.physical("slip taken from the mouth", "notPresent")
	return nil
}
