package screens

import (
	"strconv"

	"govkiosk/screens/art"
	"govkiosk/screens/ui"
)

// cell shows which door of the cabinet is open and what to do there.
func (p *page) cell(v *Cell) content {
	title, lead := p.cellWords(v)
	orders, acts := p.cellOrders(v), p.cellActs(v)
	next := p.para(v.Next.In(p.v.Lang), p.style("body"), ui.Ink2, p.gap)
	if p.wide {
		return content{read: append(append(p.ask(8, title, lead), spring()), orders...), touch: append([]block{p.cabinet(v)}, acts...)}
	}
	read := p.ask(8, title, lead)
	if v.Door != DoorClosed || !p.small && !p.scale.Elder { // a door that is shut need not be found
		read = append(read, p.cabinet(v))
	}
	read = append(append(read, orders...), spring())
	if !p.small && !p.scale.Elder && v.Next.In(p.v.Lang) != "" {
		read = append(read, next)
	}
	return content{read: read, touch: acts, flow: true}
}

// cellTitles are the keys of title and lead; without a lead the cell's place
// is said.
var cellTitles = map[Door][2]string{
	DoorOpening: {"cell.titleOpening", ""}, DoorOpen: {"cell.titleOpen", ""}, DoorClosed: {"cell.titleClosed", "cell.leadClosed"},
	DoorStuck: {"cell.titleStuck", "cell.leadStuck"}, DoorShutFirst: {"cell.titleFirst", "cell.leadFirst"},
	DoorUnseen: {"cell.titleUnseen", "cell.leadUnseen"}, DoorAway: {"cell.titleAway", ""}, DoorReported: {"cell.titleReported", "cell.leadEmpty"},
}

// cellWords are what the page says first, and where the cell is.
func (p *page) cellWords(v *Cell) (title, lead string) {
	keys := cellTitles[v.Door]
	n := strconv.Itoa(v.Number)
	title = p.say(keys[0], "n", n)
	switch {
	case v.Door == DoorOpen && v.Taken:
		title = p.say("cell.titleClose", "n", n)
	case v.Door == DoorReported && !v.Empty:
		return title, p.say("cell.leadWrong", "n", n)
	case v.Door == DoorAway:
		return title, p.words.reason(v.Reason, v.Since)
	}
	if keys[1] != "" {
		return title, p.say(keys[1], "n", n)
	}
	column, row := v.place()
	side := "cell.left"
	if v.Right {
		side = "cell.right"
	}
	return title, p.say(side) + p.say("cell.where", "column", strconv.Itoa(column), "row", strconv.Itoa(row))
}

// open tells whether the plan shows the door hanging open.
func (v *Cell) open() bool {
	return v.Door == DoorOpen || v.Door == DoorShutFirst || v.Door == DoorReported
}

// cabinet is the plan with the cell marked; the door stands open only if it does.
func (p *page) cabinet(v *Cell) block {
	plan := art.CabinetPlan{Columns: v.Columns, Rows: v.Rows, Cell: v.Number, Right: v.Right, Open: v.open(),
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

// cellOrders are what is so, or the two things to do, one after the other.
func (p *page) cellOrders(v *Cell) []block {
	gap := min(6, p.gap)
	one := func(s state) []block { return []block{p.stateBox(gap, s)} }
	switch v.Door {
	case DoorOpening:
		return one(state{icon: "door-open", title: p.say("cell.opening"), sub: p.say("cell.openingSub"), turning: true})
	case DoorStuck, DoorAway:
		return one(state{icon: "lock", title: p.say("cell.safe"), sub: p.orDesk(v, p.say("cell.coming")), mood: note})
	case DoorUnseen:
		return one(state{icon: "bell-ring", title: p.say("cell.unseen"), sub: p.orDesk(v, p.say("cell.coming")), mood: note})
	case DoorReported:
		sub := p.say("cell.noted")
		if !v.Empty {
			sub = p.say("cell.putBack")
		}
		return one(state{icon: "bell-ring", title: p.say("cell.looking"), sub: p.orDesk(v, sub), mood: note})
	case DoorShutFirst:
		return one(p.closeOrder(""))
	}
	take := state{icon: "hand", title: p.say("cell.take"), sub: p.say("cell.check", "what", v.Content.In(p.v.Lang)), number: "1"}
	if v.Taken {
		take = state{icon: "circle-check", title: p.say("cell.takenSo"), mood: finished}
	}
	if v.Door == DoorClosed {
		was := state{icon: "file-badge", title: v.Content.In(p.v.Lang), sub: p.say("cell.was")}
		return []block{p.stateBox(gap, state{icon: "circle-check", title: p.say("cell.closed"), mood: finished}), p.stateBox(gap, was)}
	}
	door := p.closeOrder("2")
	if v.Taken || v.Long {
		door.mood, door.number = stop, ""
	}
	return []block{p.stateBox(gap, take), p.stateBox(gap, door)}
}

// orDesk adds the window that can be gone to instead of waiting.
func (p *page) orDesk(v *Cell, sub string) string {
	desk := v.Desk.In(p.v.Lang)
	if desk == "" {
		return sub
	}
	if p.v.Lang == English {
		sub += " "
	}
	return sub + p.say("cell.orDesk", "desk", desk)
}

// closeOrder asks for the door to be closed.
func (p *page) closeOrder(number string) state {
	s := state{icon: "door-open", title: p.say("cell.close"), sub: p.say("cell.closeSub"), number: number}
	if number == "" {
		s.mood = stop
	}
	if !p.wide {
		s.sign = p.say("cell.stillOpen")
	}
	return s
}

// cellActs are what can be answered; while the door is wanted there is nothing
// to press.
func (p *page) cellActs(v *Cell) []block {
	empty := p.press(ActEmpty, "", look{label: p.say("cell.empty")})
	taken := p.press(ActTake, "", look{label: p.say("cell.taken"), icon: "check", mm: 16, typ: "action", kind: primary})
	help := look{label: p.say("ticket.help"), icon: "bell-ring"}
	next := look{label: p.say("cell.receipt"), icon: "receipt-text", mm: 16, typ: "action", kind: primary}
	if v.More {
		next.label, next.icon = p.say("cell.next"), "door-open"
	}
	switch {
	case v.Door == DoorOpen && !v.Taken:
		return []block{p.row(p.gap, 34, []float64{104, 133}, empty, taken)}
	case v.Door == DoorClosed && v.Reopen:
		again := p.press(ActReopen, "", look{label: p.say("cell.reopen"), icon: "door-open"})
		return []block{p.row(p.gap, 24, nil, empty, again), p.row(p.gap, 34, nil, taken)}
	case v.Door == DoorClosed:
		return []block{p.row(p.gap, 34, []float64{104, 133}, empty, taken)}
	case v.Door == DoorStuck || v.Door == DoorAway || v.Door == DoorUnseen || v.Door == DoorReported:
		return []block{p.row(p.gap, 34, []float64{104, 133}, p.press(ActHelp, "", help), p.press(ActNext, "", next))}
	}
	return nil
}
