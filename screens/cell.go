package screens

import (
	"strconv"

	"govkiosk/screens/art"
	"govkiosk/screens/ui"
)

// cell shows which door of the cabinet is open and what to do there.
func (p *page) cell(v *Cell) content {
	title, lead := p.cellWords(v)
	read := append(p.ask(8, title, lead), p.cabinet(v))
	orders := p.cellOrders(v)
	acts := p.row(p.gap, 34, []float64{104, 133},
		p.press(ActEmpty, "", look{label: p.say("cell.empty")}),
		p.press(ActTake, "", look{label: p.say("cell.taken"), icon: "check", mm: 16, typ: "action", kind: primary}))
	if v.Door == DoorStuck {
		acts = p.row(p.gap, 34, nil, p.press(ActHelp, "", look{label: p.say("ticket.help"), icon: "bell-ring", mm: 16, typ: "action", kind: primary}))
	}
	next := p.para(v.Next.In(p.v.Lang), p.style("body"), ui.Ink2, p.gap)
	if p.wide {
		return content{read: append(append(p.ask(8, title, lead), spring()), orders...), touch: []block{p.cabinet(v), acts}}
	}
	read = append(append(read, orders...), spring())
	if p.small || p.scale.Elder {
		return content{read: read, touch: []block{acts}, flow: true}
	}
	return content{read: append(read, next), touch: []block{acts}, flow: true}
}

func (p *page) cellWords(v *Cell) (title, lead string) {
	n := strconv.Itoa(v.Number)
	column, row := v.place()
	side := "cell.left"
	if v.Right {
		side = "cell.right"
	}
	lead = p.say(side) + p.say("cell.where", "column", strconv.Itoa(column), "row", strconv.Itoa(row))
	switch v.Door {
	case DoorClosed:
		return p.say("cell.titleClosed", "n", n), lead
	case DoorStuck:
		return p.say("cell.titleStuck", "n", n), p.say("cell.leadStuck")
	}
	return p.say("cell.titleOpen", "n", n), lead
}

// cabinet is the plan with the cell marked; the door stands open only if it does.
func (p *page) cabinet(v *Cell) block {
	plan := art.CabinetPlan{Columns: v.Columns, Rows: v.Rows, Cell: v.Number, Right: v.Right, Open: v.Door == DoorOpen,
		Here: p.say("cell.here"), Column: p.say("cell.column")}
	least := 90.0
	if p.small || p.wide {
		least = 54
	}
	d := art.Cabinet(plan)
	grow := 0.0
	if p.wide {
		grow = 1
	}
	return block{gap: p.gap, least: least, grow: grow,
		size: func(w float64) float64 { return min(w*d.H/d.W+4, p.m.Height*.45) },
		draw: func(r ui.Rect) {
			p.card(r)
			in := r.Pad(2, 2)
			if w := in.H * d.W / d.H; w < in.W {
				in.X, in.W = in.X+(in.W-w)/2, w
			}
			p.Add(ui.Picture{Kind: "cabinet", R: in, Cabinet: plan})
		}}
}

// cellOrders are the two things to do, one after the other.
func (p *page) cellOrders(v *Cell) []block {
	if v.Door == DoorStuck {
		return []block{p.stateBox(p.gap, state{icon: "lock", title: p.say("cell.safe"), sub: p.say("cell.coming"), mood: note})}
	}
	door := state{icon: "door-open", title: p.say("cell.close"), sub: p.say("cell.closeSub"), number: "2"}
	if !p.wide {
		door.sign = p.say("cell.stillOpen")
	}
	if v.Door == DoorClosed {
		door = state{icon: "circle-check", title: p.say("cell.closed"), mood: finished}
	}
	take := state{icon: "hand", title: p.say("cell.take"), sub: p.say("cell.check", "what", v.Content.In(p.v.Lang)), number: "1"}
	gap := min(6, p.gap)
	return []block{p.stateBox(gap, take), p.stateBox(gap, door)}
}
