package demo

import (
	"context"
	"fmt"

	"govkiosk/kiosk/bench/control"
)

// appoint is 预约办事: a matter, a place, a day and a time, on paper.
var appoint = Scenario{
	Name: "appoint", Title: "预约办事",
	steps: []step{
		{"attract", attract},
		{"home", service("appoint")},
		{"identify", identify(9)},
		{"department", question("department", "department", "")},
		{"list", list},
		{"initials", find("esf", "二手房")},
		{"day", press("calendar", "calendar", "day", "")},
		{"time", press("calendar", "times", "slot", "")},
		{"chosen", press("calendar", "time", "next", "")},
		{"confirm", press("sheet", "confirm", "take", "")},
		{"booked", booked},
		{"leave", leave},
	},
	check: func(ctx context.Context, p *Player) error { return once(p.calls(), "book") },
}

// checkin is 预约签到: who has an appointment lays the card down and has a
// number.
var checkin = Scenario{
	Name: "checkin", Title: "预约签到",
	steps: []step{
		{"attract", attract},
		{"home", service("checkin")},
		{"identify", identify(1)},
		{"confirm", confirm},
		{"ticket", ticket},
		{"take", takePaper},
		{"leave", leave},
	},
	check: func(ctx context.Context, p *Player) error { return once(p.calls(), "checkIn", "confirmTicket") },
}

// question waits for a question page and touches one of its choices.
func question(name, what, id string) func(context.Context, *Player) error {
	return func(ctx context.Context, p *Player) error {
		asked := func(t control.Tree) bool {
			_, ok := t.Find("choose", id)
			return on("question")(t) && ok
		}
		if err := p.show(ctx, name, "question about the "+what, asked); err != nil {
			return err
		}
		return p.touch(ctx, "choose", id)
	}
}

// press waits for a page that has a key, keeps its picture, and touches the
// key; an empty arg is the first of them.
func press(screen, name, intent, arg string) func(context.Context, *Player) error {
	return func(ctx context.Context, p *Player) error {
		has := func(t control.Tree) bool {
			_, ok := t.Find(intent, arg)
			return on(screen)(t) && ok
		}
		if err := p.show(ctx, name, fmt.Sprintf("page %s with a key %s", screen, intent), has); err != nil {
			return err
		}
		return p.touch(ctx, intent, arg)
	}
}

// booked follows the slip of what was done into the hand.
func booked(ctx context.Context, p *Player) error {
	if err := p.show(ctx, "done", "page that says it is done", on("done")); err != nil {
		return err
	}
	if err := p.happens(ctx, "slip in the mouth", p.slipInMouth); err != nil {
		return err
	}
	p.out.physical("slip printed", "done")
	if err := p.keepPaper(); err != nil {
		return err
	}
	p.bench.TakePaper()
	p.out.physical("slip taken from the mouth", "notPresent")
	p.bench.Lift()
	p.out.physical("ID card lifted from the reader", "notPresent")
	return p.show(ctx, "taken", "page after the slip is taken", p.paper(ctx, "done", "taken"))
}
