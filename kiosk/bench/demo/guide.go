package demo

import (
	"context"
	"fmt"
)

// guide is 办事指南: a life event, one of its matters, and its checklist.
var guide = Scenario{
	Name: "guide", Title: "办事指南",
	steps: []step{
		{"attract", attract},
		{"home", service("guide")},
		{"way", question("way", "way to look", "event")},
		{"event", question("event", "life event", "birth")},
		{"matter", question("matter", "matter of the event", "")},
		{"sheet", press("sheet", "sheet", "print", "")},
		{"checklist", booked},
		{"leave", leave},
	},
	check: func(_ context.Context, p *Player) error {
		for _, write := range []string{"startDraft", "checkProof", "book", "reserveTicket"} {
			if n := count(p.calls(), write); n != 0 {
				return fmt.Errorf("%d calls of %s: who looks something up leaves nothing", n, write)
			}
		}
		return nil
	},
}

// proof is 证明核查: a bank wants to know that somebody owns no home, and
// departments say so.
var proof = Scenario{
	Name: "proof", Title: "证明核查",
	steps: []step{
		{"attract", attract},
		{"home", service("proof")},
		{"list", list},
		{"initials", find("stf", "无房")},
		{"asker", question("asker", "who wants it", "bank")},
		{"holds", press("sheet", "holds", "take", "")},
		{"consent", question("consent", "consent", "agree")},
		{"identify", identify(card)},
		{"result", press("sheet", "result", "print", "")},
		{"statement", booked},
		{"leave", leave},
	},
	check: func(ctx context.Context, p *Player) error {
		if err := once(p.calls(), "checkProof"); err != nil {
			return err
		}
		return p.checkCode(ctx, "真实有效", "ZM")
	},
}

// takeCard takes the card that the terminal asks for once the visit is over.
func takeCard(ctx context.Context, p *Player) error {
	if err := p.show(ctx, "card-left", "page that asks for the card", on("card-left")); err != nil {
		return err
	}
	p.bench.Lift()
	p.out.physical("ID card lifted from the reader", "notPresent")
	return p.show(ctx, "rest", "attract page", on("attract"))
}
